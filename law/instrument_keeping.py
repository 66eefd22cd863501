"""What is kept of an instrument as a work, where several documents and several sources speak of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from law import schema
from law.corpus_rows import instrument_row
from law.instrument import Instrument

_Rank = tuple[str, str, str]
_UNDATED = "undated"


@dataclass(slots=True)
class Works:
    """The instruments of one run of a source.

    Where only this source holds texts of an instrument, the document of its newest text speaks: what is corrected there
    is corrected here. Where another source holds texts too, only facts that were missing are added. Both rules give the
    same in whatever order the documents of a source come.
    """

    db: sa.Connection
    source: str
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)
    _newest: dict[str, _Rank] = field(default_factory=dict)

    def load(self) -> None:
        """Read what is held, so that each document is compared without a query."""
        table = schema.version
        self.rows = {row["id"]: dict(row) for row in self.db.execute(sa.select(schema.instrument)).mappings()}
        others = sa.select(table.c.instrument_id).where(table.c.source != self.source).distinct()
        self._shared = set(self.db.scalars(others))
        names = (table.c.instrument_id, table.c.key, table.c.source_ref, table.c.language)
        for held, *rank in self.db.execute(sa.select(*names).where(table.c.source == self.source)):
            self._heard(held, [_rank(*rank)])

    def keep(self, instrument: Instrument) -> bool:
        """Keep the facts of the work; says whether that changed anything."""
        row, held = instrument_row(instrument), self.rows.get(instrument.id)
        ranks = [_rank(v.key, v.source_ref, v.language) for v in instrument.versions]
        corrects = instrument.id not in self._shared and max(ranks, default=_NONE) >= self._rank_held(instrument.id)
        self._heard(instrument.id, ranks)
        if held is None:
            self.db.execute(schema.instrument.insert().values(**row))
            self.rows[instrument.id] = row
            return True
        merged = _overlaid(held, row) if corrects else _completed(held, row)
        if merged == held:
            return False
        table = schema.instrument
        self.db.execute(table.update().where(table.c.id == instrument.id).values(**merged))
        self.rows[instrument.id] = merged
        return True

    def remove_textless(self) -> tuple[str, ...]:
        """Remove the instruments of which no text is left: their texts were read anew under another id."""
        table, version = schema.instrument, schema.version
        with_text = sa.select(version.c.instrument_id)
        gone = tuple(sorted(self.db.scalars(sa.select(table.c.id).where(table.c.id.not_in(with_text)))))
        clause = schema.repeal_clause
        for held in gone:
            self.db.execute(clause.update().where(clause.c.target_id == held).values(target_id=None))
            self.db.execute(table.delete().where(table.c.id == held))
            self.rows.pop(held, None)
        return gone

    def _rank_held(self, instrument_id: str) -> _Rank:
        return self._newest.get(instrument_id, _NONE)

    def _heard(self, instrument_id: str, ranks: Iterable[_Rank]) -> None:
        self._newest[instrument_id] = max([self._rank_held(instrument_id), *ranks])


_NONE: _Rank = ("", "", "")


def _rank(key: str, source_ref: str, language: str) -> _Rank:
    return ("" if key == _UNDATED else key, source_ref, language)


def _completed(held: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Facts that only the new document states are added; what is held is not overwritten."""
    return {
        **held,
        "kind": held["kind"] or new["kind"],
        "issuing_body": held["issuing_body"] or new["issuing_body"],
        "number": held["number"] or new["number"],
        "titles": {**new["titles"], **held["titles"]},
        "alternates": {**new["alternates"], **held["alternates"]},
        "short_titles": sorted({*held["short_titles"], *new["short_titles"]}),
    }


def _overlaid(held: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The new document's facts take the place of those held; what it does not state stays."""
    return {**_completed(new, held), "id": held["id"]}
