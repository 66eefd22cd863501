"""Where the provisions of an index lie: the rows of every version, and the passages of every row."""

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.passages import KEY_BYTES

PASSAGES_FILE: Final = "passages.npz"
_PARTS_BITS: Final = 16
"""A provision of more parts would have thirty million characters."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Rows and passages of a generation.

    ``starts`` and ``ends`` bound the rows of every version, by its number; ``numbers`` gives the versions' numbers in
    the order of the instruments. Rows that lie in no version are of texts that were replaced since. ``passage_rows``
    holds for every passage, in order, the row of its provision; ``passage_keys`` its vector's key.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    numbers: NDArray[np.int64]
    passage_rows: NDArray[np.int64]
    passage_keys: NDArray[np.uint8]

    @classmethod
    def empty(cls, numbers: NDArray[np.int64]) -> Self:
        """Of so many versions, of which nothing is written yet."""
        none = np.zeros(len(numbers), np.int64)
        keys = np.empty((0, KEY_BYTES), np.uint8)
        return cls(starts=none, ends=none, numbers=numbers, passage_rows=np.empty(0, np.int64), passage_keys=keys)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """That of a generation. Raises OSError, ValueError."""
        with np.load(folder / PASSAGES_FILE) as arrays:
            if "first_rows" in arrays:
                bounds = arrays["first_rows"]
                rows = {"starts": bounds[:-1], "ends": bounds[1:], "numbers": np.arange(len(bounds) - 1)}
            else:
                rows = {name: arrays[name] for name in ("starts", "ends", "numbers")}
            return cls(**rows, passage_rows=arrays["rows"].astype(np.int64), passage_keys=arrays["keys"])

    @cached_property
    def row_versions(self) -> NDArray[np.int64]:
        """For every row the number of its version, −1 for one that is of none."""
        versions = np.full(int(self.ends.max(initial=0)), -1, np.int64)
        versions[self.rows] = np.repeat(np.arange(len(self.starts)), self.ends - self.starts)
        return versions

    @cached_property
    def passage_numbers(self) -> NDArray[np.int64]:
        """A number for every passage, in order, that stays when others go: its row, and which of its parts it is."""
        return (self.passage_rows << _PARTS_BITS) + self.passage_parts

    @cached_property
    def passage_parts(self) -> NDArray[np.int64]:
        """For every passage which part of its provision it is, counted from 0."""
        return np.arange(len(self.passage_rows)) - np.searchsorted(self.passage_rows, self.passage_rows)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The rows that are in a version, version by version."""
        return spread(self.starts, self.ends)

    def rows_of(self, version: int) -> range:
        """The rows of a version, in document order."""
        return range(int(self.starts[version]), int(self.ends[version]))

    def kept(self, dropped: NDArray[np.int64], numbers: NDArray[np.int64]) -> "Layout":
        """Without the rows of some versions, and with room for the versions that ``numbers`` numbers."""
        room = max(len(numbers) - len(self.starts), 0)
        bounds = [np.pad(each, (0, room))[: len(numbers)] for each in (self.starts, self.ends)]
        gone = dropped[dropped < len(numbers)]
        for each in bounds:
            each[gone] = 0
        stay = ~np.isin(self.row_versions[self.passage_rows], dropped)
        return replace(
            self,
            starts=bounds[0],
            ends=bounds[1],
            numbers=numbers,
            passage_rows=self.passage_rows[stay],
            passage_keys=self.passage_keys[stay],
        )

    def save(self, folder: Path) -> None:
        """Write it into a generation, durably."""
        bounds = {name: getattr(self, name) for name in ("starts", "ends", "numbers")}
        with (folder / PASSAGES_FILE).open("wb") as file:
            np.savez(file, rows=self.passage_rows.astype(np.int32), keys=self.passage_keys, **bounds)
            file.flush()
            os.fsync(file.fileno())


def spread(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each start to before its end, one stretch after another."""
    lengths = ends - starts
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.asarray(np.repeat(starts, lengths) + within, np.int64)
