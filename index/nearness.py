"""Expressions that must stand near each other (``"个人信息 出境"~10``) as places in the stream of pairs."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from index.plan import Beside
from index.query import Near
from index.records import BadQuery
from index.segment import segment


def beside_of(near: Iterable[Near], *, exact_script: bool = False) -> Iterator[Beside]:
    """Each expression beside the next. Raises BadQuery for a single character, whose places are not kept."""
    for each in near:
        words = [segment(part, exact_script=exact_script).pairs for part in each.parts]
        if any(not pairs or (len(pairs) == 1 and len(pairs[0]) == 1 and not pairs[0].isascii()) for pairs in words):
            raise BadQuery("~ is for expressions of two characters or more, and for whole words")
        for one, other in pairwise(words):
            # Pairs of characters overlap, so the last of one expression reaches one place less far than its characters.
            overlap = not (one[-1].isascii() and other[-1].isascii())
            yield Beside(one=(one[0], one[-1]), other=(other[0], other[-1]), gap=each.within + overlap)
