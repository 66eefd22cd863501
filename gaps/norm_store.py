"""Norms of a place kept beside the corpus: typed once for a revision, rules and the law of a day, then read back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gaps.inventory import HeldText, places_of, take_inventory
from gaps.kept_files import made_once, name_of
from gaps.norm_records import HeldNorm, Norm
from gaps.norm_rules import norm_rules
from gaps.norm_survey import survey_norms
from gaps.norms import METHOD
from gaps.survey import Progress
from gaps.turning_days import settled_since
from law.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A norm and where it stands; the law itself is read from the corpus. ``article`` counts those of the text."""

    instrument: str
    version: str
    article: int
    norm: Norm


def norms_cached(
    corpus: Corpus, home: Path, jurisdiction: str, on: date, *, progress: Progress | None = None
) -> tuple[HeldNorm, ...]:
    """What `survey_norms` says of a place's own law. Raises UnknownJurisdiction.

    A file that cannot be read is made again; what another process is already typing is waited for.
    """
    revision = corpus.revision()
    file = _file(corpus, home, revision, jurisdiction, on)
    if (kept := _read(file, corpus, jurisdiction, on)) is not None:
        return kept
    return made_once(
        file,
        read=lambda: _read(file, corpus, jurisdiction, on),
        make=lambda: survey_norms(corpus, jurisdiction, on, progress),
        lines=_lines,
        holds=lambda: corpus.revision() == revision,
    )


def are_kept(corpus: Corpus, home: Path, jurisdiction: str, on: date) -> bool:
    """Whether the norms of a place and day would be read back."""
    return _file(corpus, home, corpus.revision(), jurisdiction, on).exists()


def _file(corpus: Corpus, home: Path, revision: int, jurisdiction: str, on: date) -> Path:
    since = settled_since(corpus, places_of(jurisdiction), on)
    return home / "norms" / name_of(METHOD, norm_rules().fingerprint, revision, jurisdiction, since)


def _lines(norms: Iterable[HeldNorm]) -> Iterator[str]:
    numbers: dict[int, dict[int, int]] = {}
    for held in norms:
        text = held.text
        if id(text) not in numbers:
            numbers[id(text)] = {id(article.provision): at for at, article in enumerate(text.articles)}
        article = numbers[id(text)][id(held.provision)]
        kept = _Kept(instrument=text.instrument.id, version=text.version.key, article=article, norm=held.norm)
        yield _form().dump_json(kept).decode()


def _read(file: Path, corpus: Corpus, jurisdiction: str, on: date) -> tuple[HeldNorm, ...] | None:
    """The norms with their texts; None where the file cannot be read or no longer fits the corpus."""
    try:
        kept = [_form().validate_json(line) for line in file.read_bytes().splitlines()]
        texts = take_inventory(corpus, jurisdiction, on, ids={one.instrument for one in kept}).texts
        named = {(text.instrument.id, text.version.key): text for text in texts}
        return tuple(_held(named[one.instrument, one.version], one) for one in kept)
    except (OSError, ValidationError, LookupError):
        return None


def _held(text: HeldText, kept: _Kept) -> HeldNorm:
    return HeldNorm(text=text, provision=text.articles[kept.article].provision, norm=kept.norm)


@cache
def _form() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)
