"""``GET /instruments/…/sources`` and ``…/amendments``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from law.instrument import Instrument
from search_api.answering import NAMED, problems
from search_api.instrument_answers import work_facts
from search_api.library import Library
from search_api.models import provenance as out
from search_api.named_address import Address, NamedAddress, answer_about
from search_api.parameters import NoParameters
from search_api.provenance import Provenance

router = APIRouter(tags=["instruments"])
NoQuery = Annotated[NoParameters, Query()]


@router.get(
    "/instruments/{address:path}/sources",
    response_model=out.InstrumentSources,
    operation_id="listSourcesOfInstrument",
    responses=problems(*NAMED),
)
async def list_sources_of_instrument(request: Request, address: Address, _: NoQuery) -> Response:
    """List every source's texts of an instrument, where they differ, and the same law under other identifiers."""

    def run(library: Library, asked: NamedAddress) -> out.InstrumentSources:
        work = library.catalogue().find(asked.name)
        return sources_answer(work, library.provenance(work.id))

    return await answer_about(request, address, run, rest="/sources")


@router.get(
    "/instruments/{address:path}/amendments",
    response_model=out.AmendmentsAnswer,
    operation_id="listAmendments",
    responses=problems(*NAMED),
)
async def list_amendments(request: Request, address: Address, _: NoQuery) -> Response:
    """List who changed an instrument, what, and when, each with its quote; and what it changes itself."""

    def run(library: Library, asked: NamedAddress) -> out.AmendmentsAnswer:
        work = library.catalogue().find(asked.name)
        return amendments_answer(work, library.provenance(work.id))

    return await answer_about(request, address, run, rest="/amendments")


def sources_answer(work: Instrument, found: Provenance) -> out.InstrumentSources:
    """Sources, texts, differences and twins, as the API and the command line give them."""
    return out.InstrumentSources(
        instrument=work_facts(work),
        sources=list(found.sources),
        editions=[out.Edition.model_validate(edition) for edition in found.editions],
        differences=list(found.differences),
        twins=list(found.twins),
    )


def amendments_answer(work: Instrument, found: Provenance) -> out.AmendmentsAnswer:
    """Changes made to an instrument and by it, as the API and the command line give them."""
    return out.AmendmentsAnswer(
        instrument=work_facts(work),
        amendments=[out.Amendment.model_validate(change) for change in found.amendments],
        amends=[out.Amendment.model_validate(change) for change in found.amends],
    )
