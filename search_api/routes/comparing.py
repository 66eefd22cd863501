"""``GET /instruments/…/diff`` and ``…/bilingual``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from law.provision import Provision
from law.text_diff import Change, ProvisionChange
from search_api.answering import NAMED, problems
from search_api.comparing import Comparison, SideBySide, compare, side_by_side
from search_api.instrument_answers import given_provision, version_summary, work_facts
from search_api.library import Library
from search_api.models import comparisons as out
from search_api.models import instruments
from search_api.named_address import Address, NamedAddress, answer_about
from search_api.parameters import read_day, read_languages
from search_api.reading import version_of
from search_api.reading_parameters import BilingualParameters, DiffParameters
from search_api.views import InstrumentView

router = APIRouter(tags=["instruments"])


@router.get(
    "/instruments/{address:path}/diff",
    response_model=out.DiffAnswer,
    operation_id="compareTexts",
    responses=problems(*NAMED),
)
async def compare_texts(request: Request, address: Address, parameters: Annotated[DiffParameters, Query()]) -> Response:
    """Tell what one text of an instrument changes in another, provision by provision and word by word.

    By default the text of the address against the one held before it.
    """

    def work(library: Library, asked: NamedAddress) -> out.DiffAnswer:
        p = parameters
        found = compare(library, asked.address, before=p.before, after=p.after, language=p.language or None)
        return diff_answer(found, every=p.unchanged)

    return await answer_about(request, address, work, rest="/diff")


@router.get(
    "/instruments/{address:path}/bilingual",
    response_model=out.BilingualAnswer,
    operation_id="setSideBySide",
    responses=problems(*NAMED),
)
async def set_side_by_side(
    request: Request, address: Address, parameters: Annotated[BilingualParameters, Query()]
) -> Response:
    """Set a law in one language beside the same law in others, where they are held."""

    def work(library: Library, asked: NamedAddress) -> out.BilingualAnswer:
        on = read_day(parameters.on) if parameters.on else None
        return _bilingual(side_by_side(library, asked.address, read_languages(parameters.languages), on=on))

    return await answer_about(request, address, work, rest="/bilingual")


def diff_answer(found: Comparison, *, every: bool = False) -> out.DiffAnswer:
    """A comparison as the API and the command line give it; ``every`` keeps what did not change."""
    kept = [change for change in found.changes if every or change.change is not Change.UNCHANGED]
    return out.DiffAnswer(
        instrument=work_facts(found.new.instrument),
        on=found.new.on,
        old=version_summary(found.old.instrument.id, version_of(found.old)),
        new=version_summary(found.new.instrument.id, version_of(found.new)),
        counts=dict(found.counts),
        total=len(kept),
        changes=[_change(found, change) for change in kept],
    )


def _change(found: Comparison, change: ProvisionChange) -> out.ProvisionChange:
    return out.ProvisionChange(
        change=change.change,
        old=given_provision(found.old.instrument, found.old.version, change.old) if change.old else None,
        new=given_provision(found.new.instrument, found.new.version, change.new) if change.new else None,
        pieces=list(change.pieces),
        heading=list(change.heading),
    )


def _bilingual(found: SideBySide) -> out.BilingualAnswer:
    first = found.texts[0]
    return out.BilingualAnswer(
        instrument=work_facts(first.instrument),
        on=first.on,
        texts=[version_summary(first.instrument.id, version_of(view)) for view in found.texts],
        total=len(found.pairs),
        provisions=[
            out.AlignedProvision(id=pair.provision_id, provisions=[*map(_given, found.texts, pair.provisions)])
            for pair in found.pairs
        ],
    )


def _given(view: InstrumentView, provision: Provision | None) -> instruments.Provision | None:
    return given_provision(view.instrument, view.version, provision) if provision else None
