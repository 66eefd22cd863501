"""Documents of other people's pipelines in tantivy: added, replaced and deleted one by one, unlike the laws."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import tantivy
from tantivy import Query

from index.plan import SearchPlan
from index.stored import Stored
from index.tantivy_query import Queries
from index.tantivy_schema import add_word_fields, add_words, prepared
from index.word_fields import words_of

_HEAP_BYTES: Final = 64 * 1024 * 1024


class DocumentIndex:
    """A folder of documents. Every change is on the disk when the call returns; one process writes at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = prepared(tantivy.Index(self._schema, path=str(folder)))

    def count(self) -> int:
        """How many documents are held."""
        return int(self._searcher().num_docs)

    def all(self) -> list[bytes]:
        """The bodies of all documents, in the order in which they were last written."""
        return [body for body, _ in self._found(Query.all_query(), in_order=True)]

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids are held."""
        searcher = self._searcher()
        return {each for each in ids if searcher.search(self._by_id(each), 1).hits}

    def replace(self, documents: Iterable[Stored]) -> None:
        """Write documents; one with an id that is held takes its place, and of two with one id the last counts."""
        latest = {document.id: document for document in documents}
        self._change(latest, latest.values())

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; ids that are not held are no error."""
        self._change(ids, ())

    def search(self, plan: SearchPlan) -> list[tuple[bytes, float]]:
        """The bodies of all documents that match the words of a plan, with their scores, best first."""
        return self._found(Queries(self._schema, plan).words(), in_order=False)

    def _change(self, gone: Iterable[str], new: Iterable[Stored]) -> None:
        self._index.reload()
        writer = self._index.writer(_HEAP_BYTES, 1)
        number = self._next_number()
        for each in gone:
            writer.delete_documents_by_query(self._by_id(each))
        for number_, document in enumerate(new, number):
            writer.add_document(_document(document, number_))
        writer.commit()
        writer.wait_merging_threads()

    def _next_number(self) -> int:
        newest = self._searcher().search(Query.all_query(), 1, order_by_field="number").hits
        return int(newest[0][0]) + 1 if newest else 0

    def _found(self, query: Query, *, in_order: bool) -> list[tuple[bytes, float]]:
        searcher = self._searcher()
        if not searcher.num_docs:
            return []
        hits = searcher.search(query, searcher.num_docs, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        keyed = [(number or 0, score, address) for number, (score, address) in zip(numbers, hits, strict=True)]
        keyed.sort(key=lambda each: each[0] if in_order else (-each[1], each[0]))
        return [(bytes(searcher.doc(address)["body"][0]), float(score)) for _, score, address in keyed]

    def _by_id(self, document_id: str) -> Query:
        return Query.term_query(self._schema, "id", document_id)

    def _searcher(self) -> tantivy.Searcher:
        self._index.reload()
        return self._index.searcher()


def _document(stored: Stored, number: int) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", stored.id)
    document.add_bytes("body", stored.body)
    document.add_unsigned("number", number)
    add_words(document, words_of((), stored.text))
    return document


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    add_word_fields(schema)
    schema.add_text_field("id", tokenizer_name="raw", index_option="basic")
    schema.add_bytes_field("body", stored=True)
    schema.add_unsigned_field("number", fast=True, indexed=True)
    return schema.build()
