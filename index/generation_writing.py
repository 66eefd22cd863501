"""Writing the files of a generation: one pass over texts of the corpus fills engine, records and list of passages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from index.durable_file import flush_directory, write_durably
from index.engine import Builder, Entry
from index.generation import FORMAT, Manifest, Sums, files_of
from index.headings import headings_of
from index.holdings import Holdings
from index.layout import Layout
from index.passages import KEY_BYTES, passages_of, title_in
from index.record_file import Record, RecordWriter, parts_in
from index.snapshot import ENGINE_FOLDER, HOLDINGS_FILE
from law.corpus import Corpus
from law.provision import Provision, Unit

Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""
_NOTHING_KNOWN: Final[Sums] = {}


class GenerationWriter:
    """Writes versions into the folder of a generation, behind the rows that it has already.

    ``layout`` says where those lie; versions that are ``written`` have none yet.
    """

    def __init__(self, corpus: Corpus, folder: Path, builder: Builder, *, holdings: Holdings, layout: Layout) -> None:
        self._corpus = corpus
        self._builder = builder
        self._folder = folder
        self._holdings = holdings
        self._layout = layout
        self._records = RecordWriter(folder, part=parts_in(folder))
        self._starts, self._ends = layout.starts.copy(), layout.ends.copy()
        self._passage_rows: list[int] = []
        self._passage_keys: list[bytes] = []

    def run(
        self,
        written: Sequence[int],
        *,
        first_row: int,
        revision: int,
        known: Sums = _NOTHING_KNOWN,
        progress: Progress | None = None,
    ) -> Manifest:
        """Write everything but the manifest, which is returned. ``known`` are sums of files that are there already."""
        with self._records:
            self._builder(self._folder / ENGINE_FOLDER, self._entries(written, first_row, progress))
        write_durably(self._folder / HOLDINGS_FILE, self._holdings.to_json())
        layout = self._grown()
        layout.save(self._folder)
        flush_directory(self._folder)
        return Manifest(
            format=FORMAT,
            revision=revision,
            instruments=len(self._holdings.instruments),
            versions=len(self._holdings.numbered),
            provisions=len(layout.rows),
            passages=len(layout.passage_rows),
            files=files_of(self._folder, known),
        )

    def _entries(self, written: Sequence[int], row: int, progress: Progress | None) -> Iterator[Entry]:
        for done, number in enumerate(written, 1):
            facts, (instrument, version) = self._holdings.facts[number], self._holdings.numbered[number]
            title = title_in(instrument, version)
            self._starts[number] = row
            for provision in self._corpus.provisions(version):
                if provision.unit is Unit.HEADING:
                    continue
                self._add_passages(row, title, provision)
                self._records.add(Record(version=number, provision=provision))
                path, label = " ".join(provision.path), f"{provision.label} {provision.heading}"
                yield Entry(
                    row=row,
                    version=facts,
                    title=title,
                    path=path,
                    label=label,
                    headings=headings_of(provision),
                    text=provision.text,
                )
                row += 1
            self._ends[number] = row
            if progress is not None:
                progress(done, len(written))

    def _add_passages(self, row: int, title: str, provision: Provision) -> None:
        for passage in passages_of(title, provision):
            self._passage_rows.append(row)
            self._passage_keys.append(passage.key)

    def _grown(self) -> Layout:
        rows = np.array(self._passage_rows, dtype=np.int64)
        keys = np.frombuffer(b"".join(self._passage_keys), dtype=np.uint8).reshape(-1, KEY_BYTES)
        passages = {
            "passage_rows": np.concatenate([self._layout.passage_rows, rows]),
            "passage_keys": np.concatenate([self._layout.passage_keys, keys]),
        }
        return replace(self._layout, starts=self._starts, ends=self._ends, **passages)
