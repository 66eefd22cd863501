"""A quote that a person chooses: words that stand in a held provision, pinned to the text of the day."""

from gaps.records import Evidence
from gaps.review_records import ReviewRefused
from law.instrument import Instrument, Version
from law.provision import Provision
from law.timeline import StatusOn


def chosen_quote(
    instrument: Instrument, version: Version, status: StatusOn, provision: Provision, words: str | None = None
) -> Evidence:
    """The words, or the whole provision, as evidence. Raises ReviewRefused for words that do not stand there."""
    quote = provision.text if words is None else words
    start = provision.text.find(quote) if quote else -1
    if start < 0:
        raise ReviewRefused(
            f"these words do not stand in 《{instrument.title}》{provision.label} as published: {words!r}"
        )
    return Evidence(
        instrument=instrument.id,
        title=instrument.title,
        jurisdiction=instrument.jurisdiction,
        version=version.key,
        language=version.language,
        provision_id=provision.id,
        label=provision.label,
        quote=quote,
        start=start,
        end=start + len(quote),
        sha256=provision.sha256,
        text_state=version.text_state.value,
        status=status.status.value,
        status_basis=status.basis,
        source=version.source,
        source_url=version.source_url,
    )
