"""Passages: what an embedding model reads at once. One provision, or a part of a long one, with its context.

A model of 480 tokens reads about 700 Chinese characters. Longer provisions are cut at the ends of lines (款), else of
sentences, else of clauses, else anywhere; each passage knows its place in the provision's text.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from law.instrument import Instrument, Version
from law.provision import Provision, Unit
from law.script import CJK

MAX_TOKENS: Final = 480
KEY_BYTES: Final = 16
_RESERVED_TOKENS: Final = 16
_CONTEXT_TOKENS: Final = 120
_TOKENS_PER_CHARACTER: Final = 0.66
_TOKENS_PER_LETTER: Final = 0.3
_WIDE: Final = re.compile(f"[{CJK}\uff00-\uffef\u2e80-\u2fff\uac00-\ud7af]")
_ENDS: Final = (re.compile(r"\n+"), re.compile(r"[。！？；!?;]+|(?<=[a-z)])\.(?=\s)"), re.compile(r"[，、,：:\s]+"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``text[start:end]`` of one provision. ``context`` is the title and the headings above, joined by spaces.

    ``part`` counts the passages of a provision from 0.
    """

    part: int
    start: int
    end: int
    context: str
    text: str

    @property
    def model_text(self) -> str:
        """What the model reads: the context, then the words of the law."""
        return f"{self.context}\n{self.text}" if self.context else self.text

    @property
    def key(self) -> bytes:
        """Hash of what the model reads, its first 16 bytes: the key under which its vector is kept."""
        return hashlib.sha256(self.model_text.encode("utf-8", "replace")).digest()[:KEY_BYTES]


def passages_of(title: str, provision: Provision) -> Iterator[Passage]:
    """The passages of one provision, in order; a heading carries no text of its own and gives none."""
    if provision.unit is Unit.HEADING:
        return
    context = context_of(title, provision)
    for part, (start, end) in enumerate(cut(provision.text, room_beside(context))):
        yield Passage(part=part, start=start, end=end, context=context, text=provision.text[start:end])


def passage_id(instrument: Instrument, version: Version, provision: Provision, part: int = 0) -> str:
    """``INSTRUMENT@KEY.LANGUAGE#PROVISION``, and ``~2`` for the second part of a long provision."""
    later = f"~{part + 1}" if part else ""
    return f"{instrument.id}@{version.key}.{version.language}#{provision.id}{later}"


def title_in(instrument: Instrument, version: Version) -> str:
    """The published title in the language of the version, where it is held."""
    return instrument.titles.get(version.language, instrument.title)


def context_of(title: str, provision: Provision) -> str:
    """Title, headings from the outermost in, the provision's own number and heading."""
    return " ".join(part for part in (title, *provision.path, provision.label, provision.heading) if part)


def room_beside(context: str) -> float:
    """How many tokens are left for the text; a very long context is cut by the model, not the text."""
    return MAX_TOKENS - _RESERVED_TOKENS - min(_cost(context), _CONTEXT_TOKENS)


def cut(text: str, room: float) -> list[tuple[int, int]]:
    """Spans of the text, in order and without a gap, each of at most ``room`` tokens as estimated here."""
    if len(text) * _TOKENS_PER_CHARACTER <= room or _cost(text) <= room:
        return [(0, len(text))]
    return _join(text, _pieces(text, 0, len(text), room, _ENDS), room)


def _cost(text: str) -> float:
    """Tokens, estimated from above for the vocabulary of the multilingual E5 models."""
    wide = len(_WIDE.findall(text))
    return wide * _TOKENS_PER_CHARACTER + (len(text) - wide) * _TOKENS_PER_LETTER


def _pieces(
    text: str, start: int, end: int, room: float, ends: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, int]]:
    """Spans that each fit, cut at the coarsest kind of end that makes them fit."""
    if _cost(text[start:end]) <= room:
        yield start, end
        return
    if not ends:
        step = max(1, int(room / _TOKENS_PER_CHARACTER))
        yield from ((at, min(at + step, end)) for at in range(start, end, step))
        return
    last = start
    for match in ends[0].finditer(text, start, end):
        if match.end() > last:
            yield from _pieces(text, last, match.end(), room, ends[1:])
            last = match.end()
    if last < end:
        yield from _pieces(text, last, end, room, ends[1:])


def _join(text: str, pieces: Iterator[tuple[int, int]], room: float) -> list[tuple[int, int]]:
    """Neighbouring pieces together, as many as fit."""
    spans: list[tuple[int, int]] = []
    used = 0.0
    for start, end in pieces:
        cost = _cost(text[start:end])
        if spans and used + cost <= room:
            spans[-1] = (spans[-1][0], end)
            used += cost
        else:
            spans.append((start, end))
            used = cost
    return spans
