"""An index in Elasticsearch is built beside the one in use; whatever goes wrong, the one in use goes on answering."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_index, fill_vectors, verify_index
from index.cluster import Cluster
from index.elastic_bulk import DocumentsRefused
from index.elastic_client import ClusterUnavailable, Connection, connect
from index.elastic_indices import Indices
from index.engine import EngineName
from index.haystack_provisions import ProvisionStore
from index.plan import SearchPlan
from index.records import BadQuery, IndexUnavailable, Mode, SearchRequest
from index.search import Searcher, open_searcher
from index.vectors import WrongModel
from index.wording import wording_of
from law.corpus import Corpus
from tests.elastic_server import Door
from tests.index.elastic_samples import HashedWords, own_index
from tests.index.small_corpus import TODAY, corpus_of, found, instrument, small_corpus, version

pytestmark = pytest.mark.shared
ROOT = Path(__file__).resolve().parents[2]
SENSITIVE = "个人信息保护法#art_3"


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    with own_index(elasticsearch_url, "build") as named:
        yield named


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Door]:
    opened = Door(elasticsearch_url)
    opened.open()
    yield opened
    opened.shut()


@pytest.fixture
def corpus(home: Path) -> Corpus:
    return corpus_of(home, small_corpus())


def built(corpus: Corpus, home: Path, cluster: Cluster, *, rebuild: bool = False) -> Searcher:
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster, rebuild=rebuild)
    return open_searcher(corpus, home, today=lambda: TODAY, cluster=cluster)


def best(searcher: Searcher) -> str:
    return found(searcher, "敏感个人信息")[0]


def names(cluster: Cluster) -> dict[str, tuple[str, ...]]:
    return {facts.name: facts.aliases for facts in Indices(connect(cluster)).listed()}


def test_an_index_is_built_once_and_agrees_with_the_corpus(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    first = build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    again = build_index(corpus, home, cluster=cluster)
    assert (first.built, again.built, again.engine) == (True, False, EngineName.ELASTICSEARCH)
    assert verify_index(corpus, home, cluster) == []
    assert list(names(cluster).values()) == [(cluster.index,)]


def test_a_document_that_is_lost_or_changed_is_noticed(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    built(corpus, home, cluster)
    connection = connect(cluster)
    connection.ask(lambda client: client.delete(index=cluster.index, id="3", refresh=True))
    assert "provision 3 differs" in verify_index(corpus, home, cluster)[0]


def test_searches_never_fail_while_the_index_is_built_anew(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    searcher, stop, failures, count = built(corpus, home, cluster), threading.Event(), [], 0

    def search() -> None:
        nonlocal count
        while not stop.is_set():
            try:
                assert best(searcher) == SENSITIVE
                count += 1
            except Exception as error:  # noqa: BLE001  (whatever it is, it is a failed search)
                failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        build_index(corpus, home, rebuild=True, cluster=cluster)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count > 20
    assert len(names(cluster)) == 2, "the index in use and the one before"


def test_a_build_that_is_killed_leaves_the_aliases_and_is_cleared_away(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door
) -> None:
    searcher = built(corpus, home, cluster)
    before = names(cluster)
    reached = threading.Event()

    def hold(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        del method, body
        if "_bulk" not in path:
            return None
        reached.set()
        time.sleep(5)
        # Passed on now, it would make an index of which nobody knows.
        return 503, b"{}"

    door.fault = hold
    script = (
        "import sys; from pathlib import Path; from index.build import build_index; from index.cluster import Cluster;"
        "from law.corpus import Corpus; home = Path(sys.argv[1]);"
        "build_index(Corpus.open(home), home, rebuild=True, cluster=Cluster(urls=(sys.argv[2],), index=sys.argv[3]))"
    )
    command = [sys.executable, "-c", script, str(home), door.url, cluster.index]
    with subprocess.Popen(command, cwd=ROOT) as child:
        assert reached.wait(60)
        os.kill(child.pid, signal.SIGKILL)
    unfinished = set(names(cluster)) - set(before)
    assert len(unfinished) == 1
    assert names(cluster)[unfinished.pop()] == ()
    assert best(searcher) == SENSITIVE
    build_index(corpus, home, rebuild=True, cluster=cluster)
    assert len(names(cluster)) == 2
    assert set(before) <= set(names(cluster))


def refusing(status: int, times: float) -> Callable[[str, str, bytes], tuple[int, bytes] | None]:
    """The first document of each bulk request is answered with a status, so many times."""
    left = times

    def fault(_: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        nonlocal left
        if "_bulk" not in path or left <= 0:
            return None
        left -= 1
        ids = [json.loads(line)["index"]["_id"] for line in body.decode().splitlines()[::2]]
        error = {"type": "test", "reason": "as the test wants it"}
        items = [{"index": {"_id": each, "status": status, "error": error}} for each in ids]
        return 200, json.dumps({"errors": True, "items": items}).encode()

    return fault


def test_what_the_server_is_too_busy_for_is_sent_again(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door
) -> None:
    door.fault = refusing(429, 2)
    through = replace(cluster, urls=(door.url,))
    assert best(built(corpus, home, through)) == SENSITIVE
    assert verify_index(corpus, home, through) == []


def test_what_the_server_refuses_is_counted_and_kept_and_nothing_is_replaced(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door
) -> None:
    searcher, before = built(corpus, home, cluster), names(cluster)
    door.fault = refusing(400, float("inf"))
    with pytest.raises(DocumentsRefused, match=r"refused 17 of 17 documents; each is named .*refused\.jsonl"):
        built(corpus, home, replace(cluster, urls=(door.url,)), rebuild=True)
    lines = [json.loads(line) for line in (home / "index" / "refused.jsonl").read_text("utf-8").splitlines()]
    assert {(line["status"], line["reason"]) for line in lines} == {(400, "test: as the test wants it")}
    assert len(lines) == 17
    assert names(cluster) == before
    assert best(searcher) == SENSITIVE


def test_a_second_data_directory_takes_over_what_was_built_for_the_same_texts(
    corpus: Corpus, home: Path, cluster: Cluster, tmp_path: Path
) -> None:
    built(corpus, home, cluster)
    before, second = names(cluster), tmp_path / "second"
    assert best(built(corpus, second, cluster)) == SENSITIVE
    assert names(cluster) == before
    other = corpus_of(tmp_path / "other", [instrument("新法", version("2024-01-01", "新的一条。"))])
    built(other, tmp_path / "other", cluster)
    assert len(names(cluster)) == 2


def test_vectors_are_those_of_the_files_and_come_with_a_new_index(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    assert fill_vectors(corpus, home, HashedWords(), cluster=cluster).added == 17
    for _ in range(2):
        searcher = opened_with_vectors(corpus, home, cluster)
        assert searcher.semantic.complete
        nearest = searcher.search(SearchRequest(query="处理敏感个人信息应当取得单独同意", mode=Mode.SEMANTIC))
        assert nearest.hits[0].provision_id == "art_3"
        build_index(corpus, home, rebuild=True, cluster=cluster)
    aliases = sorted(alias for several in names(cluster).values() for alias in several)
    assert aliases == [cluster.index, f"{cluster.index}-passages"]


def test_a_vector_that_the_server_lost_is_sent_again_and_no_other(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.elastic_vectors.MOST_HITS", 3)
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    fill_vectors(corpus, home, HashedWords(), cluster=cluster)
    passages, lost, sent = f"{cluster.index}-passages", [str(row << 16) for row in (4, 5, 16)], list[str]()
    for each in lost:
        connect(cluster).ask(lambda client, each=each: client.delete(index=passages, id=each, refresh=True))
    assert opened_with_vectors(corpus, home, cluster).semantic.held == 14

    def watch(_: str, path: str, body: bytes) -> None:
        if "_bulk" in path:
            sent.extend(json.loads(line)["index"]["_id"] for line in body.decode().splitlines()[::2])

    door.fault = watch
    fill_vectors(corpus, home, HashedWords(), cluster=replace(cluster, urls=(door.url,)))
    assert sent == lost
    assert opened_with_vectors(corpus, home, cluster).semantic.complete


class Unlike(HashedWords):
    """Another model: with another prefix before the texts, or of other dimensions."""

    def __init__(self, model_id: str, dimensions: int) -> None:
        self.model_id = model_id
        self.dimensions = dimensions


def test_vectors_of_another_model_prefix_or_size_are_refused_and_words_answer(
    corpus: Corpus, home: Path, cluster: Cluster
) -> None:
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    fill_vectors(corpus, home, HashedWords(), cluster=cluster)
    query = SearchRequest(query="处理敏感个人信息应当取得单独同意")
    for other in (Unlike("hashed/another prefix", 64), Unlike("hashed/1", 32)):
        searcher = open_searcher(corpus, home, embedder=other, today=lambda: TODAY, cluster=cluster)
        reason = str(searcher.semantic.reason)
        assert re.search(rf"holds vectors of hashed/1 \(64 .* not of {other.model_id} \({other.dimensions}", reason)
        answer = searcher.search(query)
        assert answer.hits[0].provision_id == "art_3"
        assert "semantic" not in answer.hits[0].why
        assert reason in answer.notes
        store = ProvisionStore(str(home), other.model_id, other.dimensions, cluster)
        with pytest.raises(WrongModel, match="LEXGAP_EMBEDDER"):
            store.embedding_retrieval([0.1] * other.dimensions)
    assert "semantic" in opened_with_vectors(corpus, home, cluster).search(query).hits[0].why


def opened_with_vectors(corpus: Corpus, home: Path, cluster: Cluster) -> Searcher:
    return open_searcher(corpus, home, embedder=HashedWords(), today=lambda: TODAY, cluster=cluster)


def test_a_part_of_the_answer_is_never_taken_for_the_whole(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door
) -> None:
    searcher = built(corpus, home, replace(cluster, urls=(door.url,), seconds=1.0))
    shards = {"total": 2, "successful": 1, "failed": 1, "skipped": 0}
    part = {"took": 1, "timed_out": False, "_shards": shards, "hits": {"hits": []}, "status": 200}
    late = {**part, "_shards": {**shards, "total": 1}, "timed_out": True}
    for answer, said in ((part, "1 of 2 shards"), (late, "out of time")):
        door.fault = lambda _, path, __, answer=answer: (
            (200, json.dumps({"responses": [answer, answer]}).encode()) if "_msearch" in path else None
        )
        with pytest.raises(ClusterUnavailable, match=said):
            found(searcher, "公开")
    door.fault = None
    assert best(searcher) == SENSITIVE


def test_without_a_server_the_message_says_what_to_do(corpus: Corpus, home: Path, cluster: Cluster, door: Door) -> None:
    searcher = built(corpus, home, replace(cluster, urls=(door.url,)))
    door.shut()
    for _ in range(2):
        began = time.monotonic()
        with pytest.raises(IndexUnavailable, match="LEXGAP_ELASTICSEARCH_URL"):
            found(searcher, "公开")
        assert time.monotonic() - began < 2
    assert "LEXGAP_ELASTICSEARCH_URL" in str(searcher.fault)
    door.open()
    time.sleep(1.1)
    assert best(searcher) == SENSITIVE
    assert searcher.fault is None


def test_an_index_that_was_deleted_in_the_server_is_told(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    searcher = built(corpus, home, cluster)
    Indices(connect(cluster)).remove(list(names(cluster)))
    with pytest.raises(IndexUnavailable, match="lexgap index"):
        found(searcher, "公开")


def test_an_index_that_was_deleted_in_the_server_is_not_current_and_is_built_anew(
    corpus: Corpus, home: Path, cluster: Cluster
) -> None:
    searcher = built(corpus, home, cluster)
    Indices(connect(cluster)).remove(list(names(cluster)))
    assert build_index(corpus, home, cluster=cluster).built
    assert best(searcher) == SENSITIVE
    assert verify_index(corpus, home, cluster) == []
    assert not build_index(corpus, home, cluster=cluster).built


def test_whether_an_index_is_current_is_one_small_question_to_the_server(
    corpus: Corpus, home: Path, cluster: Cluster, door: Door
) -> None:
    through, asked = replace(cluster, urls=(door.url,)), list[tuple[str, str]]()
    built(corpus, home, through)
    (name,) = names(cluster)

    def watch(method: str, path: str, _: bytes) -> None:
        asked.append((method, path))

    door.fault = watch
    assert not build_index(corpus, home, cluster=through).built
    assert asked == [("HEAD", f"/{name}")]
    door.shut()
    with pytest.raises(ClusterUnavailable, match="LEXGAP_ELASTICSEARCH_URL"):
        build_index(corpus, home, cluster=through)


def test_the_longest_query_is_answered_or_refused_in_words(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    engine = built(corpus, home, cluster).snapshot.engine
    for query in ("".join(chr(0x4E00 + 7 * n) for n in range(512)), " ".join("ab"[n % 2] + str(n) for n in range(100))):
        wording = wording_of(query)
        assert wording is not None
        with suppress(BadQuery):
            assert engine.find(SearchPlan(wordings=(wording,))).by_version == {}


def test_secrets_are_never_shown() -> None:
    cluster = Cluster(urls=("http://us3r:w0rd@127.0.0.1:1",), api_key="s3cret", password="s3cret2")  # noqa: S106
    connection = Connection(replace(cluster, api_key=None, password=None))
    with pytest.raises(ClusterUnavailable) as raised:
        connection.searches([({}, {})])
    for shown in (repr(cluster), cluster.shown, str(raised.value)):
        assert not any(secret in shown for secret in ("s3cret", "us3r", "w0rd"))
