"""The embedded engine: with ``tantivy_query`` and ``tantivy_schema`` all that speaks tantivy."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from tantivy import Query

from index.engine import Entry, Found, Near
from index.meanwhile import meanwhile
from index.ordered import Ordered
from index.plan import Keep, SearchPlan, Word
from index.records import IndexUnavailable
from index.tantivy_query import Queries, silent
from index.tantivy_schema import document_of, prepared, provision_schema
from index.word_fields import WORD_FIELDS

_HEAP_BYTES: Final = 192 * 1024 * 1024
_MOST_VERSIONS: Final = 1_000_000
_MOST_TIES: Final = 50
_COUNTS_KEPT: Final = 256
_FAULTS: Final = (ValueError, OSError)


def build(folder: Path, entries: Iterable[Entry]) -> None:
    """Write a new index of the entries into an empty folder. Raises ``OSError`` where the disk refuses."""
    with _failed_writes():
        index = prepared(tantivy.Index(provision_schema(), path=str(folder)))
    _write(index, entries)


def grow(folder: Path, entries: Iterable[Entry], *, dropped: Iterable[int]) -> None:
    """Take the provisions of versions, by their numbers, out of an index and add the entries to it.

    Raises ``OSError`` where the disk refuses, or where the folder holds no index.
    """
    with _failed_writes():
        index = prepared(tantivy.Index.open(str(folder)))
    _write(index, entries, dropped)


def _write(index: tantivy.Index, entries: Iterable[Entry], dropped: Iterable[int] = ()) -> None:
    with _failed_writes():
        writer = index.writer(_HEAP_BYTES, 1)
    try:
        gone = list(dropped)
        if gone:
            # By a term of a number nothing is deleted: the bindings make a signed one of it.
            writer.delete_documents_by_query(Query.term_set_query(index.schema, "version", gone))
        for entry in entries:
            document = document_of(entry)
            with _failed_writes():
                writer.add_document(document)
        with _failed_writes():
            writer.commit()
    except BaseException:
        # Its threads must not go on writing while the folder is being removed.
        with suppress(ValueError):
            writer.rollback()
        raise
    finally:
        with suppress(ValueError):
            writer.wait_merging_threads()


class TantivyEngine:
    """An index that ``build`` wrote, open for searching; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._schema = provision_schema()
        try:
            self._searcher = prepared(tantivy.Index(self._schema, path=str(folder))).searcher()
        except _FAULTS as error:
            raise _broken(error) from error
        self._counted = lru_cache(_COUNTS_KEPT)(self._count)

    def find(self, plan: SearchPlan, near: Near | None = None) -> Found:
        """Run a plan; one pass for the hits, one for the counts, which pages and filters of the same words share."""
        del near
        words_alone = replace(plan, keep=Keep(), depth=0, offset=0)
        try:
            counted = meanwhile(lambda: self._counted(words_alone))
            hits = self._hits(plan)
            return Found(hits=hits, by_version=counted())
        except _FAULTS as error:
            raise _broken(error) from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":
                raise _broken(error) from error
            raise

    def frequency(self, word: Word) -> int:
        """How many provisions have a word, about: the larger of its counts by field."""
        fields = ("units",) if word.single else WORD_FIELDS
        return max(self._searcher.doc_freq(field, word.text) for field in fields)

    def frequencies(self, words: Iterable[Word]) -> dict[Word, int]:
        """``frequency`` of each word."""
        return {word: self.frequency(word) for word in words}

    def held(self, model_id: str, dimensions: int) -> int | None:
        """None: vectors lie in files beside this engine."""
        del model_id, dimensions
        return None

    def nearest(self, near: Near, keep: Keep) -> Ordered:
        """Nothing: vectors lie in files beside this engine."""
        del near, keep
        return Ordered.of()

    def reached(self, model_id: str, rows: Sequence[int]) -> frozenset[int]:
        """None of them: vectors lie in files beside this engine."""
        del model_id, rows
        return frozenset()

    def fault(self) -> None:
        """None: what was opened stays readable."""

    def close(self) -> None:
        """Nothing is held but memory maps, which go with the object."""

    def _hits(self, plan: SearchPlan) -> Ordered:
        if not plan.depth:
            return Ordered.of()
        queries, wanted = Queries(self._schema, plan), plan.offset + plan.depth
        return self._ranked(queries.kept(queries.words()), wanted).part(plan.offset, wanted)

    def _ranked(self, query: Query, wanted: int) -> Ordered:
        """A few more than wanted, so that the order among equal scores does not depend on the segments."""
        found = self._searcher.search(query, wanted + _MOST_TIES, count=False).hits
        rows = np.array(self._searcher.fast_field_values("row", [address for _, address in found]), np.int64)
        scores, order = np.array([score for score, _ in found], np.float64), np.argsort(rows)
        return Ordered.best_first(rows[order], scores[order])

    def _count(self, words: SearchPlan) -> dict[int, int]:
        query = silent(Queries(self._schema, words).words(scored=False))
        asked = {"versions": {"terms": {"field": "version", "size": _MOST_VERSIONS}}}
        buckets = self._searcher.aggregate(query, asked)["versions"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


@contextmanager
def _failed_writes() -> Iterator[None]:
    """Tantivy reports a full disk as a ValueError."""
    try:
        yield
    except ValueError as error:
        raise OSError(str(error)) from error


def _broken(error: BaseException) -> IndexUnavailable:
    return IndexUnavailable(f"the index cannot be read ({error}): run `lexgap index --rebuild`; the corpus is unharmed")
