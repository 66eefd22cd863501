"""Names of places found in running text, in either Chinese script and in English."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from law.script import fold, fold_text

_HEAD: Final = 2
"""Names are looked up by their first two characters, so that a long text costs a step a character."""
_CASE_MATTERS: Final = frozenset({"US"})
"""In lower case this is an English pronoun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named at ``start``–``end`` of the published text.

    ``codes`` are several where places share the name (Suzhou in Jiangsu and in Anhui).
    ``in_full`` says that the official name stands there (深圳市), not a shorter or older one (深圳).
    """

    codes: tuple[str, ...]
    start: int
    end: int
    in_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name that may be met in a text, and the place that it names."""

    text: str
    code: str
    in_full: bool


class PlaceNameIndex:
    """Finds names from the left, the longest first, never overlapping: 济南宁阳 is 济南, not 南宁."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self._by_head: dict[str, dict[str, list[PlaceName]]] = {}
        for name in names:
            folded = fold_text(name.text)
            same = self._by_head.setdefault(folded[:_HEAD], {}).setdefault(folded, [])
            if all(other.code != name.code for other in same):
                same.append(name)
        initials = "".join(sorted({head[0] for head in self._by_head}))
        self._initial = re.compile(f"[{re.escape(initials)}]")

    def mentions(self, text: str) -> tuple[PlaceMention, ...]:
        """All names in the text, in order, with offsets into the text as published."""
        folded = fold(text)
        found, free_from = [], 0
        for initial in self._initial.finditer(folded.text):
            position = initial.start()
            name = self._name_at(folded.text, position) if position >= free_from else None
            if name is None:
                continue
            free_from = position + len(name)
            mention = self._mention(name, text, *folded.origin(position, free_from))
            if mention is not None:
                found.append(mention)
        return tuple(found)

    def _name_at(self, text: str, position: int) -> str | None:
        candidates = self._by_head.get(text[position : position + _HEAD], {})
        fitting = [name for name in candidates if text.startswith(name, position) and _is_whole(name, text, position)]
        return max(fitting, key=len, default=None)

    def _mention(self, folded_name: str, published: str, start: int, end: int) -> PlaceMention | None:
        names = self._by_head[folded_name[:_HEAD]][folded_name]
        fitting = [n for n in names if n.text not in _CASE_MATTERS or published[start:end] == n.text]
        if not fitting:
            return None
        codes = tuple(name.code for name in fitting)
        return PlaceMention(codes=codes, start=start, end=end, in_full=any(name.in_full for name in fitting))


def _is_whole(name: str, text: str, position: int) -> bool:
    """A Latin name must stand between word boundaries; Chinese is written without."""
    end = position + len(name)
    before, after = text[position - 1 : position], text[end : end + 1]
    return not (_is_latin(name[0]) and _is_latin(before)) and not (_is_latin(name[-1]) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
