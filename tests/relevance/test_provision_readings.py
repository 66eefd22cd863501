"""Provisions that a person read for one requirement (``provision_reading.csv``): which count, if only in part.

The others only use the same words. They were found by reading wide in the whole collection with many words, and keep a
pattern that is widened for one law from taking in others.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gaps.checklist import Checklist
from gaps.inventory import HeldText
from gaps.judgement import Strength
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.held_samples import bare, held
from tests.relevance.test_gap_samples import strength

pytestmark = pytest.mark.shared
READING = Path(__file__).with_name("provision_reading.csv")
Rows = list[Mapping[str, str]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    with READING.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def otherwise(checklist: Checklist, collection: Corpus, by_title: dict[str, list[Instrument]], rows: Rows) -> Rows:
    """The rows that the program judges otherwise than the reader."""
    return [row for row in rows if (row["counts"] == "yes") is not _counts(row, checklist, collection, by_title)]


def test_every_provision_stands_in_the_collection(
    rows: Rows, collection: Corpus, by_title: dict[str, list[Instrument]]
) -> None:
    assert [row for row in rows if not list(_texts(row, collection, by_title))] == []


def test_provisions_that_count_are_found_and_those_with_the_same_words_are_not(rows: Rows, otherwise: Rows) -> None:
    read = Counter(row["counts"] for row in rows)
    wrong = Counter(row["counts"] for row in otherwise)
    assert read["yes"] >= 110
    assert read["no"] >= 70
    assert wrong["yes"] <= 0.05 * read["yes"], otherwise
    assert wrong["no"] <= 0.05 * read["no"], otherwise


def _counts(
    row: Mapping[str, str], checklist: Checklist, corpus: Corpus, by_title: dict[str, list[Instrument]]
) -> bool:
    requirement = checklist.requirement(row["requirement"])
    shown = (strength(requirement, checklist, text) for text in _texts(row, corpus, by_title))
    return max(shown, default=Strength.NEAR_MISS) > Strength.NEAR_MISS


def _texts(row: Mapping[str, str], corpus: Corpus, by_title: dict[str, list[Instrument]]) -> Iterator[HeldText]:
    for instrument in by_title.get(bare(row["title"]), []):
        for version in instrument.versions:
            for provision in corpus.provisions(version):
                if provision.label == row["article"]:
                    yield held(instrument, version, provision)
