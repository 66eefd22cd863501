"""Akoma Ntoso that a person brings: another system's document, and Lexgap's own export read back as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import folder
from crawlers.folder_akoma import read_akoma
from crawlers.folder_metadata import BadMetadata, Metadata
from crawlers.outline import Outline, Rank
from crawlers.readable import Unreadable
from crawlers.sources import ca_justice, hk_elegislation, tw_moj, us_federal_register
from crawlers.unknown import UnknownMarkup
from law.akoma_ntoso import to_akoma_ntoso
from law.corpus import Corpus
from law.instrument import Event, Instrument, Status, TextState
from law.provision import Provision
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed
from tests.law.texts import instrument, version

WINDS = FIXTURES / "folder" / "winds.xml"
LAMPS = (FIXTURES / "folder" / "lamps.txt").read_text(encoding="utf-8")


def changed(old: str, new: str, **facts: object) -> Instrument:
    text = WINDS.read_text(encoding="utf-8")
    assert old in text
    return read_akoma(
        text.replace(old, new).encode(), "w.xml", at=AT, place=None, stated=Metadata.model_validate(facts)
    )


def read_back(law: Instrument) -> Instrument:
    text = law.versions[0]
    return folder.parse(to_akoma_ntoso(law, text, text.provisions), "back.xml", at=AT, jurisdiction=None)


def test_another_systems_act_reads_as_reviewed() -> None:
    assert_as_reviewed(folder.parse(WINDS.read_bytes(), "winds.xml", at=AT, jurisdiction=None), WINDS)


PUBLISHED = [
    (ca_justice, "act.xml"),
    (tw_moj, "zh.xml"),
    (hk_elegislation, "cap_9901_en.xml"),
    (hk_elegislation, "cap_9901_zh-Hant.xml"),
    (us_federal_register, "2024-00001.xml"),
]


@pytest.mark.parametrize(("source", "name"), PUBLISHED, ids=lambda each: getattr(each, "__name__", each))
def test_an_export_is_read_back_with_the_same_provisions_and_facts(source: object, name: str) -> None:
    parse, held = source.parse, FIXTURES / source.SOURCE.id / name  # type: ignore[attr-defined]  # modules
    law = parse(held.read_bytes(), name, at=AT)
    back = read_back(law)
    text, again = law.versions[0], back.versions[0]
    assert again.provisions == text.provisions
    assert again.text_sha256 == text.text_sha256
    assert (back.id, back.title, back.jurisdiction, back.kind) == (law.id, law.title, law.jurisdiction, law.kind)
    assert (back.number, back.issuing_body, back.alternates) == (law.number, law.issuing_body, dict(law.alternates))
    assert (again.key, again.language, again.status, again.text_state) == (
        text.key, text.language, text.status, text.text_state,
    )  # fmt: skip
    assert (again.promulgated_on, again.in_force_from, again.commenced_on, again.repealed_on) == (
        text.promulgated_on, text.in_force_from, text.commenced_on, text.repealed_on,
    )  # fmt: skip
    assert {" ".join(each.text.split()) for each in again.events} == {
        " ".join(each.text.split()) for each in text.events
    }
    assert not any("was changed" in problem for problem in again.problems)


def test_a_plain_text_goes_out_and_comes_back() -> None:
    law = folder.parse(LAMPS.encode(), "lamps.txt", at=AT, jurisdiction="xs")
    assert read_back(law).versions[0].provisions == law.versions[0].provisions


WORDS = st.text(st.sampled_from("甲乙丙的应当（一）二三、1.(a)bc i;。 "), min_size=1, max_size=24).map(str.strip)
LINES = st.lists(WORDS.filter(bool), min_size=1, max_size=5)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Provision, ...]:
    """Chapters, articles and an annex with lines of all the marks that number parts of an article."""
    outline, number = Outline(), 0
    if draw(st.booleans()):
        outline.line(draw(WORDS.filter(bool)))
    for chapter in range(draw(st.integers(0, 2))):
        outline.heading(f"第{chapter + 1}章", "总则", Rank.CHAPTER)
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            outline.article(f"第{number}条", heading=draw(st.sampled_from(["", "目的"])))
            for line in draw(LINES):
                outline.line(line)
    outline.article(f"第{number + 1}条", "本办法自公布之日起施行，由样例市人民政府负责解释，并接受公众监督。")
    if draw(st.booleans()):
        outline.annex("附件1", "表")
        for line in draw(LINES):
            outline.line(line)
    return outline.finish()


@given(texts())
def test_any_text_is_read_back_word_for_word(provisions: tuple[Provision, ...]) -> None:
    text = replace(version("2021-08-20"), provisions=provisions)
    assert read_back(instrument("样例办法", text)).versions[0].provisions == provisions


def test_an_export_that_was_changed_says_so() -> None:
    text = version("2021-08-20", "任何人可以查阅登记簿，登记机关不得拒绝查阅请求。")
    law = instrument("样例办法", text)
    raw = to_akoma_ntoso(law, text, text.provisions).replace("不得".encode(), "可以".encode())
    back = folder.parse(raw, "x.akn", at=AT, jurisdiction=None)
    assert "the words are no longer those that Lexgap exported: the file was changed" in back.versions[0].problems


def test_a_part_of_a_text_never_passes_for_the_whole() -> None:
    text = version("2021-08-20", "甲" * 30, "任何人可以查阅登记簿，登记机关不得拒绝查阅请求。")
    raw = to_akoma_ntoso(instrument("样例办法", text), text, text.provisions[1:])
    back = folder.parse(raw, "x.akn", at=AT, jurisdiction=None).versions[0]
    assert (back.text_state, back.problems[0]) == (TextState.TRUNCATED, "only a part of the text: 1 of 2 provisions")


def test_stated_facts_win_over_the_documents_own() -> None:
    law = changed("Winds Act", "Winds Act", title="The Winds", jurisdiction="gb", status="repealed", number="9")
    assert (law.title, law.jurisdiction, law.number, law.versions[0].status) == (
        "The Winds",
        "gb",
        "9",
        Status.REPEALED,
    )


def test_a_bill_is_a_proposal() -> None:
    text = WINDS.read_text(encoding="utf-8")
    bill_text = text.replace('<act name="act"', '<bill name="bill"').replace("</act>", "</bill>")
    law = read_akoma(bill_text.encode(), "b.xml", at=AT, place=None, stated=Metadata())
    assert (law.kind, law.versions[0].problems[0]) == ("proposal", "a bill is not law")


def test_the_country_is_narrowed_by_the_place_of_the_import_but_never_replaced() -> None:
    text = WINDS.read_text(encoding="utf-8").replace('FRBRcountry value="xs"', 'FRBRcountry value="cn"')
    for place, held in (("cn-sh", "cn-sh"), ("gb", "cn"), (None, "cn")):
        assert read_akoma(text.encode(), "w.xml", at=AT, place=place, stated=Metadata()).jurisdiction == held


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("akn/3.0", "akn/2.0", Unreadable),
        ("</akomaNtoso>", "", Unreadable),
        ("<preamble>", "<newPart/><preamble>", UnknownMarkup),
        ('<FRBRlanguage language="eng"/>', "", BadMetadata),
        ('<FRBRcountry value="xs"/>', "", BadMetadata),
    ],
)
def test_what_is_no_whole_document_is_not_taken_in(old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        changed(old, new)


def test_other_xml_and_entities_are_not_read() -> None:
    for raw in (b"<law/>", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>'):
        with pytest.raises(Unreadable):
            folder.parse(raw, "a.xml", at=AT, jurisdiction="xs")


def test_days_are_taken_only_under_names_that_say_what_they_are() -> None:
    law = changed('name="enactment"', 'name="draft"').versions[0]
    assert law.promulgated_on is None
    in_force = changed('name="expression"', 'name="entryIntoForce"').versions[0].in_force_from
    assert in_force
    assert in_force.day == date(2019, 3, 2)


def test_a_folder_takes_akoma_ntoso_files_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "winds.xml").write_bytes(WINDS.read_bytes())
    (tmp_path / "in" / "other.xml").write_bytes(b"<law/>")
    with Corpus.open(tmp_path / "home") as corpus:
        report = folder.import_folder(corpus, tmp_path / "in", jurisdiction="xs", at=AT)
    assert (report.new, report.quarantined) == (1, 1)
    assert "Akoma Ntoso" in report.refusals[0].reason


def test_events_keep_their_days() -> None:
    events = (Event(text="2021年8月20日通过", day=date(2021, 8, 20), action=None), Event(text="后来修改过"))
    text = replace(version("2021-08-20", "任何人可以查阅登记簿，登记机关不得拒绝查阅请求。"), events=events)
    assert read_back(instrument("样例办法", text)).versions[0].events == events
