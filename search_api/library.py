"""The library: everything that the API and the pages ask, opened once a process and answered in plain records."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gaps.checklist import Checklist
from gaps.harvest import declared_mark
from gaps.harvest_facts import harvest_mark
from gaps.index_search import IndexSearcher
from gaps.norm_records import HeldNorm
from gaps.records import Cell
from gaps.review import ReviewDesk
from index.records import IndexUnavailable, Mode, SearchRequest, SearchResult, SemanticState
from law.corpus import Corpus
from law.instrument import Instrument, Version
from law.timeline import status_on, validity
from search_api.catalogue import Catalogue
from search_api.choosing import choose_requirements
from search_api.filling import Filling
from search_api.health import look_after
from search_api.judgements import Judgements
from search_api.listing import Filters, list_instruments
from search_api.parts import Wording
from search_api.provenance import Provenance, provenance_of
from search_api.reading import choose_version, cite, neighbours, provision_in, read_asked, version_views
from search_api.search_desk import SearchDesk
from search_api.single_flight import SingleFlight
from search_api.source_views import source_views
from search_api.views import Health, InstrumentView, Listing, Matrix, ProvisionView, SourceView, VersionView
from search_api.withdrawn_hits import without_withdrawn


@dataclass(slots=True, kw_only=True)
class Library:
    """Open it with ``search_api.opening.open_library``. Safe to use from several threads; close it at the end."""

    home: Path
    corpus: Corpus
    desk: SearchDesk
    terms: Callable[[], Checklist]
    judgements: Judgements
    reviews: ReviewDesk
    today: Callable[[], date]
    gap_index: Callable[[], IndexSearcher]
    filling: Filling | None = None
    behind: tuple[Filling, ...] = ()
    wording: Wording | None = None
    norm_work: SingleFlight[tuple[HeldNorm, ...]] = field(default_factory=lambda: SingleFlight(name="typing norms"))
    past_work: SingleFlight[tuple[Cell, ...]] = field(default_factory=lambda: SingleFlight(name="what was held"))
    _catalogue: Catalogue | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def search(self, request: SearchRequest) -> SearchResult:
        """One search. Raises BadQuery, IndexUnavailable."""
        return without_withdrawn(self.desk.search(request), self.corpus)

    def catalogue(self) -> Catalogue:
        """The names of what is held now; read again when the corpus has a new revision."""
        revision = self.corpus.revision()
        with self._lock:
            if self._catalogue is None or self._catalogue.revision != revision:
                gone = self.corpus.withdrawn_instruments()
                self._catalogue = Catalogue.of(self.corpus.instruments(), revision=revision, withdrawn=gone)
            return self._catalogue

    def instruments(self, filters: Filters, *, offset: int = 0, limit: int = 50) -> Listing:
        """One page of the instruments held."""
        return list_instruments(self.catalogue(), filters, on=filters.on or self.today(), offset=offset, limit=limit)

    def instrument(self, address: str, *, on: date | None = None, language: str | None = None) -> InstrumentView:
        """The text that an address means (id, ``id@YYYY-MM-DD``, title, short title, number), with its provisions.

        ``on`` is the day for which statuses are said, by default the day of the address or today.
        Raises BadAddress, NotHeld, Ambiguous.
        """
        instrument, version, day = self._choose(address, on=on, language=language)
        return InstrumentView(
            instrument=instrument,
            version=self.corpus.with_text(version),
            status=status_on(instrument, version, day),
            validity=validity(instrument, version),
            on=day,
            versions=version_views(instrument, day),
        )

    def versions(self, address: str, *, on: date | None = None) -> tuple[VersionView, ...]:
        """Every primary text of an instrument, oldest first. Raises as ``instrument`` does."""
        return version_views(self.catalogue().find(read_asked(address).name), on or self.today())

    def provision(
        self, address: str, provision_id: str, *, on: date | None = None, language: str | None = None
    ) -> ProvisionView:
        """One provision of the text that an address means, by its id or its label. Raises as ``instrument`` does."""
        view = self.instrument(address, on=on, language=language)
        provision = provision_in(view.instrument, view.version, provision_id)
        before, after = neighbours(view.version.provisions, provision.id)
        return ProvisionView(
            instrument=view.instrument,
            version=view.version,
            status=view.status,
            on=view.on,
            provision=provision,
            citation=cite(view.instrument, view.version, provision),
            previous=before,
            following=after,
        )

    def provenance(self, instrument_id: str) -> Provenance:
        """Where a held instrument's texts come from, where its sources differ, and who changed it."""
        held = self.catalogue().instruments
        return provenance_of(held[instrument_id], self.corpus, held.values())

    def checklist(self) -> Checklist:
        """The checklist that gaps are judged by. Raises BadChecklist."""
        return self.terms()

    def gaps(
        self,
        jurisdictions: Sequence[str],
        areas: Sequence[str] = (),
        requirements: Sequence[str] = (),
        on: date | None = None,
    ) -> Matrix:
        """Requirements by places. A place may be two judged as one, ``cn-gd+cn-gd-shenzhen``.

        Raises BadFilter, StillWorking.
        """
        chosen, day = choose_requirements(self.checklist(), areas, requirements), on or self.today()
        judged = self.judgements.of(jurisdictions, day)
        cells = tuple(judged[place][r.id] for r in chosen for place in jurisdictions)
        return Matrix(requirements=chosen, jurisdictions=tuple(jurisdictions), on=day, cells=cells)

    def cell(self, requirement: str, jurisdiction: str, on: date | None = None) -> Cell:
        """One requirement judged for one place. Raises BadFilter, StillWorking."""
        return self.gaps([jurisdiction], requirements=[requirement], on=on).cells[0]

    def sources(self) -> tuple[SourceView, ...]:
        """Every source of the rights register and every other one that something is held from, by id."""
        return source_views(self.corpus)

    def main_place(self) -> str:
        """The place of which most instruments are held. Raises NotHeld for an empty corpus."""
        return self.catalogue().main_place()

    def _choose(self, address: str, *, on: date | None, language: str | None) -> tuple[Instrument, Version, date]:
        asked = read_asked(address)
        instrument = self.catalogue().find(asked.name)
        version, day = choose_version(instrument, asked.key, today=on or self.today(), language=language)
        return instrument, version, on or day

    def warm(self) -> None:
        """Read what the first requests would wait for: the names of what is held, a search, checklist and vectors."""
        self.catalogue()
        with suppress(IndexUnavailable):
            self.search(SearchRequest(query="公开", k=1, mode=Mode.LEXICAL))
        self.generation()

    def start_behind(self) -> None:
        """Fill in vectors behind the running search, if there is an embedder, and judge places ahead."""
        for behind in self.behind:
            behind.start()

    def semantic_state(self) -> SemanticState:
        """How far the vectors are, and why there are none if so."""
        return self.desk.semantic()

    def generation(self) -> str:
        """Changes with all that an answer may rest on: corpus, harvests, reviews, index, checklist, declarations."""
        held = (self.corpus.revision(), harvest_mark(self.corpus), self.reviews.journal.mark())
        index = (self.desk.revision(), self.semantic_state().held)
        terms = (self.checklist().fingerprint[:12], declared_mark(self.home))
        return ".".join(str(part) for part in (*held, *index, *terms, self.today()))

    def health(self) -> Health:
        """Whether each part works, and what to do about what does not."""
        return look_after(
            home=self.home,
            corpus_revision=self.corpus.revision(),
            desk=self.desk,
            behind=self.behind,
            instruments=len(self.catalogue().instruments),
        )

    def close(self) -> None:
        """Stop what goes on behind, and release the index and the corpus."""
        for behind in self.behind:
            behind.stop()
        for work in (self.judgements.work, self.norm_work, self.past_work):
            work.close()
        self.desk.close()
        self.corpus.close()
