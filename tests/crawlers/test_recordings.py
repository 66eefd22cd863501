"""Every recorded payload of an official source is read whole: numbering, dates, status, and no word lost."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawlers.completeness import missing_words
from crawlers.html_lines import soup_of
from crawlers.safe_xml import Element, local_name, read_xml
from crawlers.sources import ca_justice, cn_flk, eu_cellar, jp_egov, tw_moj, uk_legislation, us_ecfr, us_uslm
from law.instrument import Instrument, Status, TextState
from law.provision import Unit
from tests.crawlers.reviewed import AT

pytestmark = pytest.mark.shared
PARTS_WORDS = re.compile(
    "text|^p|num|title|label|heading|td|entry|content|item|chapeau|note|name|reference|^hed", re.IGNORECASE
)
UK_APART = {"Metadata", "Commentaries"}
CA_APART = {"Identification", "RecentAmendments", "HistoricalNote"}
WHOLE = [
    (tw_moj, "tw_moj/xml/zh/I0050021.xml", {"沿革內容", "生效內容", "法規網址", "法規類別"}),
    (uk_legislation, "uk_legislation/sample-ni-nia-2022-2.xml", UK_APART),
    (uk_legislation, "uk_legislation/sample-dpa-2018-enacted.xml.gz", UK_APART),
    (uk_legislation, "uk_legislation/sample-dpa-2018-latest.xml.gz", UK_APART),
    (ca_justice, "ca_justice/eng_A-1.xml", CA_APART),
    (ca_justice, "ca_justice/eng_reg_SOR-83-507.xml", CA_APART),
    (jp_egov, "jp_egov/405AC0000000088_20240401_504AC0100000052.xml", {"LawNum", "LawTitle", "TOC"}),
    (us_uslm, "us_uslm/sample-uscode-title1.xml", {"meta", "notes", "note", "toc", "sourceCredit"}),
    (us_ecfr, "us_ecfr/title-3-part-101-2024-05-17.xml", {"CITA"}),
    (
        us_uslm,
        "us_uslm/sample-public-law-small.xml",
        {"meta", "preface", "sidenote", "page", "action", "legislativeHistory", "endMarker"},
    ),
]
HEAD_WORDS = {
    "uk_legislation/sample-dpa-2018-enacted.xml.gz": 4,  # the word SCHEDULES; cells that the estimate glues together
    "uk_legislation/sample-dpa-2018-latest.xml.gz": 5,  # the same
    "us_uslm/sample-uscode-title1.xml": 4,  # the title of the title
    "us_ecfr/title-3-part-101-2024-05-17.xml": 10,  # the title of the part
    "jp_egov/405AC0000000088_20240401_504AC0100000052.xml": 7,  # numbers that the estimate glues to their words
    "tw_moj/xml/zh/I0050021.xml": 22,  # the names, the level and the dates
}


def read(source: Any, shared_dir: Path, ref: str, **more: bytes) -> Instrument:
    return source.parse((shared_dir / "sources" / ref).read_bytes(), ref, at=AT, **more)


def stripped(element: Element, apart: set[str]) -> str:
    """The text without its tags; each element parts words, as blocks do, except those within a word's line."""
    if not isinstance(element.tag, str) or local_name(element) in apart or element.get("id") == "NifProvs":
        return element.tail or ""
    inner = (element.text or "") + "".join(stripped(each, apart) for each in element)
    return inner + (" " if PARTS_WORDS.search(local_name(element)) else "") + (element.tail or "")


@pytest.mark.parametrize(("source", "ref", "apart"), WHOLE, ids=lambda each: each if isinstance(each, str) else "")
def test_no_word_of_a_recorded_text_is_lost(source: Any, ref: str, apart: set[str], shared_dir: Path) -> None:
    version = read(source, shared_dir, ref).versions[0]
    estimate = stripped(read_xml((shared_dir / "sources" / ref).read_bytes()), apart)
    missing = missing_words(estimate, version.provisions)
    assert sum(missing.values()) <= HEAD_WORDS.get(ref, 0), missing.most_common(20)


@pytest.mark.parametrize("path", ["xml/zh", "xml/en", "json/zh", "json/en"])
def test_no_word_of_a_law_of_taiwan_is_lost(path: str, shared_dir: Path) -> None:
    for file in sorted((shared_dir / "sources" / "tw_moj" / path).iterdir()):
        version = tw_moj.parse(file.read_bytes(), file.name, at=AT).versions[0]
        estimate = "\n".join(unit.content for unit in tw_moj.read_record(file.read_bytes()).units)
        assert not missing_words(estimate, version.provisions), file.name


TAIWAN = {"A0030124": 19, "A0030134": 30, "A0030297": 23, "I0020026": 24, "I0050021": 57}


