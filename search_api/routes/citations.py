"""``POST /citations:resolve``: a pasted text, checked."""

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response

from law.instrument import Status
from search_api.addresses import instrument_href
from search_api.answering import given, holder, problems
from search_api.citation_check import CheckedCitation, check_citations
from search_api.models import citations as out
from search_api.models.base import Name
from search_api.parameters import NoParameters
from search_api.problem_readers import named_record

router = APIRouter(tags=["citations"])
_FACTS = ("raw", "start", "end", "outcome", "instrument", "title", "version", "status_basis", "provision_id", "label")


@router.post(
    "/citations:resolve",
    response_model=out.CitationsAnswer,
    operation_id="resolveCitations",
    responses=problems(400),
)
async def resolve_citations(
    request: Request, pasted: Annotated[out.PastedText, Body()], _: Annotated[NoParameters, Query()]
) -> Response:
    """Check a pasted text: each citation resolved, whether it is in force, and the words quoted beside it compared.

    Nothing of the text is kept.
    """

    def work() -> Response:
        library = holder(request).get()
        on = pasted.on or library.today()
        checked = check_citations(library, pasted.text, on=pasted.on)
        response = given(request, citations_answer(checked, on))
        response.headers["Cache-Control"] = "no-store"
        return response

    found: Response = await request.app.state.slow.run(work)
    return found


def citations_answer(checked: tuple[CheckedCitation, ...], on: date) -> out.CitationsAnswer:
    """A check as the API and the command line give it."""
    return out.CitationsAnswer(
        on=on,
        total=len(checked),
        counts=dict(Counter(each.resolved.outcome.value for each in checked)),
        quoted=dict(Counter(quote.verdict.value for each in checked for quote in each.quotes)),
        citations=[_citation(each) for each in checked],
    )


def _citation(each: CheckedCitation) -> out.CheckedCitation:
    found = each.resolved
    parts = ("provisions", found.provision_id) if found.provision_id else ()
    return out.CheckedCitation(
        **{name: getattr(found, name) for name in _FACTS},
        status=Status(found.status) if found.status else None,
        citation=each.citation,
        href=instrument_href(found.instrument, found.version, *parts) if found.instrument else None,
        message=found.message,
        others=[Name(**named_record(named)) for named in found.others],
        quotes=[out.Quote.model_validate(quote) for quote in each.quotes],
    )
