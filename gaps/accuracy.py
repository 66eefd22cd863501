"""How often results were right where people had read the same cells: figures of the last measurement, with intervals.

They lie in ``corpora/accuracy/figures.json``, which ``python -m tests.relevance.accuracy`` writes together with
docs/accuracy.md. A figure speaks for the checklist and method that were measured; a report says where it uses others.
"""

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gaps.checklist import Checklist
from gaps.records import Result
from gaps.report_table import Row
from gaps.report_words import words_in

FIGURES_FILE: Final = Path(__file__).parent.parent / "corpora" / "accuracy" / "figures.json"
LABELS: Final = ("covered", "partial", "gap", "cannot_say")
AS_LABEL: Final = {
    Result.COVERED: "covered",
    Result.PARTIAL: "partial",
    Result.NOT_FOUND: "gap",
    Result.INHERITED: "gap",
    Result.NOT_APPLICABLE: "gap",
    Result.CANNOT_SAY: "cannot_say",
}
"""What a reader would call each result: a gap is every one that shows no provision."""
_Z: Final = 1.96
_Count = Annotated[int, Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Share(_Model):
    """``right`` of ``number``."""

    right: _Count
    number: _Count

    @model_validator(mode="after")
    def _no_more_than_all(self) -> "Share":
        if self.right > self.number:
            raise ValueError(f"{self.right} of {self.number} is no share")
        return self

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval (E. B. Wilson, 1927); of nothing, everything is possible."""
        return wilson(self.right, self.number) if self.number else (0.0, 1.0)


class Figure(_Model):
    """One result: how many of those ``said`` were so read, and how many of those ``read`` were so said."""

    label: Literal["covered", "partial", "gap", "cannot_say"]
    said: Share
    read: Share


class Group(_Model):
    """The cells of one reading. ``quotes``: the article that the reader named is among the first three quotes."""

    key: Literal["blind", "eight_places", "high_confidence", "own", "foreign"]
    cells: _Count
    macro_f1: float | None
    figures: tuple[Figure, ...]
    quotes: Share


class Figures(_Model):
    """One measurement. ``measurement`` is the hash of what was measured: readings, results and quotes."""

    checklist_version: str
    checklist_fingerprint: str
    method: str
    measurement: str
    groups: tuple[Group, ...]

    def speak_for(self, checklist: Checklist, method: str) -> bool:
        """Whether it was this checklist and method that were measured."""
        return (self.checklist_fingerprint, self.method) == (checklist.fingerprint, method)

    def for_place(self, jurisdiction: str) -> Group | None:
        """The reading that says most of a place: of its own country's law, and the one made without the program."""
        chinese = jurisdiction.partition("+")[0].partition("-")[0] == "cn"
        wanted = ("blind", "eight_places", "own") if chinese else ("foreign",)
        by_key = {group.key: group for group in self.groups if group.cells}
        return next((by_key[key] for key in wanted if key in by_key), None)


def wilson(right: int, number: int) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927)."""
    share, squared = right / number, _Z * _Z / number
    middle = share + squared / 2
    width = _Z * math.sqrt(share * (1 - share) / number + squared / (4 * number))
    return max(0.0, (middle - width) / (1 + squared)), min(1.0, (middle + width) / (1 + squared))


@cache
def measured() -> Figures:
    """The figures of the last measurement. Raises pydantic's ValidationError for a file that is wrong."""
    return Figures.model_validate_json(FIGURES_FILE.read_bytes())


def share_words(share: Share, language: str) -> str:
    """``0.97 (0.85 to 0.99; 32 of 33)``: the share, its interval, and what it was counted from."""
    words = words_in(language)
    if not share.number:
        return words["share_none"]
    low, high = share.interval
    line = {"share": f"{share.right / share.number:.2f}", "low": f"{low:.2f}", "high": f"{high:.2f}"}
    return words["share_line"].format(**line, right=share.right, n=share.number)


def accuracy_rows(figures: Figures, language: str) -> Iterator[Row]:
    """One row a reading and result, and one for its quotes."""
    words = words_in(language)
    for group in figures.groups:
        name = words[f"reading_{group.key}"].format(n=group.cells)
        for figure in group.figures:
            said, read = share_words(figure.said, language), share_words(figure.read, language)
            yield name, words[f"read_as_{figure.label}"], str(figure.said.number), said, str(figure.read.number), read
        yield name, words["right_quotes"], str(group.quotes.number), share_words(group.quotes, language), "", ""


def accuracy_notice(figures: Figures, checklist: Checklist, method: str, language: str) -> str:
    """Which measurement the figures are of; that it was another checklist or method, where it was."""
    same = figures.speak_for(checklist, method)
    return words_in(language)["figures_of_this" if same else "figures_of_another"].format(
        version=figures.checklist_version,
        fingerprint=figures.checklist_fingerprint[:12],
        method=figures.method,
        measurement=figures.measurement[:12],
        used=checklist.fingerprint[:12],
        used_method=method,
    )


def accuracy_of(result: Result, jurisdiction: str, figures: Figures) -> str:
    """How often such a result was right at such a place, in one cell of a table; empty where nobody read any."""
    group = figures.for_place(jurisdiction)
    found = [f for f in group.figures if f.label == AS_LABEL[result]] if group else []
    return share_words(found[0].said, "en") if found and found[0].said.number else ""
