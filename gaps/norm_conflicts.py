"""Pairs of norms of different instruments that may not go together, for a person to read both.

One must be published and the other kept secret; two unlike lengths of time for the same act on the same matter; or a
need is asked for what another norm gives to whoever asks. Each pair says which of the two has the higher rank and which
is the later, where both are known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from gaps.likeness import likeness, pairs_of, weights_among
from gaps.norm_limits import unlike_limits
from gaps.norm_records import HeldNorm, NormKind, ReadFrom
from gaps.norm_rules import norm_rules
from law.script import fold_text

_SHORTEST: Final = 4
_SHORTEST_LATIN: Final = 10
_ARTICLES: Final = re.compile(r"\b(the|a|an|any|all|such) ")
_BODIES: Final = re.compile("(部门|机构|机关|人民政府|单位|人员|委员会|经营者)的?$")
_NOT_A_MATTER: Final = re.compile("知悉|获悉|虚假|^(?:法律|行政法规|除)|(?:秘密|隐私)$")
"""Secrets as such (监督检查中知悉的商业秘密), falsehoods, and references: not what is published."""
_UNTIL: Final = re.compile("(?:公开|公布|披露|发布|公告)[^,;:。]{0,10}前")
"""What is secret until it is published is in no conflict with the duty to publish it."""
_KIND_OF_INFORMATION: Final = 4
_SPECIFIC: Final = re.compile(
    "(?!相关|有关|其他|上述|下列|所需|必要|以上|前款|本市|本级|公开|提供|关的|获取)[\u4e00-\u9fff]{2}(?:信息|资料|数据|档案)"
)
_GIVEN: Final = (NormKind.ON_REQUEST, NormKind.MUST_PUBLISH)
_SAME_MATTER: Final = 0.7
_MOST: Final = 200


Which = Literal["one", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two norms on the same matter that may not go together; a person must read both.

    ``kind`` is ``publish_or_secret`` (one must be published, the other kept secret), ``time_limits``, or ``need`` (the
    other asks whoever requests for a need that the one, higher or later, does not ask for). ``higher`` and
    ``later`` are ``one`` or ``other``: whose instrument has the higher rank, whose text was made later; None where they
    are equal or unknown.
    """

    kind: str
    matter: str
    one: HeldNorm
    other: HeldNorm

    @property
    def higher(self) -> Which | None:
        """Whose instrument has the higher rank."""
        return _less(self.one.text.rank, self.other.text.rank)

    @property
    def later(self) -> Which | None:
        """Whose text was promulgated later."""
        made = [held.text.version.promulgated_on for held in (self.one, self.other)]
        days = [fact.day for fact in made if fact is not None]
        return _less(days[1], days[0]) if len(days) == len(made) else None


def _less(one: object, other: object) -> Which | None:
    if one == other:
        return None
    return "one" if one < other else "other"  # type: ignore[operator]  # two ranks, or two days


def conflicts_in(norms: Sequence[HeldNorm]) -> tuple[Conflict, ...]:
    """Pairs of different instruments on the same matter: unlike limits, publish against secret, a need; at most 200.

    Within one instrument a duty and its exceptions stand side by side on purpose. Matters are compared by their pairs
    of characters, without words that every norm has (政府信息); what is left must be nearly the same. Pairs that few
    norms have weigh more.
    """
    found = (*_needs(norms), *_limits(norms), *_publish_or_secret(norms))
    return tuple(found[:_MOST])


def _limits(norms: Sequence[HeldNorm]) -> Iterator[Conflict]:
    for one, other in unlike_limits(norms):
        yield Conflict(kind="time_limits", matter=one.norm.action or "", one=one, other=other)


