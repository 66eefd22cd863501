"""Where an instrument's texts come from, where its sources differ, what else is the same law, and who changed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from law.amendment import Amendment
from law.corpus import Corpus
from law.differences import Difference, differences_of, in_shown_order
from law.editions import Edition
from law.instrument import Instrument, Version
from law.script import fold_text
from law.twins import Twin, twins_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """``amendments`` are the changes made to the instrument, ``amends`` those that it makes to others, oldest first."""

    editions: tuple[Edition, ...]
    differences: tuple[Difference, ...]
    twins: tuple[Twin, ...]
    amendments: tuple[Amendment, ...]
    amends: tuple[Amendment, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that give texts of it, withdrawn ones too."""
        return tuple(sorted({edition.source for edition in self.editions}))

    def gone_since(self, version: Version) -> datetime | None:
        """Since when a version's document is no longer at its source, where a harvest found that."""
        document = (version.source, version.source_ref)
        return next((e.gone_since for e in self.editions if (e.source, e.source_ref) == document), None)


def provenance_of(instrument: Instrument, corpus: Corpus, held: Iterable[Instrument]) -> Provenance:
    """Gather it for one instrument; ``held`` are those among which the same law is looked for."""
    editions = corpus.editions(instrument.id)
    changes = _once(corpus.amendments(instrument.id))
    return Provenance(
        editions=editions,
        differences=_differences(instrument.id, corpus, editions),
        twins=twins_of(instrument, held),
        amendments=tuple(change for change in changes if change.affected == instrument.id),
        amends=tuple(change for change in changes if change.affected != instrument.id),
    )


def _differences(instrument_id: str, corpus: Corpus, editions: tuple[Edition, ...]) -> tuple[Difference, ...]:
    shown = [(e.key, e.language) for e in editions if e.withdrawal is None]
    if len(shown) == len(set(shown)):
        return ()
    every = next(corpus.instruments(ids=[instrument_id], every_source=True))
    return differences_of(in_shown_order(every, corpus), corpus.provisions)


def _once(changes: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """Without what a second source tells in the same words: lines of history are printed by all of them."""
    found: dict[tuple[object, ...], Amendment] = {}
    for change in changes:
        words = "".join(filter(str.isalnum, fold_text(change.quote))) or change.source_id
        place = (change.affected, change.affected_provisions, change.made_on, change.action)
        found.setdefault((*place, words), change)
    return tuple(found.values())
