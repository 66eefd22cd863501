"""Taking documents into the corpus: one run, one transaction, and a report of everything that was not taken in."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from law.corpus import Corpus, Refusal
from law.corpus_writing import CorpusWriter, writing
from law.instrument import Instrument

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number to do."""

SKIPPED, QUARANTINED, REFUSED = "skipped", "quarantined", "refused"
"""Not a law, or held already · a fault in the document · a document that contradicts the corpus's own tables."""


class SourceUnavailable(Exception):
    """The material of a source cannot be read at all; the message says what is missing and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What one run did. ``new`` … ``unchanged`` count instruments as documents of the source; the others documents.

    ``new`` is the first text of an instrument, ``new_version`` another text, ``changed`` a text whose facts changed,
    ``provisions`` the articles, preambles and annexes read, ``seconds`` the whole run.
    """

    source: str
    new: int = 0
    new_version: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    quarantined: int = 0
    refused: int = 0
    truncated: int = 0
    provisions: int = 0
    seconds: float = 0.0
    revision: int = 0
    refusals: tuple[Refusal, ...] = ()

    @property
    def complete(self) -> bool:
        """True if no document was quarantined or refused; files that are not laws do not count."""
        return not (self.quarantined or self.refused)


def run_import(
    corpus: Corpus,
    documents: Iterable[Instrument | Refusal],
    *,
    source: str,
    at: datetime,
    total: int,
    progress: Progress | None = None,
) -> ImportReport:
    """Write a source's documents and refusals. Raises CorpusBusy, CorpusFull; then nothing of the run is kept."""
    begun = time.monotonic()
    tally: Counter[str] = Counter()
    refusals: list[Refusal] = []
    with writing(corpus, source=source, at=at) as writer:
        writer.forget_refusals()
        for done, document in enumerate(documents, 1):
            _take(writer, document, tally, refusals)
            if progress is not None:
                progress(done, max(done, total))
    return ImportReport(
        source=source,
        **tally,
        refusals=tuple(refusals),
        seconds=time.monotonic() - begun,
        revision=corpus.revision(),
    )


def _take(writer: CorpusWriter, document: Instrument | Refusal, tally: Counter[str], refusals: list[Refusal]) -> None:
    if isinstance(document, Refusal):
        writer.refuse(document)
        refusals.append(document)
        tally[document.outcome] += 1
        return
    tally[writer.add(document).value] += 1
    tally["provisions"] += sum(len(version.articles) for version in document.versions)
    tally["truncated"] += sum(version.text_state.value == "truncated" for version in document.versions)