def test_laws_of_taiwan_have_as_many_articles_as_their_own_numbering_says(shared_dir: Path) -> None:
    read_so_far = 0
    for file in sorted((shared_dir / "sources" / "tw_moj").rglob("*.*")):
        instrument = tw_moj.parse(file.read_bytes(), file.name, at=AT)
        assert len(instrument.versions[0].articles) == TAIWAN[file.stem], file
        assert instrument.id == f"/akn/tw/act/pcode/{file.stem}"
        read_so_far += 1
    assert read_so_far == 14


def test_a_pending_article_does_not_make_the_whole_law_pending(shared_dir: Path) -> None:
    version = read(tw_moj, shared_dir, "tw_moj/xml/zh/I0050021.xml").versions[0]
    assert (version.status, version.in_force_from) == (Status.IN_FORCE, None)
    assert "第1-1條條文，施行日期，由行政院定之" in version.problems[0]
    assert version.provisions[2].id == "art_1-1"


def test_a_repealed_regulation_of_taiwan_says_since_when(shared_dir: Path) -> None:
    version = read(tw_moj, shared_dir, "tw_moj/json/zh/A0030124.json").versions[0]
    assert version.status is Status.REPEALED
    assert version.repealed_on
    assert version.repealed_on.day == date(2006, 3, 20)
    assert version.key == "2001-02-21"


def test_the_same_law_in_two_forms_has_the_same_words(shared_dir: Path) -> None:
    for name in ("xml/zh/I0050021.xml", "xml/zh/A0030124.xml", "xml/en/I0020026.xml"):
        first = read(tw_moj, shared_dir, f"tw_moj/{name}").versions[0]
        second = read(tw_moj, shared_dir, f"tw_moj/{name.replace('xml', 'json')}").versions[0]
        assert [p.text for p in first.provisions] == [p.text for p in second.provisions]


def test_the_consolidated_gdpr_has_99_articles(shared_dir: Path) -> None:
    metadata = (shared_dir / "sources/eu_cellar/32016R0679_metadata.json").read_bytes()
    instrument = read(eu_cellar, shared_dir, "eu_cellar/32016R0679.xhtml", metadata=metadata)
    version = instrument.versions[0]
    articles = [p for p in version.provisions if p.unit is Unit.ARTICLE]
    assert [p.id for p in articles] == [f"art_{n}" for n in range(1, 100)]
    assert articles[16].heading == "Right to erasure (‘right to be forgotten’)"
    assert articles[16].path == ("CHAPTER III Rights of the data subject", "Section 3 Rectification and erasure")
    assert instrument.id == "/akn/eu/act/celex/32016R0679"
    assert version.in_force_from
    assert version.in_force_from.day == date(2016, 5, 24)
    assert (version.status, version.repealed_on, version.text_state) == (
        Status.IN_FORCE,
        None,
        TextState.CONSOLIDATED,
    )


@pytest.mark.parametrize(
    ("name", "articles", "recitals"),
    [("32021R0953_cons.xhtml", 17, 0), ("32021R0953_oj.xhtml", 17, 64), ("31958R0001_old.html", 8, 0)],
)
def test_an_eu_act_is_whole_in_each_markup(name: str, articles: int, recitals: int, shared_dir: Path) -> None:
    version = read(eu_cellar, shared_dir, f"eu_cellar/{name}").versions[0]
    assert [p.id for p in version.provisions if p.id.startswith("art_")] == [f"art_{n + 1}" for n in range(articles)]
    assert len([p for p in version.provisions if p.id.startswith("recital_")]) == recitals


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("32016R0679.xhtml", "Subject-matter and objectives"),
        ("32021R0953_cons.xhtml", "Subject matter"),
        ("32021R0953_oj.xhtml", "HAVE ADOPTED THIS REGULATION"),
        ("31958R0001_old.html", "THE COUNCIL OF THE EUROPEAN"),
    ],
)
def test_no_word_of_an_eu_act_is_lost(name: str, beginning: str, shared_dir: Path) -> None:
    raw = (shared_dir / "sources" / "eu_cellar" / name).read_bytes()
    text = soup_of(raw).get_text(" ")
    body = text[text.index(beginning) :]
    missing = missing_words(body, read(eu_cellar, shared_dir, f"eu_cellar/{name}").versions[0].provisions)
    marks = {"B", "C1", "M1", "M2", "M3", "M4"}
    assert not {word: count for word, count in missing.items() if word not in marks}


