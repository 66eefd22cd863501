"""What one text of a law changes in another: provision by provision, and word by word within a provision.

Script, width, white space and punctuation are no change: publishers set them differently. What is shown is the text as
published: the parts that are kept and inserted, joined, are the newer text to the last character.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from law.provision import Provision
from law.provision_pairs import pair_provisions
from law.script import CJK, fold

_WORD: Final = re.compile(rf"[{CJK}\W_]|[^{CJK}\W_]+")
_SENTENCE: Final = re.compile(r"[^。；;!?\n]+[。；;!?\n]*")
_MOST_WORDS: Final = 4_000
_ISLAND: Final = 3
"""Fewer words than these that stay the same between two changes are shown as part of one change: it reads better."""


class Op(StrEnum):
    """What became of a part of a text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Change(StrEnum):
    """What became of a provision. ``RENUMBERED`` has the same words under another number."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text as published: of the newer one, or of the older one where it was deleted."""

    op: Op
    """Whether both texts have it, only the newer one, or only the older one."""
    text: str
    """Its words: of the newer text, or of the older one where they were deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionChange:
    """One provision of either text. ``old`` is None for an added one, ``new`` for a removed one.

    A reworded one may be renumbered too: then the ids differ. ``pieces`` are of the text, ``heading`` of the heading.
    """

    change: Change
    old: Provision | None
    new: Provision | None
    pieces: tuple[Piece, ...] = ()
    heading: tuple[Piece, ...] = ()


def diff_provisions(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[ProvisionChange, ...]:
    """Every provision of both texts in the order of the newer one; removed ones stand where they were."""
    return tuple(_changes(old, new))


def _changes(old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[ProvisionChange]:
    came_from = pair_provisions(old, new)
    removed = iter([place for place in range(len(old)) if place not in set(came_from.values())])
    coming = next(removed, None)
    furthest = -1
    for place, provision in enumerate(new):
        origin = came_from.get(place)
        furthest = max(furthest, -1 if origin is None else origin)
        while coming is not None and coming < furthest:
            yield _change(old[coming], None)
            coming = next(removed, None)
        yield _change(None if origin is None else old[origin], provision)
    while coming is not None:
        yield _change(old[coming], None)
        coming = next(removed, None)


def _change(old: Provision | None, new: Provision | None) -> ProvisionChange:
    pieces = diff_texts(old.text if old else "", new.text if new else "")
    heading = diff_texts(old.heading if old else "", new.heading if new else "")
    return ProvisionChange(
        change=_kind(old, new, (*pieces, *heading)), old=old, new=new, pieces=pieces, heading=heading
    )


def _kind(old: Provision | None, new: Provision | None, pieces: Sequence[Piece]) -> Change:
    if old is None or new is None:
        return Change.ADDED if old is None else Change.REMOVED
    if any(piece.op is not Op.EQUAL for piece in pieces):
        return Change.REWORDED
    return Change.UNCHANGED if old.id == new.id else Change.RENUMBERED


def diff_texts(old: str, new: str) -> tuple[Piece, ...]:
    """The parts of two texts in order. Long texts are compared sentence by sentence."""
    mine, theirs = _words(old), _words(new)
    if not mine or not theirs:
        ops = ((Op.DELETE, old if mine else ""), (Op.INSERT if theirs else Op.EQUAL, new))
        return tuple(Piece(op=op, text=text) for op, text in ops if text)
    if max(len(mine), len(theirs)) > _MOST_WORDS:
        mine, theirs = _sentences(old), _sentences(new)
    return _joined(_pieces(old, new, mine, theirs))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """What is compared, folded, and its place in the published text."""

    key: str
    start: int
    end: int


def _words(text: str) -> list[_Unit]:
    """Every Chinese character and every other word; what is no letter or numeral is left out."""
    folded = fold(text)
    found = []
    for match in _WORD.finditer(folded.text):
        if match[0][0].isalnum():
            start, end = folded.origin(*match.span())
            found.append(_Unit(key=match[0], start=start, end=end))
    return found


def _sentences(text: str) -> list[_Unit]:
    found = []
    for match in _SENTENCE.finditer(text):
        key = "".join(filter(str.isalnum, fold(match[0]).text))
        if key:
            found.append(_Unit(key=key, start=match.start(), end=match.end()))
    return found


def _pieces(old: str, new: str, mine: list[_Unit], theirs: list[_Unit]) -> Iterator[Piece]:
    shown = 0
    for same, i1, i2, j1, j2 in _blocks([u.key for u in mine], [u.key for u in theirs]):
        end = theirs[j2 - 1].end if j2 > j1 else shown
        if same:
            yield Piece(op=Op.EQUAL, text=new[shown:end])
            shown = end
            continue
        if j2 > j1 and theirs[j1].start > shown:
            yield Piece(op=Op.EQUAL, text=new[shown : theirs[j1].start])
            shown = theirs[j1].start
        if i2 > i1:
            yield Piece(op=Op.DELETE, text=old[mine[i1].start : mine[i2 - 1].end])
        if j2 > j1:
            yield Piece(op=Op.INSERT, text=new[shown:end])
            shown = end
    if shown < len(new):
        yield Piece(op=Op.EQUAL, text=new[shown:])


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].op is piece.op is Op.EQUAL:
            joined[-1] = Piece(op=Op.EQUAL, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _blocks(mine: list[str], theirs: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Blocks that are the same or not, with small islands between two changes taken into them."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    codes = [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    merged: list[tuple[bool, int, int, int, int]] = []
    for number, (same, i1, i2, j1, j2) in enumerate(codes):
        island = bool(same and i2 - i1 < _ISLAND and 0 < number < len(codes) - 1)
        if merged and (island or not same) and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1], i2, merged[-1][3], j2)
        else:
            merged.append((same and not island, i1, i2, j1, j2))
    return merged
