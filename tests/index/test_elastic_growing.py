"""After a small change an index in Elasticsearch is made from the one before it: only what changed is sent."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from index.build import build_index, fill_vectors, verify_index
from index.cluster import Cluster
from index.elastic_bulk import DocumentsRefused, write_documents
from index.elastic_client import connect
from index.elastic_indices import Indices
from index.engine import EngineName
from index.generation import current
from index.record_file import parts_in
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from tests.elastic_server import Door
from tests.index.changes import add, came, changed, ended, law, long_law, went, went_and_came
from tests.index.elastic_samples import HashedWords, in_both, own_index
from tests.index.small_corpus import TODAY, corpus_of, found, small_corpus

pytestmark = pytest.mark.shared
ROOT = Path(__file__).resolve().parents[2]
QUERIES = ("公开", "海豚", "access", "第三百条规定的事项")
"""Short ones: how far a long one is loosened depends on how common its words are, and the embedded engine counts those
of texts that went until it is built whole."""


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    with own_index(elasticsearch_url, "grow") as named:
        yield named


@pytest.fixture
def corpus(home: Path) -> Corpus:
    return with_whales(home, 200)


def with_whales(home: Path, articles: int) -> Corpus:
    opened = corpus_of(home, [*small_corpus(), long_law(articles)])
    add(opened, law("鲸鱼法", "国家保护鲸鱼。", "鲸鱼的信息应当公开。"))
    return opened


@dataclass(slots=True)
class Watched:
    """What passes through a door on the way to the server; ``fault`` answers in its place."""

    sent: list[str] = field(default_factory=list)
    fault: Callable[[str, str, bytes], tuple[int, bytes] | None] = lambda *_: None

    def __call__(self, method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        if "_bulk" in path:
            lines = [json.loads(line) for line in body.decode().splitlines()]
            self.sent += [kind for line in lines for kind in ("index", "delete") if kind in line]
        return self.fault(method, path, body)


@contextmanager
def through_a_door(cluster: Cluster) -> Iterator[tuple[Cluster, Watched]]:
    door, watched = Door(cluster.urls[0]), Watched()
    door.fault = watched
    door.open()
    try:
        yield replace(cluster, urls=(door.url,)), watched
    finally:
        door.shut()


def build(corpus: Corpus, home: Path, cluster: Cluster) -> str:
    """The name of the index that is current then."""
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    return opened(corpus, home, cluster).snapshot.manifest.index


def opened(corpus: Corpus, home: Path, cluster: Cluster) -> Searcher:
    return open_searcher(corpus, home, embedder=HashedWords(), today=lambda: TODAY, cluster=cluster)


def current_folder(home: Path) -> Path:
    folder = current(home)
    assert folder is not None
    return folder


def names(cluster: Cluster) -> dict[str, tuple[str, ...]]:
    return {facts.name: facts.aliases for facts in Indices(connect(cluster)).listed()}


def test_of_every_change_only_that_is_sent_while_searches_go_on_and_both_engines_answer_alike(
    home: Path, cluster: Cluster
) -> None:
    corpus = with_whales(home, 600)
    both, built = in_both(corpus, home, cluster), list(names(cluster))
    with through_a_door(cluster) as (through, watched), searching(both.elastic) as failures:
        for change in (came, ended, changed, went_and_came):
            watched.sent.clear()
            change(corpus)
            for each, where in ((home, None), (both.home, through)):
                build_index(corpus, each, cluster=where)
                fill_vectors(corpus, each, HashedWords(), cluster=where)
            elastic = opened(corpus, both.home, cluster)
            built.append(elastic.snapshot.manifest.index)
            assert 0 < len(watched.sent) <= 14, "a provision and its passage each, that came or went"
            assert_alike(both.embedded, elastic)
    assert failures == []
    assert parts_in(current_folder(both.home)) == 5
    assert verify_index(corpus, both.home, cluster) == []
    assert {name.split("-v-")[0] for name in names(cluster)} == set(built[-2:]), "that in use and the one before"
    assert sorted(alias for several in names(cluster).values() for alias in several) == [
        cluster.index,
        f"{cluster.index}-passages",
    ]


@contextmanager
def searching(searcher: Searcher) -> Iterator[list[Exception]]:
    """Search without a pause; gives what failed."""
    stop, failures, count = threading.Event(), list[Exception](), 0

    def search() -> None:
        nonlocal count
        while not stop.is_set():
            try:
                assert found(searcher, "敏感个人信息")[0] == "个人信息保护法#art_3"
                count += 1
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001  (whatever it is, it is a failed search)
                failures.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    try:
        yield failures
    finally:
        stop.set()
        thread.join()
    assert count > 5


def assert_alike(embedded: Searcher, elastic: Searcher) -> None:
    for query in QUERIES:
        for mode in Mode:
            request = SearchRequest(query=query, mode=mode, k=50)
            results = embedded.search(request), elastic.search(request)
            assert len({(result.total, str(result.facets), result.semantic) for result in results}) == 1
            places = [[(h.instrument, h.version, h.provision_id) for h in r.hits] for r in results]
            assert places[0][:10] == places[1][:10]
            assert sorted(places[0]) == sorted(places[1])


def test_what_the_former_index_cannot_give_is_built_whole(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    build(corpus, home, cluster)
    came(corpus)
    with through_a_door(cluster) as (through, watched):
        watched.fault = lambda _, path, __: (400, b'{"error": "no clones here"}') if "_clone" in path else None
        build(corpus, home, through)
    assert watched.sent.count("index") > 200
    assert parts_in(current_folder(home)) == 1
    connect(cluster).ask(lambda client: client.delete(index=cluster.index, id="3", refresh=True))
    went(corpus)
    build(corpus, home, cluster)
    assert parts_in(current_folder(home)) == 1, "a document of the former index was missing"
    assert verify_index(corpus, home, cluster) == []


def test_what_the_server_refuses_of_a_change_is_kept_and_nothing_is_replaced(
    corpus: Corpus, home: Path, cluster: Cluster
) -> None:
    build(corpus, home, cluster)
    before = names(cluster)
    went_and_came(corpus)

    def refuse(_: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        if "_bulk" not in path:
            return None
        lines = [json.loads(line) for line in body.decode().splitlines()]
        kinds = [(kind, line[kind]["_id"]) for line in lines for kind in ("index", "delete") if kind in line]
        error = {"type": "test", "reason": "as the test wants it"}
        items = [{kind: {"_id": each, "status": 400, "error": error}} for kind, each in kinds]
        return 200, json.dumps({"errors": True, "items": items}).encode()

    with through_a_door(cluster) as (through, watched):
        watched.fault = refuse
        with pytest.raises(DocumentsRefused, match=r"refused 3 of 3 documents; each is named .*refused\.jsonl"):
            build(corpus, home, through)
    assert len((home / "index" / "refused.jsonl").read_text("utf-8").splitlines()) == 3
    assert names(cluster) == before
    assert found(opened(corpus, home, cluster), "保护鲸鱼")[0] == "鲸鱼法#art_1"
    build(corpus, home, cluster)
    assert verify_index(corpus, home, cluster) == []


def test_a_build_that_is_killed_while_it_grows_leaves_no_index_that_looks_finished(
    corpus: Corpus, home: Path, cluster: Cluster
) -> None:
    build(corpus, home, cluster)
    before = names(cluster)
    came(corpus)
    reached = threading.Event()

    def hold(_: str, path: str, body: bytes) -> None:
        del body
        if "_clone" not in path and reached.is_set():
            time.sleep(5)
        if "_clone" in path:
            reached.set()

    script = (
        "import sys; from pathlib import Path; from index.build import build_index; from index.cluster import Cluster;"
        "from law.corpus import Corpus; home = Path(sys.argv[1]);"
        "build_index(Corpus.open(home), home, cluster=Cluster(urls=(sys.argv[2],), index=sys.argv[3]))"
    )
    with through_a_door(cluster) as (through, watched):
        watched.fault = hold
        command = [sys.executable, "-c", script, str(home), through.urls[0], cluster.index]
        with subprocess.Popen(command, cwd=ROOT) as child:
            assert reached.wait(60)
            while set(names(cluster)) == set(before):
                time.sleep(0.05)
            os.kill(child.pid, signal.SIGKILL)
    (clone,) = [facts for facts in Indices(connect(cluster)).listed() if facts.name not in before]
    assert (clone.aliases, clone.finished) == ((), False)
    assert found(opened(corpus, home, cluster), "保护鲸鱼")[0] == "鲸鱼法#art_1"
    build(corpus, home, cluster)
    assert clone.name not in names(cluster)
    assert len(names(cluster)) == 2
    assert found(opened(corpus, home, cluster), "保护海豚")[0] == "海豚法#art_1"


def test_another_data_directory_takes_over_a_grown_index_or_keeps_its_own(
    corpus: Corpus, home: Path, cluster: Cluster, tmp_path: Path
) -> None:
    build(corpus, home, cluster)
    second, third = tmp_path / "second", tmp_path / "third"
    assert build(corpus, second, cluster) == build(corpus, home, cluster)
    came(corpus)
    grown = build(corpus, home, cluster)
    assert build(corpus, second, cluster) == grown
    assert build(corpus, third, cluster) != grown, "whose provisions have other numbers"
    for each in (home, second, third):
        assert found(opened(corpus, each, cluster), "保护海豚")[0] == "海豚法#art_1"


def test_what_is_written_while_an_index_is_cloned_is_sent_again(cluster: Cluster, tmp_path: Path) -> None:
    connection, name = connect(cluster), f"{cluster.index}-g-blocked"
    indices = Indices(connection)
    indices.make(name, {"settings": {"index": {"blocks.write": True}}, "mappings": {}})
    threading.Timer(0.5, indices.writable, [name]).start()
    written = write_documents(connection, name, [("1", {"content": "公开"}), ("2", None)], tmp_path / "refused")
    assert (written.written, written.refused) == (2, 0)
    assert written.again > 0


def test_an_address_that_changed_is_given_to_other_programs(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    build(corpus, home, cluster)
    moved = law("鲸鱼法", "国家保护鲸鱼。", "鲸鱼的信息应当公开。")
    address = "https://law.example/moved"
    add(corpus, replace(moved, versions=tuple(replace(each, source_url=address) for each in moved.versions)))
    build(corpus, home, cluster)
    assert parts_in(current_folder(home)) == 2
    query = {"term": {"source_url": address}}
    answer = connect(cluster).ask(lambda client: client.search(index=cluster.index, query=query))
    assert [hit["_source"]["label"] for hit in answer["hits"]["hits"]] == ["第1条", "第2条"]
