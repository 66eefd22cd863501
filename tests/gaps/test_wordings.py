"""How else law says what a requirement asks for, and what only sounds like it: one sentence a case."""

import csv
from pathlib import Path

import pytest

from gaps.judgement import Strength
from tests.gaps.held import finding

_FILE = Path(__file__).with_name("wordings.tsv")
_COUNTS = {"none": Strength.NEAR_MISS, "partial": Strength.PARTIAL, "full": Strength.FULL}


def _cases() -> list[tuple[str, str, str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return [(row["requirement"], row["counts"], row["title"], row["words"]) for row in rows]


def _strength(requirement_id: str, title: str, words: str) -> Strength:
    """What the words show as the only article of an instrument; nothing where they lack a concept."""
    shown = finding(requirement_id, title, words)
    return Strength.NEAR_MISS if shown is None else shown.strength


@pytest.mark.parametrize(("requirement", "counts", "title", "words"), _cases())
def test_a_wording_counts_for_what_a_reader_would_say(requirement: str, counts: str, title: str, words: str) -> None:
    assert _strength(requirement, title, words) is _COUNTS[counts]


def test_every_requirement_with_wordings_has_some_that_do_not_count() -> None:
    counted, not_counted = (
        {name for name, counts, *_ in _cases() if (counts == "none") is none} for none in (False, True)
    )
    assert counted == not_counted
