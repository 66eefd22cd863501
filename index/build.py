"""Building an index from the corpus: the words in one run, the vectors behind it, both able to stop at any moment."""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import tantivy_engine
from index.cluster import Cluster
from index.durable_file import flush_directory, write_durably
from index.engine import Builder, EngineName, Entry
from index.filling import FillReport, fill_vectors
from index.generation import (
    FORMAT,
    Manifest,
    current,
    files_of,
    index_folder,
    only_builder,
    publish,
    read_manifest,
    remove_others,
)
from index.holdings import Holdings
from index.passages import KEY_BYTES, passages_of, title_in
from index.record_file import Record, RecordWriter
from index.records import IndexUnavailable
from index.snapshot import ENGINE_FOLDER, HOLDINGS_FILE, PASSAGES_FILE
from index.verify import verify_index
from law.corpus import Corpus
from law.provision import Provision, Unit

__all__ = ["BuildReport", "FillReport", "Progress", "build_index", "fill_vectors", "verify_index"]

Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


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

    Does nothing where the current index is of the corpus's revision and for the same engine, unless ``rebuild``.
    Without ``engine`` it is that of the current index, tantivy for the first. ``progress`` counts versions.
    Raises IndexBusy where another process builds, CorpusMoved, OSError for a full disk, ClusterUnavailable.
    """
    revision, held = corpus.revision(), _current_manifest(home)
    engine = engine or (held.engine if held else EngineName.TANTIVY)
    if not rebuild and held is not None and (held.revision, held.engine) == (revision, engine):
        return _report(held, built=False)
    with only_builder(home):
        remove_others(home)
        folder = index_folder(home) / f"g-{revision}-{uuid.uuid4().hex[:8]}"
        try:
            if engine is EngineName.ELASTICSEARCH:
                manifest = _built_in_cluster(corpus, home, folder, cluster or Cluster(), progress, adopt=not rebuild)
            else:
                manifest = _built(corpus, folder, tantivy_engine.build, progress)
            publish(home, folder, manifest)
        finally:
            # What is not current by now is the rest of a failure, or the former index.
            remove_others(home)
    return _report(manifest, built=True)


def _built_in_cluster(
    corpus: Corpus, home: Path, folder: Path, cluster: Cluster, progress: Progress | None, *, adopt: bool
) -> Manifest:
    from index.elastic_build import Digest, ElasticBuild

    build, digest = ElasticBuild(home, cluster, adopt=adopt, progress=progress), Digest()
    build.check_reachable()
    manifest = _built(corpus, folder, digest, None)
    return build.run(folder, manifest, digest.hex)


def _built(corpus: Corpus, folder: Path, builder: Builder, progress: Progress | None) -> Manifest:
    revision = corpus.revision()
    try:
        (folder / ENGINE_FOLDER).mkdir(parents=True)
        manifest = _Build(corpus, folder, builder, progress).run(revision)
    except OSError as error:
        raise OSError(
            f"the index could not be written ({error.strerror or error}): make room or check the rights in "
            f"{folder.parent}, then run `lexgap index` again; the former index is untouched"
        ) from error
    if corpus.revision() != revision:
        raise CorpusMoved("the corpus was changed while its index was built: run `lexgap index` again")
    return manifest


class _Build:
    """One build in progress: one pass over the corpus fills the engine, the records and the list of passages."""

    def __init__(self, corpus: Corpus, folder: Path, builder: Builder, progress: Progress | None) -> None:
        self._corpus = corpus
        self._builder = builder
        self._folder = folder
        self._progress = progress
        self._records = RecordWriter(folder)
        self._next_row = 0
        self._first_rows: list[int] = []
        self._passage_rows: list[int] = []
        self._passage_keys: list[bytes] = []

    def run(self, revision: int) -> Manifest:
        """Write everything but the manifest, which is returned."""
        holdings = Holdings.of(self._corpus.instruments())
        with self._records:
            self._builder(self._folder / ENGINE_FOLDER, self._entries(holdings))
        write_durably(self._folder / HOLDINGS_FILE, holdings.to_json())
        self._write_passages()
        return Manifest(
            format=FORMAT,
            revision=revision,
            instruments=len(holdings.instruments),
            versions=len(holdings.numbered),
            provisions=self._next_row,
            passages=len(self._passage_rows),
            files=files_of(self._folder),
        )

    def _entries(self, holdings: Holdings) -> Iterator[Entry]:
        total = len(holdings.numbered)
        for facts, (instrument, version) in zip(holdings.facts, holdings.numbered, strict=True):
            provisions = self._corpus.provisions(version)
            title = title_in(instrument, version)
            self._first_rows.append(self._next_row)
            for provision in provisions:
                if provision.unit is Unit.HEADING:
                    continue
                row, self._next_row = self._next_row, self._next_row + 1
                self._add_passages(row, title, provision)
                self._records.add(Record(version=facts.number, provision=provision))
                path, label = " ".join(provision.path), f"{provision.label} {provision.heading}"
                yield Entry(row=row, version=facts, title=title, path=path, label=label, text=provision.text)
            if self._progress is not None:
                self._progress(facts.number + 1, total)

    def _add_passages(self, row: int, title: str, provision: Provision) -> None:
        for passage in passages_of(title, provision):
            self._passage_rows.append(row)
            self._passage_keys.append(passage.key)

    def _write_passages(self) -> None:
        rows = np.array(self._passage_rows, dtype=np.int32)
        first_rows = np.array([*self._first_rows, self._next_row], dtype=np.int64)
        keys = np.frombuffer(b"".join(self._passage_keys), dtype=np.uint8).reshape(-1, KEY_BYTES)
        with (self._folder / PASSAGES_FILE).open("wb") as file:
            np.savez(file, rows=rows, keys=keys, first_rows=first_rows)
            file.flush()
            os.fsync(file.fileno())
        flush_directory(self._folder)


def _current_manifest(home: Path) -> Manifest | None:
    """The current generation's manifest; None where there is none that can be used."""
    try:
        folder = current(home)
        return read_manifest(folder) if folder else None
    except IndexUnavailable:
        return None


def _report(manifest: Manifest, *, built: bool) -> BuildReport:
    names = ("engine", "revision", "instruments", "versions", "provisions", "passages")
    return BuildReport(built=built, **{name: getattr(manifest, name) for name in names})
