"""Searches while an index in Elasticsearch is built anew: ``python -m benchmarks.elastic_rebuild HOME URLS``.

HOME holds a corpus. The index is built once; then threads search without a pause while ``lexgap index --engine
elasticsearch --rebuild`` runs and makes the new index current. Prints how many searches gave the same
as before, something else, or an error.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.elastic_nodes import QUERIES, THREADS, Load
from benchmarks.serving import ROOT
from index.build import build_index
from index.cluster import Cluster
from index.engine import EngineName
from index.search import open_searcher
from law.corpus import Corpus

_INDEX = "rebuilt"


def main(home: Path, urls: str) -> None:
    cluster = Cluster(urls=tuple(urls.split(",")), index=_INDEX)
    with Corpus.open(home) as corpus:
        print(build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster))
    load, quiet = Load(home, cluster), open_searcher(None, home, cluster=cluster)
    truth = {str(query): found for query, found in (load.ask(quiet) for _ in QUERIES)}
    before = quiet.snapshot.manifest.index
    threads = [threading.Thread(target=load.run, args=(truth,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    _rebuild(home, urls)
    built = time.monotonic()
    time.sleep(5)
    load.stop.set()
    for thread in threads:
        thread.join()
    after = open_searcher(None, home, cluster=cluster).snapshot.manifest.index
    took = sorted(each for _, each, _ in load.done)
    print(f"rebuilt in {built - began:.0f} s: {before} → {after}")
    print(len(load.done), Counter(said for _, _, said in load.done))
    print(f"p50 {took[len(took) // 2]:.2f} s, slowest {took[-1]:.2f} s, load {os.getloadavg()[0]:.1f}")


def _rebuild(home: Path, urls: str) -> None:
    words = [sys.executable, "-m", "ui", "index", "--engine", "elasticsearch", "--rebuild", "--no-vectors"]
    named = {"LEXGAP_HOME": str(home), "LEXGAP_ELASTICSEARCH_URL": urls, "LEXGAP_ELASTICSEARCH_INDEX": _INDEX}
    subprocess.run(words, cwd=ROOT, env={**os.environ, **named}, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
