"""The same meaning in the other language: terms of ``corpora/catalogue/terms.csv``, one concept a row.

A query is put into the other language where the glossary knows half of its words; the terms are then alternatives of
each concept, at a lower weight than the words that were typed.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.plan import Clause, Wording
from index.segment import segment
from index.title_catalogue import CATALOGUE
from index.wording import phrase_of, required, says_little

WEIGHT: Final = 0.7
_HALF: Final = 0.5
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept's terms in each language."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The concepts in one language, by the units of their terms: the key is a term's units in order."""

    concepts: Mapping[tuple[str, ...], Concept]
    longest: int


def other_wordings(text: str) -> tuple[Wording, ...]:
    """The query in the other language; nothing where too few of its words are known."""
    units = segment(text).units
    counted = [unit for unit in units if not says_little(unit)]
    if not counted:
        return ()
    in_chinese = bool(_HAN.search(text))
    concepts, covered = _found(units, read_glossary(chinese=in_chinese))
    if covered < _HALF * len(counted):
        return ()
    clauses = tuple(dict.fromkeys(_clause(c.english if in_chinese else c.chinese) for c in concepts))
    return (Wording(clauses=clauses, required=required(len(clauses)), weight=WEIGHT),)


def concepts_of(text: str) -> tuple[tuple[Concept, ...], int]:
    """The concepts that a text names, and how many of its words, those that say little left out, name none."""
    units = segment(text).units
    concepts, covered = _found(units, read_glossary(chinese=bool(_HAN.search(text))))
    return tuple(concepts), sum(not says_little(unit) for unit in units) - covered


def _found(units: list[str], glossary: Glossary) -> tuple[list[Concept], int]:
    """The concepts in a row of units, the longest term first at each place; and how many units they cover."""
    found: list[Concept] = []
    terms, longest = glossary.concepts, glossary.longest
    covered = at = 0
    while at < len(units):
        length = next((n for n in range(longest, 0, -1) if tuple(units[at : at + n]) in terms), 0)
        if length:
            found.append(terms[tuple(units[at : at + length])])
            covered += sum(not says_little(unit) for unit in units[at : at + length])
        at += length or 1
    return found, covered


def _clause(terms: tuple[str, ...]) -> Clause:
    phrases = (phrase_of(term) for term in terms)
    return Clause(alternatives=tuple(dict.fromkeys(phrase for phrase in phrases if phrase is not None)))


@cache
def read_glossary(folder: Path = CATALOGUE, *, chinese: bool) -> Glossary:
    """The terms in Chinese or in English; none where the project's data lies elsewhere."""
    concepts: dict[tuple[str, ...], Concept] = {}
    for concept in each_concept(folder):
        for term in concept.chinese if chinese else concept.english:
            concepts.setdefault(tuple(segment(term).units), concept)
    return Glossary(concepts=concepts, longest=max(map(len, concepts), default=0))


def each_concept(folder: Path = CATALOGUE) -> Iterator[Concept]:
    """The concepts in the order of the table; none where the project's data lies elsewhere."""
    for row in read_terms(folder / "terms.csv"):
        chinese = dict.fromkeys((*row["zh_hans"], *row["zh_hant"]))
        yield Concept(chinese=tuple(chinese), english=row["en"])


def read_terms(path: Path = CATALOGUE / "terms.csv") -> Iterator[dict[str, tuple[str, ...]]]:
    """The terms of each concept by column (zh_hans, zh_hant, en); none where the project's data lies elsewhere."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: _terms(row[column]) for column in ("zh_hans", "zh_hant", "en")}


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in cell.split("|") if term.strip())
