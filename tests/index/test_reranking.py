"""A ranker of Haystack puts the first hits in its order where a file names one; no search ever fails with it."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest

from index.build import build_index
from index.haystack_quiet import allow_deserialization_module
from index.haystack_reranker import open_reranker
from index.records import Mode, SearchRequest, SearchResult
from index.search import open_searcher
from law.corpus import Corpus
from tests.index.small_corpus import TODAY, corpus_of, small_corpus

OURS = "tests.index.shared_words_ranker"
QUERY = "公开政府信息申请答复"


@pytest.fixture
def corpus(home: Path) -> Corpus:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    return corpus


@pytest.fixture(autouse=True)
def _allowed() -> None:
    allow_deserialization_module(OURS)


def described(
    folder: Path,
    *,
    component: str = f"{OURS}.SharedWordsRanker",
    hits: int = 50,
    seconds: float = 30,
    **settings: object,
) -> Path:
    path = folder / "reranker.yaml"
    ranker = {"type": component, "init_parameters": settings}
    said = {"model": "shared-words", "hits": hits, "seconds": seconds, "ranker": ranker}
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


def asked(home: Path, file: Path | None, query: str = QUERY, *, k: int = 10, offset: int = 0) -> SearchResult:
    reranker = open_reranker(file, wait=True) if file else None
    searcher = open_searcher(None, home, today=lambda: TODAY, reranker=reranker)
    return searcher.search(SearchRequest(query=query, k=k, offset=offset))


def places(result: SearchResult) -> list[tuple[str, str]]:
    return [(hit.citation, hit.version) for hit in result.hits]


@pytest.mark.usefixtures("corpus")
def test_hits_stand_in_the_order_of_the_ranker_and_say_so(home: Path, tmp_path: Path) -> None:
    found, plain = asked(home, described(tmp_path)), asked(home, None)
    shared = [len(set(QUERY) & {*hit.title, *hit.text}) for hit in found.hits]
    assert shared == sorted(shared, reverse=True)
    assert set(places(found)) == set(places(plain))
    assert places(found) != places(plain)
    assert found.hits[0].why["reranker"] == f"shared-words: {shared[0]}"
    assert "reranker" not in plain.hits[0].why
    assert all(first.score >= second.score for first, second in pairwise(found.hits))


@pytest.mark.usefixtures("corpus")
def test_the_same_hits_are_read_whichever_page_is_asked_for(home: Path, tmp_path: Path) -> None:
    file = described(tmp_path, hits=4)
    whole = places(asked(home, file, k=6))
    assert [places(asked(home, file, k=1, offset=at))[0] for at in range(6)] == whole
    assert whole[4:] == places(asked(home, None, k=6))[4:]


@pytest.mark.usefixtures("corpus")
def test_what_the_ranker_leaves_out_follows_in_the_order_of_the_search(home: Path, tmp_path: Path) -> None:
    found, plain = asked(home, described(tmp_path, most=1)), asked(home, None)
    assert ["reranker" in hit.why for hit in found.hits[:2]] == [True, False]
    assert places(found)[1:] == [place for place in places(plain) if place != places(found)[0]]


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("query", "mode"), [("《个人信息保护法》第二条", Mode.HYBRID), ('"政府信息"', Mode.HYBRID), (QUERY, Mode.LEXICAL)]
)
def test_a_citation_and_searches_by_words_alone_go_without_it(
    home: Path, tmp_path: Path, query: str, mode: Mode
) -> None:
    reranker = open_reranker(described(tmp_path), wait=True)
    searcher = open_searcher(None, home, today=lambda: TODAY, reranker=reranker)
    found = searcher.search(SearchRequest(query=query, mode=mode))
    assert found.hits
    assert not any("reranker" in hit.why for hit in found.hits)


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"breaks": True}, "it failed: the log says why"),
        ({"component": "os.system"}, "it cannot be made: the log says why"),
        ({"component": "haystack.components.rankers.lost_in_the_middle.LostInTheMiddleRanker"}, "it cannot be made"),
        ({"component": "haystack.components.embedders.openai_text_embedder.Missing"}, "it cannot be made"),
        ({"hits": 1_000}, "it cannot be made"),
    ],
)
def test_a_ranker_that_does_not_work_leaves_the_order_of_the_search(
    home: Path, tmp_path: Path, settings: dict[str, object], why: str
) -> None:
    found = asked(home, described(tmp_path, **settings))  # type: ignore[arg-type]  # what a file may say
    assert places(found) == places(asked(home, None))
    (note,) = [note for note in found.notes if "re-ranker" in note]
    assert why in note
    assert "10.0.0.1" not in note


@pytest.mark.usefixtures("corpus")
def test_a_ranker_that_hangs_holds_up_one_search_and_then_rests(home: Path, tmp_path: Path) -> None:
    reranker = open_reranker(described(tmp_path, seconds=0.2, takes=2), wait=True)
    searcher = open_searcher(None, home, today=lambda: TODAY, reranker=reranker)
    first, began = searcher.search(SearchRequest(query=QUERY)), time.monotonic()
    again = searcher.search(SearchRequest(query=QUERY))
    assert time.monotonic() - began < 0.2
    assert "the re-ranker shared-words took no part: it takes longer than 0.2 seconds" in first.notes
    assert (again.notes, places(again)) == (first.notes, places(first))


@pytest.mark.usefixtures("corpus")
def test_a_service_does_not_wait_while_the_ranker_is_opened(home: Path, tmp_path: Path) -> None:
    searcher = open_searcher(
        None, home, today=lambda: TODAY, reranker=open_reranker(described(tmp_path, opens=0.5), wait=False)
    )
    first = searcher.search(SearchRequest(query=QUERY))
    assert any("it is still being opened" in note for note in first.notes)
    for _ in range(500):
        found = searcher.search(SearchRequest(query=QUERY))
        if "reranker" in found.hits[0].why:
            return
        time.sleep(0.02)
    pytest.fail("the re-ranker was never opened")
