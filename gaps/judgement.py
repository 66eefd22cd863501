"""What one provision counts for: full, partial, or a near-miss with the reason. Deterministic; no model is asked.

The order of the rules is the order of doubt: what cannot count at all, then whether it binds, then how far it reaches.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from gaps.checklist import Language, Modality, Requirement, Vocabulary
from gaps.concepts import GroupHits, match, pattern, reasons
from gaps.inventory import HeldText, ReadArticle


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


ONE_SECTOR = "the instrument is about one sector"
ANOTHER_FIELD = "the instrument is about another field"
ELSEWHERE = frozenset({ONE_SECTOR, ANOTHER_FIELD})
LACKS = "nothing on: "
TOO_FAR = "its concepts stand in sentences far apart"
_STATEMENTS = (Modality.PRINCIPLE, Modality.DEFINITION, Modality.PERMISSION, Modality.PROMOTION, Modality.EXISTENCE)
"""What is said without a verb that binds."""
_BINDING = (Modality.DUTY, Modality.PROHIBITION)
_FAR = 3
"""Sentences from which on concepts are not spoken of together."""
_NAMED_PRINCIPLES = re.compile("(按照|遵循|坚持|本着|体现)[^,。;]{0,60}原则")
"""What an act is to be guided by is named here, not prescribed."""
_EXEMPTS = re.compile(
    "exempt|withh|refus|exception|offence|penalt|compens|complain|liab|investigat|means|definition|不予公开|不公开|不得公开|部分公开"
)
_STOPS = {"zh": "。;", "en": ".;"}
_SENTENCE_END = {"zh": "。", "en": ". "}
_ITEM = re.compile(r"\(?[〇一二三四五六七八九十0-9a-z]{1,3}[)、.]")


def judge(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> Finding:
    """Judge a provision that speaks of every concept of the requirement.

    Where the concepts stand far apart in an instrument that is not about them anyway, they met by chance.
    """
    barred = disqualified(requirement, vocabulary, text, article, hits)
    limits = barred or _limits(requirement, vocabulary, text, article, hits)
    scattered = TOO_FAR in limits and (not ELSEWHERE.isdisjoint(limits) or not text.own)
    strength = Strength.NEAR_MISS if barred or scattered else Strength.PARTIAL if limits else Strength.FULL
    return Finding(
        requirement=requirement.id,
        text=text,
        article=article,
        hits=hits,
        strength=strength,
        reasons=limits,
    )


def of_the_field(requirement: Requirement, text: HeldText) -> bool:
    """Whether the instrument's title says that it speaks for everyone on the subject; True where none is asked for."""
    home = requirement.home.get(text.language)
    return home is None or pattern(home).search(text.folded_title) is not None


