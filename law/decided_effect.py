"""When amended texts take effect: the decision that made the amendments says so, where it is held.

An amended text of the PRC prints the clause of commencement of the original act only. Its own day is that of the
decision to amend, which is made on the day that names the text: 本决定自2026年1月1日起施行.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from law import schema
from law.amendment_derivation import DECISION
from law.instrument import DatedFact, Version
from law.timeline import order_day
from law.withdrawal import withdrawals

Effects = Mapping[tuple[str, date], DatedFact]
"""By the instrument that was amended and the day on which the decision was made."""


def decided_effects(db: sa.Connection, instruments: Collection[str] | None = None) -> Effects:
    """What the decisions held say of the texts that they amended; nothing where several of one day differ."""
    change, version, instrument = schema.amendment, schema.version, schema.instrument
    told = (
        sa.select(change.c.affected, change.c.made_on, version.c.dates, instrument.c.titles)
        .select_from(change)
        .join(version, version.c.instrument_id == change.c.affecting)
        .join(instrument, instrument.c.id == change.c.affecting)
        .where(change.c.source_id.startswith(DECISION), change.c.made_on.is_not(None))
        .where(version.c.is_primary, version.c.source.not_in(withdrawals(db)))
        .group_by(change.c.affected, change.c.made_on, version.c.id, instrument.c.id)
        .order_by(version.c.id)
    )
    if instruments is not None:
        told = told.where(change.c.affected.in_(instruments))
    found: dict[tuple[str, date], dict[date, DatedFact]] = defaultdict(dict)
    for row in db.execute(told):
        fact = row.dates.get("in_force_from")
        if fact is not None:
            day, title = date.fromisoformat(fact["day"]), next(iter(row.titles.values()))
            effect = DatedFact(day=day, provenance=f"{title}: {fact['provenance']}")
            found[row.affected, row.made_on].setdefault(day, effect)
    return {named: next(iter(facts.values())) for named, facts in found.items() if len(facts) == 1}


def as_decided(instrument_id: str, version: Version, effects: Effects) -> Version:
    """The version with the decision's day, unless it has one of its own that is not earlier."""
    day = order_day(version)
    effect = effects.get((instrument_id, day)) if day else None
    own = version.in_force_from
    if effect is None or (own is not None and own.day >= effect.day):
        return version
    return replace(version, in_force_from=effect)
