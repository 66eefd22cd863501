"""The written questions where they lie: tens of thousands of texts of which an answer shows ten."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

_FIRST_OF_CJK, _LAST_OF_CJK = 0xE3, 0xE9
"""With which bytes the characters U+3000 to U+9FFF begin in UTF-8, and no others."""


class QuestionTexts(Sequence[str]):
    """The first column of a table in UTF-8, whose first line names the columns; each text is read when it is asked."""

    def __init__(self, table: NDArray[np.uint8]) -> None:
        lines, tabs = np.flatnonzero(table == ord("\n")), np.flatnonzero(table == ord("\t"))
        self._table = table
        self._starts = lines[:-1] + 1
        self._ends = tabs[np.searchsorted(tabs, self._starts)]

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """One text, or several."""
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        return self._table[self._starts[at] : self._ends[at]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    @cached_property
    def chinese(self) -> NDArray[np.bool_]:
        """Which of them have Chinese or Japanese characters."""
        cjk = (self._table >= _FIRST_OF_CJK) & (self._table <= _LAST_OF_CJK)
        bounds = np.stack([self._starts, self._ends], axis=1).ravel()
        return np.asarray(np.logical_or.reduceat(cjk, bounds)[::2])
