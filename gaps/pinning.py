"""From words of a provision that was found to a quote that is pinned to its text."""

from gaps.answer_records import Quoted
from index.records import Hit


def pinned(hit: Hit, start: int, end: int, **facts: object) -> Quoted:
    """The words from ``start`` to ``end`` of a hit, with its facts; ``facts`` are the other fields of Quoted."""
    return Quoted(
        instrument=hit.instrument,
        title=hit.title,
        jurisdiction=hit.jurisdiction,
        version=hit.version,
        language=hit.language,
        provision_id=hit.provision_id,
        label=hit.label,
        citation=hit.citation,
        quote=hit.text[start:end],
        start=start,
        end=end,
        sha256=hit.sha256,
        status=hit.status.status.value,
        text_state=hit.text_state.value,
        source=hit.source,
        source_url=hit.source_url,
        **facts,  # type: ignore[arg-type]  # the callers give the fields of Quoted
    )
