"""What can be searched right now, told from the files alone: no model is opened and no engine is asked."""

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.generation import Manifest, current, index_folder, pointer_mark, read_manifest
from index.holdings import Holdings
from index.layout import Layout
from index.plan import Keep
from index.records import IndexUnavailable
from index.snapshot import HOLDINGS_FILE
from index.vector_keys import KeyTable
from index.vector_store import COMMITTED, DamagedVectors, map_matrix, read_committed_here

_REST: Final = 50
_UNNOTICED_S: Final = 0.02
_Mark = tuple[tuple[int, int] | None, tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, kw_only=True)
class _Filters:
    """What the index holds, read when it is first asked for."""

    folder: Path
    layout: Layout

    @cached_property
    def held(self) -> Holdings:
        """Without the instruments themselves, which filters do not look at."""
        held = Holdings.read((self.folder / HOLDINGS_FILE).read_bytes(), self.layout.numbers)
        return replace(held, instruments=(), numbered=(), by_id={})


@dataclass(frozen=True, kw_only=True)
class Ready:
    """An index that is there. ``lacking`` names, by model, the passages without a vector of it, where some have one."""

    manifest: Manifest
    layout: Layout
    lacking: Mapping[str, NDArray[np.bool_]]
    filters: _Filters

    @property
    def name(self) -> str:
        """Another for every build: one that was brought up to date may rank otherwise than one built anew."""
        files = hashlib.sha256(repr((sorted(self.manifest.files.items()), self.manifest.index)).encode()).hexdigest()
        return f"{self.manifest.engine}/{self.manifest.format}/{self.manifest.revision}/{files[:16]}"

    def models_for(self, keep: Keep) -> tuple[str, ...]:
        """The models of which every passage under the filters has a vector, in the order of their names."""
        whole = [model for model, lacks in self.lacking.items() if not lacks.any()]
        partly = [model for model in self.lacking if model not in whole]
        if partly:
            passing = np.append(self.filters.held.passing(keep), np.False_)
            asked = passing[self.layout.row_versions[self.layout.passage_rows]]  # −1: of no version
            whole += [model for model in partly if not (self.lacking[model] & asked).any()]
        return tuple(sorted(whole))


@dataclass(slots=True)
class Readiness:
    """How ready the index of a data directory is; looks again when its files have changed. For several threads.

    While vectors are being added it looks after a rest of fifty times what a look takes.
    """

    home: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _mark: _Mark | None = None
    _found: Ready | None = None
    _fault: str = ""
    _models: dict[Keep, tuple[str, ...]] = field(default_factory=dict)
    _next_look: float = 0.0

    def ready(self) -> Ready:
        """The index that is there. Raises IndexUnavailable, with what to do."""
        with self._lock:
            self._look()
            if self._found is None:
                raise IndexUnavailable(self._fault)
            return self._found

    def models_for(self, keep: Keep) -> tuple[str, ...]:
        """`Ready.models_for`, remembered. Raises IndexUnavailable."""
        ready = self.ready()
        with self._lock:
            if keep not in self._models:
                began = time.monotonic()
                self._models[keep] = ready.models_for(keep)
                self._rest(began)
            return self._models[keep]

    def _look(self) -> None:
        mark = (pointer_mark(self.home), _written(self.home))
        same_index = self._mark is not None and self._mark[0] == mark[0]
        if mark == self._mark or (same_index and time.monotonic() < self._next_look):
            return
        began = time.monotonic()
        self._models.clear()
        try:
            self._found = _with_vectors(self._found, self.home) if same_index and self._found else _read(self.home)
        except IndexUnavailable as error:
            self._found, self._fault = None, str(error)
        self._mark = mark
        self._rest(began)

    def _rest(self, began: float) -> None:
        took = time.monotonic() - began
        self._next_look = began + took + _REST * max(0.0, took - _UNNOTICED_S)


def _read(home: Path) -> Ready:
    folder = current(home)
    if folder is None:
        raise IndexUnavailable(f"there is no index in {index_folder(home)} yet: run `lexgap index`")
    manifest = read_manifest(folder)
    try:
        layout = Layout.read(folder)
    except (OSError, ValueError) as error:
        raise IndexUnavailable(f"the index in {folder} cannot be read ({error}): run `lexgap index`") from error
    filters = _Filters(folder=folder, layout=layout)
    return _with_vectors(Ready(manifest=manifest, layout=layout, lacking={}, filters=filters), home)


def _with_vectors(ready: Ready, home: Path) -> Ready:
    """The same index with the vectors that there are now."""
    return replace(ready, lacking=dict(_lacking(home, ready.layout.passage_keys)))


def _lacking(home: Path, keys: NDArray[np.uint8]) -> list[tuple[str, NDArray[np.bool_]]]:
    found = []
    for record in sorted((home / "vectors").glob(f"*/{COMMITTED}")):
        try:
            committed = read_committed_here(record)
            held = map_matrix(record.parent, committed)[0]
        except (OSError, DamagedVectors):
            continue  # whoever searches is told; here it only means that meaning takes no part
        if len(held):
            found.append((committed.model_id, KeyTable(held).rows(keys) < 0))
    return found


def _written(home: Path) -> tuple[tuple[str, int, int], ...]:
    records = sorted((home / "vectors").glob(f"*/{COMMITTED}"))
    return tuple((str(each), (state := each.stat()).st_mtime_ns, state.st_ino) for each in records)
