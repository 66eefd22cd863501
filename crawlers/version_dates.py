"""The four dates of a version from what its source states; what is not stated stays None."""

from dataclasses import dataclass

from crawlers.commencement import Commencement
from law.instrument import DatedFact


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDates:
    """``in_force_from`` is of this text; ``commenced_on`` of the original, which an amended text still prints."""

    promulgated_on: DatedFact | None = None
    in_force_from: DatedFact | None = None
    commenced_on: DatedFact | None = None


def dates_of(
    *,
    promulgated_on: DatedFact | None,
    clause: Commencement | None,
    amended: bool | None,
    first_published: DatedFact | None = None,
    history_in_force: DatedFact | None = None,
) -> VersionDates:
    """Read the clause of commencement in the light of the version's day.

    ``amended`` says whether the text has been amended since it was made, None where the history does not tell: an
    amended text keeps its first clause of commencement, which then says nothing of the amendments.
    ``history_in_force`` is a day of entry into force in the history; ``first_published`` the first promulgation.
    """
    stated = _stated(clause, promulgated_on if amended is False else None)
    original = stated or _stated(clause, first_published) if amended else stated
    in_force = next((f for f in (history_in_force, stated) if f and _is_of_this_text(f, promulgated_on, amended)), None)
    commenced = original if in_force is None or amended is False else None
    if commenced is None and history_in_force is not None and in_force is None:
        commenced = history_in_force
    return VersionDates(promulgated_on=promulgated_on, in_force_from=in_force, commenced_on=commenced)


def _is_of_this_text(fact: DatedFact, version: DatedFact | None, amended: bool | None) -> bool:
    if amended is False:
        return True
    return version is not None and fact.day >= version.day


def _stated(clause: Commencement | None, published: DatedFact | None) -> DatedFact | None:
    if clause is None:
        return None
    if clause.day is not None:
        return DatedFact(day=clause.day, provenance=clause.provenance)
    if clause.on_promulgation and published is not None:
        return DatedFact(day=published.day, provenance=f"{clause.provenance}; promulgated: {published.provenance}")
    return None
