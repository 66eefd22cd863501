"""Opening the library from the settings: the one place where its real parts are put together."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime

from gaps.checklist import Checklist, load_checklist
from gaps.records import Cell
from gaps.store import assess_cached
from index.build import fill_vectors
from index.embedding import open_embedder
from index.search import open_searcher
from law.corpus import Corpus
from search_api.filling import Filling, Progress
from search_api.library import Library
from search_api.parts import Assess
from search_api.settings import Settings


def local_today() -> date:
    """Today where this machine stands."""
    return datetime.now(UTC).astimezone().date()


def open_library(settings: Settings, *, today: Callable[[], date] = local_today) -> Library:
    """Open the corpus, the index and the model that the settings name.

    Raises CorpusUnavailable, IndexUnavailable, each saying what to do.
    """
    corpus = Corpus.open(settings.database or settings.home)
    try:
        return _with_corpus(corpus, settings, today)
    except BaseException:
        corpus.close()
        raise


def _with_corpus(corpus: Corpus, settings: Settings, today: Callable[[], date]) -> Library:
    embedder = open_embedder(settings.embedder, settings.home, threads=settings.threads)
    checklist = load_checklist()

    def fill(progress: Progress, stop: Callable[[], bool]) -> object:
        quiet = open_embedder(settings.embedder, settings.home, threads=_filling_threads(settings))
        return fill_vectors(corpus, settings.home, quiet, progress=progress, stop=stop)

    return Library(
        home=settings.home,
        corpus=corpus,
        searcher=open_searcher(corpus, settings.home, embedder=embedder),
        terms=checklist,
        assess=_assess(corpus, settings, checklist),
        today=today,
        filling=Filling(fill=fill) if embedder is not None else None,
        model=embedder.model_id if embedder is not None else None,
    )


def _assess(corpus: Corpus, settings: Settings, checklist: Checklist) -> Assess:
    def assess(jurisdiction: str, on: date) -> tuple[Cell, ...]:
        return assess_cached(corpus, settings.home, checklist, jurisdiction=jurisdiction, on=on)

    return assess


def _filling_threads(settings: Settings) -> int:
    """One core stays free for searches."""
    return max(1, (settings.threads or os.cpu_count() or 1) - 1)
