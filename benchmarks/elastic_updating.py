"""``python -m benchmarks.elastic_updating HOME URLS``: 1,000 provisions come to an index in Elasticsearch.

The index is built whole, with whatever vectors HOME has; then each round imports ten laws of a hundred articles, runs
``lexgap index --no-vectors``, and searches until they are found. HOME is changed: hand in a copy.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.serving import ROOT
from benchmarks.timing import timed
from benchmarks.updating import ARTICLES, LAWS, ON, add_laws
from index.build import build_index
from index.cluster import Cluster
from index.engine import EngineName
from index.record_file import parts_in
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus

_INDEX = "updated"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("home", type=Path)
    words.add_argument("urls")
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    cluster = Cluster(urls=tuple(asked.urls.split(",")), index=_INDEX)
    print("| step | s |\n|---|---|")
    with Corpus.open(asked.home) as corpus:
        _tell("a whole build", lambda: _whole(corpus, asked.home, cluster))
        searcher = open_searcher(None, asked.home, today=lambda: ON, cluster=cluster)
        for number in range(asked.rounds):
            word = f"鱻{'甲乙丙丁戊己庚辛壬癸'[number]}{int(time.time())}"
            _tell("import of 1,000 provisions", lambda word=word: add_laws(corpus, word))  # type: ignore[misc]
            _tell("`lexgap index --no-vectors`", lambda: _command(asked.home, asked.urls))
            _tell("until a search finds them", lambda word=word: _find(searcher, word))  # type: ignore[misc]
    held = searcher.snapshot
    print(f"\n{held.manifest.provisions:,} provisions in {parts_in(held.folder)} parts, load {os.getloadavg()[0]:.1f}")


def _whole(corpus: Corpus, home: Path, cluster: Cluster) -> None:
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster, rebuild=True)


def _find(searcher: Searcher, word: str) -> None:
    asked = SearchRequest(query=f'"{word}事项"', mode=Mode.LEXICAL)
    while searcher.search(asked).total != LAWS * ARTICLES:
        time.sleep(0.01)


def _command(home: Path, urls: str) -> None:
    words = [sys.executable, "-m", "ui", "index", "--no-vectors", "--json"]
    named = {"LEXGAP_HOME": str(home), "LEXGAP_ELASTICSEARCH_URL": urls, "LEXGAP_ELASTICSEARCH_INDEX": _INDEX}
    subprocess.run(words, cwd=ROOT, env={**os.environ, **named}, check=True, capture_output=True)


def _tell(name: str, work: Callable[[], object]) -> None:
    clock, _ = timed(work)
    print(f"| {name} | {clock / 1000:.2f} |", flush=True)


if __name__ == "__main__":
    main()
