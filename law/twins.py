"""The same law under two identifiers, such as a translation that its publisher numbers for itself.

Texts of one identifier need no link. Two instruments of a place are linked only where they share a publisher's number,
or where they share a document number and a day of promulgation and no language. A rule that more than one instrument
fits links none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from law.instrument import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Another identifier of the same law, the languages that it is held in, and the fact that links the two."""

    id: str
    """Its identifier."""
    title: str
    """Its title."""
    languages: tuple[str, ...]
    """The languages that it is held in."""
    why: str
    """The fact that links the two."""


def twins_of(instrument: Instrument, others: Iterable[Instrument]) -> tuple[Twin, ...]:
    """The instruments among the others that are the same law, in order of id."""
    near = [other for other in others if other.id != instrument.id and other.jurisdiction == instrument.jurisdiction]
    found: dict[str, Twin] = {}
    for scheme, number in sorted(instrument.alternates.items()):
        same = [other for other in near if other.alternates.get(scheme) == number]
        if len(same) == 1 and scheme != "wenhao":
            found.setdefault(same[0].id, _twin(same[0], f"both have the number {number} ({scheme})"))
    translated = [other for other in near if _same_document(instrument, other)]
    if len(translated) == 1:
        day = min(_days(instrument) & _days(translated[0]))
        why = f"both are {instrument.number}, promulgated on {day}, in different languages"
        found.setdefault(translated[0].id, _twin(translated[0], why))
    return tuple(found[key] for key in sorted(found))


def _same_document(one: Instrument, other: Instrument) -> bool:
    if one.number is None or one.number != other.number:
        return False
    return not (_languages(one) & _languages(other)) and bool(_days(one) & _days(other))


def _days(instrument: Instrument) -> set[str]:
    return {v.promulgated_on.day.isoformat() for v in instrument.versions if v.promulgated_on is not None}


def _languages(instrument: Instrument) -> set[str]:
    return {version.language for version in instrument.versions}


def _twin(instrument: Instrument, why: str) -> Twin:
    return Twin(id=instrument.id, title=instrument.title, languages=tuple(sorted(_languages(instrument))), why=why)
