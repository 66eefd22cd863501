"""What one provision counts for: full, partial, or a near-miss with the reason. Deterministic; no model is asked.

The order of the rules is the order of doubt: what cannot count at all, then whether it binds, then how far it reaches.
"""

from dataclasses import dataclass
from enum import IntEnum

from gaps.checklist import Modality, Requirement, Vocabulary
from gaps.concepts import GroupHits, pattern
from gaps.inventory import HeldText, ReadArticle
from law.script import fold_text


class Strength(IntEnum):
    """How much a provision shows."""

    NEAR_MISS = 0
    PARTIAL = 1
    FULL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One provision judged for one requirement. ``reasons`` say why it is not more than it is."""

    requirement: str
    text: HeldText
    article: ReadArticle
    hits: GroupHits
    strength: Strength
    reasons: tuple[str, ...]


_BINDING = (Modality.DUTY, Modality.PROHIBITION, Modality.RIGHT)


def judge(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> Finding:
    """Judge a provision that speaks of every concept of the requirement."""
    disqualified = _disqualified(vocabulary, text, article, hits)
    limits = _limits(requirement, vocabulary, text, article, hits)
    strength = Strength.NEAR_MISS if disqualified else Strength.PARTIAL if limits else Strength.FULL
    return Finding(
        requirement=requirement.id,
        text=text,
        article=article,
        hits=hits,
        strength=strength,
        reasons=disqualified or limits,
    )


def _disqualified(vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits) -> tuple[str, ...]:
    if hits.excluded:
        return hits.excluded
    if pattern(vocabulary.purpose[text.language]).search(article.folded):
        return ("a purpose clause, which binds nobody",)
    return ()


def _limits(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> tuple[str, ...]:
    found = [f"nothing on: {name}" for name in hits.missing]
    found += hits.limits
    found += _unbinding(requirement, vocabulary, text, article, hits)
    found += _reach(vocabulary, text, article)
    return tuple(dict.fromkeys(found))


def _unbinding(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> list[str]:
    if requirement.modality not in _BINDING:
        return []
    sentence = sentences_around(article.folded, hits.tightest, text.language)
    verbs = vocabulary.modality[text.language]
    if any(pattern(verbs[modality]).search(sentence) for modality in _BINDING if modality in verbs):
        return []
    if pattern(vocabulary.weak[text.language]).search(sentence):
        return ["it only encourages or promises"]
    return ["no verb in it binds anyone"]


def _reach(vocabulary: Vocabulary, text: HeldText, article: ReadArticle) -> list[str]:
    title = fold_text(text.instrument.title)
    heading = fold_text(" ".join((*article.provision.path, article.provision.heading)))
    found = []
    if pattern(vocabulary.zone[text.language]).search(title):
        found.append("the instrument holds in a zone only")
    if pattern(vocabulary.sector[text.language]).search(title):
        found.append("the instrument is about one sector")
    elif pattern(vocabulary.sector[text.language]).search(heading):
        found.append("the chapter is about one sector")
    if not text.own:
        found.append("it holds in one city or district only")
    return found


def sentences_around(text: str, span: tuple[int, int], language: str) -> str:
    """The whole sentences that a span runs through."""
    end = "。" if language == "zh" else ". "
    start = text.rfind(end, 0, span[0]) + 1
    stop = text.find(end, span[1])
    return text[start : stop if stop >= 0 else len(text)]
