"""English queries find the provisions that answer: in words over all recorded texts, by words and meaning over most."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from index.build import build_index, fill_vectors
from index.embedding import Embedder
from index.records import Hit, Mode, SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from tests.relevance.english_texts import ENGLISH_QUERIES, hold_english, named
from tests.relevance.search_scores import Question, Scores, own_queries, scored, table

pytestmark = pytest.mark.shared
TODAY = date(2026, 11, 22)
LARGE = frozenset({"DPA", "ATIA", "USC1"})
"""Four fifths of the passages: left out where vectors are computed, which takes minutes for them alone."""
Search = Callable[[str], Sequence[Hit]]


def in_mode(searcher: Searcher, mode: Mode) -> Search:
    return lambda query: searcher.search(SearchRequest(query=query, k=100, mode=mode)).hits


@pytest.fixture(scope="module")
def without_model(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    home = tmp_path_factory.mktemp("english")
    with Corpus.open(home) as corpus:
        hold_english(corpus, shared_dir / "sources")
        build_index(corpus, home)
        searcher = open_searcher(corpus, home, today=lambda: TODAY)
        yield searcher
        searcher.close()


@pytest.fixture(scope="module")
def in_words(without_model: Searcher) -> Mapping[str, Scores]:
    return scored(own_queries(ENGLISH_QUERIES), in_mode(without_model, Mode.LEXICAL), named)


def test_what_was_asked_before_in_english_helps_where_no_vectors_are(without_model: Searcher) -> None:
    scores = scored(own_queries(ENGLISH_QUERIES), in_mode(without_model, Mode.HYBRID), named)
    assert scores["all"].recall_10 >= 0.90, table(scores)
    assert scores["all"].map_10 >= 0.77, table(scores)
    assert scores["lay"].recall_10 >= 0.82, table(scores)


def test_english_queries_find_their_provisions_in_words(in_words: Mapping[str, Scores]) -> None:
    assert in_words["all"].queries >= 120
    assert in_words["all"].recall_10 >= 0.80, table(in_words)
    assert in_words["all"].recall_100 >= 0.90, table(in_words)
    assert in_words["all"].map_10 >= 0.63, table(in_words)


@pytest.mark.parametrize(("kind", "floor"), [("citation", 1.0), ("duty", 0.94), ("legal", 0.90), ("lay", 0.50)])
def test_a_kind_of_english_query_does_not_fall_back(in_words: Mapping[str, Scores], kind: str, floor: float) -> None:
    assert in_words[kind].recall_10 >= floor, table(in_words)


@pytest.fixture(scope="module")
def without_the_large(
    shared_dir: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[Searcher]:
    home = tmp_path_factory.mktemp("meaning")
    with Corpus.open(home) as corpus:
        hold_english(corpus, shared_dir / "sources", without=LARGE)
        build_index(corpus, home)
        fill_vectors(corpus, home, embedder)
        searcher = open_searcher(corpus, home, embedder=embedder, today=lambda: TODAY)
        yield searcher
        searcher.close()


def remaining() -> list[Question]:
    """The queries that are answered without the large texts too."""
    held = ((q, frozenset(g for g in q.gold if g.partition("|")[0] not in LARGE)) for q in own_queries(ENGLISH_QUERIES))
    return [Question(query=q.query, gold=gold, kind=q.kind) for q, gold in held if gold]


def test_words_and_meaning_together_are_better_than_either(without_the_large: Searcher) -> None:
    scores = {mode: scored(remaining(), in_mode(without_the_large, mode), named) for mode in Mode}
    hybrid = scores[Mode.HYBRID]["all"]
    assert hybrid.recall_10 >= 0.89, table(scores[Mode.HYBRID])
    assert hybrid.map_10 >= 0.73, table(scores[Mode.HYBRID])
    for mode in (Mode.LEXICAL, Mode.SEMANTIC):
        assert hybrid.recall_10 >= scores[mode]["all"].recall_10, table(scores[mode])
        assert hybrid.map_10 >= scores[mode]["all"].map_10, table(scores[mode])
        assert hybrid.ndcg_10 >= scores[mode]["all"].ndcg_10, table(scores[mode])
