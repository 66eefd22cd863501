"""A Chinese act as printed in a document: title, history in brackets, perhaps a table of contents, then the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from law.heading import article_label, split_heading
from law.identifier import title_key

_OPENING: Final = re.compile(r"[（(](?:[0-9〇零一二三四五六七八九十]{4}\s?年|根据|依据|经)")
_CONTENTS: Final = frozenset({"目录", "目次"})
_MOST_TITLE_LINES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAct:
    """``history`` are the bracketed lines without their brackets, ``body`` all that follows them, without contents."""

    title: str
    history: tuple[str, ...]
    body: tuple[str, ...]


def split_act(lines: Sequence[str], *, title: str = "") -> PrintedAct:
    """Take a document apart. ``title`` is what its record calls it; without one, the first line is the title."""
    printed, rest = _title(lines, title)
    history, rest = _history(rest)
    return PrintedAct(title=title or printed, history=tuple(history), body=tuple(_without_contents(rest)))


def _title(lines: Sequence[str], title: str) -> tuple[str, Sequence[str]]:
    """Titles may be broken over lines; nothing before the text is dropped that is not the title."""
    joined = ""
    for count, line in enumerate(lines[:_MOST_TITLE_LINES], 1):
        joined += line
        if title_key(joined) == title_key(title):
            return joined, lines[count:]
    return ("", lines) if title else ("".join(lines[:1]), lines[1:])


def _history(lines: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """From the bracket that opens with a day to the one that closes it, over as many lines as it is printed on."""
    if not lines or not _OPENING.match(lines[0]):
        return [], lines
    depth, history = 0, []
    for count, line in enumerate(lines, 1):
        depth += sum(line.count(mark) for mark in "（(") - sum(line.count(mark) for mark in "）)")
        history.append(line)
        if depth <= 0:
            inner = [each.strip() for each in history]
            inner[0] = inner[0][1:]
            inner[-1] = inner[-1][:-1]
            return [each for each in inner if each], lines[count:]
    return [], lines


def _without_contents(lines: Sequence[str]) -> Sequence[str]:
    """The table of contents ends where its first heading is printed again, or where the first article begins."""
    start = next((n for n, line in enumerate(lines[:20]) if "".join(line.split()) in _CONTENTS), None)
    if start is None or start + 1 >= len(lines):
        return lines
    first = "".join(lines[start + 1].split())
    for number in range(start + 2, len(lines)):
        if "".join(lines[number].split()) == first or article_label(lines[number]) or not split_heading(lines[number]):
            return [*lines[:start], *lines[number:]]
    return lines
