"""From a query's words to what must match: how many of them, and which say too little to count.

Words are pairs of neighbouring characters in Chinese and stems in English. A provision matches if it has all of one or
two words, or three fifths of up to five. Longer queries are questions: then any two words are enough, or a single rare
one (in at most one provision of 200), and words that stand in more than one provision of 20 are left out. Single
characters add to the score alone. Tuned on questions of lay people: asking for a share of the words of a long question
loses a third of the right answers, this rule none (recall at 10 .57, as with any word), and totals mean something.

English has fewer and longer words: one in ten provisions may have a word before it is common, a common word still adds
to the score, and so do two words that are neighbours in the query where they are neighbours in the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from index.plan import Clause, Phrase, Word, Wording
from index.segment import Segmented, segment

SINGLES_WEIGHT: Final = 1.0
_BOTH: Final = 2
_FEW: Final = 5
_SHARE: Final = 0.6
_RARE: Final = 1 / 200
_COMMON: Final = 1 / 20
_COMMON_SINGLE: Final = 1 / 10
_COMMON_ENGLISH: Final = 1 / 10
NEIGHBOURS_WEIGHT: Final = 0.5
_NOT_YET_COMMON: Final = 1000
_ENGLISH: Final = re.compile(r"[a-z0-9]+")
_SAYS_LITTLE: Final = frozenset("的了吗呢么吧啊呀嘛哪谁这那我你他她它们")
_LITTLE_WORDS: Final = frozenset(
    segment(
        "a an and are as at be by can do does for from has have how i if in is it its may must my of on or our shall "
        "should that the their there they this to was we were what when where which who whom whose why will with "
        "would you your"
    ).pairs
)


def required(count: int) -> int:
    """How many of so many words a provision must have."""
    if count <= _BOTH:
        return max(1, count)
    return ceil(count * _SHARE - 1e-9) if count <= _FEW else 2


def settled(wording: Wording, frequency: Callable[[Word], int], provisions: int) -> Wording:
    """A long wording with its rare words counting twice and without its common ones; a short one as it is.

    In a small collection no word is common: there is nothing to be gained by leaving it out.
    """
    if len(wording.clauses) <= _FEW:
        return wording
    limits = _Limits(
        rare=provisions * _RARE, common=_not_yet(provisions, _COMMON), in_english=_not_yet(provisions, _COMMON_ENGLISH)
    )
    counted = tuple(_settled_clauses(wording.clauses, frequency, limits))
    extras = (*_settled_extras(wording, frequency, provisions), *_common_english(wording, frequency, limits))
    return replace(wording, clauses=counted if len(counted) >= _BOTH else wording.clauses, extras=extras)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """In how many provisions a rare word stands at most, and one that is not common."""

    rare: float
    common: float
    in_english: float

    def has(self, clause: Clause, count: int) -> bool:
        """Whether a clause whose most frequent word stands in so many provisions is common."""
        return count > (self.in_english if _is_english(clause.alternatives[0]) else self.common)


def _not_yet(provisions: int, share: float) -> float:
    return max(provisions * share, _NOT_YET_COMMON)


def _is_english(asked: Word | Phrase) -> bool:
    return isinstance(asked, Word) and _ENGLISH.fullmatch(asked.text) is not None


def _count(clause: Clause, frequency: Callable[[Word], int]) -> int:
    return max((frequency(a) for a in clause.alternatives if isinstance(a, Word)), default=1)


def _settled_extras(wording: Wording, frequency: Callable[[Word], int], provisions: int) -> Iterator[Word | Phrase]:
    most = _not_yet(provisions, _COMMON_SINGLE)
    yield from (each for each in wording.extras if isinstance(each, Phrase) or frequency(each) <= most)


def _common_english(wording: Wording, frequency: Callable[[Word], int], limits: _Limits) -> Iterator[Word | Phrase]:
    """Common words of English, which are not counted but still say something."""
    for clause in wording.clauses:
        if _is_english(clause.alternatives[0]) and limits.has(clause, _count(clause, frequency)):
            yield clause.alternatives[0]


def words_of_wordings(wordings: Sequence[Wording]) -> list[Word]:
    """Every word once: those whose frequency decides what must match, and whether a word is misspelt."""
    counted = (a for w in wordings for c in w.clauses for a in c.alternatives if isinstance(a, Word))
    extras = (extra for w in wordings for extra in w.extras if isinstance(extra, Word))
    return list(dict.fromkeys((*counted, *extras)))


def _settled_clauses(clauses: Iterable[Clause], frequency: Callable[[Word], int], limits: _Limits) -> Iterator[Clause]:
    for clause in clauses:
        count = _count(clause, frequency)
        if not limits.has(clause, count):
            yield replace(clause, counts=2 if 0 < count <= limits.rare else 1)


def wording_of(text: str, *, exact_script: bool = False) -> Wording | None:
    """The query as it is worded; None where it has no words, only punctuation."""
    words = segment(text, exact_script=exact_script)
    pairs = list(dict.fromkeys(words.pairs))
    counted = [pair for pair in pairs if not says_little(pair)] or pairs
    if not counted:
        return None
    extras = [Word(text=pair) for pair in pairs if pair not in set(counted)]
    return Wording(
        clauses=tuple(clause_of(pair, words) for pair in counted),
        required=required(len(counted)),
        extras=(*extras, *_singles(words), *_neighbours(words)),
    )


def clause_of(pair: str, words: Segmented) -> Clause:
    """One word; a unit that stands alone in the query may stand within a block in the text, so both are looked for."""
    if pair in set(words.units):
        return Clause(alternatives=(Word(text=pair), Word(text=pair, single=True)))
    return Clause(alternatives=(Word(text=pair),))


def phrase_of(text: str, *, exact_script: bool = False) -> Phrase | None:
    """Words that must stand one after the other; None where there are none."""
    words = segment(text, exact_script=exact_script)
    if len(words.units) == 1:
        return Phrase(words=tuple(words.units), single=True)
    return Phrase(words=tuple(words.pairs)) if words.pairs else None


def phrases_of(texts: Iterable[str], *, exact_script: bool = False) -> tuple[Phrase, ...]:
    """The phrases of several texts."""
    found = (phrase_of(text, exact_script=exact_script) for text in texts)
    return tuple(phrase for phrase in found if phrase is not None)


def says_little(pair: str) -> bool:
    """Whether a word occurs everywhere and so decides nothing."""
    return pair in _LITTLE_WORDS or any(char in _SAYS_LITTLE for char in pair)


def _singles(words: Segmented) -> list[Word]:
    """Single characters of a Chinese query, for what its pairs miss."""
    if len(words.units) == len(words.pairs):
        return []
    units = dict.fromkeys(unit for unit in words.units if not says_little(unit))
    return [Word(text=unit, weight=SINGLES_WEIGHT, single=True) for unit in units]


def _neighbours(words: Segmented) -> list[Phrase]:
    """English words that stand beside each other: data subject says more than data and subject."""
    beside = dict.fromkeys(zip(words.pairs, words.pairs[1:], strict=False))
    english = (pair for pair in beside if all(map(_ENGLISH.fullmatch, pair)))
    return [Phrase(words=pair, weight=NEIGHBOURS_WEIGHT) for pair in english]


def loosened(wording: Wording) -> Wording:
    """The same words, any one of which is enough."""
    return replace(wording, required=1)
