"""The part of an API address that names an instrument: an identifier or a title, a day, an ending."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request, Response

from search_api.forms import Form
from search_api.library import Library
from search_api.reading import read_asked

ENDINGS = tuple(form.value for form in Form)
_LONGEST = 400


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


def redirected(request: Request, library: Library, asked: NamedAddress) -> Response:
    """Send a caller who gave a title to the identifier. Raises BadAddress, NotHeld, Ambiguous."""
    read = read_asked(asked.address)
    found = library.catalogue().find(read.name)
    day = f"@{read.key}" if read.key else ""
    end = asked.rest or asked.ending
    query = f"?{request.url.query}" if request.url.query else ""
    location = quote(f"/api/v1/instruments{found.id}{day}{end}", safe="/@.") + query
    return Response(status_code=301, headers={"Location": location})
