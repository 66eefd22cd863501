"""Opening the library from the settings: the one place where its real parts are put together."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from gaps.review import ReviewDesk
from gaps.review_journal import Journal
from index.embedding import Embedder, open_embedder
from index.records import IndexUnavailable
from index.search import Searcher, open_searcher
from index.wording_generator import WordingGenerator
from law.corpus import Corpus
from search_api.backup.finishing import finish_restoring
from search_api.filling import Fill, Filling
from search_api.judgements import Judgements
from search_api.judging_ahead import judging_ahead
from search_api.library import Library
from search_api.parts import Suggest
from search_api.search_desk import SearchDesk
from search_api.settings import Settings
from search_api.settling import settling
from search_api.single_flight import SingleFlight, Told

if TYPE_CHECKING:
    from gaps.checklist import Checklist
    from gaps.index_search import IndexSearcher
    from gaps.records import Cell
    from index.reranking import Reranker


def local_today() -> date:
    """Today where this machine stands."""
    return datetime.now(UTC).astimezone().date()


def open_library(
    settings: Settings, *, today: Callable[[], date] = local_today, gap_seconds: float | None = None
) -> Library:
    """Open the corpus that the settings name; checklist, index and model when they are first needed.

    ``gap_seconds`` makes it the library of a service: a gap analysis that takes longer raises StillWorking and goes on
    behind, and the model opens with ``start_behind``. None waits for both. Raises CorpusUnavailable.
    """
    finish_restoring(settings.home)
    corpus = Corpus.open(settings.database or settings.home)
    desk = open_desk(settings, today, wait=gap_seconds is None)
    index = _gap_index(settings, desk)
    reviews = _reviews(corpus, settings, index)
    library = Library(
        home=settings.home,
        corpus=corpus,
        desk=desk,
        terms=_checklist,
        judgements=_judgements(corpus, settings, index, reviews, gap_seconds),
        reviews=reviews,
        gap_index=index,
        today=today,
        wording=_wording(settings),
        filling=(filling := Filling(fill=_fill(corpus, settings, desk))),
        behind=(filling, settling(desk)),
        norm_work=SingleFlight(name="typing norms", budget_s=gap_seconds, workers=2),
        # One, since each holds a copy of the corpus as it was.
        past_work=SingleFlight(name="the gap analysis of then", budget_s=gap_seconds),
    )
    if settings.places_ahead:
        library.behind += (judging_ahead(library, settings),)
    return library


def open_desk(settings: Settings, today: Callable[[], date], *, wait: bool = True) -> SearchDesk:
    """The index that the settings name; nothing is opened yet. ``wait`` is `SearchDesk.wait_for_model`."""
    reranker = _reranker(settings, wait=wait)
    return SearchDesk(
        open_searcher=lambda embedder: _searcher(settings, embedder, today, reranker),
        open_model=lambda: _model(settings, settings.threads),
        wait_for_model=wait,
    )


def _searcher(
    settings: Settings, embedder: Embedder | None, today: Callable[[], date], reranker: "Reranker | None"
) -> Searcher:
    searcher = open_searcher(
        None, settings.home, embedder=embedder, today=today, cluster=settings.cluster(), reranker=reranker
    )
    built_for = searcher.snapshot.manifest.engine
    if settings.engine not in (None, built_for):
        message = f"the index was built for {built_for}, and LEXGAP_ENGINE asks for {settings.engine}"
        raise IndexUnavailable(f"{message}: run `lexgap index`, or set it to {built_for}")
    return searcher


def _fill(corpus: Corpus, settings: Settings, desk: SearchDesk) -> Fill:
    def fill(stop: Callable[[], bool]) -> None:
        from index.build import fill_vectors

        if desk.revision() is None or desk.load_model() is None or desk.semantic().complete:
            return
        # A model of its own, opened for fewer threads; most of its memory is the file that both map.
        model = _model(settings, _filling_threads(settings))
        fill_vectors(corpus, settings.home, model, stop=stop, cluster=settings.cluster())

    return fill


def _model(settings: Settings, threads: int | None) -> Embedder:
    return open_embedder(
        settings.home / "models", threads=threads, choice=settings.embedder, file=settings.embedder_file
    )


def _reranker(settings: Settings, *, wait: bool) -> "Reranker | None":
    """One for all searchers of a desk; nothing is loaded before a search wants it."""
    if settings.reranker_file is None:
        return None
    from index.haystack_reranker import open_reranker

    return open_reranker(settings.reranker_file, wait=wait)


@cache
def _checklist() -> "Checklist":
    from gaps.checklist import load_checklist

    return load_checklist()


def _gap_index(settings: Settings, desk: SearchDesk) -> "Callable[[], IndexSearcher]":
    @cache
    def index() -> "IndexSearcher":
        from search_api.gap_index import gap_index

        return gap_index(settings, desk)

    return index


def _assess(corpus: Corpus, settings: Settings, index: "Callable[[], IndexSearcher]") -> Suggest:
    def assess(jurisdiction: str, on: date, told: Told | None = None) -> "tuple[Cell, ...]":
        # Searches, by far the most of what is asked, need nothing of this.
        from gaps.store import assess_cached

        return assess_cached(
            corpus, settings.home, _checklist(), jurisdiction=jurisdiction, on=on, progress=told, index=index()
        )

    return assess


def _judgements(
    corpus: Corpus,
    settings: Settings,
    index: "Callable[[], IndexSearcher]",
    reviews: ReviewDesk,
    seconds: float | None,
) -> Judgements:
    def kept(jurisdiction: str, on: date) -> bool:
        from gaps.store import is_kept

        return is_kept(corpus, settings.home, _checklist(), jurisdiction=jurisdiction, on=on, index=index())

    return Judgements(
        assess=reviews.judged,
        mark=reviews.journal.mark,
        is_kept=kept,
        judge=_assess(corpus, settings, index),
        # Two, so that a small place does not wait for a large one.
        work=SingleFlight(name="the gap analysis", budget_s=seconds, workers=2),
    )


def _reviews(corpus: Corpus, settings: Settings, index: "Callable[[], IndexSearcher]") -> ReviewDesk:
    return ReviewDesk(
        corpus=corpus,
        journal=Journal(settings.home),
        terms=_checklist,
        suggest=_assess(corpus, settings, index),
        clock=lambda: datetime.now(UTC),
    )


def _wording(settings: Settings) -> WordingGenerator | None:
    if settings.generator_url is None:
        return None
    key = settings.generator_key.get_secret_value() if settings.generator_key else ""
    return WordingGenerator(
        url=settings.generator_url, model=settings.generator_model, key=key, seconds=settings.generator_seconds
    )


def _filling_threads(settings: Settings) -> int:
    """One core stays free for searches."""
    return max(1, (settings.threads or os.cpu_count() or 1) - 1)
