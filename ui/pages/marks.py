"""Marking spans of published text, line by line, and shortening long text around them. The text is always escaped."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

Spans = Sequence[tuple[int, int]]

_SENTENCE_ENDS: Final = frozenset("。；;!?！？\n")
_REACH: Final = 90
_CUT: Final = "…"


def marked_lines(text: str, spans: Spans = (), *, window: tuple[int, int] | None = None) -> list[Markup]:
    """The lines of the text (a line is a paragraph) with the spans marked; ``window`` keeps only a part of it."""
    if not spans and window is None:
        return [escape(line) for line in text.split("\n") if line.strip()]
    start, end = window or (0, len(text))
    lines = [
        _marked(text, spans, max(start, begin), min(end, finish))
        for begin, finish in _lines(text)
        if begin < end and finish > start and text[max(start, begin) : min(end, finish)].strip()
    ]
    if lines and start > 0:
        lines[0] = escape(_CUT) + lines[0]
    if lines and end < len(text):
        lines[-1] += escape(_CUT)
    return lines


def excerpt_window(text: str, spans: Spans, *, longest: int) -> tuple[int, int]:
    """Which part of a text to show: all of a short one, else ``longest`` characters around the first marks."""
    if len(text) <= longest:
        return 0, len(text)
    first = min((s for s, _ in merged(spans, len(text))), default=0)
    start = 0 if first < longest // 2 else _sentence_start(text, first)
    start = min(start, len(text) - longest)
    return start, start + longest


def merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Spans in order, within the text, those that touch or overlap joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def read_spans(text: str) -> tuple[str, list[tuple[int, int]]] | None:
    """Read ``art_13:0-12,20-25`` from an address: a provision and spans of its text; None if it is something else."""
    provision, _, rest = text.rpartition(":")
    spans = [part.partition("-") for part in rest.split(",")[:50]]
    if not provision or not all(_is_offset(a) and _is_offset(b) for a, _, b in spans):
        return None
    return provision, [(int(a), int(b)) for a, _, b in spans]


def write_spans(provision: str, spans: Spans) -> str:
    """The form that ``read_spans`` reads; at most the first 20 spans."""
    return f"{provision}:" + ",".join(f"{a}-{b}" for a, b in spans[:20])


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def _marked(text: str, spans: Spans, start: int, end: int) -> Markup:
    pieces, at = [], start
    for begin, finish in merged(((max(s, start), min(e, end)) for s, e in spans), len(text)):
        pieces += [escape(text[at:begin]), Markup("<mark>{}</mark>").format(text[begin:finish])]
        at = finish
    return Markup("").join([*pieces, escape(text[at:end])])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _sentence_start(text: str, position: int) -> int:
    for at in range(position, max(0, position - _REACH), -1):
        if text[at - 1] in _SENTENCE_ENDS:
            return at
    return max(0, position - _REACH // 2)