def test_the_data_protection_act_as_enacted_and_as_revised_are_two_texts_of_one_act(shared_dir: Path) -> None:
    enacted = read(uk_legislation, shared_dir, "uk_legislation/sample-dpa-2018-enacted.xml.gz")
    latest = read(uk_legislation, shared_dir, "uk_legislation/sample-dpa-2018-latest.xml.gz")
    assert enacted.id == latest.id == "/akn/gb/act/ukpga/2018/12"
    old, new = enacted.versions[0], latest.versions[0]
    sections = [p.id for p in old.provisions if re.fullmatch(r"sec_[0-9]+", p.id)]
    assert sections == [f"sec_{n}" for n in range(1, 216)]
    assert (old.key, old.text_state) == ("2018-05-23", TextState.AS_ENACTED)
    assert (new.key, new.text_state) == ("2026-04-07", TextState.POINT_IN_TIME)
    assert len([p for p in old.provisions if p.id.startswith("schedule_") and p.unit is Unit.ANNEX]) >= 1
    assert {p.id for p in new.provisions} >= {"sec_9a", "schedule_21__para_16"}
    assert len({p.id for p in new.provisions}) == len(new.provisions)


def test_a_wording_that_had_ended_stays_where_the_document_has_no_other(shared_dir: Path) -> None:
    latest = read(uk_legislation, shared_dir, "uk_legislation/sample-dpa-2018-latest.xml.gz").versions[0]
    assert "a wording of 34 that ended on 2025-08-19 is the only one given, and kept" in latest.problems
    assert [p.id for p in latest.provisions].count("sec_34") == 1


def test_the_canadian_act_stands_as_of_its_day(shared_dir: Path) -> None:
    instrument = read(ca_justice, shared_dir, "ca_justice/eng_A-1.xml")
    version = instrument.versions[0]
    sections = [p.label for p in version.provisions if p.id.startswith("sec_")]
    body = read_xml((shared_dir / "sources/ca_justice/eng_A-1.xml").read_bytes()).find("Body")
    assert body is not None
    assert len(sections) == len(list(body.iter("Section")))
    assert sections[:5] == ["Section 1", "Section 2", "Section 3", "Section 3.01", "Section 3.1"]
    assert (version.status, version.as_of, version.key) == (Status.IN_FORCE, date(2026, 6, 14), "2026-06-14")
    assert version.problems == ("amendments not in force are left out: 6",)


def test_the_canadian_regulation_has_its_numbers(shared_dir: Path) -> None:
    instrument = read(ca_justice, shared_dir, "ca_justice/eng_reg_SOR-83-507.xml")
    ids = [p.id for p in instrument.versions[0].provisions if p.unit is Unit.ARTICLE]
    assert instrument.id == "/akn/ca/act/sor/83-507"
    assert ids[:3] == ["sec_1", "sec_2", "sec_3"]
    assert ids[-5:] == [f"schedule_2__sec_{n}" for n in range(1, 6)]


def test_the_japanese_act_has_its_branch_chapter_and_supplements(shared_dir: Path) -> None:
    version = read(jp_egov, shared_dir, "jp_egov/405AC0000000088_20240401_504AC0100000052.xml").versions[0]
    articles = [p for p in version.provisions if p.id.startswith("art_")]
    assert len(articles) == 48
    assert (articles[0].label, articles[-1].label) == ("第一条", "第四十八条") or articles[-1].id == "art_46"
    assert "chp_4-2" in {p.id for p in version.provisions}
    assert len([p for p in version.provisions if p.id.startswith("suppl") and p.unit is not Unit.ARTICLE]) == 14
    assert version.promulgated_on
    assert version.promulgated_on.day == date(1993, 11, 12)


def test_american_texts_have_their_sections(shared_dir: Path) -> None:
    part = read(us_ecfr, shared_dir, "us_ecfr/title-3-part-101-2024-05-17.xml").versions[0]
    assert [p.label for p in part.provisions if p.unit is Unit.ARTICLE] == [f"§ 101.{n}" for n in (1, 2, 4, 5, 6, 7, 8)]
    assert (part.status, part.as_of) == (Status.IN_FORCE, date(2024, 5, 17))
    title = read(us_uslm, shared_dir, "us_uslm/sample-uscode-title1.xml").versions[0]
    assert len([p for p in title.provisions if p.unit is Unit.ARTICLE]) == 39
    law = read(us_uslm, shared_dir, "us_uslm/sample-public-law-small.xml")
    assert (law.id, law.title) == ("/akn/us/act/pl/119-1", "Laken Riley Act")


def test_records_of_the_national_database_keep_the_raw_status(shared_dir: Path) -> None:
    pending = read(cn_flk, shared_dir, "cn_flk/flfgDetails_regulation_2026.json").versions[0]
    assert (pending.status, pending.status_code, pending.text_state) == (
        Status.NOT_YET_IN_FORCE,
        "4",
        TextState.TRUNCATED,
    )
    assert pending.in_force_from
    assert pending.in_force_from.day == date(2026, 9, 20)
    law = read(cn_flk, shared_dir, "cn_flk/flfgDetails_law_tree_TRIMMED.json")
    assert (law.id, law.kind) == ("/akn/cn/act/刑法", "law")
