"""``GET /gaps.docx|.xlsx|.csv|.html|.jsonl|.report``: the gap report as a file, the same rows in each form."""

from enum import StrEnum
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from starlette.responses import RedirectResponse

from gaps.export import WRITINGS, write_report
from gaps.report_form import Form
from search_api.answering import answer, problems
from search_api.forms import site_of
from search_api.gap_changes import changes_asked
from search_api.library import Library
from search_api.parameters import GapParameters, PageLanguage, read_day_or_today
from search_api.reporting import report_of
from search_api.routes.gaps import read_places

router = APIRouter(tags=["gaps"])


class GapReportParameters(GapParameters):
    """What the address takes: as for ``/gaps``, the language of the report, and a revision to compare with."""

    lang: Annotated[PageLanguage, Field(description="The language of the report; quotes stay as published.")] = "en"
    since: Annotated[
        int | None,
        Field(ge=0, le=2**53, description="A corpus revision: the report has a table of what changed since, and why."),
    ] = None


class Ending(StrEnum):
    """The endings of the address of a gap report."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    LINES = "jsonl"
    REPORT = "report"
    TABLES = "zip"
    JSON = "json"


_FORMS: Final = {
    Ending.DOCX: Form.DOCX,
    Ending.XLSX: Form.XLSX,
    Ending.CSV: Form.CSV,
    Ending.HTML: Form.HTML,
    Ending.LINES: Form.JSON,
    Ending.REPORT: Form.REPORT,
    Ending.TABLES: Form.TABLES,
}
_OWN_STYLES: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page brings its styles with it, since it is a file to keep; scripts stay barred."""
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_OBJECT: Final = {"schema": {"type": "object", "description": "The whole report: its facts, its notices, its tables."}}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The report, in the form that the ending names.",
        "content": {
            writing.media_type.partition(";")[0]: _OBJECT if form is Form.REPORT else _BINARY
            for form, writing in WRITINGS.items()
        },
    }
}


@router.get(
    "/gaps.{ending}",
    operation_id="exportGaps",
    response_class=Response,
    responses={**problems(303, 304), **_ANSWERS},
)
async def export_gaps(
    request: Request,
    ending: Annotated[Ending, Path(description="The form; `json` leads to the address without it.")],
    parameters: Annotated[GapReportParameters, Query()],
) -> Response:
    """Give the gap report as a file: Word, Excel, a page, quotes or all tables as CSV, JSON lines, or one object."""
    if ending is Ending.JSON:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(request.url.path.removesuffix(".json") + query, status_code=303)

    def work(library: Library) -> Response:
        p = parameters
        places = read_places(p.jurisdiction or [library.main_place()])
        matrix = library.gaps(places, p.area, p.requirement, read_day_or_today(p.on, library.today()))
        earlier = None if p.since is None else changes_asked(library, matrix, p.since).before
        report = report_of(library, matrix, language=p.lang, site=site_of(request), previous=earlier)
        return _file(write_report(report, _FORMS[ending]), _FORMS[ending], f"gaps-{'-'.join(places)}-{matrix.on}")

    return await answer(request, work, slow=True)


def _file(content: bytes, form: Form, name: str) -> Response:
    writing = WRITINGS[form]
    kind = "inline" if form in (Form.HTML, Form.REPORT) else "attachment"
    disposition = f"{kind}; filename*=UTF-8''{quote(name.replace('+', '_'))}.{writing.ending}"
    headers = {"Content-Disposition": disposition}
    if form is Form.HTML:
        headers["Content-Security-Policy"] = _OWN_STYLES
    return Response(content, media_type=writing.media_type, headers=headers)
