"""Searches in words do not wait for the model."""

import threading

from index.embedding import Embedder, NoEmbedder
from index.records import SearchRequest
from index.search import open_searcher
from law.corpus import Corpus
from search_api.library import Library
from search_api.search_desk import SearchDesk


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
