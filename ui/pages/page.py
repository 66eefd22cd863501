"""One page for one request: its language, its address, its words; rendering, caching and the work behind it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from search_api.accounts.records import Session
from search_api.answering import holder, matches
from search_api.library import Library
from search_api.single_flight import patience
from search_api.version import VERSION
from ui.locale import LANGUAGES, Words, choose_language, words_in
from ui.pages.addresses import Query, cell_path, instrument_path
from ui.pages.labels import Labels, is_invented, tongue
from ui.pages.signing import session_of
from ui.pages.site_map import SITE_MAP
from ui.statements import recognise

_UI: Final = Path(__file__).parents[1]
STATIC: Final = _UI / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every template needs. ``explicit`` is the language in the address, which then stays in every link."""

    words: Words
    labels: Labels
    query: Query
    path: str
    explicit: str | None
    revision: int | None = None
    today: date | None = None
    session: Session | None = None

    @classmethod
    def of(cls, request: Request, library: Library | None = None) -> Self:
        """The page that a request asks for; without a library where there is none to answer."""
        query = Query.of(request)
        asked = query.first("lang")
        words = words_in(choose_language(asked, request.headers.get("accept-language")))
        return cls(
            words=words,
            labels=Labels(words=words),
            query=query,
            path=request.url.path,
            explicit=asked if asked in LANGUAGES else None,
            revision=library.catalogue().revision if library else None,
            today=library.today() if library else None,
            session=session_of(request),
        )

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.words.language

    def url(self, path: str, fragment: str = "", **parameters: str) -> str:
        """The address of another page, in this page's language if that was asked for."""
        given = {name: value for name, value in parameters.items() if value}
        return Query(pairs=tuple({**given, **self._lang()}.items())).at(path, fragment)

    def instrument(self, instrument: str, version: str | None = None, fragment: str = "", **parameters: str) -> str:
        """The address of an instrument, one of its texts, a provision of it, in whichever part of a long text it is."""
        if fragment and "mark" not in parameters:
            parameters = {**parameters, "at": fragment}
        return self.url(instrument_path(instrument, version), fragment, **parameters)

    def cell(self, requirement: str, jurisdiction: str, on: str = "") -> str:
        """The address of one requirement for one place."""
        return self.url(cell_path(requirement, jurisdiction), on=on)

    def here(self, query: Query) -> str:
        """This page with another query."""
        return query.at(self.path)

    def at_offset(self, offset: int) -> str:
        """This page with another stretch of its list."""
        return self.here(self.query.setting(offset=str(offset) if offset else None))

    def in_language(self, language: str) -> str:
        """This very page in another language; everything else of its address is kept."""
        return self.here(self.query.setting(lang=language))

    def render(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """The page from a template."""
        text = _environment().get_template(template).render(page=self, t=self.words, labels=self.labels, **values)
        headers = {"Content-Language": self.language, "Vary": "Accept-Language, Accept-Encoding"}
        return HTMLResponse(text, status_code=status, headers=headers)

    def _lang(self) -> dict[str, str]:
        return {"lang": self.explicit} if self.explicit else {}


Work = Callable[[Library, Page], Response]


async def respond(request: Request, work: Work, *, slow: bool = False) -> Response:
    """The work's page with an entity tag, or 304 where the reader has it already."""

    def run() -> Response:
        library = holder(request).get()
        page = Page.of(request, library)
        if page.session is not None:
            return _private(in_time(library, page))
        tag = f'W/"{VERSION}-{assets_digest()}-{library.generation()}-{page.language}"'
        caching = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
        if matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=caching)
        response = in_time(library, page)
        if response.status_code == 200:
            response.headers.update(caching)
        return response

    def in_time(library: Library, page: Page) -> Response:
        """A reader is told what is still being judged; who waits for it in a program waits longer."""
        with patience(request.app.state.settings.page_seconds):
            return work(library, page)

    budget = request.app.state.slow if slow else request.app.state.quick
    response: Response = await budget.run(run)
    return response


def _private(response: Response) -> Response:
    """A page of somebody who is signed in holds their forms; it is kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def assets_digest() -> str:
    """Changes with the templates, words, styles and scripts."""
    digest = hashlib.sha256()
    for folder in ("templates", "locale", "static"):
        for file in sorted(p for p in (_UI / folder).rglob("*") if p.is_file()):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a style, script or picture; it changes with the contents of any of them."""
    return f"/static/{name}?v={assets_digest()}"


def read_ahead() -> None:
    """Read every template, and the sentences of the analysis: the first page of each kind would wait for them."""
    for name in _environment().list_templates():
        _environment().get_template(name)
    recognise("")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_UI / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_shown_everywhere())
    return made


def _shown_everywhere() -> dict[str, Any]:
    return {
        "static": static_url,
        "version": VERSION,
        "languages": LANGUAGES,
        "is_invented": is_invented,
        "tongue": tongue,
        "site_map": SITE_MAP,
    }
