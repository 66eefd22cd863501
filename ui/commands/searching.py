"""``lexgap search``: one query for people or programs, or a batch of them."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.records import BadQuery, Mode, SearchRequest
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS
from search_api.choosing import known
from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, Places, day_or_any, listed
from ui.commands.output import plain, print_json, print_json_lines, print_lines, say

if TYPE_CHECKING:
    from index.records import Hit, SearchResult
    from search_api.library import Library


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="search")(search)


def search(
    query: Annotated[str, typer.Argument(help='Words, a "quoted phrase", -without, a title or a citation.')] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many provisions.")] = 10,
    on: On = None,
    jurisdiction: Places = None,
    kind: Annotated[list[str] | None, typer.Option(help="A kind of instrument; repeatable.")] = None,
    mode: Annotated[Mode, typer.Option(help="Words, meaning, or both.")] = Mode.HYBRID,
    exact_script: Annotated[bool, typer.Option("--exact-script", help="Only the script that was typed.")] = False,
    literal: Annotated[bool, typer.Option("--literal", help="Read no day and no place from the words.")] = False,
    batch: Annotated[Path | None, typer.Option(help='A file of lines {"id": …, "query": …}.')] = None,
    as_json: Json = False,
) -> int:
    """Find provisions. By default only texts that may be law today; --on DATE asks for another day, any for all."""
    if not (query.strip() or batch or jurisdiction or kind):
        raise BadQuery('give a query: words, a "quoted phrase", a title or a citation')
    request = SearchRequest(
        query=query,
        k=k,
        on=day_or_any(on),
        jurisdictions=known(listed(jurisdiction), JURISDICTIONS, parameter="jurisdiction"),
        kinds=known(listed(kind), KINDS, parameter="kind"),
        mode=mode,
        exact_script=exact_script,
        literal=literal,
    )
    with open_library() as library:
        if batch is not None:
            return _batch(library, request, batch)
        result = library.search(request)
    if as_json:
        print_json(record(result))
    else:
        print_lines(_page(result))
    return Exit.DONE


def record(result: "SearchResult") -> dict[str, Any]:
    """A whole answer as one JSON object."""
    return {
        "query": result.request.query,
        "on": plain(result.request.on),
        "mode": result.request.mode.value,
        "total": result.total,
        "direct": result.direct,
        "notes": list(result.notes),
        "understood": plain(result.understood),
        "suggestion": result.suggestion,
        "semantic": {**plain(result.semantic), "complete": result.semantic.complete},
        "facets": plain(result.facets),
        "revision": result.revision,
        "ms": round(result.took_ms, 3),
        "hits": [plain(hit) for hit in result.hits],
    }


def _batch(library: "Library", request: SearchRequest, file: Path) -> int:
    refused: list[str] = []
    print_json_lines(_answers(library, request, file, refused))
    for reason in refused:
        say(reason)
    return Exit.SOME_REFUSED if refused else Exit.DONE


def _answers(library: "Library", request: SearchRequest, file: Path, refused: list[str]) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                asked = json.loads(line)
                yield _answer(library, replace(request, query=asked["query"]), asked["id"])
            except (ValueError, KeyError, TypeError, BadQuery) as error:
                refused.append(f"{file}:{number}: {_why(error)}")


def _answer(library: "Library", request: SearchRequest, name: object) -> dict[str, Any]:
    began = time.perf_counter()
    result = library.search(request)
    took = (time.perf_counter() - began) * 1000
    fields = ("instrument", "title", "label", "provision_id", "score")
    hits = [{field: getattr(hit, field) for field in fields} for hit in result.hits]
    return {"id": name, "ms": round(took, 3), "hits": hits}


def _why(error: Exception) -> str:
    if isinstance(error, BadQuery):
        return str(error)
    return f'this line is not {{"id": …, "query": …}}: {error}'


def _page(result: "SearchResult") -> list[str]:
    lines = [*result.notes, *([f"did you mean: {result.suggestion}"] if result.suggestion else [])]
    lines.append(f"{result.total} provisions match in words; {_day(result.request.on)}; {_meaning(result)}")
    for hit in result.hits:
        lines += ["", _headline(hit), "    " + hit.text.replace("\n", "\n    ")]
    if not result.hits:
        lines.append("Not found in what we hold. That is no statement that there is no such law.")
    return lines


def _headline(hit: "Hit") -> str:
    return f"{hit.citation}  [{hit.status.status.value}; {hit.version}; {hit.jurisdiction}]  {hit.score:.3f}"


def _day(on: date | None) -> str:
    return f"texts that may be law on {on.isoformat()}" if on else "texts of every day"


def _meaning(result: "SearchResult") -> str:
    state = result.semantic
    if state.reason:
        return f"by words only: {state.reason}"
    return "by words and meaning" if state.complete else f"meaning known for {state.held} of {state.total} passages"
