"""Does the index hold what the corpus holds? Ids and hashes, provision by provision; needs no crawl and no rebuild."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

from index.cluster import Cluster
from index.engine import EngineName
from index.generation import check_files, current, read_manifest
from index.records import IndexUnavailable
from index.snapshot import Snapshot, open_snapshot
from law.corpus import Corpus
from law.instrument import Version
from law.provision import Unit

_MOST_NAMED: Final = 20


def verify_index(corpus: Corpus, home: Path, cluster: Cluster | None = None) -> list[str]:
    """What is wrong, in sentences that say what to do; empty if index and corpus agree."""
    try:
        folder = current(home)
        if folder is not None:
            check_files(folder, read_manifest(folder))
        snapshot = open_snapshot(home, cluster)
        problems = [*_differences(corpus, snapshot), *_in_cluster(snapshot, cluster)]
    except IndexUnavailable as error:
        return [str(error)]
    more = len(problems) - _MOST_NAMED
    return problems[:_MOST_NAMED] + ([f"and {more} more: run `lexgap index --rebuild`"] if more > 0 else [])


def _in_cluster(snapshot: Snapshot, cluster: Cluster | None) -> Iterator[str]:
    """What Elasticsearch holds otherwise, where the words lie there."""
    if snapshot.manifest.engine is EngineName.TANTIVY:
        return
    from index.elastic_client import connect
    from index.elastic_comparing import differences
    from index.elastic_indices import Indices

    for wrong in differences(Indices(connect(cluster or Cluster())), snapshot):
        yield f"{wrong}: run `lexgap index --rebuild`"


def _differences(corpus: Corpus, snapshot: Snapshot) -> Iterator[str]:
    revision = corpus.revision()
    if snapshot.manifest.revision != revision:
        yield (
            f"the index is of corpus revision {snapshot.manifest.revision}, the corpus is at {revision}: "
            "run `lexgap index`"
        )
        return
    in_order = [(i, version) for i in corpus.instruments() for version in i.versions]
    numbers = snapshot.layout.numbers
    if len(in_order) != len(numbers):
        yield f"the index holds {len(numbers)} versions, the corpus {len(in_order)}: run `lexgap index --rebuild`"
        return
    for (instrument, version), number in zip(in_order, numbers.tolist(), strict=True):
        expected, held = _hashes(corpus, version), _held(snapshot, number)
        if held != expected:
            pairs = zip_longest(expected, held, fillvalue=("", ""))
            wrong = next(one[0] or other[0] for one, other in pairs if one != other)
            yield f"{instrument.id}@{version.key} {wrong} differs in the index: rebuild it"


def _hashes(corpus: Corpus, version: Version) -> list[tuple[str, str]]:
    return [(p.id, p.sha256) for p in corpus.provisions(version) if p.unit is not Unit.HEADING]


def _held(snapshot: Snapshot, version: int) -> list[tuple[str, str]]:
    rows = [row for row in snapshot.rows_of(version) if row < len(snapshot.records)]
    provisions = [record.provision for record in snapshot.records.read_all(rows) if record.version == version]
    return [(provision.id, provision.sha256) for provision in provisions]
