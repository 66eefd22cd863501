"""From a citation as written to the provision held that it means, or the reason why not."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from index.records import BadQuery
from law.cited import Citation
from law.instrument import Instrument
from law.subdivision import UnknownUnit, unit_at
from search_api.library import Library
from search_api.views import Ambiguous, InstrumentView, Named, NotHeld, Withdrawn

NotFound = Ambiguous | Withdrawn | NotHeld
MOST_NAMES: Final = 200
"""Each name that is not held is compared with all titles, which takes a while."""


class Outcome(StrEnum):
    """What became of a citation. ``NO_INSTRUMENT`` names none (本法第十条): only its own text says which."""

    RESOLVED = "resolved"
    NO_SUCH_PROVISION = "no_such_provision"
    AMBIGUOUS = "ambiguous"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"
    NO_INSTRUMENT = "no_instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A citation and what it means. ``provision_id`` is the article held; ``message`` says why it was not resolved.

    Of a resolved one, ``message`` says where the article has no such paragraph or item.
    ``others`` are the candidates of an ambiguous one, or the closest of one that is not held.
    """

    raw: str
    start: int
    end: int
    outcome: Outcome
    instrument: str | None = None
    title: str | None = None
    version: str | None = None
    status: str | None = None
    status_basis: str | None = None
    provision_id: str | None = None
    label: str | None = None
    message: str = ""
    others: tuple[Named, ...] = ()


@dataclass(slots=True)
class Views:
    """The names and texts that one check reads, each once; statuses are said for the day ``on``, today by default."""

    library: Library
    on: date | None = None
    _read: dict[str, InstrumentView] = field(default_factory=dict)
    _found: dict[str, Instrument | NotFound] = field(default_factory=dict)

    def named(self, name: str) -> Instrument:
        """The instrument that a name means. Raises NotHeld, Ambiguous, Withdrawn; BadQuery for too many names."""
        if name not in self._found:
            if len(self._found) >= MOST_NAMES:
                raise BadQuery(f"the text names more than {MOST_NAMES} different laws: check it in parts")
            try:
                self._found[name] = _find(self.library, name)
            except (Ambiguous, Withdrawn, NotHeld) as error:
                self._found[name] = error
        found = self._found[name]
        if isinstance(found, Instrument):
            return found
        raise found

    def of(self, instrument: str) -> InstrumentView:
        """The text of an instrument that may be law on the day."""
        if instrument not in self._read:
            address = f"{instrument}@{self.on.isoformat()}" if self.on else instrument
            try:
                self._read[instrument] = self.library.instrument(address, on=self.on)
            except NotHeld:
                # None of the texts held may be law on that day: what is cited is still shown, with its status.
                self._read[instrument] = self.library.instrument(instrument, on=self.on)
        return self._read[instrument]


def resolve(library: Library, citation: Citation, *, views: Views | None = None) -> Resolved:
    """The instrument and article that a citation means, today or on the day of ``views``, among what is held.

    Raises BadQuery where ``views`` has read too many names already.
    """
    views = views or Views(library)
    name = citation.document_number or citation.title
    if name is None:
        message = "the citation names no instrument of its own"
        return _unresolved(citation, Outcome.NO_INSTRUMENT, message)
    try:
        instrument = views.named(name)
    except Ambiguous as error:
        return _unresolved(citation, Outcome.AMBIGUOUS, str(error), error.candidates)
    except Withdrawn as error:
        return _unresolved(citation, Outcome.WITHDRAWN, str(error))
    except NotHeld as error:
        return _unresolved(citation, Outcome.NOT_HELD, str(error), error.closest)
    return _in_instrument(views.of(instrument.id), citation)


def _find(library: Library, name: str) -> Instrument:
    """By the whole name, else by its longest end: a bare title in running text may carry words before it."""
    catalogue = library.catalogue()
    return catalogue.find(catalogue.names.by_end(name) or name)


def _in_instrument(view: InstrumentView, citation: Citation) -> Resolved:
    found = next((p for p in view.version.provisions if p.id == citation.article), None)
    missing = citation.article is not None and found is None
    message = f"the text {view.version.key} that we hold has no {citation.article}" if missing else ""
    return Resolved(
        raw=citation.raw,
        start=citation.start,
        end=citation.end,
        outcome=Outcome.NO_SUCH_PROVISION if missing else Outcome.RESOLVED,
        instrument=view.instrument.id,
        title=view.instrument.title,
        version=view.version.key,
        status=view.status.status.value,
        status_basis=view.status.basis,
        provision_id=found.id if found else None,
        label=found.label if found else None,
        message=message or (_part_message(found.text, citation) if found else ""),
    )


def _part_message(text: str, citation: Citation) -> str:
    """Where a paragraph or item is cited that the article does not have."""
    suffix = (citation.provision_id or "").partition("__")[2]
    if suffix:
        try:
            unit_at(text, suffix)
        except UnknownUnit as error:
            return f"the article is held; {error}"
    return ""


def _unresolved(citation: Citation, outcome: Outcome, message: str, others: tuple[Named, ...] = ()) -> Resolved:
    return Resolved(
        raw=citation.raw, start=citation.start, end=citation.end, outcome=outcome, message=message, others=others
    )
