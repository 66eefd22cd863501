"""From words of a provision that was found to a quote that is pinned to its text."""

from typing import TypedDict

from gaps.answer_records import Quoted
from index.records import Hit


class Words(TypedDict):
    """Words of a provision and where they stand: what every record of a quote says of it."""

    instrument: str
    title: str
    jurisdiction: str
    version: str
    provision_id: str
    label: str
    quote: str
    start: int
    end: int
    sha256: str


def words_of(hit: Hit, start: int, end: int) -> Words:
    """The words from ``start`` to ``end`` of a hit."""
    return Words(
        instrument=hit.instrument,
        title=hit.title,
        jurisdiction=hit.jurisdiction,
        version=hit.version,
        provision_id=hit.provision_id,
        label=hit.label,
        quote=hit.text[start:end],
        start=start,
        end=end,
        sha256=hit.sha256,
    )


def pinned(hit: Hit, start: int, end: int, **facts: object) -> Quoted:
    """The words from ``start`` to ``end`` of a hit, with its facts; ``facts`` are the other fields of Quoted."""
    return Quoted(
        **words_of(hit, start, end),
        language=hit.language,
        citation=hit.citation,
        status=hit.status.status.value,
        text_state=hit.text_state.value,
        source=hit.source,
        source_url=hit.source_url,
        **facts,  # type: ignore[arg-type]  # the callers give the fields of Quoted
    )
