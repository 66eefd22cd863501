"""What an index of provisions has in tantivy, field by field."""

from collections.abc import Mapping

import tantivy

from index.engine import Entry
from index.word_fields import EXACT, HEADINGS, WORD_FIELDS, words_of_entry


def document_of(entry: Entry) -> tantivy.Document:
    """A provision as it is indexed."""
    document = tantivy.Document()
    words, as_folded = words_of_entry(entry)
    add_words(document, words)
    document.add_unsigned("as_folded", int(as_folded))
    document.add_unsigned("row", entry.row)
    facts = entry.version
    document.add_unsigned("version", facts.number)
    for name in ("jurisdiction", "kind", "language"):
        document.add_text(name, getattr(facts, name))
    for name in ("start", "end", "promulgated"):
        if getattr(facts, name) is not None:
            document.add_integer(name, getattr(facts, name))
    return document


def add_words(document: tantivy.Document, words: Mapping[str, str]) -> None:
    """Fill in the word fields."""
    for field, joined in words.items():
        document.add_text(field, joined)


def provision_schema() -> tantivy.Schema:
    """The fields of a provision: its words, and what filters, facets and readers go by."""
    schema = tantivy.SchemaBuilder()
    add_word_fields(schema)
    for suffix in ("", EXACT):
        schema.add_text_field(HEADINGS + suffix, tokenizer_name="whitespace", index_option="position")
    for name in ("jurisdiction", "kind", "language"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("row", "version", "as_folded"):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("start", "end", "promulgated"):
        schema.add_integer_field(name, indexed=True, fast=True)
    return schema.build()


def add_word_fields(schema: tantivy.SchemaBuilder) -> None:
    """The fields of words, folded and as published."""
    for suffix in ("", EXACT):
        for name in WORD_FIELDS:
            schema.add_text_field(name + suffix, tokenizer_name="whitespace", index_option="position")
        schema.add_text_field("units" + suffix, tokenizer_name="whitespace", index_option="freq")


def prepared(index: tantivy.Index) -> tantivy.Index:
    """The tokenizer is not kept in the files: it must be named anew each time an index is opened."""
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
