"""From a citation as written to the provision held that it means, or the reason why not."""

from dataclasses import dataclass
from enum import StrEnum

from law.cited import Citation
from law.identifier import title_key
from law.instrument import Instrument
from search_api.library import Library
from search_api.views import Ambiguous, Named, NotHeld


class Outcome(StrEnum):
    """What became of a citation. ``NO_INSTRUMENT`` names none (本法第十条): only its own text says which."""

    RESOLVED = "resolved"
    NO_SUCH_PROVISION = "no_such_provision"
    AMBIGUOUS = "ambiguous"
    NOT_HELD = "not_held"
    NO_INSTRUMENT = "no_instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A citation and what it means. ``provision_id`` is the article held; ``message`` says why it was not resolved.

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
    provision_id: str | None = None
    label: str | None = None
    message: str = ""
    others: tuple[Named, ...] = ()


def resolve(library: Library, citation: Citation) -> Resolved:
    """The instrument and article that a citation means today, among what is held."""
    name = citation.document_number or citation.title
    if name is None:
        message = "the citation names no instrument of its own"
        return _unresolved(citation, Outcome.NO_INSTRUMENT, message)
    try:
        instrument = _find(library, name)
    except Ambiguous as error:
        return _unresolved(citation, Outcome.AMBIGUOUS, str(error), error.candidates)
    except NotHeld as error:
        return _unresolved(citation, Outcome.NOT_HELD, str(error), error.closest)
    return _in_instrument(library, instrument, citation)


def _find(library: Library, name: str) -> Instrument:
    """By the whole name, else by its longest end: a bare title in running text may carry words before it."""
    catalogue = library.catalogue()
    key, exact = title_key(name), catalogue.names.exact
    ends = (key[i:] for i in range(1, max(len(key) - 2, 1)))
    end = None if catalogue.names.resolve(name).ids else next((e for e in ends if e in exact), None)
    return catalogue.find(end or name)


def _in_instrument(library: Library, instrument: Instrument, citation: Citation) -> Resolved:
    view = library.instrument(instrument.id)
    found = next((p for p in view.version.provisions if p.id == citation.article), None)
    missing = citation.article is not None and found is None
    message = f"the text {view.version.key} that we hold has no {citation.article}" if missing else ""
    return Resolved(
        raw=citation.raw,
        start=citation.start,
        end=citation.end,
        outcome=Outcome.NO_SUCH_PROVISION if missing else Outcome.RESOLVED,
        instrument=instrument.id,
        title=instrument.title,
        version=view.version.key,
        status=view.status.status.value,
        provision_id=found.id if found else None,
        label=found.label if found else None,
        message=message,
    )


def _unresolved(citation: Citation, outcome: Outcome, message: str, others: tuple[Named, ...] = ()) -> Resolved:
    return Resolved(
        raw=citation.raw, start=citation.start, end=citation.end, outcome=outcome, message=message, others=others
    )
