"""``GET /instruments``: the list, one instrument, its texts, its provisions."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from index.plan import UNKNOWN
from law.akoma_ntoso import to_akoma_ntoso
from law.jurisdiction import JURISDICTIONS, within
from law.kind import KINDS
from search_api.addresses import page_links
from search_api.answering import NAMED, answer, problems
from search_api.choosing import known
from search_api.exports import versions_export
from search_api.forms import Form, described, in_form
from search_api.instrument_answers import instrument_answer, listed, provision_answer, version_summary, work_facts
from search_api.library import Library
from search_api.listing import Filters
from search_api.markdown import instrument_markdown, provision_markdown
from search_api.models.instruments import InstrumentAnswer, InstrumentList, ProvisionAnswer, VersionsAnswer
from search_api.named_address import Address, NamedAddress, ProvisionId, answer_about
from search_api.parameters import InstrumentListParameters, InstrumentParameters, read_day, read_day_or_today
from search_api.provision_exports import provision_feed, provisions_export
from search_api.views import InstrumentView, ProvisionView

router = APIRouter(tags=["instruments"])
Asked = Annotated[InstrumentParameters, Query()]
_FORMS = described(Form.MARKDOWN, Form.AKOMA_NTOSO, Form.CSV, Form.XLSX, Form.ATOM)


@router.get("/instruments", response_model=InstrumentList, operation_id="listInstruments", responses=problems(304))
async def list_instruments(request: Request, parameters: Annotated[InstrumentListParameters, Query()]) -> Response:
    """List the instruments held, with exact totals."""

    def work(library: Library) -> InstrumentList:
        page = library.instruments(list_filters(parameters, library), offset=parameters.offset, limit=parameters.limit)
        links = page_links(request, offset=page.offset, size=page.limit, total=page.total, name="limit")
        items = [listed(item) for item in page.items]
        return InstrumentList(
            on=page.on, total=page.total, offset=page.offset, limit=page.limit, items=items, links=links
        )

    return await answer(request, work)


@router.get(
    "/instruments/{address:path}/versions",
    response_model=VersionsAnswer,
    operation_id="listVersions",
    responses=problems(*NAMED),
)
async def list_versions(request: Request, address: Address, parameters: Asked) -> Response:
    """List every text held of an instrument, oldest first, each with its status on the day."""

    def work(library: Library, asked: NamedAddress) -> VersionsAnswer:
        day = read_day_or_today(parameters.on, library.today())
        views = library.versions(asked.address, on=day)
        facts = work_facts(library.catalogue().find(asked.name))
        texts = [version_summary(facts.id, view) for view in views]
        return VersionsAnswer(instrument=facts, on=day, total=len(texts), versions=texts)

    return await answer_about(request, address, work, rest="/versions")


@router.get(
    "/instruments/{address:path}/provisions/{provision_id}",
    response_model=ProvisionAnswer,
    operation_id="getProvision",
    responses={**problems(*NAMED), **_FORMS},
)
async def get_provision(
    request: Request,
    address: Address,
    provision_id: ProvisionId,
    parameters: Asked,
) -> Response:
    """Give one provision as published, with its citation and the articles beside it."""

    def work(library: Library, asked: NamedAddress) -> ProvisionAnswer | Response:
        day, language = _day_and_language(parameters)
        view = library.provision(asked.address, asked.last(provision_id), on=day, language=language)
        return _provision_in_form(request, asked.form, view, library)

    return await answer_about(request, address, work, rest=f"/provisions/{provision_id}")


@router.get(
    "/instruments/{address:path}",
    response_model=InstrumentAnswer,
    operation_id="getInstrument",
    responses={**problems(*NAMED), **_FORMS},
)
async def get_instrument(request: Request, address: Address, parameters: Asked) -> Response:
    """Give an instrument with the text of a day: its provisions, history, repeals and the other texts held.

    `.json`, `.md`, `.akn.xml`, `.csv`, `.xlsx` or `.atom` may end the address. A title redirects to the
    identifier; one that several instruments have answers with the list of them.
    """

    def work(library: Library, asked: NamedAddress) -> InstrumentAnswer | Response:
        day, language = _day_and_language(parameters)
        view = library.instrument(asked.address, on=day, language=language)
        return _in_form(request, asked.form, view, library)

    return await answer_about(request, address, work)


def _provision_in_form(
    request: Request, form: Form, view: ProvisionView, library: Library
) -> ProvisionAnswer | Response:
    match form:
        case Form.MARKDOWN:
            return in_form(form, provision_markdown(view))
        case Form.AKOMA_NTOSO:
            return in_form(form, to_akoma_ntoso(view.instrument, view.version, (view.provision,)))
        case Form.CSV | Form.XLSX:
            at = request.app.state.freshness.since(library.generation())
            return provisions_export(request, form, view, (view.provision,), at=at)
        case Form.ATOM:
            return provision_feed(request, library, view)
    return provision_answer(view)


def _in_form(request: Request, form: Form, view: InstrumentView, library: Library) -> InstrumentAnswer | Response:
    at = request.app.state.freshness.since(library.generation())
    match form:
        case Form.MARKDOWN:
            return in_form(form, instrument_markdown(view))
        case Form.AKOMA_NTOSO:
            return in_form(form, to_akoma_ntoso(view.instrument, view.version, view.version.provisions))
        case Form.CSV | Form.XLSX:
            return provisions_export(request, form, view, view.version.provisions, at=at)
        case Form.ATOM:
            return versions_export(request, form, view.instrument.id, view.instrument.title, view.versions, at=at)
    return instrument_answer(view, revision=library.catalogue().revision)


def list_filters(p: InstrumentListParameters, library: Library) -> Filters:
    """What a list of instruments keeps. Raises UnknownJurisdiction, BadFilter."""
    wanted = [JURISDICTIONS[code].code for code in p.jurisdiction]
    places = frozenset(code for code in JURISDICTIONS if any(within(code, place) for place in wanted))
    return Filters(
        jurisdictions=places,
        kinds=frozenset(known(p.kind, {*KINDS, UNKNOWN}, parameter="kind")),
        title=p.title,
        on=read_day_or_today(p.on, library.today()),
        in_force=p.in_force,
    )


def _day_and_language(p: InstrumentParameters) -> tuple[date | None, str | None]:
    return read_day(p.on) if p.on else None, p.language or None
