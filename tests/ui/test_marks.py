"""Marking spans: nothing is lost, nothing is unescaped, offsets stay those of the published text."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from ui.pages.marks import excerpt_window, marked_lines, merged, read_spans, write_spans

TEXTS = st.text(alphabet='ab<>&"第条。\n ', max_size=60)
SPANS = st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6)


@given(TEXTS, SPANS)
def test_the_words_stay_as_published(text: str, spans: list[tuple[int, int]]) -> None:
    lines = marked_lines(text, spans)
    shown = [html.unescape(re.sub(r"</?mark>", "", line)) for line in lines]
    assert shown == [line for line in text.split("\n") if line.strip()]


@given(TEXTS, SPANS)
def test_what_is_marked_is_what_the_spans_hold(text: str, spans: list[tuple[int, int]]) -> None:
    marked = "".join(
        html.unescape(m) for line in marked_lines(text, spans) for m in re.findall(r"<mark>(.*?)</mark>", line)
    )
    held = "".join(text[a:b] for a, b in merged(spans, len(text)))
    wanted = "".join(c for line in text.split("\n") if line.strip() for c in line)
    assert len(marked) <= len(held.replace("\n", ""))
    assert set(marked) <= set(wanted)


@given(st.text(alphabet="字。；\n", max_size=900), st.integers(0, 900))
def test_an_excerpt_is_short_and_holds_the_first_mark(text: str, at: int) -> None:
    span = (min(at, max(0, len(text) - 2)), min(at + 2, len(text)))
    start, end = excerpt_window(text, [span], longest=200)
    assert 0 <= start <= end <= len(text)
    assert end - start <= 200
    assert start <= span[0] <= end


def test_a_cut_excerpt_says_so() -> None:
    lines = marked_lines("甲" * 300, window=(100, 200))
    assert lines == [Markup("…") + "甲" * 100 + "…"]


def test_spans_survive_the_address() -> None:
    assert read_spans(write_spans("art_13__para_1", [(0, 4), (9, 12)])) == ("art_13__para_1", [(0, 4), (9, 12)])


def test_spans_that_are_none_are_passed_over() -> None:
    for bad in ("", "art_1", "art_1:", "art_1:a-b", ":1-2", "art_1:1-", "art_1:-1-2", "art_1:1-99999999999"):
        assert read_spans(bad) is None
