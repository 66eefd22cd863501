"""Decisions that amend: which law, which place, how, and in which words. The texts are ours, in the form in use."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.amending_decisions import amends_others, find_amending_words, without_quoted
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Event, Instrument
from law.provision import Provision, Unit
from tests.law.texts import AT, instrument, version

ONE = "样例大会关于修改《样例国样例法》的决定"
SEVERAL = "样例大会关于修改《样例国样例法》等三部法律的决定"


def item(number: int, text: str, heading: str = "") -> Provision:
    unit = Unit.HEADING if heading else Unit.ARTICLE
    return Provision(id=f"item_{number}", unit=unit, label=f"{number}", text=text, heading=heading)


def changes(text: str, title: str = ONE) -> list[tuple[str, str, str]]:
    return [(w.target_title, w.place, w.action) for w in find_amending_words(title, [item(1, text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将第十条修改为：“机关应当公开第三条的信息。”", [("第十条", "amended")]),
        ("删去第十二条。", [("第十二条", "omitted")]),
        ("增加一条，作为第五条：“机关应当答复。”", [("第五条", "inserted")]),
        ("在第十七条后增加一条，作为第十七条之一：“话。”", [("第十七条之一", "inserted")]),
        ("第四十一条增加四款，作为第二款至第五款：“话。”", [("第四十一条第二款至第五款", "inserted")]),
        ("将第十八条改为第十九条，删去第二款。", [("第十八条", "renumbered"), ("第十九条第二款", "omitted")]),
        ("将第四条、第六条中的“旧”修改为“新”。", [("第四条、第六条", "amended")]),
        (
            "在第八条中增加一款作为第二款，将该条修改为：“话。”",
            [("第八条第二款", "inserted"), ("第八条", "amended")],
        ),
        (
            "将第三十条第一款修改为：“甲。”\n增加一款作为第四款：“乙。”",
            [("第三十条第一款", "amended"), ("第三十条第四款", "inserted")],
        ),
        ("本决定自公布之日起施行。", []),
    ],
)
def test_the_place_and_the_kind_of_a_change_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(place, action) for _, place, action in changes(text)] == expected


def test_new_words_in_quotation_marks_are_no_changes_themselves() -> None:
    text = "增加一条，作为第五条：“第三条修改为无效。\n“删去第四条的，增加第六条。”"
    assert [(place, action) for _, place, action in changes(text)] == [("第五条", "inserted")]


def test_a_quote_stands_at_its_offsets() -> None:
    text = "其他事项。\n将第十条修改为：“甲。\n“乙。”\n删去第十一条。"
    for words in find_amending_words(ONE, [item(1, text)]):
        assert text[words.start : words.end] == words.quote
    assert changes(text) == [("样例国样例法", "第十条", "amended"), ("样例国样例法", "第十一条", "omitted")]


def test_a_decision_on_several_laws_names_the_law_of_each_change() -> None:
    text = (
        "一、根据《样例组织法》，对《样例国样例法》作出修改：\n将第二条修改为：“话。”\n"
        "二、将《另一样例法》第三条修改为：“话。”\n删去第九条。"
    )
    assert changes(text, SEVERAL) == [
        ("样例国样例法", "第二条", "amended"),
        ("另一样例法", "第三条", "amended"),
        ("另一样例法", "第九条", "omitted"),
    ]


def test_a_heading_names_the_law_of_the_changes_below_it() -> None:
    texts = [item(1, "", heading="一、《另一样例法》"), item(2, "删去第九条。")]
    assert [w.target_title for w in find_amending_words(SEVERAL, texts)] == ["另一样例法"]


def test_a_change_whose_law_is_named_nowhere_is_left_out() -> None:
    assert changes("删去第九条。", "样例大会关于修改部分法律的决定") == []


@pytest.mark.parametrize(
    ("title", "does"),
    [
        (ONE, True),
        ("样例法修正案（八）", True),
        ("关于废止和修改部分法规的决定", True),
        ("关于《样例法修正案（八）》时间效力问题的解释", False),
        ("关于样例法修改决定施行后法律适用问题的解释", False),
        ("样例法", False),
    ],
)
def test_what_amends_others_is_told_by_its_title(title: str, *, does: bool) -> None:
    assert amends_others(title) is does


@given(st.text(alphabet='“”"第一条款修改为删去。\n增加', max_size=80))
def test_blotting_out_quotations_keeps_every_place(text: str) -> None:
    blotted = without_quoted(text)
    assert len(blotted) == len(text)
    assert all(mine in (theirs, "\x00") for mine, theirs in zip(blotted, text, strict=True))


@pytest.mark.parametrize("stuff", ["第", "《", "“", "增加", "改为第", "第一条", "关于修改"])
def test_a_megabyte_of_one_mark_is_read_in_a_second(stuff: str) -> None:
    text = stuff * (1_000_000 // len(stuff))
    began = time.process_time()
    without_quoted(text)
    amends_others(text)
    find_amending_words(ONE, [item(1, text)])
    find_amending_words(text, [item(1, text[:20_000])])
    assert time.process_time() - began < 2


def decision(title: str, *texts: str, day: str = "2020-05-01") -> Instrument:
    made = date.fromisoformat(day)
    return instrument(title, version(day, *texts, promulgated_on=made, in_force_from=date(2020, 6, 1)))


def told(text: str, day: date) -> Event:
    return Event(text=text, day=day, action="amended", actor="样例大会")


def put(corpus: Corpus, *laws: Instrument, source: str = "test") -> None:
    with writing(corpus, source=source, at=AT) as writer:
        for law in laws:
            writer.add(law)


def test_a_decision_held_becomes_a_change_of_the_law_even_if_the_law_comes_later(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        amending = decision(ONE, "将第十条修改为：“话。”")
        put(corpus, amending)
        assert [c.affected for c in corpus.amendments()] == ["《样例国样例法》"]
        law = instrument("样例国样例法", version("2012-05-01"))
        put(corpus, law, source="zweite")
        (change,) = corpus.amendments(law.id)
        assert (change.affecting, change.affected_provisions, change.action) == (amending.id, "第十条", "amended")
        assert (change.made_on, change.commencements[0].day) == (date(2020, 5, 1), date(2020, 6, 1))
        assert change.source == "test"
        assert corpus.amendments(amending.id) == (change,)


def test_a_line_of_history_becomes_a_change_with_the_decision_that_it_names(tmp_path: Path) -> None:
    line = "2020年5月1日样例大会《关于修改〈样例国样例法〉的决定》修正"
    law = instrument("样例国样例法", version("2020-05-01", events=(told(line, date(2020, 5, 1)),)))
    with Corpus.open(tmp_path) as corpus:
        put(corpus, law)
        (change,) = corpus.amendments(law.id)
        assert (change.made_on, change.quote, change.affecting) == (date(2020, 5, 1), line, None)
        assert change.affecting_title == "关于修改〈样例国样例法〉的决定"
        before = corpus.revision()
        put(corpus, law)
        assert corpus.revision() == before


def test_a_law_named_in_a_line_of_history_is_not_taken_for_the_decision(tmp_path: Path) -> None:
    line = "2020年5月1日样例大会关于修改《样例国样例法》的决定修正"
    law = instrument("样例国样例法", version("2020-05-01", events=(told(line, date(2020, 5, 1)),)))
    with Corpus.open(tmp_path) as corpus:
        put(corpus, law)
        (change,) = corpus.amendments(law.id)
        assert change.affecting is None
        assert change.affecting_title == "关于修改《样例国样例法》的决定"


def test_a_change_told_by_a_text_that_is_read_anew_without_it_is_gone(tmp_path: Path) -> None:
    text = version("2020-05-01", events=(told("2020年5月1日修正", date(2020, 5, 1)),))
    with Corpus.open(tmp_path) as corpus:
        put(corpus, instrument("样例国样例法", text))
        assert len(corpus.amendments()) == 1
        put(corpus, instrument("样例国样例法", version("2020-05-01")))
        assert corpus.amendments() == ()
