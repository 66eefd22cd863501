"""Building an index in Elasticsearch: written beside the one in use, compared, then made current in one step.

The provisions are first read from the corpus into a generation folder, which answers from then on; what is searched is
written from there. A build that dies leaves the aliases alone; the next one of the same data directory clears it away.
Another machine's finished index of the same words is taken over instead of being written again.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.cluster import Cluster
from index.elastic_bulk import write_documents
from index.elastic_client import Json, connect
from index.elastic_comparing import compare
from index.elastic_digest import Digest
from index.elastic_documents import words_document
from index.elastic_growing import Former, Growing
from index.elastic_indices import Indices
from index.elastic_mapping import MAPPING, words_body
from index.elastic_vectors import REFUSED, share_vectors, vector_files
from index.engine import EngineName
from index.generation import Manifest, current, index_folder, read_manifest
from index.records import IndexUnavailable
from index.snapshot import Snapshot, open_generation
from index.vectors import VectorFile

Progress = Callable[[int, int], None]


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

    def grows_from(self, manifest: Manifest) -> str | None:
        """The digest of a former index, if the next can be made from it: one of the same kind that is still there."""
        for facts in self._indices.listed():
            if facts.name == manifest.index and facts.finished and facts.meta.get("mapping") == MAPPING:
                return facts.meta["digest"] if manifest.shards == self._connection.cluster.shards else None
        return None

    def run(self, folder: Path, manifest: Manifest, digest: Digest, former: Former | None = None) -> Manifest:
        """Write and compare the index, then lead the aliases to it; the manifest that says where it is.

        From a ``former`` one only the change is written. Raises ClusterUnavailable, DocumentsRefused, WrittenWrongly,
        NotCloned; the aliases are then as they were.
        """
        self._clear()
        snapshot = open_generation(folder, manifest, self._connection.cluster)
        digest.given_back(snapshot.holdings)
        index = self._same(digest.hex, manifest.provisions) if self._adopt else None
        made = None if index else f"{self._connection.cluster.index}-{folder.name}"
        about = {"engine": EngineName.ELASTICSEARCH, "index": index or made, "owner": self._owner}
        manifest = manifest.model_copy(update={**about, "shards": self._connection.cluster.shards})
        snapshot = replace(snapshot, manifest=manifest)
        try:
            if made:
                self._write(snapshot, digest, former)
            self._lead(snapshot)
        except BaseException:
            self._drop(made)
            raise
        self._clear()
        return manifest

    def _write(self, snapshot: Snapshot, digest: Digest, former: Former | None) -> None:
        made, refused = snapshot.manifest.index, index_folder(self._home) / REFUSED
        about = {"mapping": MAPPING, "name": made, "revision": snapshot.manifest.revision}
        meta = {"owner": self._owner, "digest": digest.hex, **about}
        documents = self._documents(snapshot, former.rows if former else 0)
        if former is None:
            self._indices.make(made, words_body(self._connection.cluster, meta))
            write_documents(self._connection, made, documents, refused)
            self._indices.refresh(made)
            compare(self._indices, snapshot)
            self._indices.complete(made, meta, merge=True)
            return
        growing = Growing(connection=self._connection, former=former, snapshot=snapshot, refused_file=refused)
        growing.words(meta, documents)
        for vectors in vector_files(self._home):
            growing.vectors(vectors.model_id)

    def _lead(self, snapshot: Snapshot) -> None:
        """The vectors of every model too, then the aliases; other programs see those written last."""
        shared = [share_vectors(self._connection, self._home, snapshot, v) for v in vector_files(self._home)]
        self._indices.swap(snapshot.manifest.index, next(iter(shared), None))

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

    def _documents(self, snapshot: Snapshot, first_row: int) -> Iterator[tuple[str, Json]]:
        versions, rows = len(snapshot.holdings.numbered), np.sort(snapshot.layout.rows)
        rows = rows[rows >= first_row]
        for done, row in enumerate(rows.tolist()):
            yield str(row), words_document(row, snapshot.records.read(row), snapshot.holdings)
            if self._progress is not None and done % 500 == 0:
                self._progress(1 + done * versions // len(rows), versions)

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
