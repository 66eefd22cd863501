"""Builds the provisions of a text, in document order, from its headings, numbered units and lines."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from typing import Final

from law.numbering import UnknownLabel, article_order, provision_id
from law.numerals import parse_numeral
from law.provision import Provision, Unit

id_of: Final = lru_cache(maxsize=20_000)(provision_id)
order_of: Final = lru_cache(maxsize=20_000)(article_order)
"""The same few thousand labels occur in every collection."""
_ITEM: Final = re.compile(r"(?P<number>[一二三四五六七八九十百零〇]{1,6}|[0-9]{1,3})[、.．]")


class Rank(IntEnum):
    """How far a heading reaches: one of a rank closes those of the same and of a higher number."""

    PART = 10
    SUBPART = 20
    CHAPTER = 30
    SECTION = 40
    LOWER = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    id: str
    rank: int
    words: str


@dataclass(slots=True)
class _Open:
    id: str
    unit: Unit
    label: str
    heading: str
    path: tuple[str, ...]
    parent: str | None
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """Takes a text line by line. Ids are made unique: a number that occurs twice gets ``__dup_2`` and a problem."""

    problems: list[str] = field(default_factory=list)
    _done: list[Provision] = field(default_factory=list)
    _headings: list[_Heading] = field(default_factory=list)
    _open: _Open | None = None
    _used: Counter[str] = field(default_factory=Counter)
    _annex: _Heading | None = None
    _plain_headings: int = 0

    @property
    def begun(self) -> bool:
        """Whether a numbered unit or an annex has begun."""
        return self._open is not None and self._open.unit is not Unit.PREAMBLE

    @property
    def in_annex(self) -> bool:
        """Whether an annex has begun."""
        return self._annex is not None

    @property
    def text(self) -> str:
        """The text so far of the unit that is open."""
        return "\n".join(self._open.lines) if self._open else ""

    def heading(self, label: str, title: str, rank: int) -> None:
        """A heading such as 第一章 总则; it closes the headings of its rank and below."""
        self._close()
        self._headings = [h for h in self._headings if h.rank < rank]
        above = self._headings[-1] if self._headings else self._annex
        made = self._unique(self._heading_id(label, above.id if above else None))
        provision = Provision(
            id=made,
            unit=Unit.HEADING,
            label=label,
            heading=title,
            path=self._path(),
            parent=above.id if above else None,
        )
        self._done.append(provision)
        self._headings.append(_Heading(id=made, rank=rank, words=f"{label} {title}".strip()))

    def end_headings(self, rank: int) -> None:
        """Close the headings of a rank and below, where the markup says that what follows is no longer theirs."""
        self._close()
        self._headings = [h for h in self._headings if h.rank < rank]

    def article(self, label: str, text: str = "", heading: str = "", *, made: str | None = None) -> None:
        """A numbered unit that carries text: 第一条, 一、, 1. ``made`` is its id, where the label tells none."""
        self._close()
        above = self._headings[-1] if self._headings else self._annex
        made = made or self._article_id(label, above.id if above else None)
        if self._used[made]:
            self.problems.append(f"{label} occurs more than once")
        self._begin(Unit.ARTICLE, label, heading, self._unique(made))
        self.line(text)

    def annex(self, label: str, title: str = "") -> None:
        """An annex (附件一); articles within it are numbered anew."""
        self._close()
        self._headings, self._annex = [], None
        try:
            made = self._unique(id_of(label))
        except UnknownLabel:
            made = self._unique("annex")
        self._begin(Unit.ANNEX, label, title, made)
        self._annex = _Heading(id=made, rank=0, words=f"{label} {title}".strip())

    def leave_annex(self) -> None:
        """What follows belongs to the main text again."""
        self._close()
        self._headings, self._annex = [], None

    def preamble(self, label: str = "") -> None:
        """The words before the first article, under a heading of their own (序言) or none."""
        self._close()
        self._begin(Unit.PREAMBLE, label, "", self._unique("preamble"))

    def line(self, text: str) -> None:
        """A paragraph of the unit that is open; before any, of the preamble or of the heading above."""
        if not text:
            return
        if self._open is None:
            self._begin_unnumbered()
        if self._open is not None:
            self._open.lines.append(text)

    def finish(self) -> tuple[Provision, ...]:
        """All provisions. A text without any numbered unit is one article without a number."""
        self._close()
        if any(p.unit is Unit.ARTICLE for p in self._done):
            return tuple(self._done)
        return tuple(_as_whole_text(p) for p in self._done)

    def _begin_unnumbered(self) -> None:
        if self._headings:
            self._begin(Unit.PREAMBLE, "", "", self._unique(f"{self._headings[-1].id}__text"))
        else:
            self._begin(Unit.PREAMBLE, "", "", self._unique("preamble"))

    def _begin(self, unit: Unit, label: str, heading: str, made: str) -> None:
        above = self._headings[-1] if self._headings else self._annex
        self._open = _Open(made, unit, label, heading, self._path(), above.id if above else None)

    def _close(self) -> None:
        unit, self._open = self._open, None
        if unit is None:
            return
        self._done.append(
            Provision(
                id=unit.id,
                unit=unit.unit,
                label=unit.label,
                heading=unit.heading,
                text="\n".join(unit.lines),
                path=unit.path,
                parent=unit.parent,
            )
        )

    def _path(self) -> tuple[str, ...]:
        above = [self._annex] if self._annex else []
        return tuple(heading.words for heading in (*above, *self._headings))

    def _article_id(self, label: str, above: str | None) -> str:
        item = _ITEM.fullmatch(label)
        if item is None:
            return id_of(label, self._annex.id if self._annex else None)
        local = f"item_{parse_numeral(item['number'])}"
        return f"{above}__{local}" if above else local

    def _heading_id(self, label: str, above: str | None) -> str:
        try:
            return id_of(label, above)
        except UnknownLabel:
            self._plain_headings += 1
            return f"hdg_{self._plain_headings}"

    def _unique(self, made: str) -> str:
        self._used[made] += 1
        return made if self._used[made] == 1 else f"{made}__dup_{self._used[made]}"


def _as_whole_text(provision: Provision) -> Provision:
    if provision.unit is not Unit.PREAMBLE or provision.label:
        return provision
    made = "text" if provision.id == "preamble" else provision.id
    return replace(provision, id=made, unit=Unit.ARTICLE)
