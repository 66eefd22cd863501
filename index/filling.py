"""Vectors for the passages of an index, computed behind a running search; stopped and resumed at any moment."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.cluster import Cluster
from index.embedding.embedder import Embedder
from index.engine import EngineName
from index.holdings import NEVER_ENDS
from index.passages import passages_of, title_in
from index.snapshot import Snapshot, open_snapshot
from index.vectors import VectorFile, writing_vectors

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
_BATCH: Final = 128
_SHARED_AT: Final = 128 * 40
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """Vectors ``added``, and ``held`` of ``total`` passages afterwards; ``stopped`` if asked to end early."""

    added: int
    held: int
    total: int
    stopped: bool


def fill_vectors(
    corpus: object,
    home: Path,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
    cluster: Cluster | None = None,
) -> FillReport:
    """Compute the vectors that the current index lacks, national law without a known end first.

    Each batch is on the disk for good before the next: ``stop`` is asked, and ``progress`` told (passages held, of
    how many), after each. A text that was embedded before, in any version or index, is not computed again. The texts
    are those of the index, so the corpus is not read. An index in Elasticsearch is given its vectors on the way.
    Raises IndexUnavailable, VectorsBusy, OSError for a full disk.
    """
    del corpus
    snapshot, folder = open_snapshot(home, cluster), vector_folder(home, embedder.model_id)
    rows, keys = snapshot.passages()
    with writing_vectors(folder, model_id=embedder.model_id, dimensions=embedder.dimensions) as writer:
        passages_with = Counter(keys)
        missing = _in_order_of_need(snapshot, writer.missing(keys), rows)
        held, added = len(keys) - sum(passages_with[keys[p]] for p in missing), 0
        share = _sharing(home, snapshot, embedder, cluster)
        while missing and not (stop is not None and stop()):
            batch, missing = missing[:_BATCH], missing[_BATCH:]
            wanted = [keys[p] for p in batch]
            added += writer.append(wanted, embedder.embed_passages(passage_texts(snapshot, batch, rows)))
            held += sum(passages_with[key] for key in wanted)
            if progress is not None:
                progress(held, len(keys))
            if added // _SHARED_AT > (added - len(wanted)) // _SHARED_AT:
                share()
        share()
    return FillReport(added=added, held=held, total=len(keys), stopped=bool(missing))


def _sharing(home: Path, snapshot: Snapshot, embedder: Embedder, cluster: Cluster | None) -> Callable[[], None]:
    """Gives an engine that holds vectors itself those that were written since; nothing where they lie in files."""
    if snapshot.manifest.engine is EngineName.TANTIVY:
        return lambda: None
    from index.elastic_build import share_and_lead

    folder = vector_folder(home, embedder.model_id)

    def share() -> None:
        vectors = VectorFile.open(folder, model_id=embedder.model_id, dimensions=embedder.dimensions)
        share_and_lead(home, snapshot, vectors, cluster or Cluster())

    return share


def vector_folder(home: Path, model_id: str) -> Path:
    """Where the vectors of a model lie."""
    return home / "vectors" / _NOT_IN_NAMES.sub("-", model_id)


def passage_texts(snapshot: Snapshot, passages: Sequence[int], rows: NDArray[np.int64]) -> list[str]:
    """What the model reads of passages, by their numbers."""
    texts = []
    for passage in passages:
        record = snapshot.records.read(int(rows[passage]))
        title = title_in(*snapshot.holdings.numbered[record.version])
        part = passage - int(np.searchsorted(rows, rows[passage]))
        texts.append(list(passages_of(title, record.provision))[part].model_text)
    return texts


def _in_order_of_need(snapshot: Snapshot, missing: Sequence[int], rows: NDArray[np.int64]) -> list[int]:
    """What may be law still before what has ended, and within that the nation's before the provinces'."""
    facts, versions = snapshot.holdings.facts, snapshot.row_versions()
    need = [(f.end != NEVER_ENDS, f.jurisdiction.count("-")) for f in facts]
    return sorted(missing, key=lambda passage: (need[versions[rows[passage]]], passage))
