"""The words of an entry by field: the same for every engine, so that every engine scores alike."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from index.engine import Entry
from index.segment import Segmented, own_folding, segment

PAIRS: Final = "pairs"
"""The field of pairs: title, headings, number and text as one, since a question rarely says where its words stand.

Two fields whose scores are added count a word twice that stands in both, and a text under a telling heading loses to
one that repeats the word (docs/search-quality.md).
"""
WORD_FIELDS: Final = (PAIRS,)
HEADINGS: Final = "headings"
"""The field of headings, each by itself: units at their places, for what must stand in a heading."""
BREAK: Final = "|"
"""Stands between title, headings and text, so that no phrase runs across; never a word itself."""
EXACT: Final = "_exact"
"""Ending of the fields that hold words as published, where folding them changes them."""


def words_of_entry(entry: Entry) -> tuple[dict[str, str], bool]:
    """Words joined by spaces, by field; and whether the text is its own folding and needs no second fields."""
    context = (entry.title, entry.path, entry.label)
    as_folded = all(map(_own_folding_seen, context)) and own_folding(entry.text)
    fields = words_of(context, entry.text) | _headings(entry.headings)
    if as_folded:
        return fields, as_folded
    published = words_of(context, entry.text, exact_script=True) | _headings(entry.headings, exact_script=True)
    return fields | published, as_folded


def words_of(context: Sequence[str], text: str, *, exact_script: bool = False) -> dict[str, str]:
    """What stands above a text (title, headings, number), and the text."""
    suffix = EXACT if exact_script else ""
    above = [_segmented_seen(part, exact_script=exact_script) for part in context]
    words = segment(text, exact_script=exact_script)
    return {
        PAIRS + suffix: f" {BREAK} ".join(" ".join(part.pairs) for part in (*above, words) if part.pairs),
        "units" + suffix: " ".join(chain(*(part.units for part in above), words.units)),
    }


def _headings(headings: Sequence[str], *, exact_script: bool = False) -> dict[str, str]:
    each = (_segmented_seen(heading, exact_script=exact_script) for heading in headings)
    return {HEADINGS + (EXACT if exact_script else ""): f" {BREAK} ".join(" ".join(part.units) for part in each)}


@lru_cache(maxsize=4096)
def _segmented_seen(text: str, *, exact_script: bool) -> Segmented:
    """Titles and headings come again and again."""
    return segment(text, exact_script=exact_script)


@lru_cache(maxsize=4096)
def _own_folding_seen(text: str) -> bool:
    return own_folding(text)
