"""Typing provisions: what must be published, given on request, may be withheld or must be kept secret.

Also when, by whom, where, and what can be done against a refusal. The rules are patterns; no model is asked.

A clause (up to a semicolon) is what the patterns see, a sentence what is quoted. A list is read as one sentence: the
words that open it carry the norm, its items are what the norm is about.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gaps.norm_actors import Around, actor_in
from gaps.norm_durations import duration_in
from gaps.norm_matters import matter_in
from gaps.norm_records import DISCLOSURE, Norm, NormKind
from gaps.norm_rules import KindRule, Marker, NormRules, norm_rules
from gaps.norm_sentences import Clause, Sentence, sentences
from gaps.requirement import Language
from law.script import fold_text

__all__ = ["METHOD", "norms_of", "speaks_of_the_field"]

METHOD: Final = "norms/2"
"""Changes whenever the same text and rules would give another result."""
_TOO_LONG: Final = 40_000
_ABOUT_ITSELF: Final = re.compile("(本条例|本法|本办法|本规定|本细则|本规则)[^,;]{0,12}(公布|施行|解释)")


def norms_of(text: str, language: Language, *, about: str = "") -> tuple[Norm, ...]:
    """What a provision says, in reading order; ``about`` is its title and heading, folded.

    Of a provision longer than 40,000 characters the first 40,000 are read.
    """
    text, found, earlier = text[:_TOO_LONG], list[Norm](), list[Sentence]()
    everywhere = speaks_of_the_field(about, language)
    # Most provisions, and most sentences of the others, hold no norm: they are not read clause by clause.
    whole = fold_text(text)
    anywhere = everywhere or norm_rules().field[language].may_hit(whole)
    kinds = _that_may_hit(norm_rules().kinds, whole, language, of_the_field=anywhere)
    for sentence in sentences(text, language) if kinds else ():
        here = everywhere or speaks_of_the_field(sentence.folded, language)
        if likely := _that_may_hit(kinds, sentence.folded, language, of_the_field=here):
            around = Around(sentence, tuple(earlier))
            for clause in sentence.clauses:
                found += _of_clause(around, clause, likely, language)
        earlier.append(sentence)
    return tuple(found)


def speaks_of_the_field(folded: str, language: Language) -> bool:
    """Whether a folded text speaks of information, records, secrecy or their publication at all."""
    field = norm_rules().field[language]
    return field.may_hit(folded) and field.first(folded) is not None


def _that_may_hit(
    kinds: Sequence[KindRule], folded: str, language: Language, *, of_the_field: bool
) -> Sequence[KindRule]:
    """The rules that may find anything; only those on disclosure do outside the field."""
    return [r for r in kinds if (of_the_field or r.kind in DISCLOSURE) and r.patterns[language].may_hit(folded)]


def _of_clause(around: Around, clause: Clause, kinds: Sequence[KindRule], language: Language) -> Iterator[Norm]:
    likely = _that_may_hit(kinds, clause.folded, language, of_the_field=True)
    if not likely or _ABOUT_ITSELF.search(clause.folded):
        return
    rules = norm_rules()
    seen = _masked(rules, clause.folded, language)
    for rule in likely:
        if rule.unless[language].first(seen) and _only_there(rule, seen, language):
            continue
        yield from _hits(around, clause, seen, rule, rules, language)


def _masked(rules: NormRules, folded: str, language: Language) -> str:
    return rules.masks[language].expression.sub(lambda found: "·" * len(found[0]), folded)


def _only_there(rule: KindRule, folded: str, language: Language) -> bool:
    """Whether nothing is left of a hit once the words that take it back are left out."""
    return rule.patterns[language].first(rule.unless[language].expression.sub("·", folded)) is None


def _hits(
    around: Around, clause: Clause, seen: str, rule: KindRule, rules: NormRules, language: Language
) -> Iterator[Norm]:
    every = rule.kind is NormKind.TIME_LIMIT
    for number, hit in enumerate(rule.patterns[language].all(seen)):
        if number and not every:
            return
        yield _norm(around, clause, rule.kind, hit, rules, language)


def _norm(
    around: Around, clause: Clause, kind: NormKind, hit: re.Match[str], rules: NormRules, language: Language
) -> Norm:
    secret = kind in (NormKind.MAY_WITHHOLD, NormKind.MUST_KEEP_SECRET)
    timed = kind is NormKind.TIME_LIMIT
    sentence, whole = around.sentence, around.sentence.folded
    matter = matter_in(clause, hit, kind, language)
    return Norm(
        kind=kind,
        quote=sentence.quote,
        words=clause.stretch(*hit.span()),
        actor=actor_in(clause, hit, matter, language, around if kind is NormKind.MUST_PUBLISH else None),
        matter=matter,
        items=sentence.items or around.referred(matter),
        grounds=_marked(rules.grounds, whole, language) if secret else (),
        tests=_marked(rules.tests, whole, language) if secret else (),
        action=_action(rules, clause.folded, hit, language) if timed else None,
        duration=duration_in(hit[0], language) if timed else None,
    )


def _marked(markers: tuple[Marker, ...], folded: str, language: Language) -> tuple[str, ...]:
    return tuple(m.id for m in markers if m.patterns[language].first(folded))


def _action(rules: NormRules, folded: str, hit: re.Match[str], language: Language) -> str | None:
    """What must be done in the time: the first action named after it up to the next limit, else before it."""
    after, before = folded[hit.start() :], folded[: hit.end()]
    named = ((found.start(), m.id) for m in rules.actions if (found := m.patterns[language].first(after)))
    nearest = min(named, default=None)
    if nearest is not None:
        return nearest[1]
    return next((m.id for m in rules.actions if m.patterns[language].first(before)), None)
