"""From the records of a generation to documents of Elasticsearch. Pure."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from index.engine import Entry
from index.headings import headings_of
from index.hits import citation_of
from index.holdings import Holdings
from index.passages import passage_id, passages_of, title_in
from index.record_file import Record
from index.word_fields import words_of_entry
from law.instrument import Instrument, Version

Json = dict[str, Any]


def entry_of(row: int, record: Record, holdings: Holdings) -> Entry:
    """The entry that an engine indexes for a record."""
    instrument, version = holdings.numbered[record.version]
    p = record.provision
    return Entry(
        row=row,
        version=holdings.facts[record.version],
        title=title_in(instrument, version),
        path=" ".join(p.path),
        label=f"{p.label} {p.heading}",
        headings=headings_of(p),
        text=p.text,
    )


def words_document(row: int, record: Record, holdings: Holdings) -> Json:
    """One provision: its words, what filters look at, and what a reader of the index is given back."""
    words, as_folded = words_of_entry(entry_of(row, record, holdings))
    found = {**_given_back(row, record, holdings), **words, "as_folded": as_folded}
    return {**found, "content": record.provision.text}


def passage_document(passage: int, part: int, row: int, record: Record, holdings: Holdings) -> Json:
    """One passage but for its vector."""
    instrument, version = holdings.numbered[record.version]
    pieces = list(passages_of(title_in(instrument, version), record.provision))
    named = passage_id(instrument, version, record.provision, part)
    return {**_given_back(row, record, holdings), "id": named, "passage": passage, "content": pieces[part].text}


def _given_back(row: int, record: Record, holdings: Holdings) -> Json:
    instrument, version = holdings.numbered[record.version]
    facts = {name: value for name, value in asdict(holdings.facts[record.version]).items() if value is not None}
    facts["version_number"] = facts.pop("number")
    return {"row": row, **facts, **dict(_meta(instrument, version, record))}


def _meta(instrument: Instrument, version: Version, record: Record) -> Iterator[tuple[str, object]]:
    """The names are those of the meta of ``haystack_provisions``."""
    p, title = record.provision, title_in(instrument, version)
    yield "id", passage_id(instrument, version, p)
    yield "instrument", instrument.id
    yield "title", title
    yield "version", version.key
    yield "path", list(p.path)
    yield "citation", citation_of(title, p.label, version.language)
    yield "sha256", p.sha256
    yield "source", version.source
    if version.source_url:
        yield "source_url", version.source_url
    for name in ("label", "heading"):
        yield name, getattr(p, name)
    yield "provision_id", p.id
