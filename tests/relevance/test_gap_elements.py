"""The elements of every requirement, held against its example and near-miss in the published texts."""

from collections.abc import Iterator

import pytest

from gaps.checklist import Checklist, Requirement, Sample
from gaps.concepts import match
from gaps.elements import Shown, elements_met
from gaps.judgement import judge
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.held_samples import texts

pytestmark = pytest.mark.shared
Titles = dict[str, list[Instrument]]


def shown(
    sample: Sample, requirement: Requirement, checklist: Checklist, collection: Corpus, by_title: Titles
) -> Iterator[Shown | None]:
    for text in texts(sample, collection, by_title):
        [article] = text.articles
        hits = match(requirement, article.folded, text.language)
        found = hits and judge(requirement, checklist.vocabulary, text, article, hits)
        yield elements_met(requirement, checklist.vocabulary, found) if found else None


def test_each_example_meets_all_required_elements_and_each_near_miss_fails_one(
    checklist: Checklist, collection: Corpus, by_title: Titles
) -> None:
    wrong = []
    for requirement in checklist.requirements:
        needed = {element.id for element in requirement.elements if element.required}
        examples = list(shown(requirement.example, requirement, checklist, collection, by_title))
        misses = list(shown(requirement.near_miss, requirement, checklist, collection, by_title))
        if not any(one and needed <= one.met.keys() for one in examples):
            wrong.append((requirement.id, "example", [needed - one.met.keys() if one else needed for one in examples]))
        if not misses or any(one and needed <= one.met.keys() for one in misses):
            wrong.append((requirement.id, "near-miss", []))
    assert not wrong


def test_what_an_example_meets_stands_where_it_is_said_to(
    checklist: Checklist, collection: Corpus, by_title: Titles
) -> None:
    checked = 0
    for requirement in checklist.requirements:
        for one in shown(requirement.example, requirement, checklist, collection, by_title):
            for start, end in one.met.values() if one else ():
                assert one
                assert 0 <= start < end <= len(one.finding.article.folded)
                checked += 1
    assert checked > 2 * len(checklist.requirements)
