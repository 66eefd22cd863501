"""Time limits that differ for one act on one matter, in instruments of different rank."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from gaps.likeness import likeness, pairs_of, weights_among
from gaps.norm_records import Duration, HeldNorm, NormKind
from law.script import fold_text

_SAME_SENTENCE: Final = 0.45
_SAME_PROVISION: Final = 0.3
_ONE_SUBJECT: Final = 0.15
"""How alike titles must be to share their subject, and then provisions."""
_NUMBERS: Final = re.compile(r"[〇一二三四五六七八九十百两0-9]+|\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """A time limit with what title, provision and sentence say besides numbers, and every length in the sentence."""

    held: HeldNorm
    title: frozenset[str]
    says: frozenset[str]
    around: frozenset[str]
    lengths: frozenset[Duration]


def unlike_limits(norms: Sequence[HeldNorm]) -> Iterator[tuple[HeldNorm, HeldNorm]]:
    """Limits for one act in sentences and provisions that say nearly the same, in instruments of different rank.

    Instruments of one rank set the times of different procedures in the same words; one of lower rank repeats a higher
    one to carry it out. Where either sentence names the length of the other, they agree.
    """
    limits = _limits(norms)
    here, around = weights_among([limit.says for limit in limits]), weights_among([limit.around for limit in limits])
    titles = weights_among([limit.title for limit in limits])
    for one, other in combinations(limits, 2):
        if not _apart(one, other) or likeness(one.says, other.says, here) < _SAME_SENTENCE:
            continue
        subject = likeness(one.title, other.title, titles) >= _ONE_SUBJECT
        if likeness(one.around, other.around, around) >= (_ONE_SUBJECT if subject else _SAME_PROVISION):
            yield one.held, other.held


def _limits(norms: Sequence[HeldNorm]) -> list[_Limit]:
    by_sentence: dict[tuple[str, str, int], list[HeldNorm]] = defaultdict(list)
    for held in norms:
        if held.norm.kind is NormKind.TIME_LIMIT and held.norm.duration:
            place = (held.text.instrument.id, held.provision.id, held.norm.quote.start)
            by_sentence[place].append(held)
    return [
        _Limit(
            held=held,
            title=pairs_of(held.text.folded_title),
            says=pairs_of(_NUMBERS.sub("", fold_text(held.norm.quote.text))),
            around=pairs_of(_NUMBERS.sub("", fold_text(held.provision.text))),
            lengths=frozenset(each.norm.duration for each in group if each.norm.duration),
        )
        for group in by_sentence.values()
        for held in group
    ]


def _apart(one: _Limit, other: _Limit) -> bool:
    first, second = one.held, other.held
    if first.norm.action != second.norm.action or first.text.rank == second.text.rank:
        return False
    return first.norm.duration not in other.lengths and second.norm.duration not in one.lengths
