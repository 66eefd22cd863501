"""Building an index in Elasticsearch: written beside the one in use, compared, then made current in one step.

The provisions are first read from the corpus into a generation folder, which answers from then on; what is searched is
written from there. A build that dies leaves the aliases alone; the next one of the same data directory clears it away.
Another machine's finished index of the same words is taken over instead of being written again.
"""

import hashlib
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from index.cluster import Cluster
from index.elastic_bulk import write_documents
from index.elastic_client import Json, connect
from index.elastic_documents import words_document
from index.elastic_indices import Indices
from index.elastic_mapping import words_body
from index.elastic_vectors import REFUSED, share_vectors, vector_files
from index.engine import EngineName, Entry
from index.generation import FORMAT, Manifest, current, index_folder, read_manifest
from index.records import IndexUnavailable
from index.snapshot import Snapshot, open_generation
from index.vectors import VectorFile

MAPPING: Final = 2
"""Raise this when the documents in Elasticsearch change: indices built before are then not taken over."""
Progress = Callable[[int, int], None]


class WrittenWrongly(IndexUnavailable):
    """What the server holds is not what was sent; the former index is still searched."""


class Digest:
    """A hash over all that an index is made of, entry by entry."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256(f"{FORMAT}.{MAPPING}".encode())

    def add(self, entry: Entry) -> None:
        """Take in the next entry."""
        self._sum.update(
            repr((entry.version, entry.title, entry.path, entry.label, entry.headings, entry.text)).encode()
        )

    def __call__(self, folder: Path, entries: Iterable[Entry]) -> None:
        """Read all entries, as an engine's builder does; nothing is written."""
        del folder
        for entry in entries:
            self.add(entry)

    @property
    def hex(self) -> str:
        """The hash so far."""
        return self._sum.hexdigest()


class ElasticBuild:
    """One build: from a finished generation folder to an index that is current in the cluster."""

    def __init__(self, home: Path, cluster: Cluster, *, adopt: bool, progress: Progress | None) -> None:
        self._home = home
        self._connection = connect(cluster)
        self._indices = Indices(self._connection)
        self._adopt = adopt
        self._progress = progress
        self._owner = f"{socket.gethostname()}:{home.resolve()}"

    def check_reachable(self) -> None:
        """Before anything is read: raises ClusterUnavailable."""
        self._indices.listed()

    def run(self, folder: Path, manifest: Manifest, digest: str) -> Manifest:
        """Write and compare the index, then lead the aliases to it; the manifest that says where it is.

        Raises ClusterUnavailable, DocumentsRefused, WrittenWrongly; the aliases are then as they were.
        """
        self._clear()
        index = self._same(digest, manifest.provisions) if self._adopt else None
        made = None if index else f"{self._connection.cluster.index}-{folder.name}"
        about = {"engine": EngineName.ELASTICSEARCH, "index": index or made, "owner": self._owner}
        manifest = manifest.model_copy(update={**about, "shards": self._connection.cluster.shards})
        snapshot = open_generation(folder, manifest, self._connection.cluster)
        try:
            self._fill(snapshot, made, digest)
        except BaseException:
            self._drop(made)
            raise
        self._clear()
        return manifest

    def _fill(self, snapshot: Snapshot, made: str | None, digest: str) -> None:
        meta = {"owner": self._owner, "digest": digest, "revision": snapshot.manifest.revision}
        if made:
            self._indices.make(made, words_body(self._connection.cluster, meta))
            write_documents(self._connection, made, self._documents(snapshot), index_folder(self._home) / REFUSED)
            self._indices.refresh(made)
            compare(self._indices, snapshot)
            self._indices.complete(made, meta, merge=True)
        first = None
        for vectors in vector_files(self._home):
            first = first or share_vectors(self._connection, self._home, snapshot, vectors)
        self._indices.swap(snapshot.manifest.index, first)

    def _drop(self, made: str | None) -> None:
        """What failed is cleared away at once if the server still answers, else by the next build."""
        with suppress(IndexUnavailable):
            self._indices.remove(
                [facts.name for facts in self._indices.listed() if made and facts.name.startswith(made)]
            )

    def _same(self, digest: str, provisions: int) -> str | None:
        """A finished index of the same words that is current in the cluster."""
        for facts in self._indices.listed():
            if facts.aliases and facts.meta.get("digest") == digest and self._indices.count(facts.name) == provisions:
                return facts.name
        return None

    def _documents(self, snapshot: Snapshot) -> Iterator[tuple[str, Json]]:
        total = len(snapshot.holdings.numbered)
        for row in range(len(snapshot.records)):
            record = snapshot.records.read(row)
            yield str(row), words_document(row, record, snapshot.holdings)
            if self._progress is not None and row % 500 == 0:
                self._progress(record.version + 1, total)

    def _clear(self) -> None:
        try:
            folder = current(self._home)
            keep = read_manifest(folder).index if folder else None
        except IndexUnavailable:
            keep = None
        self._indices.remove(self._indices.leftovers(keep=keep, owner=self._owner))


def share_and_lead(home: Path, snapshot: Snapshot, vectors: VectorFile, cluster: Cluster) -> None:
    """Vectors computed since the build go to the server too, and other programs are led to them."""
    connection = connect(cluster)
    name = share_vectors(connection, home, snapshot, vectors)
    Indices(connection).swap(snapshot.manifest.index, name)


def compare(indices: Indices, snapshot: Snapshot) -> None:
    """Every provision must be there with the hash of its words. Raises WrittenWrongly."""
    index = snapshot.manifest.index
    wrong = next(differences(indices, snapshot), None)
    if wrong is not None:
        raise WrittenWrongly(f"{index} is not what was sent ({wrong}): build again; the former index is still searched")


def differences(indices: Indices, snapshot: Snapshot) -> Iterator[str]:
    """What the server holds otherwise than the generation, in words."""
    index, row = snapshot.manifest.index, 0
    for held in indices.fields(index, "row", ("row", "sha256")):
        if row >= len(snapshot.records) or (held["row"], held["sha256"]) != (row, _sha256(snapshot, row)):
            yield f"provision {row} differs in the index {index} of Elasticsearch"
            return
        row += 1
    if row != len(snapshot.records):
        yield f"the index {index} of Elasticsearch holds {row} provisions, not {len(snapshot.records)}"


def _sha256(snapshot: Snapshot, row: int) -> str:
    return snapshot.records.read(row).provision.sha256
