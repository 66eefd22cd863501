"""Changes to the law that the texts themselves tell of: lines of history, and the decisions that amend.

Worked out anew from all that is held at the end of each run, as repeal clauses are, so that an instrument that comes
later is found too and the order of imports does not matter.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from law import schema
from law.amending_decisions import amends_others, find_amending_words
from law.amendment import Amendment, Commencement
from law.amendment_rows import amendment_row, put_row
from law.corpus_rows import read_provision
from law.identifier import is_generic, title_key
from law.named_titles import titles_in

HISTORY: Final = "history:"
DECISION: Final = "decision:"
_CHANGES: Final = ("amended", "revised")
_UNMARKED: Final = re.compile(r"关于(?:废止和)?修[改订正][^。；]{1,300}?的?决[定议]")
_DIGEST: Final = 12


@dataclass(frozen=True, slots=True)
class _Names:
    """The instruments held by place and folded title."""

    held: Mapping[tuple[str, str], tuple[str, ...]]

    def find(self, jurisdiction: str, title: str, day: date | None = None) -> str | None:
        """The one instrument of this title; of titles that many bear, the one of the day. None rather than a guess."""
        found = self.held.get((jurisdiction, title_key(title)), ())
        if is_generic(title):
            found = tuple(each for each in found if day is not None and f"/{day.isoformat()}/" in each)
        return found[0] if len(found) == 1 else None


def derive_amendments(db: sa.Connection) -> bool:
    """Bring the derived changes into step with the texts held; says whether that changed anything."""
    wanted = {(source, made.source_id): amendment_row(made, source) for source, made in _derived(db)}
    held = _held(db)
    for key in held.keys() - wanted.keys():
        table = schema.amendment
        db.execute(table.delete().where(table.c.source == key[0], table.c.source_id == key[1]))
    different = [key for key, row in wanted.items() if held.get(key) != row]
    for key in different:
        put_row(db, wanted[key], held.get(key))
    return bool(different or held.keys() - wanted.keys())


def _held(db: sa.Connection) -> dict[tuple[str, str], dict[str, Any]]:
    table = schema.amendment
    own = sa.or_(table.c.source_id.startswith(HISTORY), table.c.source_id.startswith(DECISION))
    rows = db.execute(sa.select(table).where(own)).mappings()
    return {(r["source"], r["source_id"]): {n: v for n, v in r.items() if n != "id"} for r in rows}


def _derived(db: sa.Connection) -> Iterator[tuple[str, Amendment]]:
    names, version, instrument = _names(db), schema.version, schema.instrument
    own = (version.c[name] for name in ("id", "instrument_id", "key", "language", "source", "events", "dates"))
    query = (
        sa.select(*own, instrument.c.titles, instrument.c.jurisdiction)
        .join(instrument, instrument.c.id == version.c.instrument_id)
        .order_by(version.c.id)
    )
    for row in db.execute(query).mappings().all():
        yield from ((row["source"], made) for made in _told_by_history(row, names))
        title = row["titles"].get(row["language"]) or next(iter(row["titles"].values()))
        if amends_others(title):
            yield from ((row["source"], made) for made in _decided(db, row, title, names))


def _names(db: sa.Connection) -> _Names:
    table, held = schema.instrument, defaultdict(list)
    for row in db.execute(sa.select(table.c.id, table.c.jurisdiction, table.c.title_key).order_by(table.c.id)):
        held[(row.jurisdiction, row.title_key)].append(row.id)
    return _Names({key: tuple(ids) for key, ids in held.items()})


def _told_by_history(row: Mapping[Any, Any], names: _Names) -> Iterator[Amendment]:
    for event in row["events"]:
        if event["action"] not in _CHANGES:
            continue
        day = date.fromisoformat(event["day"]) if event["day"] else None
        named = _named_decision(event["text"])
        words = hashlib.sha256(event["text"].encode()).hexdigest()[:_DIGEST]
        yield Amendment(
            source_id=f"{HISTORY}{row['instrument_id']}:{event['day'] or 'undated'}:{words}",
            affected=row["instrument_id"],
            affected_provisions="",
            affecting=_decision(row["jurisdiction"], named, event["actor"], day, names),
            affecting_title=named or event["actor"] or "",
            affecting_provisions="",
            action=event["action"],
            made_on=day,
            quote=event["text"],
        )


def _named_decision(text: str) -> str | None:
    """The title of the decision in a line of history, with its marks or without them; None where it names none."""
    titled = (found.title for found in titles_in(text))
    unmarked = _UNMARKED.search(text)
    return next(filter(amends_others, titled), unmarked[0] if unmarked else None)


def _decision(jurisdiction: str, title: str | None, actor: str | None, day: date | None, names: _Names) -> str | None:
    """The decision that a line of history names, also without the body that made it in front."""
    if title is None:
        return None
    return names.find(jurisdiction, title, day) or (names.find(jurisdiction, f"{actor}{title}", day) if actor else None)


def _decided(db: sa.Connection, row: Mapping[Any, Any], title: str, names: _Names) -> Iterator[Amendment]:
    table = schema.provision
    query = sa.select(table).where(table.c.version_id == row["id"]).order_by(table.c.seq)
    provisions = tuple(read_provision(each) for each in db.execute(query).mappings())
    made_on, commenced = _day(row, "promulgated_on"), _day(row, "in_force_from")
    for words in find_amending_words(title, provisions):
        place = f"{words.provision_id}:{words.start}-{words.end}"
        yield Amendment(
            source_id=f"{DECISION}{row['instrument_id']}@{row['key']}.{row['language']}#{place}:{words.action}:"
            f"{words.place}",
            affected=_target(row["jurisdiction"], title, words.target_title, names),
            affected_provisions=words.place,
            affecting=row["instrument_id"],
            affecting_title=title,
            affecting_provisions=f"{words.provision_id}:{words.start}-{words.end}",
            action=words.action,
            commencements=_commencements([commenced]),
            made_on=made_on,
            quote=words.quote,
        )


def _target(jurisdiction: str, title: str, target: str, names: _Names) -> str:
    """The law that a decision changes; its title may leave out the body that made both."""
    maker = title.partition("关于修改")[0]
    held = names.find(jurisdiction, target) or (names.find(jurisdiction, f"{maker}{target}") if maker else None)
    return held or f"《{target}》"


def _day(row: Mapping[Any, Any], name: str) -> date | None:
    fact = row["dates"].get(name)
    return date.fromisoformat(fact["day"]) if fact else None


def _commencements(days: Iterable[date | None]) -> tuple[Commencement, ...]:
    return tuple(Commencement(day=day) for day in days if day is not None)
