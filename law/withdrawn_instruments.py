"""Instruments of which every text is withdrawn: that they exist is still said, with their titles and identifiers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from law import schema
from law.corpus_rows import read_instrument
from law.instrument import Instrument
from law.withdrawal import Withdrawal, withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnInstrument:
    """An instrument without its versions, and the withdrawals that reach its texts."""

    instrument: Instrument
    withdrawals: tuple[Withdrawal, ...]


def wholly_withdrawn(db: sa.Connection) -> Iterator[WithdrawnInstrument]:
    """In order of id; empty while no source is withdrawn."""
    gone = withdrawals(db)
    if not gone:
        return
    instrument, sources = schema.instrument, _sources(db)
    for row in db.execute(sa.select(instrument).order_by(instrument.c.id)).mappings().all():
        of = sources[row["id"]]
        if of and of <= gone.keys():
            reached = tuple(gone[source] for source in sorted(of))
            yield WithdrawnInstrument(instrument=read_instrument(row, (), ()), withdrawals=reached)


def _sources(db: sa.Connection) -> dict[str, set[str]]:
    version, found = schema.version, defaultdict(set)
    for row in db.execute(sa.select(version.c.instrument_id, version.c.source).distinct()):
        found[row.instrument_id].add(row.source)
    return found
