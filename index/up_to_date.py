"""Whether the current index is the one that a build would make, so that nothing needs to be built."""

from pathlib import Path

from index.cluster import Cluster
from index.engine import EngineName
from index.generation import FORMAT, Manifest, current, read_manifest_of_any_layout
from index.records import IndexUnavailable


def current_manifest(home: Path) -> Manifest | None:
    """The current generation's manifest, of whatever layout; None where there is none that can be read."""
    try:
        folder = current(home)
        return read_manifest_of_any_layout(folder) if folder else None
    except IndexUnavailable:
        return None


def is_up_to_date(held: Manifest, revision: int, engine: EngineName, cluster: Cluster) -> bool:
    """Whether an index is of a revision and an engine, of this layout, and still there. Raises ClusterUnavailable.

    The files of a generation say nothing of the index in Elasticsearch, which may have been deleted there.
    """
    if (held.format, held.revision, held.engine) != (FORMAT, revision, engine):
        return False
    if engine is EngineName.TANTIVY:
        return True
    from index.elastic_client import connect
    from index.elastic_indices import Indices

    return Indices(connect(cluster)).exists(held.index)
