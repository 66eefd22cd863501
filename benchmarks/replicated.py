"""``python -m benchmarks.replicated FROM TO --provisions 1000000``: a data directory with as many provisions as asked.

Every law of FROM is there several times, under titles of its own and each time with other characters left out of its
texts. The index is built as any other, from a corpus that makes the copies as they are read; the vectors are drawn.
With ``--elasticsearch URL INDEX`` it is built there, and the vectors are sent there too if ``--vectors`` is said.
Prints what building took, what lies on the disk, and the most memory that building held.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.timing import peak_memory_mb, processor_s
from index.build import build_index
from index.cluster import Cluster
from index.elastic_build import share_and_lead
from index.embedding import open_embedder
from index.engine import EngineName
from index.filling import vector_folder
from index.snapshot import open_snapshot
from index.vectors import VectorFile, writing_vectors
from law.corpus import Corpus
from law.instrument import Instrument, Version
from law.provision import Provision

_AT_ONCE = 20_000
_COPY = "copy"
_MOST_COPIES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicated:
    """What a build asks of a corpus, with ``copies`` of every instrument."""

    corpus: Corpus
    copies: int

    def revision(self) -> int:
        """That of the corpus."""
        return self.corpus.revision()

    def instruments(self) -> Iterator[Instrument]:
        """Every instrument as it is, then its copies; the number of a copy stands in its text's number."""
        for instrument in self.corpus.instruments():
            for copy in range(self.copies):
                yield _renamed(instrument, copy) if copy else instrument

    def provisions(self, version: Version) -> tuple[Provision, ...]:
        """The text of a version; in a copy without every so many'th character."""
        held, copy = (
            divmod(version.held_as or 0, _MOST_COPIES) if version.source == _COPY else (version.held_as or 0, 0)
        )
        provisions = self.corpus.provisions(replace(version, held_as=held))
        return tuple(replace(p, text=_thinned(p.text, 7 + copy)) for p in provisions) if copy else provisions


def _renamed(instrument: Instrument, copy: int) -> Instrument:
    titles: Mapping[str, str] = {language: f"{title}（副本{copy}）" for language, title in instrument.titles.items()}
    versions = tuple(
        replace(v, source=_COPY, held_as=(v.held_as or 0) * _MOST_COPIES + copy) for v in instrument.versions
    )
    return replace(instrument, id=f"{instrument.id}-{copy}", titles=titles, versions=versions)


def _thinned(text: str, step: int) -> str:
    return "".join(char for at, char in enumerate(text) if at % step != step - 1)


def draw_vectors(home: Path) -> None:
    """Vectors drawn at random for every passage of the index, under the keys that the real ones would have."""
    model = open_embedder(home / "models")
    _, keys = open_snapshot(home).passages()
    random = np.random.default_rng(20260101)
    with writing_vectors(vector_folder(home, model.model_id), model_id=model.model_id) as writer:
        missing = writer.missing(keys)
        for at in range(0, len(missing), _AT_ONCE):
            batch = [keys[position] for position in missing[at : at + _AT_ONCE]]
            drawn = random.standard_normal((len(batch), model.dimensions), dtype=np.float32)
            writer.append(batch, drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


def send_vectors(home: Path, cluster: Cluster) -> None:
    """Those of a data directory, to where its index lies."""
    model = open_embedder(home / "models")
    vectors = VectorFile.open(vector_folder(home, model.model_id), model_id=model.model_id)
    share_and_lead(home, open_snapshot(home, cluster), vectors, cluster)


def disk_mb(folder: Path) -> float:
    """What lies in a folder, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("source", type=Path)
    words.add_argument("home", type=Path)
    words.add_argument("--provisions", type=int, default=1_000_000)
    words.add_argument("--elasticsearch", nargs=2, metavar=("URL", "INDEX"), help="build it there")
    words.add_argument("--vectors", action="store_true", help="with the vectors, which takes half an hour")
    asked = words.parse_args()
    url, index = asked.elasticsearch or ("", "")
    cluster = Cluster(urls=(url,), index=index) if url else None
    asked.home.mkdir(parents=True, exist_ok=True)
    shutil.copytree(asked.source / "models", asked.home / "models", dirs_exist_ok=True)
    with Corpus.open(asked.source) as corpus:
        held = open_snapshot(asked.source).manifest.provisions
        copies = Replicated(corpus=corpus, copies=max(1, round(asked.provisions / held)))
        began, used = time.perf_counter(), processor_s()
        engine = EngineName.ELASTICSEARCH if cluster else EngineName.TANTIVY
        report = build_index(cast("Corpus", copies), asked.home, rebuild=True, engine=engine, cluster=cluster)
        took, used = time.perf_counter() - began, processor_s() - used
    print(f"{report.provisions:,} provisions of {report.instruments:,} instruments, load {os.getloadavg()[0]:.1f}")
    print(f"words: {took:.0f} s, {used:.0f} s of the processor, {disk_mb(asked.home / 'index'):,.0f} MB on the disk")
    print(f"memory while building: {peak_memory_mb():,.0f} MB")
    began, used = time.perf_counter(), processor_s()
    draw_vectors(asked.home)
    took, used = time.perf_counter() - began, processor_s() - used
    print(f"vectors, drawn: {took:.0f} s, {used:.0f} s of the processor, {disk_mb(asked.home / 'vectors'):,.0f} MB")
    if cluster and asked.vectors:
        began = time.perf_counter()
        send_vectors(asked.home, cluster)
        print(f"the same in Elasticsearch: {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
