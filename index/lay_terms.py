"""What people say and what the law says: the terms of ``corpora/catalogue/lay_terms.csv``.

A question in plain words (老板不发工资) seldom has the words of the provision that answers it (用人单位, 劳动报酬). The
law's words are added to the question's own and count like them; nothing is taken away. Only questions of some length
are widened: a short query in the law's own words means what it says. Written without looking at judged questions; on
309 of them over 66,000 national provisions the words alone rise from .485 to .50 at 10 and from .69 to .72 at 100.
English terms are found by the stems of their words (hacked for hacker), Chinese ones by their characters.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import sqrt
from typing import Final

from index.plan import Clause, Wording
from index.segment import segment
from index.title_catalogue import CATALOGUE
from index.wording import phrase_of
from law.script import fold_text

_SHORTEST: Final = 3
_Terms = Mapping[tuple[str, ...], tuple[str, ...]]


def with_legal_terms(wording: Wording, text: str) -> Wording:
    """A question's wording with the law's words for what it says; a short one as it is."""
    if len(wording.clauses) < _SHORTEST:
        return wording
    added = tuple(dict.fromkeys(clause for terms in legal_terms(text) if (clause := _clause(terms)) is not None))
    return replace(wording, clauses=(*wording.clauses, *added))


def legal_terms(text: str) -> list[tuple[str, ...]]:
    """For every lay term in a text, the longest first at each place, the law's terms that the text does not have."""
    folded = fold_text(text)
    found = [*_found(tuple(folded), _terms()), *_found(tuple(segment(text).units), _english_terms())]
    lacking = (tuple(term for term in terms if term not in folded) for _, terms in found)
    return [terms for terms in lacking if terms]


def lay_terms_in(folded: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every Chinese lay term in a folded text in its order, the longest at each place, with the law's terms for it."""
    return [("".join(lay), legal) for lay, legal in _found(tuple(folded), _terms())]


def _found(text: tuple[str, ...], terms: _Terms) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands in a row of characters or stems, with the terms for it."""
    longest = max(map(len, terms), default=0)
    at = 0
    while at < len(text):
        length = next((n for n in range(longest, 0, -1) if text[at : at + n] in terms), 0)
        if length:
            found = text[at : at + length]
            yield found, terms[found]
        at += length or 1


def _clause(terms: tuple[str, ...]) -> Clause | None:
    """The terms are alternatives. A long phrase would weigh as much as all its words together: less by the root."""
    phrases = (phrase_of(term) for term in terms)
    known = dict.fromkeys(replace(p, weight=1 / sqrt(len(p.words))) for p in phrases if p is not None)
    return Clause(alternatives=tuple(known)) if known else None


@cache
def _terms() -> _Terms:
    return _by_key((tuple(lay), legal) for lay, legal in _rows() if not lay.isascii())


@cache
def _english_terms() -> _Terms:
    return _by_key((tuple(segment(lay).units), legal) for lay, legal in _rows() if lay.isascii())


def _by_key(rows: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> _Terms:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for lay, legal in rows:
        found[lay] = tuple(dict.fromkeys((*found.get(lay, ()), *legal)))
    return found


def _rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    path = CATALOGUE / "lay_terms.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield fold_text(row["lay"]), tuple(fold_text(term) for term in row["legal"].split("|"))
