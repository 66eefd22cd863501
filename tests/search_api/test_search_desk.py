"""Searches in words do not wait for the model; what the settings name takes part."""

import json
import threading
from datetime import date
from pathlib import Path

from index.embedding import Embedder, NoEmbedder
from index.haystack_quiet import allow_deserialization_module
from index.records import SearchRequest
from index.search import open_searcher
from law.corpus import Corpus
from search_api.library import Library
from search_api.opening import open_desk
from search_api.search_desk import SearchDesk
from search_api.settings import Settings


def test_a_search_in_words_answers_while_the_model_is_still_being_built(library: Library) -> None:
    building, built = threading.Event(), threading.Event()

    def build_slowly() -> Embedder:
        building.set()
        built.wait(30)
        raise NoEmbedder("built for nothing")

    with Corpus.open(library.home) as corpus:
        desk = SearchDesk(
            open_searcher=lambda model: open_searcher(corpus, library.home, embedder=model),
            open_model=build_slowly,
            wait_for_model=False,
        )
        builder = threading.Thread(target=desk.load_model)
        builder.start()
        assert building.wait(10)
        assert desk.search(SearchRequest(query="政府信息公开")).hits
        assert builder.is_alive(), "the search did not have to wait for the model"
        built.set()
        builder.join(10)
        assert desk.reason == "built for nothing"
        desk.close()


def test_the_re_ranker_that_the_settings_name_orders_the_hits(library: Library, tmp_path: Path) -> None:
    allow_deserialization_module("tests.index.shared_words_ranker")
    file = tmp_path / "reranker.yaml"
    ranker = {"type": "tests.index.shared_words_ranker.SharedWordsRanker"}
    file.write_text(json.dumps({"model": "shared-words", "seconds": 30, "ranker": ranker}), encoding="utf-8")
    settings = Settings(home=library.home, embedder="none", reranker_file=file)
    desk = open_desk(settings, lambda: date(2025, 1, 1))
    (first, *_) = desk.search(SearchRequest(query="政府信息公开")).hits
    assert str(first.why["reranker"]).startswith("shared-words: ")
    desk.close()
