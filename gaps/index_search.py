"""The index as a second reader: provisions near a requirement in words or in meaning, whatever its patterns see.

It must not make a judgement depend on chance. It is asked only where it is of the corpus revision judged, by meaning
only where every text searched has a vector; what it could not do is said in the cell. Scores never leave it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, Protocol

from gaps.records import FoundBy, IndexSearch
from gaps.requirement import Language, Requirement
from index.plan import Keep
from index.readiness import Readiness
from index.records import IndexUnavailable, Mode, SearchRequest, SearchResult
from index.widening import keep_of
from law.jurisdiction import JURISDICTIONS, Level

_DEPTH: Final = 20
"""Hits of one search that are looked at."""
_RANKED: Final = 60
"""The constant of reciprocal rank fusion, as in the literature on it."""
_WAYS: Final = {Mode.LEXICAL: FoundBy.WORDS, Mode.SEMANTIC: FoundBy.MEANING}
_ANYTHING: Final = "公开"
_NOT_A_WORD: Final = re.compile(r"\W+")
WORDING: Final[Mapping[Language, str]] = {"zh": "zh-Hans", "en": "en"}
"""The wording of the checklist that texts of each family are searched with."""
Place = tuple[str, str, str]
"""A provision: its instrument's id, the key of the text, its own id."""


class OpenIndex(Protocol):
    """An index open for searching, with the id of the model that it searches by meaning with, if any."""

    @property
    def model(self) -> str | None:
        """The model's id; None where there is none."""

    def search(self, request: SearchRequest) -> SearchResult:
        """One search. Raises IndexUnavailable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A provision that searches found; the first of them is the one that they agree on most."""

    place: Place
    found_by: tuple[FoundBy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the searches for one requirement were, and what they found."""

    queries: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceSearch:
    """The index as it can be asked about one place and day. ``request`` holds the filters.

    ``models`` are those that all texts of the place have vectors of.
    """

    state: IndexSearch
    mark: str
    request: SearchRequest
    models: tuple[str, ...]
    open: Callable[[], OpenIndex]

    @cached_property
    def _index(self) -> OpenIndex:
        return self.open()

    def usable(self) -> "PlaceSearch":
        """This search, or what is left of it: by words where the model cannot be opened, none without an index.

        Where texts have vectors of several models, only opening tells which of them searches.
        """
        if self.state not in (IndexSearch.COMPLETE, IndexSearch.WORDS_ONLY):
            return self
        try:
            self._index.search(replace(self.request, query=_ANYTHING, mode=Mode.LEXICAL, k=1))
        except IndexUnavailable:
            return replace(self, state=IndexSearch.MISSING, mark=f"{self.mark} (cannot be opened)")
        return self._by(self._index.model) if self.state is IndexSearch.COMPLETE else self

    def _by(self, model: str | None) -> "PlaceSearch":
        if model not in self.models:
            return replace(self, state=IndexSearch.WORDS_ONLY, mark=f"{self.mark} (by words)")
        return self if len(self.models) == 1 else replace(self, mark=f"{self.mark} (by {model})")

    def read_for(self, requirement: Requirement, languages: Iterable[Language]) -> Reading:
        """Search for what a requirement is called and how it is tested, in each language of the place."""
        modes = {IndexSearch.COMPLETE: (Mode.LEXICAL, Mode.SEMANTIC), IndexSearch.WORDS_ONLY: (Mode.LEXICAL,)}
        asked = [(mode, text) for mode in modes.get(self.state, ()) for text in _wordings(requirement, languages)]
        scores: dict[Place, float] = defaultdict(float)
        ways: dict[Place, set[FoundBy]] = defaultdict(set)
        for mode, text in asked:
            for rank, place in enumerate(self._find(mode, text), 1):
                scores[place] += 1 / (_RANKED + rank)
                ways[place].add(_WAYS[mode])
        best = sorted(scores, key=lambda place: (-scores[place], place))
        return Reading(
            queries=tuple(f"index/{_WAYS[mode].value}: {text}" for mode, text in asked),
            candidates=tuple(Candidate(place=place, found_by=tuple(sorted(ways[place]))) for place in best),
        )

    def _find(self, mode: Mode, text: str) -> Iterator[Place]:
        found = self._index.search(replace(self.request, query=text, mode=mode))
        yield from ((hit.instrument, hit.version, hit.provision_id) for hit in found.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSearcher:
    """Where to look whether the index can be asked, and how it is opened once a cell needs it.

    ``embedder`` is the settings' choice of a model, ``none`` where they switch search by meaning off.
    """

    readiness: Readiness
    open: Callable[[], OpenIndex]
    embedder: str = "auto"

    def at(self, places: Sequence[str], on: date, revision: int) -> PlaceSearch:
        """The index for the texts of a place (or several judged as one) on a day, at a corpus revision."""
        request = SearchRequest(
            query="",
            k=_DEPTH,
            on=on,
            jurisdictions=tuple(places),
            without_below=not any(JURISDICTIONS[place].level in (Level.PROVINCIAL, Level.CITY) for place in places),
            literal=True,
        )
        state, name, models = self._state(keep_of(request), revision)
        mark = " ".join((state.value, name, self.embedder, *models))
        return PlaceSearch(state=state, mark=mark, request=request, models=models, open=self.open)

    def _state(self, keep: Keep, revision: int) -> tuple[IndexSearch, str, tuple[str, ...]]:
        try:
            ready = self.readiness.ready()
            if ready.manifest.revision != revision:
                return IndexSearch.OUTDATED, "", ()
            models = self.readiness.models_for(keep) if self.embedder != "none" else ()
        except IndexUnavailable:
            return IndexSearch.MISSING, "", ()
        return IndexSearch.COMPLETE if models else IndexSearch.WORDS_ONLY, ready.name, models


def _wordings(requirement: Requirement, languages: Iterable[Language]) -> Iterator[str]:
    """The name and the test, without marks that a search would take for operators."""
    for language in sorted(languages):
        for words in (requirement.names, requirement.tests.covered):
            yield _NOT_A_WORD.sub(" ", words.in_language(WORDING[language])).strip()
