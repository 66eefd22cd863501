"""The norms of a place on a day: every held provision typed, and the pairs that may contradict each other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from gaps.inventory import HeldText, take_inventory
from gaps.norm_records import HeldNorm, NormKind
from gaps.norm_rules import norm_rules
from gaps.norms import norms_of
from law.corpus import Corpus
from law.jurisdiction import ancestors
from law.script import fold_text

_SHORTEST: Final = 4
_SHORTEST_LATIN: Final = 10
_ARTICLES: Final = re.compile(r"\b(the|a|an|any|all|such) ")
_BODIES: Final = re.compile("(部门|机构|机关|人民政府|单位|人员|委员会)$")
_ALIKE: Final = 0.75
_MOST: Final = 200
_DUTIES: Final = frozenset({"answer", "extend", "publish", "consult", "supplement", "correct", "update"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two norms on the same matter that may not go together; a person must read both.

    ``kind`` is ``publish_or_secret`` (one must be published, the other kept secret) or ``time_limits``.
    """

    kind: str
    matter: str
    one: HeldNorm
    other: HeldNorm


def survey_norms(corpus: Corpus, jurisdiction: str, on: date, *, with_parents: bool = False) -> tuple[HeldNorm, ...]:
    """Every norm of the place's own law (``with_parents``: and of the places above), in the order of rank and title.

    Raises UnknownJurisdiction.
    """
    places = [jurisdiction, *(ancestors(jurisdiction) if with_parents else ())]
    texts = [text for place in places for text in take_inventory(corpus, place, on).texts if text.own]
    texts.sort(key=lambda text: (text.rank, text.instrument.id, text.version.key))
    return tuple(norm for text in texts for norm in _of_text(text))


def _of_text(text: HeldText) -> Iterator[HeldNorm]:
    for article in text.articles:
        about = f"{text.folded_title} {fold_text(article.provision.heading)}"
        for norm in norms_of(article.provision.text, text.language, about=about):
            yield HeldNorm(text=text, provision=article.provision, norm=norm)


def conflicts_in(norms: Sequence[HeldNorm]) -> tuple[Conflict, ...]:
    """Pairs of different instruments on the same matter: publish against secret, or unlike time limits; at most 200.

    Within one instrument a duty and its exceptions stand side by side on purpose. Matters are compared by their pairs
    of characters, without words that every norm has (政府信息); what is left must be nearly the same.
    """
    found = (*_publish_or_secret(norms), *_time_limits(norms))
    return tuple(found[:_MOST])


def _publish_or_secret(norms: Sequence[HeldNorm]) -> Iterator[Conflict]:
    published = [n for n in norms if n.norm.kind is NormKind.MUST_PUBLISH and _matter(n)]
    secret = [n for n in norms if n.norm.kind is NormKind.MUST_KEEP_SECRET and _matter(n)]
    by_pair: dict[str, list[HeldNorm]] = defaultdict(list)
    for norm in secret:
        for pair in _pairs(_matter(norm)):
            by_pair[pair].append(norm)
    for one in published:
        near = {id(o): o for pair in sorted(_pairs(_matter(one))) for o in by_pair[pair]}
        for other in near.values():
            if other.text.instrument.id != one.text.instrument.id and _same(_matter(one), _matter(other)):
                yield Conflict(kind="publish_or_secret", matter=_matter(one), one=one, other=other)


def _time_limits(norms: Iterable[HeldNorm]) -> Iterator[Conflict]:
    """Limits for the same act, in provisions of different instruments that are about the same request or matter."""
    by_act: dict[str, list[HeldNorm]] = defaultdict(list)
    for held in norms:
        if held.norm.action in _DUTIES and held.norm.duration:
            by_act[str(held.norm.action)].append(held)
    for act, limits in by_act.items():
        for one, other in combinations(limits, 2):
            apart = one.text.instrument.id != other.text.instrument.id
            if apart and one.norm.duration != other.norm.duration and _same_request(one, other):
                yield Conflict(kind="time_limits", matter=act, one=one, other=other)


def _same_request(one: HeldNorm, other: HeldNorm) -> bool:
    first, second = (fold_text(held.norm.quote.text) for held in (one, other))
    return any(word in first and word in second for word in _REQUESTS) and _overlap(first, second) >= _ALIKE / 2


_REQUESTS: Final = ("政府信息", "信息公开", "政府资讯", "公共数据", "个人信息", "personal data", "access to", "records")


def _matter(held: HeldNorm) -> str:
    """What a norm is about without the words that every norm has; empty where nothing of its own is left."""
    matter, actor = held.norm.matter, held.norm.actor
    if matter is None or (actor and (matter.text in actor.text or actor.text in matter.text)):
        return ""
    text = _ARTICLES.sub("", fold_text(matter.text))
    for word in sorted(norm_rules().generic, key=lambda word: (-len(word), word)):
        text = text.replace(word, "")
    wanted = _SHORTEST_LATIN if held.text.language == "en" else _SHORTEST
    return text.strip() if len(text.strip()) >= wanted and not _BODIES.search(text) else ""


def _same(one: str, other: str) -> bool:
    return _overlap(one, other) >= _ALIKE


def _overlap(one: str, other: str) -> float:
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
