"""The catalogue of expected instruments against the real collection beside the project."""

import re
from functools import cache
from pathlib import Path

import pytest

from crawlers import lawrefbook
from gaps.expected_instruments import ExpectedInstrument, HeldNames, read_expected
from law.instrument import Instrument
from tests.crawlers.reviewed import AT

_FILE = re.compile(r"verified in LawRefBook:(?P<ref>.+?\.md)")
CHECKED = [entry for entry in read_expected().entries if _FILE.search(entry.verification)]


@cache
def read(folder: Path, entry: ExpectedInstrument) -> Instrument:
    found = _FILE.search(entry.verification)
    assert found is not None
    return lawrefbook.parse((folder / found["ref"]).read_bytes(), found["ref"], at=AT)


@pytest.fixture(scope="module")
def folder(shared_dir: Path) -> Path:
    return shared_dir / "corpora" / "LawRefBook-Laws"


def test_as_many_rows_as_promised_were_checked_on_the_collection() -> None:
    assert len(CHECKED) == 72


@pytest.mark.shared
@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.title)
def test_a_row_checked_on_the_collection_agrees_with_it(folder: Path, entry: ExpectedInstrument) -> None:
    law = read(folder, entry)
    assert HeldNames.of([law]).find(entry) == law.id
    assert law.kind == entry.kind
    (text,) = law.versions
    if text.promulgated_on and entry.promulgated:
        assert text.promulgated_on.day.isoformat() == entry.promulgated
    if text.in_force_from:
        assert text.in_force_from.day.isoformat() == entry.effective
