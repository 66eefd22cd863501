"""A table of a report: rows of text under named columns, the same in every form that a report takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gaps.report_words import words_in

Row = tuple[str, ...]
RESULT_COLUMNS: Final = (
    "covered", "partial", "inherited", "not_found_in_what_we_hold", "cannot_say", "not_applicable",
)  # fmt: skip
_QUOTE: Final = (
    "requirement", "place", "title", "label", "quote", "version", "status", "status_basis", "text_state", "language",
    "instrument", "provision_id", "start", "end", "sha256", "source", "source_url", "address",
)  # fmt: skip
COLUMNS: Final[dict[str, Row]] = {
    "summary": ("place", "requirements", *RESULT_COLUMNS, "confirmed", "stale", "instruments", "provisions"),
    "warnings": ("place", "warning"),
    "accuracy": ("reading", "read_as", "said_n", "said", "read_n", "read"),
    "results": (
        "requirement", "name", "tier", "level", "place", "result", "national", "inherited", "local", "reasons",
        "review", "review_by", "suggested", "harvest",
    ),
    "priorities": (
        "rank", "requirement", "name", "place", "result", "score", "tier", "demands", "level", "how",
    ),
    "plan": ("rank", "requirement", "name", "place", "action", "owner", "due", "note"),
    "changes": ("requirement", "name", "place", "before", "after", "why"),
    "elements": ("requirement", "place", "element", "asks", "test", "required", "state", "met_by"),
    "evidence": (*_QUOTE[:5], "elements", *_QUOTE[5:]),
    "near_misses": (*_QUOTE[:5], "why_not", *_QUOTE[5:], "found_by"),
}  # fmt: skip
"""The columns of each table by its key; those of the map are the places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """``columns`` are fixed names for programs, ``heads`` the same in the language of the report."""

    key: str
    title: str
    columns: Row
    heads: Row
    rows: tuple[Row, ...]

    def column(self, name: str) -> int:
        """The position of a column; ValueError for one that the table does not have."""
        return self.columns.index(name)


def table(key: str, rows: Iterable[Row], language: str) -> ReportTable:
    """A table of ``COLUMNS`` with its heading and the heads of its columns in a language."""
    words = words_in(language)
    columns = COLUMNS[key]
    heads = tuple(words[name] if name in RESULT_COLUMNS else words[f"col_{name}"] for name in columns)
    return ReportTable(key=key, title=words[f"table_{key}"], columns=columns, heads=heads, rows=tuple(rows))
