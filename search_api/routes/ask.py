"""``GET /ask``: a question in plain words, answered with quotes."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from gaps.answer_records import Answer, Quoted
from gaps.norm_rules import norm_rules
from search_api.addresses import instrument_href
from search_api.answering import answer, problems
from search_api.ask_parameters import AskParameters
from search_api.asking import Asked, ask
from search_api.library import Library
from search_api.models import ask as out
from search_api.parameters import read_day_or_today

router = APIRouter(tags=["ask"])
ADVICE: Final = "This is not legal advice."


@router.get("/ask", response_model=out.AskAnswer, operation_id="ask", responses=problems(304, 400))
async def get_ask(request: Request, parameters: Annotated[AskParameters, Query()]) -> Response:
    """Answer a question in plain words with quoted provisions, or refuse and say what is held.

    Extractive: every statement is a quote, pinned to its text. What is absent is not found in what is held.
    """
    return await answer(request, lambda library: answer_record(asked_of(library, parameters)), slow=True)


def asked_of(library: Library, parameters: AskParameters) -> Answer:
    """Ask what the parameters ask."""
    p = parameters
    on = read_day_or_today(p.on, library.today())
    return ask(library, Asked(question=p.q, on=on, jurisdiction=p.jurisdiction or None, language=p.lang))


def answer_record(found: Answer) -> out.AskAnswer:
    """The answer as the API and the command line give it."""
    numbers = count(1)
    return out.AskAnswer(
        **{name: getattr(found, name) for name in _SAME},
        groups=[
            out.Group(
                kind=kind.value,
                label=norm_rules().name(kind.value).in_language(found.language),
                quotes=list(_quotes(quotes, numbers)),
            )
            for kind, quotes in found.quotes.items()
        ],
        related=list(_quotes(found.related, numbers)),
        nearest=list(_quotes(found.nearest, numbers)),
        held=found.held,
        generated=found.generated,
        searched=list(found.searched),
        advice=ADVICE,
    )


_SAME: Final = ("question", "language", "jurisdiction", "inferred", "on", "answered", "reason", "letter")


def _quotes(quotes: tuple[Quoted, ...], numbers: Iterator[int]) -> Iterator[out.Quote]:
    for quote in quotes:
        href = instrument_href(quote.instrument, quote.version, "provisions", quote.provision_id)
        yield out.Quote.model_validate(asdict(quote) | {"n": next(numbers), "href": href})
