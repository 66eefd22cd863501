"""From one generation of an index to the next where little has changed: what stays is shared, not written again.

The files of the words and the records never change once they are written, so the new generation links to them. Texts
that came are added behind, those that went are taken out of the words; their rows stay empty until the next whole
build. That is done when too much has gone, since words of texts that went are still counted in the scores.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index import tantivy_engine
from index.engine import Builder, VersionFacts
from index.generation import Manifest, Sums
from index.generation_writing import GenerationWriter, Progress
from index.holdings import Holdings
from index.layout import PASSAGES_FILE, Layout
from index.passages import title_in
from index.record_file import RecordFile, parts_in
from index.snapshot import ENGINE_FOLDER, HOLDINGS_FILE
from law.corpus import Corpus
from law.instrument import Instrument, Version

_MOST_WRITTEN: Final = 1 / 5
"""The share of versions beyond which a whole build is as quick."""
_MOST_EMPTY: Final = 1 / 50
"""The share of rows whose texts may have gone."""
_MOST_PARTS: Final = 32
_WRITTEN_ANEW: Final = (HOLDINGS_FILE, PASSAGES_FILE)

Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The versions as the new generation numbers them; which of them are ``written``; which old ones are ``dropped``.

    A version that stays keeps its number. A changed one is dropped and written.
    """

    holdings: Holdings
    numbers: NDArray[np.int64]
    written: tuple[int, ...]
    dropped: tuple[int, ...]


def _nothing(version: Version) -> Mark:
    del version
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an engine goes from one generation to the next: ``builder`` is given which versions go.

    What the engine ``holds`` of a version beside its words is written anew where it changed; the embedded engine holds
    nothing else.
    """

    builder: Callable[[tuple[int, ...]], Builder]
    holds: Callable[[Version], Mark] = _nothing


EMBEDDED: Final = Way(builder=lambda dropped: partial(tantivy_engine.grow, dropped=dropped))


def growth(
    before: Holdings,
    instruments: Iterable[Instrument],
    new_texts: Iterable[int],
    holds: Callable[[Version], Mark] = _nothing,
) -> Growth:
    """What must be written; ``new_texts`` are the corpus's numbers of texts that came since."""
    held = tuple(instruments)
    came = set(new_texts)
    facts = Holdings.of(held).facts
    in_order = [(i, v) for i in held for v in i.versions]
    numbered = enumerate(zip(before.numbered, before.facts, strict=True))
    former = {(_mark(i, v, f), holds(v)): n for n, ((i, v), f) in numbered}
    numbers = [-1] * len(in_order)
    for at, ((instrument, version), fact) in enumerate(zip(in_order, facts, strict=True)):
        number = former.get((_mark(instrument, version, fact), holds(version)), -1)
        if number < len(in_order) and version.held_as not in came:
            numbers[at] = number
    free = iter(sorted(set(range(len(in_order))) - set(numbers)))
    kept = set(numbers)
    numbers = [next(free) if number < 0 else number for number in numbers]
    return Growth(
        holdings=Holdings.of(held, np.array(numbers, dtype=np.int64)),
        numbers=np.array(numbers, dtype=np.int64),
        written=tuple(sorted(set(numbers) - kept)),
        dropped=tuple(number for number in range(len(before.numbered)) if number not in kept),
    )


def _mark(instrument: Instrument, version: Version, facts: VersionFacts) -> Mark:
    """All that words, passages and records of a version are made of, its text by its number and hashes."""
    text = (version.held_as, version.text_sha256, version.sha256, version.source_ref)
    seen = (facts.jurisdiction, facts.kind, facts.language, facts.promulgated, facts.start, facts.end)
    return (instrument.id, *text, title_in(instrument, version), *seen)


def grow(
    corpus: Corpus, former: tuple[Path, Manifest], folder: Path, way: Way = EMBEDDED, progress: Progress | None = None
) -> Manifest | None:
    """Write the next generation beside a former one; None where a whole build is due. Raises OSError, ValueError."""
    old, held = former
    if parts_in(old) >= _MOST_PARTS:
        return None
    revision, layout = corpus.revision(), Layout.read(old)
    before = Holdings.read((old / HOLDINGS_FILE).read_bytes(), layout.numbers)
    change = growth(before, corpus.instruments(), corpus.texts_since(held.revision), way.holds)
    remaining = layout.kept(np.array(change.dropped, dtype=np.int64), change.numbers)
    first_row = len(RecordFile(old))
    if not _worth_it(change, remaining, first_row):
        return None
    known = _shared(old, folder, held.files)
    builder = way.builder(change.dropped)
    writer = GenerationWriter(corpus, folder, builder, holdings=change.holdings, layout=remaining)
    return writer.run(change.written, first_row=first_row, revision=revision, known=known, progress=progress)


def _worth_it(change: Growth, remaining: Layout, rows: int) -> bool:
    few = len(change.written) <= _MOST_WRITTEN * len(change.numbers)
    return few and rows - len(remaining.rows) <= _MOST_EMPTY * rows


def _shared(old: Path, folder: Path, sums: Mapping[str, tuple[int, int]]) -> Sums:
    """Link to the files of the former generation, or copy them; the sums of those that are the very same files."""
    known = {}
    for name, expected in sums.items():
        if name in _WRITTEN_ANEW:
            continue
        if _replaced(name):
            shutil.copyfile(old / name, folder / name)
            continue
        with suppress(OSError):
            os.link(old / name, folder / name)
            known[name] = expected
        if name not in known:
            shutil.copyfile(old / name, folder / name)
    return known


def _replaced(name: str) -> bool:
    """Whether the engine may write it anew: all but its data."""
    return name.startswith(f"{ENGINE_FOLDER}/") and name.endswith(".json")
