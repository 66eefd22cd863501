"""``/ask``: a citizen's question answered with quotes; ``/ask/letter``: the letter of request, to print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, repeat

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.answer_records import Answer, Quoted
from gaps.norm_rules import norm_rules
from search_api.ask_parameters import AskParameters
from search_api.library import Library
from search_api.routes.ask import asked_of
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote with the way to its provision and its marks in words; ``n`` is the number that a sentence names it by."""

    quote: Quoted
    href: str
    marks: tuple[str, ...]
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Quotes under one heading."""

    id: str
    label: str
    quotes: tuple[Shown, ...]


@router.get("/ask")
async def ask_page(request: Request) -> Response:
    """The form; with a question, its answer."""

    def work(library: Library, page: Page) -> Response:
        answer = _answer(library, page)
        held = held_in(library.catalogue(), page.labels)
        numbers = count(1)
        return page.render(
            "ask.html",
            answer=answer,
            groups=_groups(page, answer, numbers),
            related=_all(page, answer.related if answer else (), numbers),
            nearest=_all(page, answer.nearest if answer else ()),
            held=held,
        )

    return await respond(request, work, slow=True)


@router.get("/ask/letter")
async def letter_page(request: Request) -> Response:
    """The letter alone."""
    return await respond(request, lambda lib, page: page.render("letter.html", answer=_answer(lib, page)), slow=True)


def _answer(library: Library, page: Page) -> Answer | None:
    if not page.query.first("q").strip():
        return None
    asked = read_parameters(AskParameters, page.query)
    return asked_of(library, asked.model_copy(update={"lang": page.language}))


def _groups(page: Page, answer: Answer | None, numbers: Iterator[int]) -> list[Group]:
    if answer is None:
        return []
    rules = norm_rules()
    return [
        Group(
            id=kind.value,
            label=rules.name(kind.value).in_language(page.language),
            quotes=_all(page, quotes, numbers),
        )
        for kind, quotes in answer.quotes.items()
    ]


def _all(page: Page, quotes: tuple[Quoted, ...], numbers: Iterable[int] = repeat(0)) -> tuple[Shown, ...]:
    return tuple(shown(page, quote, n) for quote, n in zip(quotes, numbers, strict=False))


def shown(page: Page, quote: Quoted, n: int = 0) -> Shown:
    """A quote for a template."""
    named = [*quote.grounds, *quote.tests, *([quote.action] if quote.action else [])]
    return Shown(
        quote=quote,
        href=page.instrument(quote.instrument, quote.version, quote.provision_id, language=quote.language),
        marks=tuple(norm_rules().name(name).in_language(page.language) for name in named),
        n=n,
    )
