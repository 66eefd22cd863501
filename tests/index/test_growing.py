"""After a small change only what changed is written; the answers are those of an index that was built anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_index, fill_vectors, verify_index
from index.generation import current
from index.haystack_provisions import ProvisionStore
from index.record_file import parts_in
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from tests.index.changes import CHANGES, add, came, changed, law, long_law, went, went_and_came
from tests.index.small_corpus import TODAY, TopicEmbedder, corpus_of, found, small_corpus

QUERIES = ("公开", "个人信息 同意", "海豚", "access", "第三百条规定的事项", "旧的档案")


@pytest.fixture
def corpus(home: Path) -> Corpus:
    opened = corpus_of(home, [*small_corpus(), long_law()])
    add(opened, law("鲸鱼法", "国家保护鲸鱼。", "鲸鱼的信息应当公开。"))
    build_index(opened, home)
    return opened


def parts(home: Path) -> int:
    folder = current(home)
    assert folder is not None
    return parts_in(folder)


def answers(searcher: Searcher) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    for query in QUERIES:
        result = searcher.search(SearchRequest(query=query, k=100, mode=Mode.LEXICAL))
        hits = sorted((h.instrument, h.version, h.provision_id, h.sha256, h.status) for h in result.hits)
        told.append((result.total, result.facets, hits))
    return told


def of_both(corpus: Corpus, home: Path) -> tuple[Searcher, Searcher]:
    """What the data directory's index answers with, and one of the same corpus that is built anew."""
    anew = corpus_of(home.parent / "anew", [])
    anew.close()
    source = home / "corpus.sqlite"
    with corpus.engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (home.parent / "anew" / "corpus.sqlite").write_bytes(source.read_bytes())
    with Corpus.open(home.parent / "anew") as copied:
        build_index(copied, home.parent / "anew")
    return tuple(open_searcher(None, each, today=lambda: TODAY) for each in (home, home.parent / "anew"))  # type: ignore[return-value]


@pytest.mark.parametrize("change", CHANGES)
def test_a_grown_index_answers_as_one_that_is_built_anew(
    corpus: Corpus, home: Path, change: Callable[[Corpus], None]
) -> None:
    change(corpus)
    report = build_index(corpus, home)
    assert parts(home) == 2
    assert verify_index(corpus, home) == []
    grown, anew = of_both(corpus, home)
    assert answers(grown) == answers(anew)
    assert report.provisions == anew.snapshot.manifest.provisions
    assert report.passages == anew.snapshot.manifest.passages


def test_scores_are_those_of_a_whole_build_where_texts_only_came(corpus: Corpus, home: Path) -> None:
    came(corpus)
    build_index(corpus, home)
    for query in QUERIES:
        request = SearchRequest(query=query, k=100, mode=Mode.LEXICAL)
        grown, anew = (sorted(h.score for h in s.search(request).hits) for s in of_both(corpus, home))
        assert grown == pytest.approx(anew, rel=1e-5)


def test_a_searcher_notices_what_came_what_changed_and_what_went(corpus: Corpus, home: Path) -> None:
    searcher = open_searcher(corpus, home, today=lambda: TODAY)
    assert found(searcher, "保护鲸鱼")[0] == "鲸鱼法#art_1"
    for change, named in ((came, "海豚法#art_1"), (changed, "鲸鱼法#art_1")):
        change(corpus)
        build_index(corpus, home)
        assert named in found(searcher, "保护海豚")
    went(corpus)
    build_index(corpus, home)
    assert parts(home) == 4
    for query in ("保护鲸鱼", "保护海豚"):
        assert not {"鲸鱼法#art_1", "鲸鱼法#art_2", "海豚法#art_1"} & set(found(searcher, query))
    assert "个人信息保护法#art_3" in found(searcher, "敏感个人信息")


def test_what_stays_is_not_written_again(corpus: Corpus, home: Path) -> None:
    before = current(home)
    assert before is not None
    nodes = {path.name: path.stat().st_ino for path in before.rglob("*") if path.is_file()}
    came(corpus)
    build_index(corpus, home)
    after = current(home)
    assert after is not None
    assert after != before
    assert (after / "records.jsonl").stat().st_ino == nodes["records.jsonl"]
    data = [path for path in (after / "tantivy").iterdir() if path.name in nodes and path.suffix == ".store"]
    assert data
    assert all(path.stat().st_ino == nodes[path.name] for path in data)


def test_where_much_has_changed_everything_is_built_anew(corpus: Corpus, home: Path) -> None:
    add(corpus, *(law(f"第{n}号法", "应当公开。") for n in range(5)))
    build_index(corpus, home)
    assert parts(home) == 1
    assert verify_index(corpus, home) == []


def test_where_many_texts_went_everything_is_built_anew(home: Path) -> None:
    corpus = corpus_of(home, [*small_corpus(), long_law()])
    add(corpus, law("鲸鱼法", *(f"鲸鱼的事项{n}应当公开。" for n in range(30))))
    build_index(corpus, home)
    went(corpus)
    build_index(corpus, home)
    assert parts(home) == 1


def test_a_damaged_index_is_built_anew(corpus: Corpus, home: Path) -> None:
    folder = current(home)
    assert folder is not None
    (folder / "passages.npz").write_bytes(b"PK damaged")
    came(corpus)
    build_index(corpus, home)
    assert parts(home) == 1
    assert found(open_searcher(corpus, home), "保护海豚")[0] == "海豚法#art_1"


def test_only_new_passages_are_embedded(corpus: Corpus, home: Path) -> None:
    fill_vectors(corpus, home, TopicEmbedder())
    went_and_came(corpus)
    build_index(corpus, home)
    embedder = TopicEmbedder()
    report = fill_vectors(corpus, home, embedder)
    assert len(embedder.embedded) == 1
    assert report.held == report.total
    searcher = open_searcher(corpus, home, embedder=embedder, today=lambda: TODAY)
    nearest = searcher.search(SearchRequest(query="人民愿意", mode=Mode.SEMANTIC, k=100)).hits
    assert searcher.semantic.complete
    assert not any("鲸鱼" in hit.title for hit in nearest)


def test_haystack_reads_what_is_held_and_nothing_that_went(corpus: Corpus, home: Path) -> None:
    went_and_came(corpus)
    build_index(corpus, home)
    store = ProvisionStore(str(home))
    documents = store.filter_documents()
    assert len(documents) == store.count_documents()
    assert not any("鲸鱼" in document.content for document in documents)
    assert any("海龟" in document.content for document in documents)
