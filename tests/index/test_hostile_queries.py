"""Queries meant to break or to stall the search: refused or answered, quickly, never an accident."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query import LONGEST, read_query
from index.records import BadQuery, SearchRequest
from index.search import Searcher
from index.segment import segment

MEGABYTE = 1_000_000
PIECES = [
    "第",
    "第一百",
    "(",
    '"',
    "「",
    "-",
    "- ",
    " -a",
    "《",
    "a",
    "a ",
    "个 人",
    "0",
    "\u0301",
    "😀",
    "\ud800",
    "\x00",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_of_anything_is_refused_at_once(searcher: Searcher, piece: str) -> None:
    query = piece * (MEGABYTE // len(piece))
    began = time.perf_counter()
    with pytest.raises(BadQuery, match="characters"):
        searcher.search(SearchRequest(query=query))
    assert time.perf_counter() - began < 0.1


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_query_of_anything_is_answered(searcher: Searcher, piece: str) -> None:
    query = (piece * LONGEST)[:LONGEST]
    began = time.perf_counter()
    with suppress(BadQuery):
        searcher.search(SearchRequest(query=query))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("query", ["*:*", "a AND (b OR", "[1 TO 2]", "+-+-", "个人~2", "\\", "/.*/", "^$", "|"])
def test_the_languages_of_engines_mean_nothing(searcher: Searcher, query: str) -> None:
    with suppress(BadQuery):
        searcher.search(SearchRequest(query=query))


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered_or_refused(searcher: Searcher, query: str) -> None:
    try:
        result = searcher.search(SearchRequest(query=query, k=5))
    except BadQuery:
        return
    assert len(result.hits) <= 5


@given(st.text(alphabet=st.sampled_from('个人信息 "-“”「」《》a\u0000\ud800'), max_size=40))
def test_reading_a_query_keeps_only_what_can_be_published(raw: str) -> None:
    query = read_query(raw)
    query.text.encode()
    assert "\x00" not in query.text


@pytest.mark.parametrize("piece", ["第", "条", "第一", "a ", "个人", "１", "(", "之"])
def test_cutting_a_megabyte_into_words_takes_linear_time(piece: str) -> None:
    text = piece * (MEGABYTE // 3 // len(piece))
    began = time.perf_counter()
    segment(text)
    assert time.perf_counter() - began < 3
