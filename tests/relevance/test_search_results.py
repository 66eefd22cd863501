"""Searches find the provisions that answer: in words over the whole real collection, by meaning over six laws."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.lawrefbook import import_lawrefbook
from index.build import build_index, fill_vectors
from index.embedding import Embedder
from index.records import Hit, Mode, SearchRequest
from index.search import open_searcher
from law.corpus import Corpus
from tests.relevance.search_scores import Question, Scores, own_queries, scored, table

pytestmark = pytest.mark.shared
TODAY = date(2025, 4, 19)
_SIX = ("个人信息保护法", "数据安全法", "网络安全法(2016", "政府信息公开条例", "保守国家秘密法(2024", "档案法(2020")
SHORT_TITLES = Path(__file__).with_name("short_titles.tsv")
Search = Callable[[str], Sequence[Hit]]


@pytest.fixture(scope="module")
def in_words(collection: Corpus) -> Iterator[Search]:
    assert collection.home is not None
    searcher = open_searcher(collection, collection.home, today=lambda: TODAY)
    yield lambda query: searcher.search(SearchRequest(query=query, k=100, mode=Mode.LEXICAL)).hits
    searcher.close()


@pytest.fixture(scope="module")
def without_model(collection: Corpus) -> Iterator[Search]:
    """As a search goes while no vectors are there: in words, helped by what was asked before."""
    assert collection.home is not None
    searcher = open_searcher(collection, collection.home, today=lambda: TODAY)
    yield lambda query: searcher.search(SearchRequest(query=query, k=100)).hits
    searcher.close()


@pytest.fixture(scope="module")
def own(in_words: Search) -> Mapping[str, Scores]:
    return scored(own_queries(), in_words)


def test_our_queries_find_their_provisions_in_words(own: Mapping[str, Scores]) -> None:
    assert own["all"].recall_10 >= 0.75, table(own)
    assert own["all"].recall_100 >= 0.88, table(own)
    assert own["all"].ndcg_10 >= 0.60, table(own)


@pytest.mark.parametrize(("kind", "floor"), [("citation", 1.0), ("date", 1.0), ("legal", 0.85), ("local", 0.88)])
def test_a_kind_of_query_does_not_fall_back(own: Mapping[str, Scores], kind: str, floor: float) -> None:
    assert own[kind].recall_10 >= floor, table(own)


def test_lay_questions_find_their_articles_among_all_local_law_too(shared_dir: Path, in_words: Search) -> None:
    scores = scored(_of_lay_people(shared_dir), in_words)
    assert scores["all"].recall_10 >= 0.44, table(scores)
    assert scores["all"].recall_100 >= 0.64, table(scores)


def test_what_was_asked_before_helps_where_no_vectors_are(shared_dir: Path, without_model: Search) -> None:
    scores = scored(_of_lay_people(shared_dir), without_model)
    assert scores["all"].recall_10 >= 0.58, table(scores)
    assert scores["all"].recall_100 >= 0.77, table(scores)
    own = scored(own_queries(), without_model)
    assert own["all"].recall_10 >= 0.86, table(own)
    assert own["all"].ndcg_10 >= 0.76, table(own)
    assert own["local"].recall_10 >= 0.93, table(own)


def test_a_law_named_by_a_short_title_is_searched_first(without_model: Search) -> None:
    scores = scored(own_queries(SHORT_TITLES), without_model)
    assert scores["all"].queries >= 20
    assert scores["all"].recall_10 >= 0.90, table(scores)
    assert scores["all"].ndcg_10 >= 0.73, table(scores)


def _of_lay_people(shared_dir: Path) -> list[Question]:
    lines = (shared_dir / "relevance" / "lay_questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [Question(query=each["query"], gold=frozenset(each["gold"])) for each in map(json.loads, lines)]


@pytest.fixture(scope="module")
def by_meaning(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Search]:
    home, few = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("laws")
    for path in (shared_dir / "corpora" / "LawRefBook-Laws").rglob("*.md"):
        if path.name.startswith(_SIX):
            kept = few / path.parent.name / path.name
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(path.read_bytes())
    with Corpus.open(home) as corpus:
        import_lawrefbook(corpus, few, at=datetime(2026, 1, 2, tzinfo=UTC), as_of=TODAY)
        build_index(corpus, home)
        fill_vectors(corpus, home, embedder)
        searcher = open_searcher(corpus, home, embedder=embedder, today=lambda: TODAY)
        yield lambda query: searcher.search(SearchRequest(query=query, k=100)).hits
        searcher.close()


def test_our_queries_find_their_provisions_by_words_and_meaning(by_meaning: Search) -> None:
    held = [q for q in own_queries() if all(g.split("|")[0] in "".join(_SIX) for g in q.gold)]
    scores = scored(held, by_meaning)
    assert scores["all"].queries >= 100
    assert scores["all"].recall_10 >= 0.90, table(scores)
    assert scores["cross"].recall_10 >= 0.85, table(scores)
    assert scores["all"].ndcg_10 >= 0.75, table(scores)
