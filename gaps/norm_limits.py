"""Time limits that differ for one act on one matter, in instruments of different rank."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from gaps.likeness import likeness, pairs_of, weights_among
from gaps.norm_durations import certainly_no_shorter, may_be_as_long
from gaps.norm_records import Duration, HeldNorm, NormKind
from law.script import fold_text

_SAME_SENTENCE: Final = 0.45
_SAME_WORDS: Final = 0.9
_SAME_PROVISION: Final = 0.3
_ONE_SUBJECT: Final = 0.15
"""How alike titles must be to share their subject, and then provisions."""
_LENGTHS: Final = re.compile(
    r"不得少于|不少于|至少|不低于|[〇一二三四五六七八九十百两0-9]+(?:个?(?:工作日|日|天|小时|月|年))?(?:以上|以内|之内)?|\W"
)
"""The lengths themselves, however they are put, are not what makes lines alike."""
_AROUND: Final = 4
_AT_LEAST: Final = re.compile("少于|至少|低于|以上|not less than|at least")
_AT_MOST: Final = re.compile(
    "内|超过|逾|最长|within|not later than|no later than|not exceed|not more than|no more than"
)
_KEEP: Final = "keep"
"""What must be kept for some time must be kept at least for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """A time limit with what title, provision and line say besides numbers, and every length in the sentence."""

    held: HeldNorm
    length: Duration
    title: frozenset[str]
    says: frozenset[str]
    around: frozenset[str]
    lengths: frozenset[Duration]


_Pair = tuple[float, _Limit, _Limit]


def unlike_limits(norms: Sequence[HeldNorm]) -> Iterator[tuple[HeldNorm, HeldNorm]]:
    """Limits for one act in lines and provisions that say nearly the same, in instruments of different rank.

    Instruments of one rank set the times of different procedures in the same words; one of lower rank repeats a higher
    one to carry it out. Of each instrument only the limit that says most nearly the same is held against another.
    Where either sentence names a length as long as the other's, they agree; where the lower one asks for more of the
    same (more time to keep, less to act), whoever keeps to it keeps to both.
    """
    for one, other in _nearest(_alike(_limits(norms))):
        if not _agree(one, other):
            yield one.held, other.held


def _alike(limits: Sequence[_Limit]) -> Iterator[_Pair]:
    here, around = weights_among([limit.says for limit in limits]), weights_among([limit.around for limit in limits])
    titles = weights_among([limit.title for limit in limits])
    for one, other in combinations(limits, 2):
        if one.held.norm.action != other.held.norm.action or one.held.text.rank == other.held.text.rank:
            continue
        near = likeness(one.says, other.says, here)
        if near < _SAME_SENTENCE:
            continue
        subject = near >= _SAME_WORDS or likeness(one.title, other.title, titles) >= _ONE_SUBJECT
        if likeness(one.around, other.around, around) >= (_ONE_SUBJECT if subject else _SAME_PROVISION):
            yield near, one, other


def _nearest(pairs: Iterable[_Pair]) -> Iterator[tuple[_Limit, _Limit]]:
    """Each limit with the one of another instrument that is nearest to it, and it to that one."""
    taken: set[tuple[int, str]] = set()
    for _, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        sides = {(id(one), other.held.text.instrument.id), (id(other), one.held.text.instrument.id)}
        if not sides & taken:
            taken |= sides
            yield one, other


def _limits(norms: Sequence[HeldNorm]) -> list[_Limit]:
    by_sentence: dict[tuple[str, str, int], list[HeldNorm]] = defaultdict(list)
    for held in norms:
        if held.norm.kind is NormKind.TIME_LIMIT and held.norm.duration:
            place = (held.text.instrument.id, held.provision.id, held.norm.quote.start)
            by_sentence[place].append(held)
    return [
        _Limit(
            held=held,
            length=held.norm.duration,
            title=pairs_of(held.text.folded_title),
            says=pairs_of(_LENGTHS.sub("", fold_text(_line(held)))),
            around=pairs_of(_LENGTHS.sub("", fold_text(held.provision.text))),
            lengths=frozenset(each.norm.duration for each in group if each.norm.duration),
        )
        for group in by_sentence.values()
        for held in group
        if held.norm.duration
    ]


def _line(held: HeldNorm) -> str:
    """The line of the quote that names the limit: of a list, its item."""
    quote, at = held.norm.quote.text, held.norm.words.start - held.norm.quote.start
    return quote[quote.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def _agree(one: _Limit, other: _Limit) -> bool:
    if any(may_be_as_long(one.length, length) for length in other.lengths):
        return True
    if any(may_be_as_long(other.length, length) for length in one.lengths):
        return True
    higher, lower = sorted((one, other), key=lambda limit: limit.held.text.rank)
    if _is_least(one) and _is_least(other):
        return certainly_no_shorter(lower.length, higher.length)
    return _is_most(one) and _is_most(other) and certainly_no_shorter(higher.length, lower.length)


def _is_least(limit: _Limit) -> bool:
    return limit.held.norm.action == _KEEP or _AT_LEAST.search(_near_words(limit.held)) is not None


def _is_most(limit: _Limit) -> bool:
    return not _is_least(limit) and _AT_MOST.search(_near_words(limit.held)) is not None


def _near_words(held: HeldNorm) -> str:
    """The words of the limit, with those that may say before or after it which way it is meant."""
    words = held.norm.words
    return fold_text(held.provision.text[max(0, words.start - _AROUND) : words.end + _AROUND])
