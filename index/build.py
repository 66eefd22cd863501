"""Building an index from the corpus: the words in one run, the vectors behind it, both able to stop at any moment."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from index import tantivy_engine
from index.cluster import Cluster
from index.engine import Builder, EngineName
from index.filling import FillReport, fill_vectors
from index.generation import (
    Manifest,
    current,
    index_folder,
    only_builder,
    publish,
    read_manifest,
    remove_others,
)
from index.generation_writing import GenerationWriter, Progress
from index.growing import EMBEDDED, Way, grow
from index.holdings import Holdings
from index.layout import Layout
from index.records import IndexUnavailable
from index.snapshot import ENGINE_FOLDER
from index.up_to_date import current_manifest, is_up_to_date
from index.verify import verify_index
from law.corpus import Corpus

if TYPE_CHECKING:
    from index.elastic_build import ElasticBuild

__all__ = ["BuildReport", "FillReport", "Progress", "build_index", "fill_vectors", "verify_index"]


class CorpusMoved(Exception):
    """The corpus was changed while an index was built from it; nothing was replaced, build again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. ``built`` is False where the index was current already."""

    built: bool
    engine: EngineName
    revision: int
    instruments: int
    versions: int
    provisions: int
    passages: int


def build_index(
    corpus: Corpus,
    home: Path,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    engine: EngineName | None = None,
    cluster: Cluster | None = None,
) -> BuildReport:
    """Build the index of the words, and make it current when it is complete; searches go on meanwhile.

    Does nothing where the current index is of the corpus's revision, this layout and the same engine, and still there.
    Where little has changed since it, only that is written. ``rebuild`` writes everything anew in any case. Without
    ``engine`` it is that of the current index, tantivy for the first. ``progress`` counts versions.
    Raises IndexBusy where another process builds, CorpusMoved, OSError for a full disk, ClusterUnavailable.
    """
    revision, held, cluster = corpus.revision(), current_manifest(home), cluster or Cluster()
    engine = engine or (held.engine if held else EngineName.TANTIVY)
    if not rebuild and held is not None and is_up_to_date(held, revision, engine, cluster):
        return _report(held, built=False)
    with only_builder(home):
        remove_others(home)
        folder = index_folder(home) / f"g-{revision}-{uuid.uuid4().hex[:8]}"
        try:
            if engine is EngineName.ELASTICSEARCH:
                manifest = _built_in_cluster(corpus, home, folder, cluster, progress, whole=rebuild)
            else:
                manifest = _built(corpus, home, folder, progress, whole=rebuild)
            publish(home, folder, manifest)
        finally:
            # What is not current by now is the rest of a failure, or the former index.
            remove_others(home)
    return _report(manifest, built=True)


def _built_in_cluster(
    corpus: Corpus, home: Path, folder: Path, cluster: Cluster, progress: Progress | None, *, whole: bool
) -> Manifest:
    from index.elastic_build import ElasticBuild
    from index.elastic_digest import Digest

    build = ElasticBuild(home, cluster, adopt=not whole, progress=progress)
    build.check_reachable()
    grown = None if whole else _grown_in_cluster(corpus, home, folder, build)
    if grown is not None:
        return grown
    digest = Digest()
    return build.run(folder, _whole(corpus, folder, digest, None), digest)


def _grown_in_cluster(corpus: Corpus, home: Path, folder: Path, build: "ElasticBuild") -> Manifest | None:
    """From the current index of the cluster where little has changed; None where a whole build is due."""
    from index.elastic_comparing import WrittenWrongly
    from index.elastic_digest import Digest, given_back
    from index.elastic_growing import Former
    from index.elastic_indices import NotCloned

    former = _former(home, EngineName.ELASTICSEARCH)
    after = build.grows_from(former[1]) if former else None
    if former is None or after is None:
        return None
    digest = Digest(after=after)
    manifest = _grown(corpus, former, folder, Way(builder=digest.without, holds=given_back), None)
    # What cannot be had from the former index, or is wrong with it, does not matter to a whole build.
    with suppress(NotCloned, WrittenWrongly):
        if manifest is not None:
            return build.run(folder, manifest, digest, Former.read(former[0], former[1].index))
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _built(corpus: Corpus, home: Path, folder: Path, progress: Progress | None, *, whole: bool) -> Manifest:
    """For the embedded engine: from the current generation where little has changed, else from nothing."""
    former = None if whole else _former(home, EngineName.TANTIVY)
    grown = _grown(corpus, former, folder, EMBEDDED, progress) if former else None
    return grown or _whole(corpus, folder, tantivy_engine.build, progress)


def _former(home: Path, engine: EngineName) -> tuple[Path, Manifest] | None:
    """The current generation, if it is of an engine and can be read."""
    with suppress(IndexUnavailable):
        folder = current(home)
        manifest = read_manifest(folder) if folder else None
        if folder and manifest and manifest.engine is engine:
            return folder, manifest
    return None


def _grown(
    corpus: Corpus, former: tuple[Path, Manifest], folder: Path, way: Way, progress: Progress | None
) -> Manifest | None:
    """From a former generation where little has changed; None, and nothing left, where a whole build is due."""
    # What is wrong with the former generation does not matter to a whole build.
    with suppress(IndexUnavailable, ValueError, KeyError, OSError, EOFError, BadZipFile):
        with _writing(corpus, folder):
            grown = grow(corpus, former, folder, way, progress)
        if grown is not None:
            return grown
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _whole(corpus: Corpus, folder: Path, builder: Builder, progress: Progress | None) -> Manifest:
    with _writing(corpus, folder):
        revision, holdings = corpus.revision(), Holdings.of(corpus.instruments())
        every = range(len(holdings.numbered))
        layout = Layout.empty(np.arange(len(every)))
        writer = GenerationWriter(corpus, folder, builder, holdings=holdings, layout=layout)
        return writer.run(every, first_row=0, revision=revision, progress=progress)


@contextmanager
def _writing(corpus: Corpus, folder: Path) -> Iterator[None]:
    """A folder to write a generation into. Raises OSError that says what to do, CorpusMoved."""
    revision = corpus.revision()
    try:
        (folder / ENGINE_FOLDER).mkdir(parents=True)
        yield
    except OSError as error:
        raise OSError(
            f"the index could not be written ({error.strerror or error}): make room or check the rights in "
            f"{folder.parent}, then run `lexgap index` again; the former index is untouched"
        ) from error
    if corpus.revision() != revision:
        raise CorpusMoved("the corpus was changed while its index was built: run `lexgap index` again")


def _report(manifest: Manifest, *, built: bool) -> BuildReport:
    names = ("engine", "revision", "instruments", "versions", "provisions", "passages")
    return BuildReport(built=built, **{name: getattr(manifest, name) for name in names})
