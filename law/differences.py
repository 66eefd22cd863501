"""Where two sources of the same law differ: in days, status, wholeness, number of articles, and words by article.

Compared are texts of one instrument, day and language. Script, width, white space and punctuation are no difference:
publishers set them differently.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from law.corpus import Corpus
from law.instrument import Instrument, Status, TextState, Version
from law.provision import Provision
from law.script import fold

_AROUND: Final = 12
_LONGEST: Final = 200
_DAYS: Final = ("promulgated_on", "in_force_from", "commenced_on", "repealed_on")
TextOf = Callable[[Version], Sequence[Provision]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says. ``start`` and ``end`` are offsets of the words in the provision's text, None for facts."""

    source: str
    """The source."""
    source_ref: str
    """Its document."""
    words: str
    """The day, status or count; for texts the words around what differs; empty where it has none."""
    start: int | None = None
    """Where the words begin in the provision's text; null for facts."""
    end: int | None = None
    """Where they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point on which two sources of a text differ; ``first`` is the source whose text is shown.

    ``about`` is the name of a day, ``status``, ``text_state``, ``articles`` (how many), ``missing`` (an article that
    only one has), or ``words``; ``provision_id`` and ``label`` are set for the last two.
    """

    key: str
    """The day of the text."""
    language: str
    """Its language."""
    about: str
    """The name of a day, `status`, `text_state`, `articles` (how many), `missing` (an article), or `words`."""
    first: Said
    """The source whose text is shown."""
    second: Said
    """The other."""
    provision_id: str = ""
    """The provision, for `missing` and `words`."""
    label: str = ""
    """Its number as published."""


def differences_of(instrument: Instrument, text_of: TextOf) -> tuple[Difference, ...]:
    """Every difference among the texts of an instrument; ``versions`` must hold those of every source.

    The first text of each day and language is the one compared with the others.
    """
    same: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for version in instrument.versions:
        same[version.key, version.language].append(version)
    pairs = ((group[0], other) for group in same.values() for other in group[1:])
    return tuple(difference for first, second in pairs for difference in _between(first, second, text_of))


def differing(corpus: Corpus) -> Iterator[tuple[Instrument, tuple[Difference, ...]]]:
    """The instruments of the corpus whose sources differ, each with how, in order of id."""
    for instrument in corpus.instruments(every_source=True):
        found = differences_of(in_shown_order(instrument, corpus), corpus.provisions)
        if found:
            yield instrument, found


def in_shown_order(instrument: Instrument, corpus: Corpus) -> Instrument:
    """The instrument with every source's texts, the one shown first among those of a day and language."""
    if len({(v.key, v.language) for v in instrument.versions}) == len(instrument.versions):
        return instrument
    shown = {edition.held_as for edition in corpus.editions(instrument.id) if edition.shown}
    return replace(instrument, versions=tuple(sorted(instrument.versions, key=lambda v: v.held_as not in shown)))


def _between(first: Version, second: Version, text_of: TextOf) -> Iterator[Difference]:
    for name in _DAYS:
        days = [fact.day.isoformat() if fact else "" for fact in (getattr(first, name), getattr(second, name))]
        if all(days) and days[0] != days[1]:
            yield _fact(first, second, name, days[0], days[1])
    if Status.UNKNOWN not in (first.status, second.status) and first.status is not second.status:
        yield _fact(first, second, "status", first.status.value, second.status.value)
    if TextState.TRUNCATED in (first.text_state, second.text_state) and first.text_state is not second.text_state:
        yield _fact(first, second, "text_state", first.text_state.value, second.text_state.value)
    if first.text_sha256 != second.text_sha256:
        yield from _in_text(first, second, text_of)


def _in_text(first: Version, second: Version, text_of: TextOf) -> Iterator[Difference]:
    mine, theirs = _by_id(text_of(first)), _by_id(text_of(second))
    if len(mine) != len(theirs):
        yield _fact(first, second, "articles", str(len(mine)), str(len(theirs)))
    if not mine or not theirs:  # That one source has no text at all is said once, not for each article.
        return
    for provision_id in dict.fromkeys([*mine, *theirs]):
        one, other = mine.get(provision_id), theirs.get(provision_id)
        if one is None or other is None:
            yield _difference(first, second, "missing", one, other, _whole(one), _whole(other))
        elif (spans := _where(one.text, other.text)) is not None:
            yield _difference(first, second, "words", one, other, *spans)


def _by_id(provisions: Sequence[Provision]) -> dict[str, Provision]:
    return {p.id: p for p in provisions if p.text}


def _where(one: str, other: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The spans of the published texts within which they differ, with some words around; None where they do not."""
    if one == other:
        return None
    mine, theirs = _letters(one), _letters(other)
    words, their_words = "".join(c for c, _, _ in mine), "".join(c for c, _, _ in theirs)
    if words == their_words:
        return None
    shorter = min(len(words), len(their_words))
    start = next((i for i in range(shorter) if words[i] != their_words[i]), shorter)
    end = next((i for i in range(shorter - start) if words[-1 - i] != their_words[-1 - i]), shorter - start)
    return _span(mine, start, end), _span(theirs, start, end)


def _letters(text: str) -> list[tuple[str, int, int]]:
    """The letters and numerals as compared, each with its place in the published text."""
    folded = fold(text)
    return [(c, *folded.origin(i, i + 1)) for i, c in enumerate(folded.text) if c.isalnum()]


def _span(letters: list[tuple[str, int, int]], start: int, end: int) -> tuple[int, int]:
    if not letters:
        return 0, 0
    first, last = max(0, start - _AROUND), min(len(letters), len(letters) - end + _AROUND) - 1
    return letters[min(first, last)][1], letters[last][2]


def _whole(provision: Provision | None) -> tuple[int, int]:
    return (0, len(provision.text)) if provision else (0, 0)


def _fact(first: Version, second: Version, about: str, one: str, other: str) -> Difference:
    return Difference(
        key=first.key,
        language=first.language,
        about=about,
        first=Said(source=first.source, source_ref=first.source_ref, words=one),
        second=Said(source=second.source, source_ref=second.source_ref, words=other),
    )


def _difference(
    first: Version,
    second: Version,
    about: str,
    one: Provision | None,
    other: Provision | None,
    span: tuple[int, int],
    their_span: tuple[int, int],
) -> Difference:
    known = one or other
    return Difference(
        key=first.key,
        language=first.language,
        about=about,
        first=_said(first, one, span),
        second=_said(second, other, their_span),
        provision_id=known.id if known else "",
        label=known.label if known else "",
    )


def _said(version: Version, provision: Provision | None, span: tuple[int, int]) -> Said:
    if provision is None:
        return Said(source=version.source, source_ref=version.source_ref, words="")
    start, end = span[0], min(span[1], span[0] + _LONGEST)
    words = provision.text[start:end]
    return Said(source=version.source, source_ref=version.source_ref, words=words, start=start, end=end)
