"""Texts as Akoma Ntoso: nothing lost, nothing made up.

The structure is asserted here piece by piece: the standard's schema is not part of the project.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from law.akoma_ntoso import to_akoma_ntoso
from law.akoma_xml import AKN, FACTS, xml_text
from law.instrument import Event, TextState
from law.provision import Provision, Unit
from tests.law.texts import article, instrument, version

NS = {"a": AKN, "f": FACTS}
LIST = "有下列情形之一的，可以处理：\n（一）取得同意的；\n（二）为订立合同所必需的。\n依照其他规定的除外。"


def xml_of(*provisions: Provision, **facts: object) -> etree._Element:
    text = replace(version("2021-08-20"), provisions=provisions, **facts)
    return etree.fromstring(to_akoma_ntoso(instrument("个人信息办法", text), text, provisions))


def words(element: etree._Element | None) -> str:
    return "" if element is None else "".join("".join(element.itertext()).split())


def find(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return found


def test_an_article_has_its_number_its_paragraphs_and_its_points() -> None:
    [one] = find(xml_of(article(13, LIST)), "//a:article[@eId='art_13']")
    assert words(one.find("a:num", NS)) == "第13条"
    assert words(find(one, "a:paragraph[@eId='art_13__para_1']/a:intro/a:p")[0]) == "有下列情形之一的，可以处理："
    points = find(one, "a:paragraph/a:point")
    assert [words(p.find("a:num", NS)) for p in points] == ["（一）", "（二）"]
    assert [words(p.find("a:content", NS)) for p in points] == ["取得同意的；", "为订立合同所必需的。"]
    assert points[1].get("eId") == "art_13__para_1__item_2"
    assert words(find(one, "a:paragraph[@eId='art_13__para_2']")[0]) == "依照其他规定的除外。"


def test_headings_hold_the_articles_below_them() -> None:
    root = xml_of(
        Provision(id="chp_1", unit=Unit.HEADING, label="第一章", heading="总则"),
        replace(article(1, "甲。"), parent="chp_1"),
        Provision(id="chp_2", unit=Unit.HEADING, label="第二章", heading="附则"),
        Provision(id="chp_2__sec_1", unit=Unit.HEADING, label="第一节", heading="其他", parent="chp_2"),
        replace(article(2, "乙。"), parent="chp_2__sec_1"),
    )
    assert words(find(root, "//a:chapter[@eId='chp_1']/a:heading")[0]) == "总则"
    assert find(root, "//a:body/a:chapter[@eId='chp_2']/a:section/a:article[@eId='art_2']")
    assert len(find(root, "//a:body/*")) == 2


def test_a_preamble_stands_before_the_body_and_an_annex_in_it() -> None:
    opening = Provision(id="preamble", unit=Unit.PREAMBLE, label="序言", text="鉴于甲。")
    annex = Provision(id="annex_1", unit=Unit.ANNEX, label="附件1", text="表。")
    root = xml_of(opening, article(1, "甲。"), annex)
    assert words(find(root, "//a:act/a:preamble")[0]) == "序言鉴于甲。"
    assert find(root, "//a:body/a:hcontainer[@name='annex'][@eId='annex_1']")


@pytest.mark.parametrize("provisions", [(), (Provision(id="preamble", unit=Unit.PREAMBLE, label="", text="甲。"),)])
def test_a_body_is_never_empty(provisions: tuple[Provision, ...]) -> None:
    assert find(xml_of(*provisions), "//a:body/*")


def test_facts_are_stated_and_their_days_say_what_they_are() -> None:
    text = version("2021-08-20", promulgated_on=date(2021, 8, 20), in_force_from=date(2021, 11, 1))
    law = instrument("个人信息办法", text, issuing_body="某部", number="某令第1号", kind="law")
    root = etree.fromstring(to_akoma_ntoso(law, text, text.provisions))
    days = {d.get("name"): d.get("date") for d in find(root, "//a:FRBRExpression/a:FRBRdate")}
    assert days == {"promulgated_on": "2021-08-20", "in_force_from": "2021-11-01"}
    assert find(root, "//a:FRBRWork/a:FRBRuri")[0].get("value") == law.id
    assert find(root, "//a:TLCOrganization[@eId='issuing-body']")[0].get("showAs") == "某部"
    assert [f.text for f in find(root, "//f:fact[@name='sha256']")] == [text.sha256]


def test_a_day_and_a_body_that_no_source_states_are_not_made_up() -> None:
    text = version("undated")
    root = etree.fromstring(to_akoma_ntoso(instrument("甲办法", text), text, text.provisions))
    days = {(d.get("name"), d.get("date")) for d in find(root, "//a:FRBRdate")}
    assert days == {("retrieved", text.retrieved_at.date().isoformat())}
    assert find(root, "//a:TLCOrganization[@eId='issuing-body']")[0].get("showAs") == "unknown"
    keyed = xml_of(article(1, "甲。"))
    assert find(keyed, "//a:FRBRWork/a:FRBRdate")[0].attrib == {"date": "2021-08-20", "name": "version"}


def test_only_a_text_as_enacted_is_called_original() -> None:
    called = {s: find(xml_of(text_state=s), "//a:act")[0].get("contains") for s in TextState}
    assert [s for s, name in called.items() if name == "originalVersion"] == [TextState.AS_ENACTED]


def test_history_is_printed_whole_but_only_dated_lines_are_events() -> None:
    events = (
        Event(text="2021年8月20日通过", day=date(2021, 8, 20), action="adopted"),
        Event(text="后来修改过", action="amended"),
    )
    root = xml_of(article(1, "甲。"), events=events)
    [one] = find(root, "//a:lifecycle/a:eventRef")
    assert (one.get("date"), one.get("type"), one.get("refersTo")) == ("2021-08-20", "generation", "#event_1")
    assert [words(p) for p in find(root, "//a:preface/a:p")] == ["个人信息办法", *(event.text for event in events)]


def test_a_part_of_a_text_says_that_it_is_one() -> None:
    text = version("2021-08-20", "甲。", "乙。")
    root = etree.fromstring(to_akoma_ntoso(instrument("甲办法", text), text, text.provisions[1:]))
    assert [f.text for f in find(root, "//f:fact[@name='portion']")] == ["1 of 2 provisions"]


def test_a_character_that_xml_cannot_hold_leaves_its_mark() -> None:
    root = xml_of(article(1, "甲\x00乙\x0b<b>&amp;丙"))
    assert words(find(root, "//a:article/a:paragraph")[0]).replace("\ufffd", "?") == "甲?乙<b>&amp;丙"


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("（一）二三、()abi12.\n\r <&>;；第条款\x00\x0b\x85\u2028\ufffe"), st.characters(codec="utf-8")
    ),
    max_size=60,
)
UNITS = st.sampled_from(Unit)
PROVISIONS = st.lists(
    st.builds(
        Provision,
        id=st.sampled_from(["art_1", "art_2", "chp_1", "art_1__para_1", "annex", "lexgap", "x y", ""]) | HOSTILE,
        unit=UNITS,
        label=HOSTILE,
        heading=HOSTILE,
        text=HOSTILE,
        parent=st.sampled_from([None, "art_1", "chp_1", "annex"]),
    ),
    max_size=6,
)


@given(PROVISIONS, HOSTILE)
def test_no_word_is_lost_moved_or_added_and_every_id_occurs_once(held: list[Provision], line: str) -> None:
    root = xml_of(*held, events=(Event(text=line),))
    printed = "".join(words(part) for part in find(root, "//a:preamble | //a:body"))
    assert printed == "".join(xml_text("\n".join(p.label + p.heading + p.text for p in held)).split())
    ids = [element.get("eId") for element in find(root, "//*[@eId]")]
    assert len(ids) == len(set(ids))
    assert not [i for i in ids if not i or i.split() != [i]]
    assert find(root, "//a:body/*")
