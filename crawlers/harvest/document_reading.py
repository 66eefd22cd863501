"""Taking one document of a harvest into the corpus, or saying why not."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from crawlers.crawl import Crawl, Document
from crawlers.harvest.keeping import READING_FAULTS
from crawlers.harvest.report import QUARANTINED, REAPPEARED, Tally
from crawlers.harvest.stops import BROKEN_AFTER, broken
from crawlers.harvest.warc_records import digest_of
from law import schema
from law.corpus import Refusal
from law.corpus_writing import CorpusWriter
from law.harvest_rows import SeenDocument


def fingerprint(document: Document) -> str:
    """A hash of all that the source published of a document: its bytes, what lists say of it, the answers beside."""
    raw = digest_of(document.raw)
    if not (document.about or document.beside):
        return raw
    parts = [raw, dict(sorted(document.about.items())), [digest_of(page.body) for page in document.beside]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def reason_of(error: Exception) -> str:
    """Why something could not be read: the source's own words, or what kind of fault the parser ran into."""
    said = str(error.args[0]) if error.args else ""
    return said if type(error).__module__.startswith(("crawlers", "law")) else f"{type(error).__name__}: {said}"


@dataclass(slots=True, kw_only=True)
class DocumentReader:
    """Reads the documents of one run. ``known`` is what earlier harvests saw, ``refused`` what was refused of it."""

    source: str
    crawl: Crawl
    writer: CorpusWriter
    tally: Tally
    known: Mapping[str, Mapping[Any, Any]]
    refused: frozenset[str]
    limit: int | None
    seen: dict[str, list[SeenDocument]] = field(default_factory=dict)
    _tried: int = 0
    _failed: int = 0

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self.limit is not None and len(self.seen) >= self.limit

    def take(self, document: Document) -> None:
        """Take in one document. Raises SourceBroken."""
        if self.full and document.ref not in self.seen:
            return
        mark, first = fingerprint(document), document.ref not in self.seen
        row = SeenDocument(source_ref=document.ref, url=document.url, sha256=mark, seen_at=document.retrieved_at)
        self.seen.setdefault(document.ref, []).append(row)
        self.tally.counts["documents"] += 1
        if first:
            self._count_reappearance(document.ref)
        if first and self._is_unchanged(document.ref, mark):
            self.tally.counts["unchanged"] += 1
            self._judged(None)
            return
        self._read(document)

    def quarantine(self, outcome: str, ref: str | None, url: str, reason: str, sha256: str | None = None) -> None:
        """Record what is not taken in."""
        self.tally.trouble(outcome, ref, url, reason)
        name = ref or url
        self.writer.refuse(Refusal(source=self.source, source_ref=name, outcome=outcome, reason=reason, sha256=sha256))

    def unreadable_page(self, ref: str | None, url: str, error: Exception) -> None:
        """An answer that is no page of the source. Raises SourceBroken."""
        self.quarantine(QUARANTINED, ref, url, reason_of(error))
        if ref is not None:
            self._judged(reason_of(error))

    def all_seen(self) -> list[SeenDocument]:
        """What was seen, one row a document; several files under one name count together."""
        return [_together(rows) for rows in self.seen.values()]

    def _read(self, document: Document) -> None:
        try:
            instrument = self.crawl.parse(document)
        except READING_FAULTS as error:
            sha256 = digest_of(document.raw)
            self.quarantine(QUARANTINED, document.ref, document.url, reason_of(error), sha256)
            self._judged(reason_of(error))
            return
        self._judged(None)
        self._forget_refusal(document.ref)
        self.tally.counts[self.writer.add(instrument).value] += 1
        for version in instrument.versions:
            self.tally.counts["provisions"] += len(version.articles)
            self.tally.counts["truncated"] += version.text_state.value == "truncated"

    def _is_unchanged(self, ref: str, mark: str) -> bool:
        known = self.known.get(ref)
        return known is not None and known["sha256"] == mark and ref not in self.refused

    def _count_reappearance(self, ref: str) -> None:
        known = self.known.get(ref)
        if known is not None and known["gone_since"] is not None:
            self.tally.counts[REAPPEARED] += 1

    def _forget_refusal(self, ref: str) -> None:
        if ref in self.refused:
            table = schema.refusal
            same = sa.and_(table.c.source == self.source, table.c.source_ref == ref)
            self.writer.db.execute(table.delete().where(same))

    def _judged(self, fault: str | None) -> None:
        self._tried += 1
        self._failed += fault is not None
        if fault is not None and self._tried == self._failed == BROKEN_AFTER:
            raise broken(self.source, fault)


def _together(rows: list[SeenDocument]) -> SeenDocument:
    if len(rows) == 1:
        return rows[0]
    marks = "\n".join(sorted(row.sha256 for row in rows))
    last = rows[-1]
    mark = hashlib.sha256(marks.encode()).hexdigest()
    return SeenDocument(source_ref=last.source_ref, url=last.url, sha256=mark, seen_at=last.seen_at)
