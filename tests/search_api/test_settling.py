"""Searches do not wait while what a service holds for good is looked through for garbage."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.build import build_index
from index.records import Mode, SearchRequest
from law.corpus import Corpus
from search_api.opening import open_library
from search_api.settings import Settings
from search_api.settling import Settling
from tests.index.small_corpus import corpus_of, instrument, small_corpus, version


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = corpus_of(tmp_path, small_corpus())
    build_index(corpus, tmp_path)
    return corpus


def test_what_is_open_is_settled_and_what_a_new_index_replaces_is_let_go(corpus: Corpus, tmp_path: Path) -> None:
    library = open_library(Settings(home=tmp_path, embedder="none"), today=lambda: date(2026, 1, 1))
    settling, asked = Settling(desk=library.desk), SearchRequest(query="公开", mode=Mode.LEXICAL)
    assert library.search(asked).hits
    former = weakref.ref(library.desk.searcher.snapshot.engine)
    settling.settle(lambda: False)
    assert gc.get_freeze_count() > 10_000
    corpus_of(tmp_path, [instrument("公开办法", version("2024-01-01", "应当公开。"))])
    build_index(corpus, tmp_path)
    assert library.search(asked).hits
    assert former() is not None
    settling.settle(lambda: False)
    assert former() is None
    library.close()


@pytest.mark.usefixtures("corpus")
def test_what_is_settled_is_left_alone_until_something_is_opened_anew(tmp_path: Path) -> None:
    library = open_library(Settings(home=tmp_path, embedder="none"), today=lambda: date(2026, 1, 1))
    settling = Settling(desk=library.desk)
    settling.settle(lambda: False)
    gc.unfreeze()
    settling.settle(lambda: False)
    assert gc.get_freeze_count() == 0
    library.close()


def test_without_an_index_nothing_is_settled(tmp_path: Path) -> None:
    library = open_library(Settings(home=tmp_path, embedder="none"), today=lambda: date(2026, 1, 1))
    Settling(desk=library.desk).settle(lambda: False)
    assert gc.get_freeze_count() == 0
    library.close()
