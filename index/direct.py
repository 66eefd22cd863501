"""Queries that name a place: a title, a short title, a document number, or a citation of an article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from index.cited_rows import of_code, rows_cited
from index.citing import bare_numbers, citations_among, citations_of
from index.holdings import Mask
from index.misspelt import Titles
from index.names import Names, Resolved
from index.plan import Keep
from index.snapshot import Snapshot
from index.title_catalogue import read_catalogue
from law.citation import Citation, label_of
from law.english_title import INSTRUMENT_WORDS
from law.instrument import Instrument, Version
from law.timeline import in_order, status_on

_LONGEST_SHOWN: Final = 60
_NAMES_A_LAW: Final = re.compile(rf"[\u3400-\u9fff]|[A-Z]{{2}}|\b(?:{INSTRUMENT_WORDS})\b")
_RULE: Final = re.compile(
    r"(?P<name>[A-Z].{1,120}?)[\s,]+(?:rules?\s|para(?:graph)?\.?\s)?"
    r"(?P<label>[A-Z]{0,5}[0-9]{1,4}[A-Z]{0,2}(?:\.[0-9]{1,4}[A-Z]{0,2}){1,6}(?:\.?\([0-9A-Za-z]{1,5}\)){0,5})",
    re.IGNORECASE,
)
"""A rulebook and one of its numbers: Conduct of Business Rulebook 3.2.1(a)."""
_MARKS: Final = "《》〈〉“”\"'「」『』 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """The rows that a query names, best first, and what was understood, in sentences.

    ``cited``: an article of a named law was asked for, so nothing is looked for by meaning or by any one word.
    ``named``: the ids of the instruments that stand among other words.
    """

    rows: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    cited: bool = False
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Places:
    """Finds named places in one index generation."""

    snapshot: Snapshot

    @cached_property
    def names(self) -> Names:
        """The names of what is held."""
        return Names.of(self.snapshot.holdings.instruments, read_catalogue())

    @cached_property
    def misspelt(self) -> Titles:
        """Finds slips in titles, of what is held and of what the catalogue knows."""
        return Titles.of((*self.names.exact, *self.names.not_held))

    @cached_property
    def _numbers(self) -> dict[tuple[str, int], int]:
        """From an instrument and the place of a version in it to the version's number."""
        numbered = self.snapshot.holdings.numbered
        return {(i.id, id(v)): number for number, (i, v) in enumerate(numbered)}

    def find(self, text: str, keep: Keep) -> Direct:
        """What the query names, within the filters; nothing for a query that is not a name or a citation."""
        citations = citations_of(text, self.names)
        if citations:
            return _joined([self._cited(citation, keep) for citation in citations])
        bare = (self._cited(citation, keep) for citation in bare_numbers(text, self.names))
        if (held := next((direct for direct in bare if direct.rows), None)) is not None:
            return held
        rule = _RULE.fullmatch(text)
        if rule is not None and (found := self._rule(rule["name"], rule["label"], keep)).rows:
            return found
        resolved = self.names.resolve(text.strip(_MARKS))
        if resolved.known_as is not None:
            return Direct(notes=(self._not_held(resolved.known_as),))
        if not resolved.ids and text.startswith("《") and text.endswith("》"):
            return Direct(notes=(self._not_held(text.strip(_MARKS)),))
        chosen = list(self._versions(resolved, keep))
        rows = tuple(self.snapshot.rows_of(number)[0] for number, _, _ in chosen if self.snapshot.rows_of(number))
        notes = [f"understood as the title {_shown(i.title)} ({v.key})" for _, i, v in chosen]
        if not rows:
            return self._among(text, keep)
        return Direct(rows=rows, notes=(*notes, *_others(resolved)))

    def _among(self, text: str, keep: Keep) -> Direct:
        """What stands among other words: the articles cited go first, and all that is named counts for more."""
        cited = [self._cited(citation, keep) for citation in citations_among(text, self.names)]
        return replace(_joined(cited), cited=False, named=self.names.within(text))

    def named_plainly(self, text: str) -> Mapping[str, str]:
        """The places whose laws a text names where nothing else can be meant, each with the words that name one."""
        plain = (mention for mention in self.names.mentions(text) if mention.plain)
        by_id = self.snapshot.holdings.by_id
        return {by_id[id_].jurisdiction: each.written for each in plain for id_ in self.names.exact[each.key]}

    def _rule(self, name: str, label: str, keep: Keep) -> Direct:
        """Rules whose number is not that of an article or a section, by their label as printed."""
        rows, notes = [], []
        for number, instrument, version in self._versions(self.names.resolve(name), keep):
            labels = {
                self.snapshot.records.read(row).provision.label.casefold(): row for row in self.snapshot.rows_of(number)
            }
            if (row := labels.get(label.casefold())) is not None:
                rows.append(row)
                notes.append(f"understood as {_shown(instrument.title)} {label} ({version.key})")
        return Direct(rows=tuple(rows), notes=tuple(notes), cited=bool(rows))

    def _cited(self, citation: Citation, keep: Keep) -> Direct:
        called = [name for name in (citation.title, citation.document_number, of_code(citation)) if name]
        if not called:
            return Direct()
        meant = map(self.names.resolve, called)
        resolved = next((each for each in meant if each.ids or each.known_as), Resolved())
        if not resolved.ids:
            return self._unheld(called[0], resolved)
        found = [(rows_cited(self.snapshot, number, citation), i, v) for number, i, v in self._versions(resolved, keep)]
        rows = tuple(row for of_version, _, _ in found for row in of_version)
        notes = [self._understood(citation, of_version, i, v) for of_version, i, v in found]
        named = frozenset(() if rows else resolved.ids)
        return Direct(rows=rows, notes=(*notes, *_others(resolved)), cited=bool(rows and citation.article), named=named)

    def _unheld(self, name: str, resolved: Resolved) -> Direct:
        """Words that only happen to stand before an article's number are searched for like any others."""
        if resolved.known_as is None and not _NAMES_A_LAW.search(name):
            return Direct()
        return Direct(notes=(self._not_held(resolved.known_as or name),), cited=True)

    def _versions(self, resolved: Resolved, keep: Keep) -> Iterator[tuple[int, Instrument, Version]]:
        """For every instrument meant, the newest text that passes the filters."""
        passing = self.snapshot.holdings.passing(keep)
        for instrument_id in resolved.ids:
            instrument = self.snapshot.holdings.by_id[instrument_id]
            number = self._newest(instrument, passing, keep.on)
            if number is not None:
                yield number, instrument, self.snapshot.holdings.numbered[number][1]

    def _newest(self, instrument: Instrument, passing: Mask, on: date | None) -> int | None:
        for version in reversed(in_order(instrument.versions)):
            number = self._numbers[(instrument.id, id(version))]
            if passing[number] and (on is None or status_on(instrument, version, on).may_be_law):
                return number
        return None

    def _understood(self, citation: Citation, cited: Sequence[int], instrument: Instrument, version: Version) -> str:
        title = _shown(instrument.title)
        if citation.article is None:
            return f"understood as the instrument {title} ({version.key})"
        place = label_of(citation.provision_id or citation.article, version.language)
        if len(cited) > 1 and citation.range_end:
            place = f"{place} – {label_of(citation.range_end, version.language)}"
        if cited:
            return f"understood as {title} {place} ({version.key})"
        rows = self.snapshot.rows_of(self._numbers[(instrument.id, id(version))])
        ends = [self.snapshot.records.read(r).provision.label for r in (rows[0], rows[-1])] if rows else []
        ranges = f"; it runs from {ends[0]} to {ends[1]}" if ends else ""
        return f"{title} ({version.key}) has no {place} in what we hold{ranges}"

    def _not_held(self, name: str) -> str:
        closest = self.names.closest(name)
        held = f"; closest held: {', '.join(_shown(title) for title in closest)}" if closest else ""
        return f"{_shown(name)} was not found in what we hold{held}"


def _joined(found: Sequence[Direct]) -> Direct:
    """All places that one query cites, each once."""
    rows = tuple(dict.fromkeys(row for each in found for row in each.rows))
    return Direct(
        rows=rows,
        notes=tuple(dict.fromkeys(note for each in found for note in each.notes)),
        cited=any(each.cited for each in found),
        named=frozenset() if rows else frozenset().union(*(each.named for each in found)),
    )


def _others(resolved: Resolved) -> tuple[str, ...]:
    if not resolved.others:
        return ()
    return (f"{resolved.others} more instruments bear such a title: add the place or choose one by its full title",)


def _shown(title: str) -> str:
    short = title if len(title) <= _LONGEST_SHOWN else title[:_LONGEST_SHOWN] + "…"
    return f"《{short.strip('《》')}》" if any("\u3400" <= char <= "\u9fff" for char in short) else f"“{short}”"
