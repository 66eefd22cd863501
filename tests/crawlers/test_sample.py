"""Every sample text is read as its manifest expects."""

from datetime import date
from pathlib import Path

import pytest

from crawlers.importing import SourceUnavailable
from crawlers.sample import import_sample, read_manifest
from law.corpus import Corpus
from law.instrument import DatedFact, Instrument, Version
from law.provision import Unit
from tests.crawlers.reviewed import AT


def day(fact: DatedFact | None) -> date | None:
    return fact.day if fact else None


def found(corpus: Corpus, instrument: Instrument, version: Version) -> dict[str, object]:
    repeals = [clause.target_title for clause in version.repeal_clauses]
    return {
        "kind": instrument.kind,
        "promulgated_on": day(version.promulgated_on),
        "in_force_from": day(version.in_force_from),
        "articles": sum(p.unit is Unit.ARTICLE for p in corpus.provisions(version)),
        "text_state": version.text_state.value,
        "repeals": repeals[0] if repeals else None,
        "repealed_on": instrument.repeals[0].clause.repealed_on if instrument.repeals else None,
    }


def test_every_file_is_read_as_the_manifest_expects(tmp_path: Path) -> None:
    entries = {entry.path: entry for entry in read_manifest().instruments}
    with Corpus.open(tmp_path) as corpus:
        report = import_sample(corpus, at=AT)
        assert report.complete
        seen = set()
        for instrument in corpus.instruments():
            for version in instrument.versions:
                entry = entries[version.source_ref]
                seen.add(entry.path)
                read = found(corpus, instrument, version)
                assert {name: read[name] for name in entry.expect} == entry.expect, entry.path
                assert (instrument.jurisdiction, version.language) == (entry.jurisdiction, entry.language)
        assert seen == set(entries)


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        first = import_sample(corpus, at=AT)
        second = import_sample(corpus, at=AT)
        assert (second.unchanged, second.revision) == (first.new + first.new_version, first.revision)


def test_a_missing_sample_says_what_to_do(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus, pytest.raises(SourceUnavailable, match="Install the project anew"):
        import_sample(corpus, at=AT, folder=tmp_path)
