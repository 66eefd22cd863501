"""Walking the lines of one article: which parts open and close where; the rules are described in `law.subdivision`."""

from dataclasses import dataclass, field
from typing import Final

from law.marker import Marker, markers_of
from law.numerals import chinese_numeral

_LEVELS: Final = ("para", "item", "point", "subpoint", "subsubpoint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One paragraph, item or point: `text[start:end]` of the article, its own parts included.

    `id_suffix` is joined to the article's id with `__`, e.g. `para_1__item_2`. A number that is printed twice at one
    place gets `~2` the second time. `label` is how it is cited: 第一款, 第（二）项, 第1目, (b).
    """

    id_suffix: str
    label: str
    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class _Open:
    """A unit whose end is not reached yet."""

    order: int
    level: int
    number: str
    style: str
    start: int
    id_suffix: str


@dataclass(slots=True, kw_only=True)
class UnitReader:
    """Walks the lines of one article, opening and closing units."""

    text: str
    counted: bool
    words: dict[str, str]
    open: list[_Open] = field(default_factory=list)
    done: list[tuple[int, Unit]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    coming: dict[str, str] = field(default_factory=dict)
    paragraphs: int = 0
    last_end: int = 0

    def read(self, start: int, end: int) -> None:
        """Take in one line."""
        markers = markers_of(self.text, start, end, self._last_numbers(), nested=not self.counted)
        if self.counted:
            markers = tuple(each for each in markers if self._belongs(each))
        if self.counted and (not self.open or not markers) and not self._continues():
            self._open_paragraph(start)
        elif not markers and not self.counted:
            self._close(1)
        for marker in markers:
            self._open_marked(marker)
        self.last_end = end

    def finish(self) -> tuple[Unit, ...]:
        """All units in document order."""
        self._close(0)
        return tuple(unit for _, unit in sorted(self.done, key=lambda pair: pair[0]))

    def _belongs(self, marker: Marker) -> bool:
        """A list begins at one: 二、三类动物疫病 at the start of a line is no item."""
        return marker.number == "1" or any(each.style == marker.style for each in self.open)

    def _continues(self) -> bool:
        """Whether a line without a number stands inside a list, whose next number is printed further down."""
        for each in reversed(self.open):
            if each.style and self.coming.get(each.style) == _next_number(each.number):
                self._close(each.level + 1)
                return True
        return len(self.open) > 1 and self.text[self.last_end - 1] in "；;，,、"

    def _last_numbers(self) -> dict[str, str]:
        return {each.style: each.number for each in self.open}

    def _open_paragraph(self, start: int) -> None:
        self._close(0)
        self.paragraphs += 1
        self._open(level=0, number=str(self.paragraphs), style="", start=start)

    def _open_marked(self, marker: Marker) -> None:
        same = [each.level for each in self.open if each.style == marker.style]
        level = same[0] if same else min(len(self.open), len(_LEVELS) - 1)
        self._close(level)
        self._open(level=level, number=marker.number, style=marker.style, start=marker.start)

    def _open(self, *, level: int, number: str, style: str, start: int) -> None:
        local = f"{_LEVELS[level]}_{number}"
        path = f"{self.open[-1].id_suffix}__{local}" if self.open else local
        self.seen[path] = self.seen.get(path, 0) + 1
        unique = path if self.seen[path] == 1 else f"{path}~{self.seen[path]}"
        order = len(self.done) + len(self.open)
        self.open.append(_Open(order=order, level=level, number=number, style=style, start=start, id_suffix=unique))

    def _close(self, level: int) -> None:
        """Close every open unit from `level` inwards."""
        while self.open and self.open[-1].level >= level:
            each = self.open.pop()
            end = max(self.last_end, each.start)
            unit = Unit(id_suffix=each.id_suffix, label=self._label(each), start=each.start, end=end)
            self.done.append((each.order, unit))

    def _label(self, each: _Open) -> str:
        word = self.words.get(_LEVELS[each.level])
        if word is None or each.style.startswith("letters"):
            return f"({each.number})" if each.style else f"para {each.number}"
        number = each.number.split("-", maxsplit=1)
        if not number[0].isdecimal():
            return f"第{each.number}{word}"
        written = number[0] if each.style in {"dotted", "digits"} else chinese_numeral(int(number[0]))
        branch = f"之{chinese_numeral(int(number[1]))}" if len(number) > 1 else ""
        return f"第（{written}）{word}{branch}" if each.style == "han-brackets" else f"第{written}{word}{branch}"


def _next_number(number: str) -> str | None:
    return str(int(number) + 1) if number.isdecimal() else None
