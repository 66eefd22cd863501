"""Measuring one size of corpus: import, build, embed, search in process, serve, search through HTTP."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figures
from benchmarks.serving import serve
from benchmarks.timing import Latency, latency, peak_memory_mb
from crawlers.china_law import import_china_law
from crawlers.lawrefbook import import_lawrefbook
from index.build import build_index, fill_vectors
from index.embedding import Embedder, NoEmbedder, open_embedder
from index.records import Mode, SearchRequest
from index.search import open_searcher
from law.corpus import Corpus

if TYPE_CHECKING:
    from crawlers.importing import ImportReport

_ON = date(2025, 4, 19)
_SAMPLE = 256
_Result = TypeVar("_Result")


class DrawnVectors:
    """The real model for queries, and unit vectors drawn at random for passages, kept as the real model's.

    A scan takes the same time whatever the vectors say, while embedding 147,000 passages takes an hour. So the data
    directories of a benchmark measure time, never ranking, and are good for nothing else.
    """

    def __init__(self, model: Embedder) -> None:
        self.model_id = model.model_id
        self.dimensions = model.dimensions
        self.embed_query = model.embed_query
        self._random = np.random.default_rng(20260101)

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """One unit vector a text."""
        drawn = self._random.standard_normal((len(texts), self.dimensions)).astype(np.float32)
        if progress is not None:
            progress(len(texts))
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def measure(home: Path, queries: Sequence[str], *, lawrefbook: Path | None) -> Figures:
    """All figures of one size; the data directory is made anew if it is not there."""
    with Corpus.open(home) as corpus:
        first, provisions = _timed(lambda: _import(corpus, lawrefbook))
        second, _ = _timed(lambda: _import(corpus, lawrefbook))
        build, report = _timed(lambda: build_index(corpus, home, rebuild=True))
        again, _ = _timed(lambda: build_index(corpus, home))
        model = _model(home)
        speed = _embedding_speed(corpus, model) if model else None
        drawn = DrawnVectors(model) if model else None
        if drawn:
            fill_vectors(corpus, home, drawn)
        lexical, hybrid = _in_process(corpus, home, drawn, queries)
    with serve(home, semantic=drawn is not None) as server:
        lexical_http = latency(lambda q: server.search(q, Mode.LEXICAL, _ON), queries)
        hybrid_http = latency(lambda q: server.search(q, Mode.HYBRID, _ON), queries) if drawn else None
        memory = peak_memory_mb(server.pid)
    return Figures(
        name="statutes and LawRefBook" if lawrefbook else "statutes",
        provisions=provisions,
        passages=report.passages,
        import_s=first,
        second_import_s=second,
        build_s=build,
        second_build_s=again,
        cold_start_s=_cold_start(home),
        embedded_per_s=speed,
        lexical=lexical,
        hybrid=hybrid,
        lexical_http=lexical_http,
        hybrid_http=hybrid_http,
        server_peak_mb=memory,
        vectors="drawn at random: the time of a scan does not depend on them" if drawn else "none",
    )


def _import(corpus: Corpus, lawrefbook: Path | None) -> int:
    at = datetime.now(UTC)
    reports: list[ImportReport] = [import_china_law(corpus, at=at)]
    if lawrefbook is not None:
        reports.append(import_lawrefbook(corpus, lawrefbook, at=at))
    return sum(report.provisions for report in reports)


def _model(home: Path) -> Embedder | None:
    try:
        return open_embedder(home / "models")
    except NoEmbedder as error:
        print(f"hybrid search is left out: {error}")
        return None


def _embedding_speed(corpus: Corpus, model: Embedder) -> float:
    """Passages a second of the real model on real articles."""
    texts = [p.text for law in corpus.instruments() for v in law.versions[:1] for p in corpus.provisions(v)[:5]]
    chosen = [text for text in texts if text][:: max(1, len(texts) // _SAMPLE)][:_SAMPLE]
    took, _ = _timed(lambda: model.embed_passages(chosen))
    return len(chosen) / took


def _in_process(
    corpus: Corpus, home: Path, embedder: Embedder | None, queries: Sequence[str]
) -> tuple[Latency, Latency | None]:
    searcher = open_searcher(corpus, home, embedder=embedder)

    def run(mode: Mode) -> Callable[[str], object]:
        return lambda query: searcher.search(SearchRequest(query=query, on=_ON, mode=mode))

    return latency(run(Mode.LEXICAL), queries), latency(run(Mode.HYBRID), queries) if embedder else None


def _cold_start(home: Path) -> float:
    words = [sys.executable, "-m", "ui", "search", "个人信息保护", "--mode", "lexical", "--json"]
    root = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "LEXGAP_HOME": str(home)}
    took, _ = _timed(lambda: subprocess.run(words, cwd=root, env=environment, check=True, capture_output=True))
    return took


def _timed(run: Callable[[], _Result]) -> tuple[float, _Result]:
    began = time.perf_counter()
    result = run()
    return time.perf_counter() - began, result
