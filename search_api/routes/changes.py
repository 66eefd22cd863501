"""``GET /changes`` and ``/bulk.jsonl``: what came in since a revision, as a log and as whole texts."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from law.change_log import Arrival, arrivals, count_arrivals, switches
from law.instrument import Instrument, Version
from law.timeline import status_on, validity
from search_api.addresses import instrument_href, page_links
from search_api.answering import answer, problems
from search_api.fields import fields_of, in_fields
from search_api.forms import ChosenResponse
from search_api.instrument_answers import given_provision, version_summary, work_facts
from search_api.library import Library
from search_api.models import changes as out
from search_api.models.versions import Event
from search_api.parameters import Parameters
from search_api.views import VersionView

router = APIRouter(tags=["exports"])
_LINES: dict[int | str, dict[str, Any]] = {200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}}
_SINCE = "Only texts of later corpus revisions than this; 0 for all."


class ChangesParameters(Parameters):
    """What ``GET /changes`` takes."""

    since: Annotated[int, Field(ge=0, le=2**53, description=_SINCE)] = 0
    limit: Annotated[int, Field(ge=1, le=1000, description="How many texts.")] = 100
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="How many texts to pass over.")] = 0


class BulkParameters(Parameters):
    """What ``GET /bulk.jsonl`` takes."""

    since: Annotated[int, Field(ge=0, le=2**53, description=_SINCE)] = 0
    after: Annotated[int, Field(ge=0, le=2**53, description="Go on after the line with this `number`.")] = 0
    limit: Annotated[int, Field(ge=1, le=200, description="How many texts.")] = 50


@router.get("/changes", response_model=out.ChangesAnswer, operation_id="listChanges", responses=problems(304))
async def list_changes(request: Request, parameters: Annotated[ChangesParameters, Query()]) -> Response:
    """List the texts that came in since a corpus revision, and the sources that were withdrawn or returned."""
    p = parameters

    def work(library: Library) -> out.ChangesAnswer:
        total = count_arrivals(library.corpus, since=p.since)
        found = arrivals(library.corpus, since=p.since, offset=p.offset, limit=p.limit)
        return out.ChangesAnswer(
            since=p.since,
            revision=library.corpus.revision(),
            total=total,
            offset=p.offset,
            limit=p.limit,
            texts=[_arrival(each) for each in found],
            switches=[out.Switch.model_validate(each) for each in switches(library.corpus)],
            links=page_links(request, offset=p.offset, size=p.limit, total=total, name="limit"),
        )

    return await answer(request, work)


@router.get(
    "/bulk.jsonl",
    operation_id="downloadTexts",
    response_class=Response,
    responses={**problems(304), **_LINES},
)
async def download_texts(request: Request, parameters: Annotated[BulkParameters, Query()]) -> Response:
    """Give whole texts, one JSON object a line, in the order in which they came; the header `Link` leads on.

    Each line is a `BulkText`: number, revision, instrument, version, events, provisions.
    """
    p = parameters

    def work(library: Library) -> Response:
        found = arrivals(library.corpus, since=p.since, after=p.after, limit=p.limit)
        fields = fields_of(request)
        body = "".join(f"{in_fields(text, fields)}\n" for text in _texts(library, found, library.today()))
        response = ChosenResponse(body, media_type="application/jsonl")
        if len(found) == p.limit:
            query = urlencode(
                {"since": p.since, "after": found[-1].number, "limit": p.limit, "fields": fields}, doseq=True
            )
            response.headers["Link"] = f'</api/v1/bulk.jsonl?{query}>; rel="next"'
        return response

    return await answer(request, work, slow=True)


def _texts(library: Library, found: list[Arrival], on: date) -> Iterator[out.BulkText]:
    held = library.catalogue().instruments
    for each in found:
        work = held.get(each.instrument)
        version = next((v for v in work.versions if v.held_as == each.number), None) if work else None
        if work is not None and version is not None:
            yield _text(each, work, library.corpus.with_text(version), on)


def _text(each: Arrival, work: Instrument, version: Version, on: date) -> out.BulkText:
    view = VersionView(version=version, status=status_on(work, version, on), validity=validity(work, version))
    return out.BulkText(
        number=each.number,
        revision=each.revision,
        instrument=work_facts(work),
        version=version_summary(work.id, view),
        events=[Event.model_validate(event) for event in version.events],
        provisions=[given_provision(work, version, provision) for provision in version.provisions],
    )


def _arrival(each: Arrival) -> out.Arrival:
    href = instrument_href(each.instrument, each.key)
    names = ("number", "revision", "made_at", "source", "instrument", "key", "language", "text_sha256")
    return out.Arrival(**{name: getattr(each, name) for name in names}, href=href)
