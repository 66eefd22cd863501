"""``GET /instruments/…/cited-by``, ``…/similar``, ``…/terms`` and ``/terms``."""

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from law.definitions import Definition, find_definitions
from law.jurisdiction import JURISDICTIONS
from search_api.addresses import instrument_href, page_links
from search_api.alike import DefinedTerm, meanings, similar
from search_api.answering import NAMED, answer, problems
from search_api.cited_by import Citing, citations_of
from search_api.exports import hit_href
from search_api.instrument_answers import work_facts
from search_api.library import Library
from search_api.models import citing as out
from search_api.models.base import StatusOn
from search_api.models.search import Hit
from search_api.named_address import Address, NamedAddress, ProvisionId, answer_about
from search_api.parameters import InstrumentParameters, read_day, read_day_or_today
from search_api.reading import cite
from search_api.reading_parameters import CitedByParameters, SimilarParameters, TermsParameters
from search_api.views import InstrumentView

router = APIRouter(tags=["instruments"])


@router.get(
    "/instruments/{address:path}/cited-by",
    response_model=out.CitedByAnswer,
    operation_id="listCitations",
    responses=problems(*NAMED),
)
async def list_citations(
    request: Request, address: Address, parameters: Annotated[CitedByParameters, Query()]
) -> Response:
    """List who cites an instrument, or one provision of it, each citation as written there."""
    p = parameters

    def work(library: Library, asked: NamedAddress) -> out.CitedByAnswer:
        held = library.catalogue().find(asked.name)
        every = citations_of(library, held)
        found = every.of(p.provision or None)
        return out.CitedByAnswer(
            instrument=work_facts(held),
            provision=p.provision or None,
            total=len(found),
            instruments=len({each.hit.instrument for each in found}),
            counts=dict(Counter(each.cited or "whole" for each in found)),
            complete=every.complete,
            offset=p.offset,
            limit=p.limit,
            citing=[_citing(each) for each in found[p.offset : p.offset + p.limit]],
            links=page_links(request, offset=p.offset, size=p.limit, total=len(found), name="limit"),
        )

    return await answer_about(request, address, work, rest="/cited-by", slow=True)


@router.get(
    "/instruments/{address:path}/provisions/{provision_id}/similar",
    response_model=out.SimilarAnswer,
    operation_id="listSimilar",
    responses=problems(*NAMED),
)
async def list_similar(
    request: Request,
    address: Address,
    provision_id: ProvisionId,
    parameters: Annotated[SimilarParameters, Query()],
) -> Response:
    """List provisions of other instruments that say much the same, by words and by meaning."""

    def work(library: Library, asked: NamedAddress) -> out.SimilarAnswer:
        view = library.provision(asked.address, provision_id)
        on = _day(parameters.on, library)
        hits = similar(library, view, k=parameters.k, jurisdictions=_places(parameters.jurisdiction), on=on)
        given = [Hit.model_validate(hit) for hit in hits]
        return out.SimilarAnswer(citation=view.citation, on=on or "any", total=len(given), hits=given)

    return await answer_about(request, address, work, rest=f"/provisions/{provision_id}/similar")


@router.get(
    "/instruments/{address:path}/terms",
    response_model=out.TermsAnswer,
    operation_id="listTerms",
    responses=problems(*NAMED),
)
async def list_terms(
    request: Request, address: Address, parameters: Annotated[InstrumentParameters, Query()]
) -> Response:
    """List the terms that a text defines itself, each with the sentence that does."""

    def work(library: Library, asked: NamedAddress) -> out.TermsAnswer:
        on = read_day(parameters.on) if parameters.on else None
        view = library.instrument(asked.address, on=on, language=parameters.language or None)
        terms = terms_of(view)
        facts = work_facts(view.instrument)
        return out.TermsAnswer(instrument=facts, version=view.version.key, total=len(terms), terms=terms)

    return await answer_about(request, address, work, rest="/terms")


@router.get("/terms", response_model=out.GlossaryAnswer, operation_id="getMeanings", responses=problems(304, 400))
async def get_meanings(request: Request, parameters: Annotated[TermsParameters, Query()]) -> Response:
    """Say what laws say that a term means: each different definition, with all that give it."""

    def work(library: Library) -> out.GlossaryAnswer:
        on = _day(parameters.on, library)
        found = meanings(library, parameters.q, jurisdictions=_places(parameters.jurisdiction), on=on)
        given = [
            out.Meaning(words=each.words, count=len(each.given), given=[_of_hit(one) for one in each.given])
            for each in found
        ]
        return out.GlossaryAnswer(term=parameters.q, on=on or "any", total=len(given), meanings=given)

    return await answer(request, work, slow=True)


def terms_of(view: InstrumentView) -> list[out.DefinedTerm]:
    """The terms that a text defines, in document order."""
    return [
        _defined(definition, view.instrument.id, view.version.key, provision.id, title=view.instrument.title,
                 jurisdiction=view.instrument.jurisdiction, citation=cite(view.instrument, view.version, provision))
        for provision in view.version.articles
        for definition in find_definitions(provision.text)
    ]  # fmt: skip


def _of_hit(one: DefinedTerm) -> out.DefinedTerm:
    hit = one.hit
    return _defined(
        one.definition, hit.instrument, hit.version, hit.provision_id,
        title=hit.title, jurisdiction=hit.jurisdiction, citation=hit.citation,
    )  # fmt: skip


def _defined(
    definition: Definition, instrument: str, version: str, provision_id: str, **of_work: str
) -> out.DefinedTerm:
    return out.DefinedTerm(
        term=definition.term,
        words=definition.words,
        start=definition.start,
        end=definition.end,
        instrument=instrument,
        version=version,
        provision_id=provision_id,
        href=instrument_href(instrument, version, "provisions", provision_id),
        **of_work,
    )


def _citing(each: Citing) -> out.Citing:
    hit = each.hit
    return out.Citing(
        **{name: getattr(hit, name) for name in _OF_HIT},
        status=StatusOn.model_validate(hit.status),
        href=hit_href(hit),
        raw=each.raw,
        start=each.start,
        end=each.end,
        cited=each.cited,
    )


_OF_HIT = ("instrument", "title", "jurisdiction", "version", "provision_id", "label", "citation")


def _places(codes: list[str]) -> tuple[str, ...]:
    return tuple(JURISDICTIONS[code].code for code in codes)


def _day(text: str, library: Library) -> date | None:
    return None if text == "any" else read_day_or_today(text, library.today())
