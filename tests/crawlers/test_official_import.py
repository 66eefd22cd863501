"""Instruments of official sources in the corpus: twins and editions become one instrument."""

from pathlib import Path

import pytest

from crawlers.parsing import UnreadableDocument, parse_file
from crawlers.source import SOURCES
from crawlers.sources import tw_moj, uk_legislation
from law.corpus import Corpus
from law.corpus_writing import Outcome, writing
from law.timeline import order_day, version_on
from tests.crawlers.reviewed import AT, FIXTURES

OFFICIAL = SOURCES.keys() - {"china_law", "lawrefbook", "sample"}
TOLD_BY_A_LIST = {"95-12.txt"}
"""A plain text of the Federal Register says nowhere what it is: rule, proposal or notice."""


def test_a_law_and_its_translation_are_one_instrument_in_two_languages(tmp_path: Path) -> None:
    laws = [tw_moj.parse((FIXTURES / "tw_moj" / n).read_bytes(), n, at=AT) for n in ("en.json", "zh.xml")]
    with Corpus.open(tmp_path) as corpus:
        with writing(corpus, source="tw_moj", at=AT) as writer:
            assert [writer.add(law) for law in laws] == [Outcome.NEW, Outcome.NEW_VERSION]
        with writing(corpus, source="tw_moj", at=AT) as writer:
            assert {writer.add(law) for law in laws} == {Outcome.UNCHANGED}
        held = corpus.instrument("/akn/tw/act/pcode/Z0000001")
        assert held
        assert {version.language for version in held.versions} == {"en", "zh-Hant"}
        assert held.titles == {"zh-Hant": "樣例資訊公開法", "en": "Sample Information Act"}
        assert {p.id for v in held.versions for p in corpus.provisions(v)} >= {"art_2-1", "chp_1"}


def test_a_later_edition_replaces_the_earlier_from_its_own_day(tmp_path: Path) -> None:
    raw = (FIXTURES / "uk_legislation" / "revised.xml").read_text(encoding="utf-8")
    older = raw.replace("<dct:valid>2024-03-01", "<dct:valid>2021-03-01").replace("are free", "cost a pound")
    with Corpus.open(tmp_path) as corpus:
        with writing(corpus, source="uk_legislation", at=AT) as writer:
            for ref, text in (("new", raw), ("old", older)):
                writer.add(uk_legislation.parse(text.encode(), ref, at=AT))
        held = corpus.instrument("/akn/gb/act/ukpga/2019/99")
        assert held
        days = [order_day(version) for version in held.versions]
        assert [day.isoformat() for day in days if day] == ["2021-03-01", "2024-03-01"]
        for day, key in ((days[0], "2021-03-01"), (days[1], "2024-03-01")):
            assert day
            found = version_on(held, day)
            assert found
            assert found[0].key == key


def test_a_text_that_only_a_list_tells_of_is_refused_alone() -> None:
    with pytest.raises(UnreadableDocument, match="no list tells of"):
        parse_file("us_federal_register", FIXTURES / "us_federal_register" / "95-12.txt")


def test_every_official_fixture_is_read_by_its_sources_name() -> None:
    reviewed_files = [path for name in OFFICIAL for path in sorted((FIXTURES / name).glob("*.expected.json"))]
    assert len(reviewed_files) >= len(OFFICIAL)
    for reviewed in reviewed_files:
        fixture = reviewed.with_name(reviewed.name.removesuffix(".expected.json"))
        if fixture.name in TOLD_BY_A_LIST:
            continue
        record = parse_file(fixture.parent.name, fixture)
        assert record["title"], fixture


def test_metadata_and_text_that_lie_beside_each_other_are_read_together() -> None:
    record = parse_file("eu_cellar", FIXTURES / "eu_cellar" / "32099R0001.xhtml")
    assert (record["in_force_from"], record["status"]) == ("2021-06-16", "in_force")
