"""Choosing the text that an address means, and saying how it stands on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.citation import format_citation
from law.identifier import read_address
from law.instrument import Instrument, Version
from law.numbering import UnknownLabel
from law.provision import Provision, Unit
from law.timeline import StatusOn, in_order, status_on, validity, version_on
from search_api.views import InstrumentView, NotHeld, ProvisionView, VersionView

_UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An address taken apart: ``key`` is what follows the @, a day in ISO form or ``undated``."""

    name: str
    key: str | None
    provision: str | None


def read_asked(address: str) -> Asked:
    """Read ``INSTRUMENT[@DAY][#PROVISION]``, the day also as ``undated``. Raises BadAddress."""
    rest, mark, provision = address.strip().partition("#")
    name, at, key = rest.partition("@")
    if at and key == _UNDATED:
        return Asked(name=read_address(name).instrument, key=key, provision=provision or None)
    read = read_address(rest + mark + provision)
    return Asked(name=read.instrument, key=read.on.isoformat() if read.on else None, provision=read.provision)


def choose_version(
    instrument: Instrument, key: str | None, *, today: date, language: str | None
) -> tuple[Version, date]:
    """The text meant and the day for which its status is said.

    A key that is the key of a held text means that text, as of today; any other day means the text that was law on
    it; no day means the text that may be law today, else the newest held. Raises NotHeld.
    """
    texts = [v for v in in_order(instrument.versions) if language in (None, v.language)]
    if not texts:
        raise NotHeld(f"{instrument.title} is held in {_languages(instrument)}, not in {language}")
    exact = next((v for v in texts if v.key == key), None)
    if exact is not None:
        return exact, today
    day = date.fromisoformat(key) if key and key != _UNDATED else today
    found = version_on(instrument, day, language)
    if found is not None:
        return found[0], day
    if key is None:
        return texts[-1], today
    keys = ", ".join(v.key for v in texts)
    raise NotHeld(f"none of the texts that we hold of {instrument.title} may be law on {key}; held: {keys}")


def version_views(instrument: Instrument, on: date) -> tuple[VersionView, ...]:
    """Every primary text, oldest first, with its status on the day."""
    return tuple(
        VersionView(version=v, status=status_on(instrument, v, on), validity=validity(instrument, v))
        for v in in_order(instrument.versions)
    )


def version_of(view: InstrumentView | ProvisionView) -> VersionView:
    """The text that a view gives, with its status on the view's day."""
    span = validity(view.instrument, view.version)
    return VersionView(version=view.version, status=view.status, validity=span)


def current(instrument: Instrument, on: date) -> tuple[Version, StatusOn]:
    """The text that may be law on the day, else the newest held with its status on that day."""
    found = version_on(instrument, on)
    if found is not None:
        return found
    newest = in_order(instrument.versions)[-1]
    return newest, status_on(instrument, newest, on)


def neighbours(provisions: Sequence[Provision], provision_id: str) -> tuple[Provision | None, Provision | None]:
    """The articles before and after a provision in document order."""
    place = next(i for i, p in enumerate(provisions) if p.id == provision_id)
    before = next((p for p in reversed(provisions[:place]) if p.unit is not Unit.HEADING), None)
    after = next((p for p in provisions[place + 1 :] if p.unit is not Unit.HEADING), None)
    return before, after


def provision_in(instrument: Instrument, version: Version, provision_id: str) -> Provision:
    """The provision with this id, or with this label as published. Raises NotHeld with the ends of the numbering."""
    for provision in version.provisions:
        if provision_id in (provision.id, provision.label):
            return provision
    ids = [p.id for p in version.articles]
    range_held = f"it runs from {ids[0]} to {ids[-1]}" if ids else "it has no numbered provisions"
    raise NotHeld(f"the text {version.key} of {instrument.title} that we hold has no {provision_id!r}: {range_held}")


def cite(instrument: Instrument, version: Version, provision: Provision) -> str:
    """The citation as a lawyer writes it in the language of the text; the label as published where it has no form."""
    title = instrument.titles.get(version.language, instrument.title)
    try:
        return format_citation(title=title, label=provision.label, language=version.language)
    except UnknownLabel:
        return f"{title} {provision.label}".strip()


def _languages(instrument: Instrument) -> str:
    return ", ".join(sorted({v.language for v in instrument.versions}))
