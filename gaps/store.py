"""Judgements kept beside the corpus: made once for a revision, checklist and the law of a day, then read back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gaps.assess import METHOD, assess
from gaps.checklist import Checklist
from gaps.contradictions import checked
from gaps.harvest import Gate, read_gate
from gaps.index_search import IndexSearcher, PlaceSearch
from gaps.inventory import places_of
from gaps.kept_files import made_once, name_of, newest_first
from gaps.records import Cell
from gaps.report import cell_record, read_cell
from gaps.turning_days import settled_since
from law.corpus import Corpus


def assess_cached(
    corpus: Corpus,
    home: Path,
    checklist: Checklist,
    *,
    jurisdiction: str,
    on: date,
    progress: Callable[[int, int], None] | None = None,
    index: IndexSearcher | None = None,
    declared: Gate | None = None,
) -> tuple[Cell, ...]:
    """Every requirement judged for one place on one day. Raises UnknownJurisdiction.

    The result depends on nothing but the corpus revision, the checklist, the declarations of harvests with the facts
    that they are checked against, how far ``index`` is, the method and the law of the day, which make the name of the
    file that keeps it: it serves until a text begins or ends. A file that cannot be read is made again. The index and
    its model are opened only for what is not kept.
    What another process is already judging is waited for. ``declared`` are by default the declarations of ``home``.
    """
    terms = _terms(corpus, checklist, declared or read_gate(home=home), jurisdiction, on)
    for search in _ways(index, terms):
        file = terms.file(home, search)
        kept = _read(file, on)
        if kept is not None:
            return kept
    return made_once(
        file,
        read=lambda: _read(file, on),
        make=lambda: assess(
            corpus, checklist, jurisdiction=jurisdiction, on=on, progress=progress, gate=terms.gate, index=search
        ),
        lines=lambda cells: (json.dumps(cell_record(cell), ensure_ascii=False) for cell in cells),
        holds=lambda: corpus.revision() == terms.revision,
    )


def is_kept(
    corpus: Corpus,
    home: Path,
    checklist: Checklist,
    *,
    jurisdiction: str,
    on: date,
    index: IndexSearcher | None = None,
) -> bool:
    """Whether the judgement of a place and day would be read back. Raises UnknownJurisdiction."""
    terms = _terms(corpus, checklist, read_gate(home=home), jurisdiction, on)
    return any(terms.file(home, search).exists() for search in _ways(index, terms))


def kept_places(home: Path) -> Iterator[str]:
    """The places that judgements of any day are kept of, the last made first."""
    for file in newest_first(home / "gaps"):
        try:
            with file.open(encoding="utf-8") as lines:
                yield str(json.loads(next(lines))["jurisdiction"])
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            continue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What a judgement of a place and day rests on, besides the index; ``since`` is the day from which it holds."""

    checklist: Checklist
    gate: Gate
    revision: int
    jurisdiction: str
    on: date
    since: date | None

    def file(self, home: Path, search: PlaceSearch | None) -> Path:
        """Where the judgement is kept."""
        terms = (self.checklist.fingerprint, self.gate.fingerprint, self.revision, self.jurisdiction, self.since)
        return home / "gaps" / name_of(METHOD, *terms, search.mark if search else "")


def _terms(corpus: Corpus, checklist: Checklist, declared: Gate, jurisdiction: str, on: date) -> _Terms:
    revision, places = corpus.revision(), places_of(jurisdiction)
    gate = checked(declared, corpus, places)
    since = settled_since(corpus, places, on, gate)
    return _Terms(checklist=checklist, gate=gate, revision=revision, jurisdiction=jurisdiction, on=on, since=since)


def _ways(index: IndexSearcher | None, terms: _Terms) -> Iterator[PlaceSearch | None]:
    """The index as its files tell it, and where no judgement is kept for that, as it is found when it is opened."""
    search = index.at(places_of(terms.jurisdiction), terms.on, terms.revision) if index else None
    yield search
    if search is not None and (opened := search.usable()) is not search:
        yield opened


def _read(file: Path, on: date) -> tuple[Cell, ...] | None:
    try:
        return tuple(
            replace(read_cell(json.loads(line)), on=on) for line in file.read_text(encoding="utf-8").splitlines()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
