"""Words in quotation marks beside a citation, compared with the provision that is cited."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from law.cited import Citation
from law.script import fold

_MARKED: Final = re.compile(
    r"“([^“”]{1,4000})”|「([^「」]{1,4000})」|『([^『』]{1,4000})』|\"([^\"]{1,4000})\"|＂([^＂]{1,4000})＂"
)
_LEFT_OUT: Final = re.compile(r"…+|\.{3,}|\[\s*…+\s*\]")
_SENTENCE_ENDS: Final = re.compile(r"[。！？!?\n]|\.\s")
_FEWEST: Final = 6
_AFTER: Final = 48
_BEFORE: Final = 12
_AROUND: Final = 8
_SOME_ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted words, ``text[start:end]`` without the marks, and the place in a list of citations that they belong to."""

    start: int
    end: int
    words: str
    citation: int


def quotations(text: str, citations: Sequence[Citation]) -> Iterator[Quotation]:
    """The quotations that stand beside a citation: soon after it in the same sentence, or right before it.

    Names in quotation marks (a few letters) are passed over. ``citations`` are in order of where they start.
    """
    for match in _MARKED.finditer(text):
        group = next(number for number, words in enumerate(match.groups(), 1) if words is not None)
        words = match[group]
        beside = _beside(text, match.start(), match.end(), citations) if _letters_only(words) >= _FEWEST else None
        if beside is not None:
            yield Quotation(start=match.start(group), end=match.end(group), words=words, citation=beside)


def is_verbatim(words: str, published: str) -> bool:
    """Whether a text has the words, apart from marks, script and width; each part around an ellipsis in its order."""
    held, place = _letters(published), 0
    for part in _LEFT_OUT.split(words):
        letters = _letters(part)
        place = held.find(letters, place)
        if place < 0:
            return False
        place += len(letters)
    return True


def nearest_words(words: str, published: str) -> tuple[int, int] | None:
    """Where the published text is most like the words: offsets into it, None where it is not like them at all."""
    folded = fold(published)
    held = [(char, number) for number, char in enumerate(folded.text) if char.isalnum()]
    wanted, letters = _letters(words), "".join(char for char, _ in held)
    blocks = _near(wanted, letters)
    if not wanted or 2 * sum(size for _, size in blocks) < 2 * _SOME_ALIKE * len(wanted):
        return None
    first, (last, size) = blocks[0][0], blocks[-1]
    return folded.origin(held[first][1], held[last + size - 1][1] + 1)


def _near(wanted: str, letters: str) -> list[tuple[int, int]]:
    """Where and how long what both have in common is, around the longest common part."""
    matcher = SequenceMatcher(None, letters, wanted, autojunk=False)
    longest = matcher.find_longest_match()
    low = longest.a - longest.b - _AROUND
    high = longest.a + len(wanted) - longest.b + _AROUND
    blocks = ((block.a, block.size) for block in matcher.get_matching_blocks() if block.size > 1 or longest.size == 1)
    return [(a, size) for a, size in blocks if low <= a and a + size <= high]


def _beside(text: str, start: int, end: int, citations: Sequence[Citation]) -> int | None:
    before = [n for n, c in enumerate(citations) if c.end <= start and start - c.end <= _AFTER]
    if before and not _SENTENCE_ENDS.search(text, citations[before[-1]].end, start):
        return before[-1]
    after = (n for n, c in enumerate(citations) if 0 <= c.start - end <= _BEFORE)
    return next((n for n in after if not _SENTENCE_ENDS.search(text, end, citations[n].start)), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text).text))


def _letters_only(text: str) -> int:
    return sum(map(str.isalnum, text))
