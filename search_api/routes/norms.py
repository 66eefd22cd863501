"""``GET /norms``: the disclosure table of a place or body; with ``.csv``, ``.xlsx`` or ``.html`` as a file."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from gaps.norm_records import HeldNorm
from gaps.table_files import table_csv, table_html, table_xlsx
from search_api.answering import answer, problems
from search_api.forms import Form, described
from search_api.library import Library
from search_api.models import norms as out
from search_api.norming import Norms, counts, norms_of_place
from search_api.parameters import PageLanguage, Parameters, Words, read_day_or_today

router = APIRouter(tags=["norms"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"


class NormParameters(Parameters):
    """What ``GET /norms`` takes."""

    jurisdiction: Annotated[Words, Field(min_length=1, max_length=60, description="A place, such as `cn-sh`.")]
    body: Annotated[Words, Field(max_length=100, description="Only duties of this body, and of all bodies.")] = ""
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD` or `today`: the day of the law.")] = "today"
    with_parents: Annotated[bool, Field(description="Add the law of the places above.")] = False
    lang: Annotated[PageLanguage, Field(description="The language of a file's headings.")] = "zh-Hans"


@router.get("/norms", response_model=out.NormsAnswer, operation_id="getNorms", responses=problems(304))
async def get_norms(request: Request, parameters: Annotated[NormParameters, Query()]) -> Response:
    """Give the disclosure table of a place: what must be published or given on request, by whom, when and where.

    With it the pairs of norms that may contradict each other, each with both quotes.
    """
    return await answer(request, lambda library: norms_record(_norms(library, parameters)), slow=True)


_FILES = described(Form.CSV, Form.XLSX)
_FILES[200]["content"]["text/html"] = {"schema": {"type": "string"}}


@router.get(
    "/norms.{ending}",
    operation_id="getNormsFile",
    response_class=Response,
    responses={**problems(304), **_FILES},
)
async def get_norms_file(
    request: Request,
    ending: Annotated[Literal["csv", "xlsx", "html"], Path(description="The form of the file.")],
    parameters: Annotated[NormParameters, Query()],
) -> Response:
    """Give the disclosure table as a file."""

    def work(library: Library) -> Response:
        return _file(_norms(library, parameters), ending, parameters.lang)

    return await answer(request, work, slow=True)


def norms_record(found: Norms) -> out.NormsAnswer:
    """The norms as the API and the command line give them."""
    return out.NormsAnswer(
        jurisdiction=found.jurisdiction,
        on=found.on,
        revision=found.revision,
        counts=counts(found.norms),
        total=len(found.rows),
        rows=list(found.rows),
        conflicts=[
            out.Conflict(
                kind=c.kind,
                matter=c.matter,
                one=_side(c.one),
                other=_side(c.other),
                higher=c.higher,
                later=c.later,
            )
            for c in found.conflicts
        ],
    )


def _norms(library: Library, p: NormParameters) -> Norms:
    on = read_day_or_today(p.on, library.today())
    return norms_of_place(library, p.jurisdiction, on, body=p.body or None, with_parents=p.with_parents)


def _file(found: Norms, ending: str, language: str) -> Response:
    if ending == "xlsx":
        return Response(table_xlsx(found.rows, language), media_type=_XLSX)
    if ending == "csv":
        return Response(_BYTE_ORDER_MARK + table_csv(found.rows, language), media_type="text/csv")
    title = f"{found.jurisdiction} · {found.on.isoformat()} · r{found.revision}"
    return Response(table_html(found.rows, language, title), media_type="text/html")


def _side(held: HeldNorm) -> out.Side:
    return out.Side(
        kind=held.norm.kind.value,
        instrument=held.text.instrument.id,
        title=held.text.instrument.title,
        version=held.text.version.key,
        provision_id=held.provision.id,
        label=held.provision.label,
        quote=held.norm.quote.text,
        start=held.norm.quote.start,
        end=held.norm.quote.end,
    )
