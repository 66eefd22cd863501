"""Where a folded text speaks of the concepts of a requirement.

All groups of a requirement that are not ``completes`` must hit within one provision. A first look at the pairs of
neighbouring characters of a text (four letters in English) leaves out nearly all requirements before any regular
expression runs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from itertools import islice
from operator import or_
from typing import Final

from gaps.checklist import Checklist
from gaps.dialect import required_literals
from gaps.requirement import ConceptGroup, Language, Requirement, Signal

__all__ = [
    "ConceptMatcher",
    "GroupHits",
    "Span",
    "lacking",
    "match",
    "nearly",
    "pattern",
    "reasons",
    "spans_of",
    "tightest_window",
    "windows",
]

Span = tuple[int, int]
"""Start and end in the folded text."""

SPANS_KEPT: Final = 12
NEIGHBOURS: Final = 2
"""Sentences that still count as neighbouring."""
_GRAM: Final[Mapping[Language, int]] = {"zh": 2, "en": 4}
_SENTENCE_END: Final[Mapping[Language, re.Pattern[str]]] = {
    # An item of a list is no sentence of its own, nor is a proviso, whatever mark stands before it.
    "zh": re.compile(r"。(?!但|\(?[一二三四五六七八九十]{1,3}[、)])"),
    "en": re.compile(r"\. "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHits:
    """A provision that speaks of a requirement.

    ``spans``: for every group that hit, at most `SPANS_KEPT` spans in reading order. ``tightest``: the shortest stretch
    with one span of each needed group; ``sentences``: how many sentences it runs through (1 = within one sentence).
    ``missing``: the completing groups that did not hit; only a provision that misses none can be covered.
    ``limits`` and ``excluded``: why it is partial at most, or does not count, judged on this text alone.
    """

    requirement: str
    spans: Mapping[str, tuple[Span, ...]]
    tightest: Span
    sentences: int
    missing: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class ConceptMatcher:
    """All requirements of a checklist that have groups in one language, ready to scan many provisions."""

    def __init__(self, checklist: Checklist, language: Language) -> None:
        self._language = language
        self._gram = _GRAM[language]
        self._masks: dict[tuple[str, ...], int] = {}
        bits: dict[str, int] = {}
        asked = [requirement for requirement in checklist.requirements if language in requirement.groups]
        self._bits = {requirement.id: self._bits_of(requirement.groups[language], bits) for requirement in asked}
        self._needs = tuple((reduce(or_, self._bits[requirement.id].values(), 0), requirement) for requirement in asked)

    def scan(self, folded_text: str, seen: int | None = None) -> Iterator[GroupHits]:
        """The requirements that this provision speaks of, in the checklist's order; ``seen`` as `look` gave it."""
        seen = self.look(folded_text) if seen is None else seen
        for need, requirement in self._needs:
            if need & seen == need:
                hits = match(requirement, folded_text, self._language)
                if hits is not None:
                    yield hits

    def needs(self, requirement_id: str) -> Mapping[str, int]:
        """The bit in `look` of each needed group of a requirement; 0 for a group that no bit can show."""
        return self._bits.get(requirement_id, {})

    def look(self, folded_text: str) -> int:
        """The bits of the groups that may stand in a text: a group whose bit is missing does not."""
        grams = set(zip(*(folded_text[at:] for at in range(self._gram)), strict=False))
        seen = 0
        for gram in grams & self._masks.keys():
            seen |= self._masks[gram]
        return seen

    def _bits_of(self, groups: Iterable[ConceptGroup], bits: dict[str, int]) -> Mapping[str, int]:
        return {group.name: self._bit(group, bits) for group in groups if not group.completes}

    def _bit(self, group: ConceptGroup, bits: dict[str, int]) -> int:
        literals = required_literals(group.pattern)
        if literals is None or min(map(len, literals)) < self._gram:
            return 0
        bit = bits.setdefault(group.pattern, 1 << len(bits))
        for literal in literals:
            middle = (len(literal) - self._gram + 1) // 2
            gram = tuple(literal[middle : middle + self._gram])
            self._masks[gram] = self._masks.get(gram, 0) | bit
        return bit


def match(requirement: Requirement, folded_text: str, language: Language) -> GroupHits | None:
    """Where ``folded_text`` (folded by `law.script.fold_text`) speaks of ``requirement``, or None."""
    spans: dict[str, tuple[Span, ...]] = {}
    missing: list[str] = []
    for group in requirement.groups.get(language, ()):
        found = spans_of(group.pattern, folded_text)
        if found:
            spans[group.name] = found
        elif group.completes:
            missing.append(group.name)
        else:
            return None
    hits = _hits(requirement, folded_text, language, spans, missing)
    return None if hits and requirement.same_sentence and hits.sentences > NEIGHBOURS else hits


def lacking(
    requirement: Requirement, folded_text: str, language: Language
) -> tuple[Mapping[str, tuple[Span, ...]], tuple[str, ...]]:
    """Where ``folded_text`` speaks of needed groups of ``requirement``, and the names of those that it does not."""
    needed = [group for group in requirement.groups.get(language, ()) if not group.completes]
    spans = {group.name: found for group in needed if (found := spans_of(group.pattern, folded_text))}
    return spans, tuple(group.name for group in needed if group.name not in spans)


def nearly(requirement: Requirement, folded_text: str, language: Language) -> GroupHits | None:
    """Where ``folded_text`` speaks of all needed groups of ``requirement`` but one, which is then ``missing``."""
    spans, missing = lacking(requirement, folded_text, language)
    return _hits(requirement, folded_text, language, spans, missing) if len(missing) == 1 else None


def _hits(
    requirement: Requirement,
    folded_text: str,
    language: Language,
    spans: Mapping[str, tuple[Span, ...]],
    missing: Iterable[str],
) -> GroupHits | None:
    needed = [spans[g.name] for g in requirement.groups[language] if not g.completes and g.name in spans]
    if not needed:
        return None
    tightest = tightest_window(needed)
    return GroupHits(
        requirement=requirement.id,
        spans=spans,
        tightest=tightest,
        sentences=1 + len(_SENTENCE_END[language].findall(folded_text, *tightest)),
        missing=tuple(missing),
        limits=reasons(requirement.scope_limits.get(language, ()), folded_text),
        excluded=reasons(requirement.excludes.get(language, ()), folded_text),
    )


def reasons(signals: Iterable[Signal], folded_text: str) -> tuple[str, ...]:
    """The reasons of the signals whose words stand in a folded provision, title or heading."""
    return tuple(signal.why for signal in signals if pattern(signal.pattern).search(folded_text))


def tightest_window(columns: Iterable[tuple[Span, ...]]) -> Span:
    """The shortest stretch that holds one span of every column; the first of equals. No column may be empty."""
    best = min(windows(columns), key=lambda window: window[1] - window[0], default=None)
    if best is None:
        raise ValueError("a window needs at least one span in every column")
    return best


def windows(columns: Iterable[tuple[Span, ...]]) -> Iterator[Span]:
    """From every place where a span begins, the shortest stretch that holds one span of every column."""
    held = list(columns)
    for start in sorted({begin for column in held for begin, _ in column}):
        ends = [min((end for begin, end in column if begin >= start), default=None) for column in held]
        if None in ends:
            return
        yield start, max(end for end in ends if end is not None)


def spans_of(expression: str, text: str) -> tuple[Span, ...]:
    """The first places in a folded text where a pattern of the checklist hits."""
    return tuple(found.span() for found in islice(pattern(expression).finditer(text), SPANS_KEPT))


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """A pattern of the checklist, compiled once."""
    return re.compile(expression)
