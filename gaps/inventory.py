"""What is held of a place on a day: the texts that may be law, those cut off, and those set aside with the reason."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from gaps.requirement import Language
from law.corpus import Corpus
from law.instrument import Instrument, Status, TextState, Version
from law.jurisdiction import JURISDICTIONS, Level, within
from law.kind import KINDS
from law.provision import Provision, Unit
from law.script import fold_text
from law.timeline import StatusOn, in_order, status_on, version_on

FAMILIES: Final[Mapping[str, Language]] = {"zh": "zh", "en": "en"}
"""The first subtag of a text's language tag, and the family of patterns that reads it."""


@dataclass(frozen=True, kw_only=True)
class ReadArticle:
    """An article as held, with its folded words for matching."""

    provision: Provision

    @cached_property
    def folded(self) -> str:
        """The text folded for matching; offsets are mapped back only for what is quoted."""
        return fold_text(self.provision.text)

    @cached_property
    def folded_heading(self) -> str:
        """Its own heading folded for matching."""
        return fold_text(self.provision.heading)

    @cached_property
    def folded_path(self) -> str:
        """The headings above it folded for matching."""
        return fold_text(" / ".join(self.provision.path))


@dataclass(frozen=True, kw_only=True)
class HeldText:
    """The text of an instrument that may be law on the day. ``own`` is False for a place below the one judged."""

    instrument: Instrument
    version: Version
    status: StatusOn
    articles: tuple[ReadArticle, ...]
    own: bool = True

    @cached_property
    def language(self) -> Language:
        """The family of patterns that reads this text."""
        return FAMILIES[family_of(self.version)]

    @cached_property
    def folded_title(self) -> str:
        """The title folded for matching."""
        return fold_text(self.instrument.title)

    @property
    def truncated(self) -> bool:
        """Whether the source's text is known to be cut off."""
        return self.version.text_state is TextState.TRUNCATED

    @property
    def rank(self) -> int:
        """The rank of the instrument's kind, smallest first; unknown kinds come last."""
        return KINDS[self.instrument.kind].rank if self.instrument.kind else max(k.rank for k in KINDS.values()) + 1


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """The texts judged.

    ``former`` are the last texts of instruments that were repealed by the day: they count for nothing, and are read to
    tell what they said. ``set_aside`` counts instruments none of whose texts may be law on the day; ``unread`` those
    held only in languages that no family of patterns reads.
    """

    places: tuple[str, ...]
    on: date
    texts: tuple[HeldText, ...]
    set_aside: int
    unread: int = 0
    former: tuple[HeldText, ...] = ()

    @cached_property
    def provisions(self) -> int:
        """How many provisions are read."""
        return sum(len(text.articles) for text in self.texts)

    @cached_property
    def languages(self) -> frozenset[Language]:
        """The families of patterns that read these texts."""
        return frozenset(text.language for text in self.texts)

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many texts of each kind are read."""
        return count_by_kind(self.texts)

    @cached_property
    def truncated(self) -> tuple[HeldText, ...]:
        """The texts that are cut off."""
        return tuple(text for text in self.texts if text.truncated)


def places_of(jurisdiction: str) -> tuple[str, ...]:
    """``A+B`` taken apart; each must be in the table. Raises UnknownJurisdiction."""
    codes = tuple(part.strip() for part in jurisdiction.split("+") if part.strip())
    return tuple(JURISDICTIONS[code].code for code in codes or (jurisdiction,))


def take_inventory(corpus: Corpus, jurisdiction: str, on: date, *, ids: Collection[str] | None = None) -> Inventory:
    """Read what is held of the place and, for a province or city, of the places below it; of ``ids`` alone if given.

    A nation's own law is judged without its provinces: their rules do not answer for the whole.
    """
    places = places_of(jurisdiction)
    texts, former, aside, unread = [], [], 0, 0
    for instrument in corpus.instruments(jurisdictions=codes_of(places), ids=ids):
        found, own = _text_on(instrument, on), instrument.jurisdiction in places
        if found is None:
            aside += 1
            former += [_read(corpus, instrument, *last, own=own) for last in _repealed_text(instrument, on)]
        elif family_of(found[0]) not in FAMILIES:
            unread += 1
        else:
            texts.append(_read(corpus, instrument, *found, own=own))
    return Inventory(places=places, on=on, texts=tuple(texts), set_aside=aside, unread=unread, former=tuple(former))


def codes_of(places: Collection[str]) -> list[str]:
    """The places whose law is read when these are judged."""
    return [code for code in JURISDICTIONS if any(counts_for(code, place) for place in places)]


def family_of(version: Version) -> str:
    """The first subtag of a text's language: zh for zh-Hans and zh-Hant."""
    return version.language.partition("-")[0]


def _text_on(instrument: Instrument, on: date) -> tuple[Version, StatusOn] | None:
    """The text of the day, in a language that can be read where there is one."""
    found = version_on(instrument, on)
    if found is None or family_of(found[0]) in FAMILIES:
        return found
    readable = sorted({v.language for v in instrument.versions if family_of(v) in FAMILIES})
    texts = (version_on(instrument, on, language) for language in readable)
    return next((text for text in texts if text is not None), found)


def _repealed_text(instrument: Instrument, on: date) -> list[tuple[Version, StatusOn]]:
    """The last text that a repeal ended by the day, if one can be read."""
    readable = (version for version in reversed(in_order(instrument.versions)) if family_of(version) in FAMILIES)
    found = ((version, status_on(instrument, version, on)) for version in readable)
    return [last for last in found if last[1].status is Status.REPEALED][:1]


def counts_for(code: str, place: str) -> bool:
    """Whether the law of ``code`` is read when ``place`` is judged."""
    if code == place:
        return True
    return JURISDICTIONS[place].level in (Level.PROVINCIAL, Level.CITY) and within(code, place)


def _read(corpus: Corpus, instrument: Instrument, version: Version, status: StatusOn, *, own: bool) -> HeldText:
    articles = tuple(ReadArticle(provision=p) for p in corpus.provisions(version) if p.unit is not Unit.HEADING)
    return HeldText(instrument=instrument, version=version, status=status, articles=articles, own=own)


def count_by_kind(texts: Iterable[HeldText]) -> Mapping[str, int]:
    """How many texts of each kind are held; unknown kinds are counted as such."""
    counts: dict[str, int] = {}
    for text in texts:
        name = text.instrument.kind or "unknown"
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
