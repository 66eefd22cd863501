"""The forms of an answer: the ending of the address chooses one."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from fastapi import Request, Response

from search_api.atom import Feed, atom_bytes
from search_api.fields import fields_of, in_columns
from search_api.models.base import Links
from search_api.tables import Table, csv_bytes, xlsx_bytes


class Form(StrEnum):
    """An ending of an address."""

    JSON = ".json"
    MARKDOWN = ".md"
    AKOMA_NTOSO = ".akn.xml"
    CSV = ".csv"
    XLSX = ".xlsx"
    ATOM = ".atom"


class ListForm(StrEnum):
    """The endings of the address of a list, without the full stop."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    ATOM = "atom"


class TableForm(StrEnum):
    """The endings of the address of a list that is no feed."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


MEDIA: Final[Mapping[str, str]] = {
    Form.JSON: "application/json",
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.AKOMA_NTOSO: "application/akn+xml",
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.ATOM: "application/atom+xml; charset=utf-8",
}
_TEXT: Final = {"schema": {"type": "string"}}
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}


def described(*forms: Form) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of an answer that comes in these forms beside JSON."""
    content = {_type(form): _BINARY if form is Form.XLSX else _TEXT for form in forms}
    return {200: {"content": content}}


def in_form(form: Form, body: str | bytes, *, name: str = "lexgap") -> Response:
    """The body as the form's type; a spreadsheet comes as a file to keep."""
    return Response(body, media_type=MEDIA[form], headers=_as_file(form, name))


class ChosenResponse(Response):
    """A table or lines, already cut down to the fields that the request chooses."""


def table_response(request: Request, form: Form, table: Table, *, at: datetime) -> Response:
    """A table as CSV or XLSX. Raises BadFilter for fields that are no columns of it."""
    chosen = in_columns(table, fields_of(request))
    body = csv_bytes(chosen) if form is Form.CSV else xlsx_bytes(chosen, at=at)
    return ChosenResponse(body, media_type=MEDIA[form], headers=_as_file(form, f"lexgap-{table.name}"))


def linked(response: Response, links: Links) -> Response:
    """The response with the header Link that leads to the following page, where there is one."""
    if links.next:
        response.headers["Link"] = f'<{links.next}>; rel="next"'
    return response


def feed_response(feed: Feed) -> Response:
    """A feed."""
    return in_form(Form.ATOM, atom_bytes(feed))


def site_of(request: Request) -> str:
    """The address of the service, for feeds, whose links must name the host: as set, else as the caller reached it."""
    public: str | None = request.app.state.settings.public_url
    return public or str(request.base_url).rstrip("/")


def _as_file(form: Form, name: str) -> dict[str, str]:
    if form not in (Form.CSV, Form.XLSX):
        return {}
    return {"Content-Disposition": f'attachment; filename="{name}{form.value}"'}


def _type(form: Form) -> str:
    return MEDIA[form].partition(";")[0]
