"""Searches while one of three Elasticsearch nodes is killed: ``python -m benchmarks.elastic_nodes HOME URLS``.

HOME holds a corpus, URLS name the nodes, all of this machine, with commas between; the process of the last is killed.
Prints how many searches gave the same as before, something else, or an error, before the kill and after it.
"""

import os
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from elasticsearch import Elasticsearch

from index.build import build_index
from index.cluster import Cluster
from index.engine import EngineName
from index.records import IndexUnavailable, Mode, SearchRequest, SearchResult
from index.search import Searcher, open_searcher
from law.corpus import Corpus

QUERIES = ("个人信息", "政府信息公开", "查询通信记录要什么手续", "商业秘密", "劳动合同", "环境影响评价", "未成年人")
BEFORE_S = 8.0
AFTER_S = 25.0
THREADS = 4


@dataclass
class Load:
    """What became of the searches: when each began, how long it took, and its outcome."""

    home: Path
    cluster: Cluster
    stop: threading.Event = field(default_factory=threading.Event)
    done: list[tuple[float, float, str]] = field(default_factory=list)
    number: int = 0

    def ask(self, searcher: Searcher) -> tuple[object, ...]:
        """The next of the searches."""
        self.number += 1
        query = QUERIES[self.number % len(QUERIES)]
        return query, outcome(searcher.search(SearchRequest(query=query, mode=Mode.LEXICAL)))

    def run(self, truth: dict[str, object]) -> None:
        """Search until told to stop."""
        searcher = open_searcher(None, self.home, cluster=self.cluster)
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                query, found = self.ask(searcher)
                said = "same" if found == truth[str(query)] else "WRONG"
            except IndexUnavailable as error:
                said = f"error: {error}"[:80]
            self.done.append((began, time.monotonic() - began, said))


def outcome(result: SearchResult) -> tuple[object, ...]:
    """What must not change."""
    return result.total, tuple((hit.instrument, hit.provision_id) for hit in result.hits)


def process_of(url: str) -> int:
    """The process of a node, as it names it."""
    client = Elasticsearch(url)
    nodes = client.nodes.info(node_id="_local", metric="process").body["nodes"]
    client.close()
    return int(next(iter(nodes.values()))["process"]["id"])


def main(home: Path, urls: str) -> None:
    cluster = Cluster(urls=tuple(urls.split(",")), index="nodes", shards=3)
    with Corpus.open(home) as corpus:
        print(build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster, rebuild=True))
    load, quiet = Load(home, cluster), open_searcher(None, home, cluster=cluster)
    truth = {str(query): found for query, found in (load.ask(quiet) for _ in QUERIES)}
    threads = [threading.Thread(target=load.run, args=(truth,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    time.sleep(BEFORE_S)
    victim = process_of(cluster.urls[-1])
    killed = time.monotonic()
    os.kill(victim, signal.SIGKILL)
    time.sleep(AFTER_S)
    load.stop.set()
    for thread in threads:
        thread.join()
    for name, part in (
        ("before", [d for d in load.done if d[0] < killed]),
        ("after", [d for d in load.done if d[0] >= killed]),
    ):
        took = sorted(each for _, each, _ in part)
        middle, slowest = took[len(took) // 2], took[-1]
        print(name, Counter(said for _, _, said in part), f"p50 {middle:.2f} s, slowest {slowest:.2f} s")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
