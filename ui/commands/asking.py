"""``lexgap ask``: a question in plain words, answered with quotes."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, day
from ui.commands.output import print_json, print_lines, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaps.answer_records import Answer, Held, Quoted
    from ui.locale import Words


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="ask")(ask)


def ask(
    question: Annotated[str, typer.Argument(help="A question in plain words, in Chinese or English.")],
    jurisdiction: Annotated[str | None, typer.Option(metavar="CODE", help="The place asked about.")] = None,
    on: On = None,
    language: Annotated[str | None, typer.Option(help="Of headings and letter: en, zh-Hans or zh-Hant.")] = None,
    letter: Annotated[bool, typer.Option("--letter", help="Print only the letter of request.")] = False,
    as_json: Json = False,
) -> int:
    """Answer with quoted provisions: what must be published, given on request, may be withheld, must be secret."""
    from search_api.asking import Asked, ask
    from search_api.choosing import known
    from search_api.routes.ask import answer_record

    if language:
        known([language], {"en", "zh-Hans", "zh-Hant"}, parameter="language")
    with open_library() as library:
        answer = ask(library, Asked(question=question, on=day(on), jurisdiction=jurisdiction, language=language))
    if letter and answer.letter:
        print_lines([answer.letter])
    elif as_json:
        print_json(answer_record(answer).model_dump(mode="json"))
    else:
        print_lines(_lines(answer))
    return Exit.DONE


def _lines(answer: "Answer") -> "Iterator[str]":
    """The answer for reading; what is not quoted is in the language of the answer."""
    from gaps.norm_rules import norm_rules
    from ui.locale import words_in
    from ui.pages.labels import Labels

    words = words_in(answer.language)
    if not answer.answered:
        say(f"{words('ask.refused')}\n{words('ask.refused_more')}")
    yield words("ask.for_place", place=Labels(words=words).place(answer.jurisdiction), day=answer.on).unescape()
    groups = [
        (norm_rules().name(kind.value).in_language(answer.language), each) for kind, each in answer.quotes.items()
    ]
    groups += [(str(words("ask.related")), answer.related), (str(words("ask.nearest")), answer.nearest)]
    for title, quotes in groups:
        if quotes:
            yield f"\n{title}"
            yield from (line for quote in quotes for line in _quote(quote, words))
    yield f"\n{_held(answer.held, words)}"
    yield str(words("ask.advice"))


def _held(held: "Held", words: "Words") -> str:
    numbers = {"n": f"{held.instruments:,}", "truncated": held.truncated, "missing": held.not_held_count}
    return words("ask.holdings_text", **numbers).unescape()


def _quote(quote: "Quoted", words: "Words") -> "Iterator[str]":
    yield f"  {quote.citation} ({words(f'status.{quote.status}')})"
    yield f"    {quote.quote}"
    yield from (f"      - {item}" for item in quote.items)
