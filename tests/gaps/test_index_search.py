"""The index as a second reader: near-misses that the patterns do not see, and what is said where it cannot be asked."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from gaps import store
from gaps.ahead import judge_ahead
from gaps.assess import assess
from gaps.checklist import load_checklist
from gaps.index_search import IndexSearcher
from gaps.records import Cell, FoundBy, IndexSearch, Result
from gaps.report import cell_record
from gaps.store import assess_cached
from index.build import build_index, fill_vectors
from index.embedding import Embedder
from index.readiness import Readiness
from index.records import SearchRequest, SearchResult
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from tests.gaps.held import ON, REPLY, hold, law, version

ANSWER = "对申请人的答复，应当自收到来信之日起二十个工作日内作出。"
OPENNESS = law(
    "样例国政务办法", version("对申请人的答复，应当自收到来信之日起二十个工作日内作出。", "本办法自公布之日起施行。")
)
"""Answers within days, and never says that it is about information: the patterns of DIS-08 do not hit."""


class Letters:
    """A model of our own: a text is the letters in it."""

    model_id = "letters/1"
    dimensions = 64

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self.embed_passages([text])[0]

    def embed_passages(self, texts: list[str]) -> NDArray[np.float32]:
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                found[row, ord(letter) % self.dimensions] += 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class OtherLetters(Letters):
    """Another model, as far as anyone can tell."""

    model_id = "letters/2"


class Open:
    """An index that is open, with the model it was given."""

    def __init__(self, home: Path, embedder: Embedder | None) -> None:
        self.model = embedder.model_id if embedder else None
        self._searcher: Searcher = open_searcher(None, home, embedder=embedder, today=lambda: ON)

    def search(self, request: SearchRequest) -> SearchResult:
        return self._searcher.search(request)


def index_of(home: Path, embedder: Embedder | None = None) -> IndexSearcher:
    return IndexSearcher(readiness=Readiness(home), open=lambda: Open(home, embedder))


def cell_of(corpus: Corpus, index: IndexSearcher, requirement: str = "DIS-08", place: str = "xs") -> Cell:
    checklist = load_checklist()
    [cell] = assess(
        corpus,
        checklist,
        jurisdiction=place,
        on=ON,
        requirements=[checklist.requirement(requirement)],
        index=index.at([place], ON, corpus.revision()).usable(),
    )
    return cell


def searched(cell: Cell) -> list[str]:
    return [query for query in cell.searched.queries if query.startswith("index/")]


def test_a_provision_in_other_words_is_a_near_miss_with_what_it_lacks(tmp_path: Path) -> None:
    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        cell = cell_of(corpus, index_of(tmp_path))
        without = assess(corpus, load_checklist(), jurisdiction="xs", on=ON)
    assert cell.result is Result.NOT_FOUND
    miss = next(m for m in cell.near_misses if FoundBy.WORDS in m.found_by)
    assert miss.evidence.label == "第一条"
    assert miss.evidence.quote in OPENNESS.versions[0].provisions[0].text
    assert "nothing on: " in miss.why_not
    assert cell.searched.index is IndexSearch.WORDS_ONLY
    assert len(searched(cell)) == 2
    assert next(c for c in without if c.requirement == "DIS-08").result is cell.result


def test_a_search_makes_nothing_count_that_the_rules_do_not(tmp_path: Path) -> None:
    reply = law("样例国政府信息公开条例", version(REPLY))
    with hold(tmp_path, OPENNESS, reply) as corpus:
        build_index(corpus, tmp_path)
        index = index_of(tmp_path)
        both = assess(corpus, load_checklist(), jurisdiction="xs", on=ON, index=index.at(["xs"], ON, 1))
        plain = assess(corpus, load_checklist(), jurisdiction="xs", on=ON)
    assert [(c.result, c.reasons, c.evidence) for c in both] == [(c.result, c.reasons, c.evidence) for c in plain]
    covered = next(c for c in both if c.requirement == "DIS-08")
    assert (covered.result, covered.searched.index, searched(covered)) == (Result.COVERED, IndexSearch.NOT_ASKED, [])


def test_by_meaning_only_where_every_text_searched_has_a_vector(tmp_path: Path) -> None:
    """The place whose vectors are all there is searched by meaning though those of another are not."""
    elsewhere = law("别处条例", version("别处的公报应当刊登答复。"), place="xs-lin")
    with hold(tmp_path, OPENNESS, elsewhere) as corpus:
        build_index(corpus, tmp_path)
        stops = iter([False])
        model = Letters()
        assert cell_of(corpus, index_of(tmp_path, model)).searched.index is IndexSearch.WORDS_ONLY
        fill_vectors(corpus, tmp_path, model, stop=lambda: next(stops, True))
        cell = cell_of(corpus, index_of(tmp_path, model))
    assert cell.searched.index is IndexSearch.COMPLETE
    assert any(FoundBy.MEANING in miss.found_by for miss in cell.near_misses)
    assert any(query.startswith("index/meaning: ") for query in cell.searched.queries)


def test_vectors_whose_model_cannot_be_opened_are_not_claimed(tmp_path: Path) -> None:
    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        fill_vectors(corpus, tmp_path, Letters())
        assert cell_of(corpus, index_of(tmp_path, Letters())).searched.index is IndexSearch.COMPLETE
        assert cell_of(corpus, index_of(tmp_path, None)).searched.index is IndexSearch.WORDS_ONLY


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda home: (home / "index" / "CURRENT").unlink(), IndexSearch.MISSING),
        (lambda home: next((home / "index").glob("g-*/holdings.json")).write_text("{"), IndexSearch.MISSING),
        (lambda home: hold(home, law("新条例", version("新的规定。"))).close(), IndexSearch.OUTDATED),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_guessed(
    tmp_path: Path, spoil: Callable[[Path], object], said: IndexSearch
) -> None:
    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        spoil(tmp_path)
        cell = cell_of(corpus, index_of(tmp_path))
    assert (cell.searched.index, searched(cell)) == (said, [])
    assert all(miss.found_by == (FoundBy.CONCEPTS,) for miss in cell.near_misses)


def test_only_texts_of_the_place_and_day_are_found(tmp_path: Path) -> None:
    below = law("林市办法", version(ANSWER), place="xs-lin")
    later = law("后来的办法", version(ANSWER, day=date(2026, 6, 1)))
    with hold(tmp_path, below, later, law("别的法", version("河流应当清洁。"))) as corpus:
        build_index(corpus, tmp_path)
        assert not any("办法" in m.evidence.title for m in cell_of(corpus, index_of(tmp_path)).near_misses)


def test_the_same_index_gives_the_same_bytes_however_it_is_asked(tmp_path: Path) -> None:
    laws = (OPENNESS, law("样例国数据条例", version("公共数据应当开放。", "数据应当共享。")))
    with hold(tmp_path, *laws) as corpus:
        build_index(corpus, tmp_path)
        index, terms = index_of(tmp_path), load_checklist()
        one = assess_cached(corpus, tmp_path / "a", terms, jurisdiction="xs", on=ON, index=index)
        two = assess_cached(corpus, tmp_path / "b", terms, jurisdiction="xs", on=ON, index=index_of(tmp_path))
        again = assess_cached(corpus, tmp_path / "a", terms, jurisdiction="xs", on=ON, index=index)
        build_index(corpus, tmp_path, rebuild=True)
        rebuilt = assess_cached(corpus, tmp_path / "c", terms, jurisdiction="xs", on=ON, index=index)
    records = [[cell_record(cell) for cell in cells] for cells in (one, two, again, rebuilt)]
    assert all(each == records[0] for each in records)


def test_a_judgement_without_the_index_is_not_read_back_for_one_with_it(tmp_path: Path) -> None:
    with hold(tmp_path, OPENNESS) as corpus:
        terms, index = load_checklist(), index_of(tmp_path)
        before = assess_cached(corpus, tmp_path, terms, jurisdiction="xs", on=ON, index=index)
        build_index(corpus, tmp_path)
        after = assess_cached(corpus, tmp_path, terms, jurisdiction="xs", on=ON, index=index)
    assert {cell.searched.index for cell in before} == {IndexSearch.MISSING, IndexSearch.NOT_ASKED}
    assert {cell.searched.index for cell in after} == {IndexSearch.WORDS_ONLY, IndexSearch.NOT_ASKED}


def test_what_is_kept_is_read_back_without_opening_the_index_or_its_model(tmp_path: Path) -> None:
    def never() -> Open:
        raise AssertionError("the index was opened")

    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        fill_vectors(corpus, tmp_path, Letters())
        judge = partial(assess_cached, corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)
        first = judge(index=index_of(tmp_path, Letters()))
        assert judge(index=IndexSearcher(readiness=Readiness(tmp_path), open=never)) == first


@pytest.mark.parametrize("model", [None, Letters()])
def test_what_was_judged_as_far_as_the_index_could_be_opened_is_not_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Embedder | None
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("judged a second time")

    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        fill_vectors(corpus, tmp_path, Letters())
        fill_vectors(corpus, tmp_path, OtherLetters())
        judge = partial(assess_cached, corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)
        first = judge(index=index_of(tmp_path, model))
        monkeypatch.setattr(store, "assess", refuse)
        assert judge(index=index_of(tmp_path, model)) == first


def test_a_judgement_by_one_model_is_not_read_back_for_another(tmp_path: Path) -> None:
    with hold(tmp_path, OPENNESS) as corpus:
        build_index(corpus, tmp_path)
        fill_vectors(corpus, tmp_path, Letters())
        fill_vectors(corpus, tmp_path, OtherLetters())
        for model in (Letters(), OtherLetters()):
            assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON, index=index_of(tmp_path, model))
    assert len(list((tmp_path / "gaps").glob("*.jsonl"))) == 2


def test_processes_that_judge_ahead_search_too(tmp_path: Path) -> None:
    with hold(tmp_path, OPENNESS, law("林市条例", version("数据应当公开。"), place="xs-lin")) as corpus:
        build_index(corpus, tmp_path)
    assert judge_ahead(tmp_path, tmp_path, ["xs", "xs-lin"], ON, workers=2, index=partial(index_of, tmp_path)) == 2
    with Corpus.open(tmp_path) as corpus:
        cells = assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON, index=index_of(tmp_path))
        assert judge_ahead(tmp_path, tmp_path, ["xs", "xs-lin"], ON, index=partial(index_of, tmp_path)) == 0
    assert any(FoundBy.WORDS in miss.found_by for cell in cells for miss in cell.near_misses)
