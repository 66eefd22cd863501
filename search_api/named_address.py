"""The part of an API address that names an instrument: an identifier or a title, a day, an ending."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Request, Response
from pydantic import BaseModel

from search_api.answering import answer
from search_api.forms import Form
from search_api.library import Library
from search_api.list_forms import form_of
from search_api.reading import read_asked

ENDINGS = tuple(form.value for form in Form)
_LONGEST = 400
_ADDRESS = (
    "An identifier without its first slash, such as `akn/cn/act/个人信息保护法`, or a title, a short title or a "
    "number. `@2021-11-01` asks for the text of that day."
)
_PROVISION = "Such as `art_13`, or the label 第十三条."
Address = Annotated[str, Path(description=_ADDRESS)]
ProvisionId = Annotated[str, Path(max_length=200, description=_PROVISION)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAddress:
    """``address`` is what the library takes, without the ending; ``rest`` what follows it in the path."""

    address: str
    ending: str = ""
    rest: str = ""

    @property
    def is_id(self) -> bool:
        """Whether it is an identifier; titles are redirected to theirs."""
        return self.address.startswith("/akn/")

    @property
    def name(self) -> str:
        """The identifier or the title, without the day. Raises BadAddress."""
        return read_asked(self.address).name

    @property
    def form(self) -> Form:
        """The form that the ending asks for; JSON without one."""
        return Form(self.ending or Form.JSON)

    def last(self, part: str) -> str:
        """The last part of the path without the ending."""
        return part.removesuffix(self.ending) if self.ending else part


def read_path(path: str, *, rest: str = "") -> NamedAddress:
    """Read a path below ``/instruments/``; the ending stands at the end of the whole path."""
    ending = next((e for e in ENDINGS if (path + rest).endswith(e)), "")
    if not rest:
        path = path.removesuffix(ending)
    path = path.strip("/")[:_LONGEST]
    return NamedAddress(address=f"/{path}" if path.startswith("akn/") else path, ending=ending, rest=rest)


About = Callable[[Library, NamedAddress], BaseModel | Response]


async def answer_about(request: Request, path: str, work: About, *, rest: str = "", slow: bool = False) -> Response:
    """Answer about the instrument that ``path`` names, ``rest`` following it; a title is sent to its identifier."""
    asked = read_path(path, rest=rest)

    def run(library: Library) -> BaseModel | Response:
        return work(library, asked) if asked.is_id else _redirected(request, library, asked)

    return await answer(request, run, slow=slow)


def _redirected(request: Request, library: Library, asked: NamedAddress) -> Response:
    """Send a caller who gave a title to the identifier. Raises BadAddress, NotHeld, Ambiguous."""
    read = read_asked(asked.address)
    found = library.catalogue().titled(read.name)
    day = f"@{read.key}" if read.key else ""
    form = form_of(request)
    end = asked.rest or asked.ending
    if form is not Form.JSON:
        end = end.removesuffix(form) + form
    query = f"?{request.url.query}" if request.url.query else ""
    location = quote(f"/api/v1/instruments{found.id}{day}{end}", safe="/@.") + query
    return Response(status_code=301, headers={"Location": location})
