"""Passages fit the model, cover the text without a gap, and know where they stand."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import cut, passage_id, passages_of
from law.provision import Provision, Unit
from tests.law.texts import instrument, version


def provision(text: str, unit: Unit = Unit.ARTICLE) -> Provision:
    return Provision(id="art_1", unit=unit, label="第一条", text=text, path=("第一章 总则",))


def test_a_provision_is_one_passage_with_its_context() -> None:
    (passage,) = passages_of("某法", provision("应当公开。"))
    assert passage.model_text == "某法 第一章 总则 第一条\n应当公开。"
    assert (passage.start, passage.end) == (0, 5)


def test_a_heading_is_no_passage() -> None:
    assert list(passages_of("某法", provision("", Unit.HEADING))) == []


def test_a_long_provision_is_cut_between_its_paragraphs() -> None:
    paragraph = "行政机关应当公开信息" * 30 + "。\n"
    passages = list(passages_of("某法", provision(paragraph * 6)))
    assert len(passages) > 1
    assert all(p.text.endswith("\n") for p in passages)
    assert all(len(p.text) <= 700 for p in passages)


@pytest.mark.parametrize(
    "text", ["字" * 10_000, "a" * 20_000, "word " * 5_000, "。" * 5_000, "字，" * 3_000, "\n" * 3000]
)
def test_text_without_good_places_to_cut_is_cut_all_the_same(text: str) -> None:
    spans = cut(text, 400)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    assert max(end - start for start, end in spans) < 1_400


@given(st.text(alphabet="字。\n；， a.1", max_size=3_000), st.integers(20, 400))
def test_the_parts_join_to_the_text(text: str, room: int) -> None:
    spans = cut(text, room)
    assert "".join(text[start:end] for start, end in spans) == text


def test_the_key_is_of_what_the_model_reads() -> None:
    one, two, three = (
        next(passages_of(title, provision(text))) for title, text in (("某法", "甲"), ("某法", "甲"), ("他法", "甲"))
    )
    assert one.key == two.key != three.key
    assert len(one.key) == 16


def test_an_id_names_instrument_version_provision_and_part() -> None:
    law = instrument("某法", version("2001-01-01", promulgated_on=date(2001, 1, 1)))
    text = law.versions[0]
    assert passage_id(law, text, provision("")) == "/akn/cn/act/某法@2001-01-01.zh-Hans#art_1"
    assert passage_id(law, text, provision(""), 1).endswith("#art_1~2")
