"""Highlights are spans of the text as published, in either script."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.highlight import highlights, sought
from law.script import fold_text


def marked(text: str, query: str) -> list[str]:
    return [text[span.start : span.end] for span in highlights(text, sought([query]))]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("处理个人信息应当取得个人的同意。", "个人信息 同意", ["个人信息", "个人", "同意"]),
        ("處理個人資料，應取得個人同意。", "个人同意", ["個人", "個人同意"]),
        ("政 府 信 息", "政府信息", ["政 府 信 息"]),
        ("Disclosing personal data; the DISCLOSURE.", "disclose", ["Disclosing"]),
        ("Personal information", "personal information", ["Personal", "information"]),
        ("依照第十三条第一款处理", "第13条", ["第十三条"]),
        ("依照第13条处理", "第十三條", ["第13条"]),
        ("ＡＰＥＣ 成員", "apec", ["ＡＰＥＣ"]),
        ("没有相同的字", "星际", []),
        ("", "个人", []),
        ("公\n开", "公开", []),
    ],
)
def test_the_words_are_marked_where_they_stand(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_what_says_little_is_not_marked() -> None:
    assert marked("个人的信息", "个人的信息") == ["个人", "信息"]


TEXTS = st.text(
    alphabet=st.sampled_from("个人信息資訊公開公开第十三条13 \n\u3000aAé́ﬁＡ①〔〕「」-、。\u200b"), max_size=60
)


@given(text=TEXTS, query=TEXTS)
def test_spans_lie_in_the_text_in_order_and_apart(text: str, query: str) -> None:
    spans = highlights(text, sought([query]))
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))


@given(before=TEXTS, after=TEXTS)
def test_a_word_set_into_any_text_is_marked(before: str, after: str) -> None:
    text = f"{before}\n隱私權\n{after}"
    place = len(before) + 1
    assert any(s.start == place and s.end == place + 3 for s in highlights(text, sought(["隐私权"])))


@given(TEXTS)
def test_every_span_folds_to_what_was_sought(text: str) -> None:
    for span in highlights(text, sought(["信息"])):
        assert "信息" in fold_text(text[span.start : span.end])
