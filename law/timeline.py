"""Was this law in force on a day, and which text? Only from stated dates; each answer carries its basis.

The rule for repeals: a clause reaches the versions promulgated before the repealing text, so a re-enactment under
the same title ends the earlier texts and not the instrument.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from law.instrument import Instrument, Repeal, Status, Version

PROPOSALS: Final = frozenset({"proposal"})
"""Kinds of documents that are published before there is a law, and are none on any day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusOn:
    """A status on a day. ``certain`` is False where a date that would settle it is not known."""

    status: Status
    basis: str
    certain: bool = True

    @property
    def may_be_law(self) -> bool:
        """True unless the text is known not to be law on that day."""
        return self.status in (Status.IN_FORCE, Status.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The days on which a version may be law: ``start`` included, ``end`` excluded, None for open or unknown.

    Outside of it the version is known not to be law; inside, ``status_on`` says how sure that is.
    """

    start: date | None
    end: date | None
    end_status: Status = Status.UNKNOWN
    end_basis: str = ""
    end_certain: bool = True

    def contains(self, day: date) -> bool:
        """Whether the version may be law on the day."""
        return (self.start is None or day >= self.start) and (self.end is None or day < self.end)


def start_of(version: Version) -> date | None:
    """The first day on which the text may be law: entry into force, else the day that names the version."""
    return version.in_force_from.day if version.in_force_from is not None else order_day(version)


def in_order(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Versions oldest first; those without any day come first, since nothing says that they replaced another."""
    return tuple(sorted(versions, key=lambda v: (order_day(v) or date.min, v.key, v.source, v.source_ref)))


def order_day(version: Version) -> date | None:
    """The day that orders a version among its siblings: the one that names it, else the first that is known.

    A consolidation keeps the day on which its act was made, so promulgation alone would not order its editions.
    """
    try:
        return date.fromisoformat(version.key)
    except ValueError:
        fact = version.promulgated_on or version.in_force_from or version.commenced_on
        return fact.day if fact else None


def validity(instrument: Instrument, version: Version) -> Validity:
    """The days on which a version may be law, from its own dates, later versions and repeal clauses held."""
    start = start_of(version)
    if instrument.kind in PROPOSALS:
        return replace(_end(start or date.min, Status.NOT_YET_IN_FORCE, "a proposal is not law"), start=start)
    ends = [end for end in (*_repeal_ends(instrument, version), *_later_versions(instrument, version)) if end.end]
    # A source already calls a text superseded when its successor is only promulgated: the successor's own day decides.
    if not (version.status is Status.SUPERSEDED and any(end.end_certain for end in ends)):
        ends += _source_end(version)
    if not ends:
        return Validity(start=start, end=None)
    first = min(ends, key=lambda end: (end.end or date.max, end.end_status is not Status.REPEALED))
    return Validity(
        start=start,
        end=first.end,
        end_status=first.end_status,
        end_basis=first.end_basis,
        end_certain=first.end_certain,
    )


def status_on(instrument: Instrument, version: Version, day: date) -> StatusOn:
    """The status of one version on a day, with the fact that it rests on."""
    span = validity(instrument, version)
    if span.end is not None and day >= span.end:
        return StatusOn(status=span.end_status, basis=span.end_basis, certain=span.end_certain)
    if span.start is not None and day < span.start:
        return StatusOn(status=Status.NOT_YET_IN_FORCE, basis=f"its first known day is {span.start.isoformat()}")
    return _inside(version, day)


def turning_days(instrument: Instrument, version: Version) -> frozenset[date]:
    """Every day on which `status_on` may say something else of a version than on the day before."""
    span, commenced = validity(instrument, version), version.commenced_on
    days = (span.start, span.end, version.as_of, commenced.day if commenced else None)
    return frozenset(day for day in days if day is not None)


def version_on(instrument: Instrument, day: date, language: str | None = None) -> tuple[Version, StatusOn] | None:
    """The text that was law on the day, the newest where several may be; None if none of the texts held may be."""
    for version in reversed(in_order(instrument.versions)):
        if language is not None and version.language != language:
            continue
        status = status_on(instrument, version, day)
        if status.may_be_law:
            return version, status
    return None


def _inside(version: Version, day: date) -> StatusOn:
    if version.in_force_from is not None:
        return StatusOn(
            status=Status.IN_FORCE,
            basis=f"in force from {version.in_force_from.day.isoformat()}; no later end found in what we hold",
        )
    if version.status is Status.IN_FORCE and version.as_of is not None and day >= version.as_of:
        return StatusOn(status=Status.IN_FORCE, basis=f"the source says so ({version.status_code})")
    if version.commenced_on is not None and day >= version.commenced_on.day:
        return StatusOn(
            status=Status.IN_FORCE,
            basis=f"commenced on {version.commenced_on.day.isoformat()}, no repeal found in what we hold; "
            "the day on which this text took effect is not known",
            certain=False,
        )
    return StatusOn(status=Status.UNKNOWN, basis="no date of entry into force was found", certain=False)


def _repeal_ends(instrument: Instrument, version: Version) -> list[Validity]:
    ends = []
    if version.repealed_on is not None:
        ends.append(_end(version.repealed_on.day, Status.REPEALED, version.repealed_on.provenance))
    for repeal in instrument.repeals:
        if repeal.clause.repealed_on is None or not _reaches(repeal, repeal.clause.repealed_on, version):
            continue
        status = Status.SUPERSEDED if repeal.by_instrument == instrument.id else Status.REPEALED
        ends.append(_end(repeal.clause.repealed_on, status, f"{repeal.by_title}: {repeal.clause.quote}"))
    return ends


def _reaches(repeal: Repeal, repealed_on: date, version: Version) -> bool:
    """An amended text still prints the clause of the original: it reaches only what there was on the day it names."""
    own, by = order_day(version), repeal.by_promulgated_on
    return by is not None and own is not None and own < by and own < repealed_on


def _later_versions(instrument: Instrument, version: Version) -> list[Validity]:
    own = order_day(version)
    if own is None:
        return []
    ends = []
    for other in instrument.versions:
        day = order_day(other)
        if other.language != version.language or day is None or day <= own:
            continue
        known = other.in_force_from is not None
        basis = f"replaced by the text of {other.key}" + ("" if known else "; the day it took effect is not known")
        ends.append(_end(start_of(other), Status.SUPERSEDED, basis, certain=known))
    return ends


def _source_end(version: Version) -> list[Validity]:
    if version.status not in (Status.REPEALED, Status.SUPERSEDED) or version.as_of is None:
        return []
    basis = f"the source says so ({version.status_code}), without a date; read as of {version.as_of.isoformat()}"
    return [_end(version.as_of, version.status, basis)]


def _end(day: date | None, status: Status, basis: str, *, certain: bool = True) -> Validity:
    return Validity(start=None, end=day, end_status=status, end_basis=basis, end_certain=certain)