def _needs(norms: Sequence[HeldNorm]) -> Iterator[Conflict]:
    """A need is asked for, and a higher or later instrument gives the same kind of information without one."""
    given = [held for held in norms if held.norm.kind in _GIVEN and not _asks(held)]
    for other in norms:
        if other.norm.kind not in (NormKind.ON_REQUEST, NormKind.MAY_WITHHOLD) or not _asks(other):
            continue
        first: dict[str, Conflict] = {}
        for one in given:
            shared = _given_in(one) & _informations(other.norm.quote.text)
            pair = Conflict(kind="need", matter="、".join(sorted(shared)), one=one, other=other)
            if shared and {pair.higher, pair.later} in ({"one"}, {"one", None}):
                first.setdefault(one.text.instrument.id, pair)
        yield from (pair for name, pair in first.items() if name != other.text.instrument.id)


def _asks(held: HeldNorm) -> bool:
    rule = next(marker for marker in norm_rules().tests if marker.id == "need")
    return rule.patterns[held.text.language].first(fold_text(held.norm.quote.text)) is not None


def _given_in(held: HeldNorm) -> frozenset[str]:
    """The kinds of information that a norm gives; one to publish, those of a kind of their own that are its matter."""
    if held.norm.kind is not NormKind.MUST_PUBLISH:
        return _informations(held.norm.quote.text)
    return _informations(held.norm.matter.text) - norm_rules().generic if held.norm.matter else frozenset()


def _informations(words: str) -> frozenset[str]:
    """The kinds of information that words name (政府信息, 个人信息, 统计资料)."""
    folded, generic = fold_text(words), norm_rules().generic
    of_its_own = (found[0] for found in _SPECIFIC.finditer(folded))
    known = (word for word in generic if len(word) >= _KIND_OF_INFORMATION and word in folded)
    return frozenset((*known, *of_its_own))


def _publish_or_secret(norms: Sequence[HeldNorm]) -> Iterator[Conflict]:
    published = _about([n for n in norms if n.norm.kind is NormKind.MUST_PUBLISH and _in_its_words(n)])
    secret = _about([n for n in norms if n.norm.kind is NormKind.MUST_KEEP_SECRET and not _for_a_time(n)])
    weights = weights_among([pairs for _, _, pairs in (*published, *secret)])
    near: dict[str, list[_About]] = defaultdict(list)
    for about in secret:
        for pair in about[2]:
            near[pair].append(about)
    for one, matter, pairs in published:
        others = {id(about[0]): about for pair in sorted(pairs) for about in near[pair]}
        for other, _, its in others.values():
            apart = other.text.instrument.id != one.text.instrument.id
            if apart and likeness(pairs, its, weights) >= _SAME_MATTER:
                yield Conflict(kind="publish_or_secret", matter=matter, one=one, other=other)


_About = tuple[HeldNorm, str, frozenset[str]]
"""A norm, its matter and the pairs of characters of it."""


def _about(norms: Sequence[HeldNorm]) -> list[_About]:
    return [(norm, matter, pairs_of(matter)) for norm in norms if (matter := _matter(norm))]


def _in_its_words(held: HeldNorm) -> bool:
    """Whether the matter is what is published, and not the case in which something is."""
    return held.norm.matter is not None and held.norm.matter.read_from is not ReadFrom.CONDITION


def _for_a_time(held: HeldNorm) -> bool:
    return _UNTIL.search(fold_text(held.norm.quote.text)) is not None


def _matter(held: HeldNorm) -> str:
    """What a norm is about without the words that every norm has; empty where nothing of its own is left."""
    matter, actor = held.norm.matter, held.norm.actor
    if matter is None or (actor and (matter.text in actor.text or actor.text in matter.text)):
        return ""
    text = _ARTICLES.sub("", fold_text(matter.text))
    for word in sorted(norm_rules().generic, key=lambda word: (-len(word), word)):
        text = text.replace(word, "")
    wanted = _SHORTEST_LATIN if held.text.language == "en" else _SHORTEST
    left = text.strip()
    return "" if len(left) < wanted or _BODIES.search(left) or _NOT_A_MATTER.search(fold_text(matter.text)) else left
