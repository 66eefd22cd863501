"""``lexgap cite``: the citations in a text, each resolved or why not, and the words quoted beside it compared."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import plain, print_json, print_lines

if TYPE_CHECKING:
    from search_api.citation_check import CheckedCitation


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="cite")(cite)


def cite(text: Annotated[str, typer.Argument(help="A text with citations in it.")], as_json: Json = False) -> int:
    """Find each citation in a text, say what it resolves to, and compare the words quoted beside it."""
    from search_api.citation_check import check_citations

    with open_library() as library:
        found = check_citations(library, text)
    if as_json:
        print_json({"text": text, "citations": [_record(each) for each in found]})
    else:
        print_lines([line for each in found for line in _lines(each)] or ["No citation was recognised in this text."])
    return Exit.DONE


def _record(each: "CheckedCitation") -> dict[str, object]:
    return {**plain(each.resolved), "citation": each.citation, "quotes": plain(each.quotes)}


def _lines(each: "CheckedCitation") -> Iterator[str]:
    found = each.resolved
    place = f"{found.instrument}@{found.version}#{found.provision_id} ({found.status})" if found.instrument else ""
    yield f"{found.raw}: {'; '.join(part for part in (place, found.message) if part)}"
    for quote in each.quotes:
        where = f" ({quote.label}, text of {quote.version})" if quote.label else ""
        yield f"  “{quote.words}”: {quote.verdict.value}{where}"
        if quote.published:
            yield f"  the law says: {quote.published}"
