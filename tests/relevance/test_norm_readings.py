"""What provisions say, as the program types them, beside our own reading of them (``norm_reading.csv``).

About half were drawn by hash from what the program had typed in four places, the rest chosen as the provisions that
matter most, with some that only look like a norm. A person read each text and wrote down every kind that it has.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaps.norms import norms_of
from gaps.question import family
from law.corpus import Corpus
from law.provision import Provision
from law.script import fold_text
from tests.relevance.foreign_texts import hold_foreign

pytestmark = pytest.mark.shared
READING = Path(__file__).with_name("norm_reading.csv")
Counts = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def foreign(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("foreign")) as corpus:
        hold_foreign(corpus, shared_dir / "sources")
        yield corpus


@pytest.fixture(scope="module")
def counts(collection: Corpus, foreign: Corpus) -> Counts:
    found: Counts = Counter()
    for row in rows():
        corpus = collection if row["jurisdiction"].startswith("cn") else foreign
        read, typed = set(row["kinds"].split()), _typed(corpus, row)
        for kind in read | typed:
            found[kind, "both" if kind in read & typed else "typed" if kind in typed else "read"] += 1
    return found


def rows() -> list[dict[str, str]]:
    with READING.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _typed(corpus: Corpus, row: dict[str, str]) -> set[str]:
    for instrument in corpus.instruments(jurisdictions=[row["jurisdiction"]]):
        title = next((t for t in instrument.titles.values() if _bare(t).startswith(row["title"])), None)
        for version in instrument.versions[::-1] if title else ():
            found = next((p for p in corpus.provisions(version) if p.label == row["label"]), None)
            if found and title:
                return _kinds(found, title, version.language)
    raise AssertionError(f"{row['title']} {row['label']} is not in what is held")


def _bare(title: str) -> str:
    return title.removeprefix("中华人民共和国")


def _kinds(provision: Provision, title: str, language: str) -> set[str]:
    about = fold_text(f"{title} {provision.heading}")
    return {norm.kind.value for norm in norms_of(provision.text, family(language), about=about)}


def test_at_least_forty_provisions_were_read_in_three_scripts() -> None:
    assert len(rows()) >= 40
    assert {"cn", "tw", "ca", "eu"} <= {row["jurisdiction"] for row in rows()}


def test_what_is_typed_is_right(counts: Counts) -> None:
    both, typed = _total(counts, "both"), _total(counts, "typed")
    assert both / (both + typed) >= 0.85, counts


def test_what_a_person_reads_is_typed(counts: Counts) -> None:
    both, read = _total(counts, "both"), _total(counts, "read")
    assert both / (both + read) >= 0.85, counts


def _total(counts: Counts, column: str) -> int:
    return sum(number for (_, name), number in counts.items() if name == column)
