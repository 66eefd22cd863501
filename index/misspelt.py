"""A title with a slip of the pen in it: 个人信习保护法, 政府信息公开条列, 政务信息公开条例第二十条.

Beside the terms that `index.spelling` mends: titles are long, so that one wrong character in them is a slip even where
it makes a word that some law has.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from index.slips import slips
from law.identifier import title_key
from law.jurisdiction import find_places

_SHORTEST: Final = 5
_LONGEST: Final = 40
_START, _END = 2, 3
"""So many characters are right at the beginning or else at the end, as one slip cannot stand in both."""
_CHARACTER: Final = r"[\u3007\u3400-\u9fff]"
_HAN: Final = re.compile(f"{_CHARACTER}+")
_TOKEN: Final = re.compile(
    rf"(?:^|(?<=[\s《])){_CHARACTER}{{{_SHORTEST},{_LONGEST}}}?(?=[\s》]|$|第[^\s]{{1,10}}[条條])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Known names in Chinese by their first and by their last characters."""

    known: frozenset[str]
    by_start: Mapping[str, tuple[str, ...]]
    by_end: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, keys: Iterable[str]) -> Self:
        """Take in folded names; short ones and those in other letters are left out."""
        known = frozenset(key for key in keys if _SHORTEST <= len(key) <= _LONGEST and _HAN.fullmatch(key))
        starts, ends = defaultdict(list), defaultdict(list)
        for key in sorted(known):
            starts[key[:_START]].append(key)
            ends[key[-_END:]].append(key)
        return cls(known=known, by_start=_frozen(starts), by_end=_frozen(ends))

    def mended(self, text: str) -> str | None:
        """The text with its titles as they should be; None where none has a slip."""
        mended = _TOKEN.sub(lambda found: self._title(found[0]) or found[0], text)
        return mended if mended != text else None

    def _title(self, written: str) -> str | None:
        key = title_key(written)
        if key in self.known or len(key) < _SHORTEST:
            return None
        near = {*self.by_start.get(key[:_START], ()), *self.by_end.get(key[-_END:], ())}
        return min((title for title in near if _is_slip(key, title)), default=None)


def _is_slip(typed: str, meant: str) -> bool:
    """One slip, but no title broken off or gone on with (个人信息保护), and no other place (山西省, 山东省)."""
    if abs(len(typed) - len(meant)) > 1 or typed.startswith(meant) or meant.startswith(typed):
        return False
    return slips(typed, meant, 1) == 1 and _places(typed) == _places(meant)


def _places(text: str) -> list[tuple[str, ...]]:
    return [mention.codes for mention in find_places(text)]


def _frozen(lists: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {start: tuple(titles) for start, titles in lists.items()}
