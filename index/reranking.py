"""The first hits in the order of a model that reads the query beside each text: only where a deployment names one.

Such a model puts in order what the search has found and finds nothing more. One that fails, or takes too long, takes no
part in that answer, and a note says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from index.hits import Scored
from index.passages import context_of, title_in
from index.snapshot import Snapshot


class NotReranked(Exception):
    """The order of the search was kept; the message says why."""


class Reranker(Protocol):
    """A model that puts texts in order. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """What hits and notes call it."""

    @property
    def first(self) -> int:
        """How many of the first hits it is given."""

    def order(self, query: str, texts: Sequence[str]) -> Sequence[tuple[int, float | None]]:
        """The places of texts with their scores, best first; one without a score has None, others may be missing.

        Raises ``NotReranked``.
        """


def in_order(
    by: Reranker | None, snapshot: Snapshot, query: str, ranking: Iterator[Scored], count: int
) -> tuple[Sequence[Scored], tuple[str, ...]]:
    """So many hits of a ranking, the first of them in a model's order if there is one; and what to tell."""
    if by is None:
        return list(islice(ranking, count)), ()
    scored = list(islice(ranking, max(count, by.first)))
    first, rest = scored[: by.first], scored[by.first :]
    if len(first) < 2:
        return scored, ()
    try:
        order = dict(by.order(query, [_read(snapshot, each.row) for each in first]))
    except NotReranked as reason:
        return scored, (f"the re-ranker {by.name} took no part: {reason}",)
    return [*_moved(by, first, order), *rest], ()


def _moved(by: Reranker, first: Sequence[Scored], order: Mapping[int, float | None]) -> Iterator[Scored]:
    """The hits in a model's order, then in the search's what it left out.

    A hit has the score of its place, as hits stand in the order of their scores; the model's own is in ``why``.
    """
    places = [*order, *(place for place in range(len(first)) if place not in order)]
    for at, place in zip(first, places, strict=True):
        said = {"reranker": _said(by.name, order[place])} if place in order else {}
        yield replace(first[place], score=at.score, why={**first[place].why, **said})


def _said(name: str, score: float | None) -> str:
    return name if score is None else f"{name}: {score:.3g}"


def _read(snapshot: Snapshot, row: int) -> str:
    """What the model reads of a provision: its title, its headings, its words."""
    record = snapshot.records.read(row)
    title = title_in(*snapshot.holdings.numbered[record.version])
    return f"{context_of(title, record.provision)}\n{record.provision.text}"