def disqualified(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> tuple[str, ...]:
    """Why a provision cannot count at all; empty where it can."""
    if hits.excluded:
        return hits.excluded
    amending = vocabulary.amending.get(text.language)
    if amending and pattern(amending).search(article.folded_path):
        return ("it changes another act",)
    if _only_excepts(requirement, vocabulary, text, article):
        return ("it makes exceptions from the rule, enforces it or defines words",)
    purpose = pattern(vocabulary.purpose[text.language]).search(article.folded)
    if purpose and requirement.modality not in _STATEMENTS:
        return ("a purpose clause, which binds nobody",)
    return ()


def _only_excepts(requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle) -> bool:
    """Whether its headings call a provision exemptions, enforcement or definitions, which nobody asks for."""
    exception = vocabulary.exception.get(text.language)
    headings = f"{article.folded_path} / {article.folded_heading}"
    if exception is None or pattern(exception).search(headings) is None:
        return False
    return not any(_EXEMPTS.search(group.pattern) for groups in requirement.groups.values() for group in groups)


def _limits(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> tuple[str, ...]:
    found = [f"{LACKS}{name}" for name in hits.missing]
    found += hits.limits
    if unbinding(requirement.modality, vocabulary, article.folded, hits.tightest, text.language):
        found.append("it only encourages or promises")
    found += _apart(requirement, text, article, hits)
    found += _reach(requirement, vocabulary, text, article)
    return tuple(dict.fromkeys(found))


def reaches_all(
    requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle, hits: GroupHits
) -> bool:
    """Whether a provision speaks for the whole field and the whole place."""
    return not hits.limits and not _reach(requirement, vocabulary, text, article)


def unbinding(
    modality: Modality, vocabulary: Vocabulary, folded: str, span: tuple[int, int], language: Language
) -> bool:
    """Whether only weak verbs state a duty or right. Laws also state duties in the indicative, without any verb."""
    if modality in _STATEMENTS:
        return False
    clause = clause_around(folded, span, language)
    verbs = vocabulary.modality[language]
    binding = (*_BINDING, Modality.RIGHT) if modality is Modality.RIGHT else _BINDING
    if any(pattern(verbs[kind]).search(clause) for kind in binding if kind in verbs):
        return False
    return pattern(vocabulary.weak[language]).search(clause) is not None


def _apart(requirement: Requirement, text: HeldText, article: ReadArticle, hits: GroupHits) -> list[str]:
    if hits.sentences >= _FAR:
        return [TOO_FAR]
    if hits.missing or requirement.modality is Modality.PRINCIPLE:
        return []
    said = _NAMED_PRINCIPLES.sub(lambda found: "·" * len(found[0]), article.folded)
    if said == article.folded:
        return []
    still = match(requirement, said, text.language)
    return [] if still is not None and not still.missing else ["it is only named as a principle"]


def _reach(requirement: Requirement, vocabulary: Vocabulary, text: HeldText, article: ReadArticle) -> list[str]:
    found = []
    if pattern(vocabulary.chapter[text.language]).search(f"{article.folded_path} / {article.folded_heading}"):
        found.append("its chapter holds in one zone or for one sector only")
    if pattern(vocabulary.zone[text.language]).search(text.folded_title):
        found.append("the instrument holds in a zone only")
    found += _other_subject(requirement, vocabulary, text)
    found += reasons(requirement.scope_limits.get(text.language, ()), text.folded_title)
    if not text.own:
        found.append("it holds in one city or district only")
    return found


def _other_subject(requirement: Requirement, vocabulary: Vocabulary, text: HeldText) -> list[str]:
    """Where the checklist names no titles of the field, the sectors that it names for all requirements decide."""
    sector = pattern(vocabulary.sector[text.language]).search(text.folded_title) is not None
    if text.language in requirement.home:
        return [] if of_the_field(requirement, text) else [ONE_SECTOR if sector else ANOTHER_FIELD]
    return [ONE_SECTOR] if sector else []


def doubtful(finding: Finding) -> bool:
    """Whether two things or more stand against a partial finding of another field besides that field.

    Such a finding counts only in an instrument that says more on disclosure and privacy than this. One thing alone
    (half of it is lacking) is what a rule for one field often looks like, and no sign of chance.
    """
    others = [reason for reason in finding.reasons if reason not in ELSEWHERE]
    return finding.strength is Strength.PARTIAL and 1 < len(others) < len(finding.reasons)


def clause_around(text: str, span: tuple[int, int], language: str) -> str:
    """The clauses that a span runs through; before an item of a list, also the words that introduce the list."""
    stops = _STOPS[language]
    start = max(text.rfind(stop, 0, span[0]) for stop in stops) + 1
    end = min((at for stop in stops if (at := text.find(stop, span[1])) >= 0), default=len(text))
    clause = text[start:end]
    if not _ITEM.match(clause):
        return clause
    sentence = text.rfind(_SENTENCE_END[language], 0, span[0]) + 1
    opening = text.find(":", sentence, start)
    return text[sentence:opening] + clause if opening >= 0 else clause
