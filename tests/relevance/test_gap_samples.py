"""The example and the near-miss of every requirement, as a person read them in the published texts."""

import pytest

from gaps.checklist import Checklist, Requirement
from gaps.concepts import match
from gaps.inventory import HeldText
from gaps.judgement import Strength, judge
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.held_samples import texts

pytestmark = pytest.mark.shared


def strength(requirement: Requirement, checklist: Checklist, text: HeldText) -> Strength:
    """How much a provision shows by itself; nothing where it does not speak of every concept."""
    hits = match(requirement, text.articles[0].folded, text.language)
    if hits is None:
        return Strength.NEAR_MISS
    return judge(requirement, checklist.vocabulary, text, text.articles[0], hits).strength


def test_examples_are_evidence_and_near_misses_do_not_cover(
    checklist: Checklist, collection: Corpus, by_title: dict[str, list[Instrument]]
) -> None:
    wrong = []
    for requirement in checklist.requirements:
        examples = [strength(requirement, checklist, text) for text in texts(requirement.example, collection, by_title)]
        misses = [strength(requirement, checklist, text) for text in texts(requirement.near_miss, collection, by_title)]
        if not examples or max(examples) < Strength.PARTIAL:
            wrong.append((requirement.id, "example", examples))
        if not misses or max(misses) > Strength.PARTIAL:
            wrong.append((requirement.id, "near-miss", misses))
    assert not wrong


def test_most_examples_cover_by_themselves(
    checklist: Checklist, collection: Corpus, by_title: dict[str, list[Instrument]]
) -> None:
    full = [
        requirement.id
        for requirement in checklist.requirements
        if Strength.FULL
        in [strength(requirement, checklist, text) for text in texts(requirement.example, collection, by_title)]
    ]
    assert len(full) >= 0.9 * len(checklist.requirements)
