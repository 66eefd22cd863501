"""Search by meaning beside search in words: filled in behind, exact under filters, honest about how far it is."""

import threading
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import build_index, fill_vectors
from index.filling import vector_folder
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from index.vectors import VectorsBusy, writing_vectors
from law.corpus import Corpus
from law.corpus_writing import writing
from tests.index.small_corpus import AT, TODAY, TopicEmbedder, corpus_of, found, instrument, small_corpus, version

LAY = "钱花在哪里"
"""Shares no word with 财政预算, only its meaning."""


@pytest.fixture
def corpus(home: Path) -> Corpus:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    return corpus


def opened(corpus: Corpus, home: Path) -> Searcher:
    return open_searcher(corpus, home, embedder=TopicEmbedder(), today=lambda: TODAY)


def test_meaning_finds_what_shares_no_word(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    searcher = opened(corpus, home)
    assert found(searcher, LAY, mode=Mode.SEMANTIC)[0] == "上海市政府信息公开规定#art_2"
    assert found(searcher, LAY, mode=Mode.HYBRID)[0] == "上海市政府信息公开规定#art_2"
    assert "上海市政府信息公开规定#art_2" not in found(searcher, LAY, mode=Mode.LEXICAL)


def test_a_hybrid_hit_says_what_brought_it_here(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    hits = opened(corpus, home).search(SearchRequest(query="个人 同意")).hits
    assert {"lexical", "semantic"} <= set(hits[0].why)
    assert all(1 >= a.score >= b.score >= 0 for a, b in pairwise(hits))


def test_filters_hold_for_meaning_too(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    searcher = opened(corpus, home)
    every = searcher.search(SearchRequest(query="公开", mode=Mode.SEMANTIC, k=50)).hits
    assert len(every) == 17
    kept = searcher.search(
        SearchRequest(query="公开", mode=Mode.SEMANTIC, k=50, jurisdictions=("cn",), on=date(2010, 1, 1))
    )
    assert [h.citation for h in kept.hits] == [h.citation for h in every if h.version == "2007-04-05"]


def test_the_answer_says_how_far_the_vectors_are(corpus: Corpus, home: Path) -> None:
    searcher = opened(corpus, home)
    assert (searcher.semantic.held, searcher.semantic.total, searcher.semantic.complete) == (0, 17, False)
    assert found(searcher, "敏感个人信息", mode=Mode.HYBRID)[0] == "个人信息保护法#art_3"
    fill_vectors(corpus, home, TopicEmbedder())
    assert searcher.search(SearchRequest(query="敏感")).semantic.complete


def test_an_answer_from_part_of_the_vectors_says_so(
    corpus: Corpus, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.filling._BATCH", 4)
    fill_vectors(corpus, home, TopicEmbedder(), stop=iter([False, True]).__next__)
    result = opened(corpus, home).search(SearchRequest(query="公开"))
    assert "search by meaning reaches 4 of 17 passages so far" in result.notes


def test_a_text_without_a_vector_is_not_pushed_back_by_those_that_have_one(
    corpus: Corpus, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """National law is filled in first; the city's text is still found where its words put it."""
    monkeypatch.setattr("index.filling._BATCH", 11)
    fill_vectors(corpus, home, TopicEmbedder(), stop=iter([False, True]).__next__)
    searcher = opened(corpus, home)
    in_words = found(searcher, "政府网站公开财政预算")
    assert in_words[0] == "上海市政府信息公开规定#art_2"
    both = searcher.search(SearchRequest(query="政府网站公开财政预算"))
    assert any("semantic" in hit.why for hit in both.hits)
    assert "semantic" not in both.hits[0].why
    assert both.hits[0].citation == "《上海市政府信息公开规定》第二条"


def test_a_model_that_fails_leaves_the_words_and_says_so(corpus: Corpus, home: Path) -> None:
    class Failing(TopicEmbedder):
        def embed_query(self, text: str) -> NDArray[np.float32]:
            raise MemoryError(f"no room for {text}")

    fill_vectors(corpus, home, TopicEmbedder())
    searcher = open_searcher(corpus, home, embedder=Failing(), today=lambda: TODAY)
    result = searcher.search(SearchRequest(query="敏感个人信息"))
    assert result.hits[0].provision_id == "art_3"
    assert any("the embedding model failed (MemoryError" in note for note in result.notes)
    assert not result.semantic.complete


def test_filling_stops_when_asked_and_goes_on_where_it_was(
    corpus: Corpus, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.filling._BATCH", 4)
    stop, told = threading.Event(), []

    def progress(held: int, total: int) -> None:
        told.append((held, total))
        if held >= 8:
            stop.set()

    first = fill_vectors(corpus, home, TopicEmbedder(), progress=progress, stop=stop.is_set)
    assert (first.added, first.held, first.total, first.stopped) == (8, 8, 17, True)
    embedder = TopicEmbedder()
    rest = fill_vectors(corpus, home, embedder)
    assert (rest.added, rest.held, rest.stopped) == (9, 17, False)
    assert len(embedder.embedded) == 9
    assert fill_vectors(corpus, home, TopicEmbedder()).added == 0
    assert told == [(4, 17), (8, 17)]


def test_national_law_that_may_be_in_force_is_filled_in_first(corpus: Corpus, home: Path) -> None:
    embedder = TopicEmbedder()
    fill_vectors(corpus, home, embedder)
    place = {title: next(i for i, t in enumerate(embedder.embedded) if title in t) for title in ("上海市", "旧档案")}
    last_national = max(i for i, t in enumerate(embedder.embedded) if "个人信息保护法" in t)
    assert last_national < place["上海市"] < place["旧档案"]


def test_after_a_change_only_new_texts_are_embedded(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    with writing(corpus, source="later", at=AT) as writer:
        writer.add(instrument("海豚法", version("2024-01-01", "公开海豚。", source="later", source_ref="x")))
    build_index(corpus, home)
    embedder = TopicEmbedder()
    report = fill_vectors(corpus, home, embedder)
    assert (report.added, report.held) == (1, 18)
    assert "海豚" in embedder.embedded[0]


def test_equal_texts_share_one_vector(home: Path) -> None:
    twice = [
        instrument("某法", version(day, "公开。", source_ref=day, promulgated_on=date.fromisoformat(day)))
        for day in ("2001-01-01", "2002-01-01")
    ]
    corpus = corpus_of(home, twice)
    build_index(corpus, home)
    report = fill_vectors(corpus, home, TopicEmbedder())
    assert (report.added, report.held, report.total) == (1, 2, 2)


def test_a_second_filler_is_refused(corpus: Corpus, home: Path) -> None:
    embedder = TopicEmbedder()
    folder = vector_folder(home, embedder.model_id)
    with (
        writing_vectors(folder, model_id=embedder.model_id, dimensions=embedder.dimensions),
        pytest.raises(VectorsBusy),
    ):
        fill_vectors(corpus, home, embedder)


def test_damaged_vectors_leave_the_words_and_give_the_reason(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    (vector_folder(home, TopicEmbedder.model_id) / "committed.json").write_text("{")
    searcher = opened(corpus, home)
    assert found(searcher, "敏感个人信息", mode=Mode.HYBRID)[0] == "个人信息保护法#art_3"
    assert "cannot be read" in (searcher.semantic.reason or "")


def test_vectors_of_another_model_are_never_compared_and_the_answer_says_so(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    other = TopicEmbedder()
    other.model_id = "topics/another prefix"
    searcher = open_searcher(corpus, home, embedder=other, today=lambda: TODAY)
    result = searcher.search(SearchRequest(query="敏感个人信息"))
    assert any("not of topics/another prefix (8 numbers)" in note for note in result.notes)
    assert "semantic" not in result.hits[0].why
    fill_vectors(corpus, home, other)
    assert searcher.semantic.complete


@pytest.mark.parametrize("query", ['"单独同意"', "同意 -敏感"])
def test_quotes_and_exclusions_keep_to_words(corpus: Corpus, home: Path, query: str) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    result = opened(corpus, home).search(SearchRequest(query=query, k=50))
    assert all("semantic" not in hit.why for hit in result.hits)
    assert result.total == len(result.hits)


def test_a_long_provision_is_found_by_any_of_its_passages(home: Path) -> None:
    long = "本条规定其他事项。\n" * 200 + "市政府网站应当公开财政预算。"
    corpus = corpus_of(home, [instrument("长法", version("2001-01-01", long))])
    build_index(corpus, home)
    fill_vectors(corpus, home, TopicEmbedder())
    searcher = opened(corpus, home)
    assert searcher.semantic.total > 1
    assert found(searcher, LAY, mode=Mode.SEMANTIC) == ["长法#art_1"]
