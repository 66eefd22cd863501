"""Titles in 《》 within a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTitle:
    """A title in 《》 within a text; ``start`` and ``end`` include the marks."""

    title: str
    start: int
    end: int


def titles_in(text: str) -> Iterator[NamedTitle]:
    """The titles in 《》, outermost only: 《关于修改〈甲〉的决定》 and 《实施《甲》办法》 are one each. Linear."""
    depth = start = 0
    for match in re.finditer("[《》]", text):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield NamedTitle(title=text[start + 1 : match.start()], start=start, end=match.end())
