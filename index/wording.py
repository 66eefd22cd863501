"""From a query's words to what must match: how many of them, and which say too little to count.

A provision is counted as matching if it has a share of the query's words (pairs of neighbouring characters in Chinese,
stems in English): all of up to two, three quarters of up to five, half of up to ten, three tenths of more. Words that
say little (的, 吗, the, of) add to the score alone. The hits are ranked among the provisions counted.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from typing import Final

from index.plan import Clause, Phrase, Word, Wording
from index.segment import Segmented, segment

SINGLES_WEIGHT: Final = 1.0
_SHARES: Final = ((2, 1.0), (5, 0.75), (10, 0.5))
_SHARE_OF_MANY: Final = 0.3
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
    share = next((share for most, share in _SHARES if count <= most), _SHARE_OF_MANY)
    return max(1, ceil(count * share - 1e-9))


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
        extras=(*extras, *_singles(words)),
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


def loosened(wording: Wording) -> Wording:
    """The same words, any one of which is enough."""
    return replace(wording, required=1)
