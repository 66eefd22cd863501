"""The address under which a text was fetched, for sources whose documents do not state their own."""

from dataclasses import replace

from law.instrument import Instrument


def with_address(instrument: Instrument, *, url: str) -> Instrument:
    """The instrument with ``source_url`` on those versions that have none."""
    versions = tuple(v if v.source_url else replace(v, source_url=url) for v in instrument.versions)
    return replace(instrument, versions=versions)
