"""An index open for reading: everything of one generation, checked when it is opened."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.cluster import Cluster
from index.engine import Engine, EngineName
from index.generation import Manifest, Seen, check_files, current, damaged, index_folder, pointer_mark, read_manifest
from index.holdings import Holdings
from index.layout import Layout
from index.record_file import RecordFile
from index.records import IndexUnavailable
from index.tantivy_engine import TantivyEngine
from index.vector_keys import each_key

HOLDINGS_FILE: Final = "holdings.json"
ENGINE_FOLDER: Final = "tantivy"
_ATTEMPTS: Final = 3
_SEEN: Final[Seen] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One generation. ``mark`` is the pointer's state when it was read."""

    folder: Path
    mark: tuple[int, int] | None
    manifest: Manifest
    engine: Engine
    holdings: Holdings
    records: RecordFile
    layout: Layout

    def rows_of(self, version: int) -> range:
        """The rows of a version, in document order."""
        return self.layout.rows_of(version)

    def row_versions(self) -> NDArray[np.int64]:
        """For every row the number of its version, −1 for one whose text was replaced."""
        return self.layout.row_versions

    def passages(self) -> tuple[NDArray[np.int64], list[bytes]]:
        """For every passage, in order, the row of its provision and the key of its vector."""
        return self.layout.passage_rows, each_key(self.layout.passage_keys)


def open_snapshot(home: Path, cluster: Cluster | None = None) -> Snapshot:
    """Open the current generation; raises IndexUnavailable with the command that repairs it.

    ``cluster`` is where an index lies that was built for Elasticsearch; nothing is asked of it yet.
    A build that ends at this very moment may remove the folder just read about: then the next one is opened.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        folder, mark = current(home), pointer_mark(home)
        if folder is None:
            raise IndexUnavailable(f"there is no index in {index_folder(home)} yet: run `lexgap index`")
        try:
            return _open(folder, mark, cluster)
        except IndexUnavailable:
            if attempt == _ATTEMPTS or pointer_mark(home) == mark:
                raise
    raise AssertionError


def open_generation(
    folder: Path, manifest: Manifest, cluster: Cluster | None, mark: tuple[int, int] | None = None
) -> Snapshot:
    """Open a generation whose files are known to be whole. Raises IndexUnavailable."""
    try:
        layout = Layout.read(folder)
        holdings = Holdings.read((folder / HOLDINGS_FILE).read_bytes(), layout.numbers)
        records = RecordFile(folder)
    except (OSError, ValueError) as error:
        raise damaged(folder.parent.parent, str(error)) from error
    return Snapshot(
        folder=folder,
        mark=mark,
        manifest=manifest,
        engine=_engine(folder, manifest, cluster),
        holdings=holdings,
        records=records,
        layout=layout,
    )


def _open(folder: Path, mark: tuple[int, int] | None, cluster: Cluster | None) -> Snapshot:
    manifest = read_manifest(folder)
    check_files(folder, manifest, _SEEN)
    return open_generation(folder, manifest, cluster, mark)


def _engine(folder: Path, manifest: Manifest, cluster: Cluster | None) -> Engine:
    if manifest.engine is EngineName.TANTIVY:
        return TantivyEngine(folder / ENGINE_FOLDER)
    # Its client takes a third of a second to load, which only those wait for who use it.
    from index.elastic_client import connect
    from index.elastic_engine import ElasticEngine, Sizes

    sizes = Sizes(versions=manifest.versions, passages=manifest.passages, shards=manifest.shards)
    return ElasticEngine(connect(cluster or Cluster()), manifest.index, sizes)
