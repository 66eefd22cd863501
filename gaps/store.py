"""Judgements kept beside the corpus: made once for a revision, checklist and the law of a day, then read back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
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
    revision, places = corpus.revision(), places_of(jurisdiction)
    gate, told = (
        checked(declared or read_gate(home=home), corpus, places),
        index.at(places, on, revision) if index else None,
    )
    since = settled_since(corpus, places, on, gate)
    for search in _ways(told):
        file = _file(home, checklist, gate, revision, jurisdiction, since, search)
        kept = _read(file, on)
        if kept is not None:
            return kept
    return made_once(
        file,
        read=lambda: _read(file, on),
        make=lambda: assess(
            corpus, checklist, jurisdiction=jurisdiction, on=on, progress=progress, gate=gate, index=search
        ),
        lines=lambda cells: (json.dumps(cell_record(cell), ensure_ascii=False) for cell in cells),
        holds=lambda: corpus.revision() == revision,
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
    revision, places = corpus.revision(), places_of(jurisdiction)
    gate, told = checked(read_gate(home=home), corpus, places), index.at(places, on, revision) if index else None
    since = settled_since(corpus, places, on, gate)
    return any(_file(home, checklist, gate, revision, jurisdiction, since, search).exists() for search in _ways(told))


def kept_places(home: Path) -> Iterator[str]:
    """The places that judgements of any day are kept of, the last made first."""
    for file in newest_first(home / "gaps"):
        try:
            with file.open(encoding="utf-8") as lines:
                yield str(json.loads(next(lines))["jurisdiction"])
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            continue


def _ways(search: PlaceSearch | None) -> Iterator[PlaceSearch | None]:
    """The index as its files tell it, and where no judgement is kept for that, as it is found when it is opened."""
    yield search
    if search is not None and (opened := search.usable()) is not search:
        yield opened


def _file(
    home: Path,
    checklist: Checklist,
    gate: Gate,
    revision: int,
    jurisdiction: str,
    since: date | None,
    search: PlaceSearch | None,
) -> Path:
    mark = search.mark if search else ""
    return home / "gaps" / name_of(METHOD, checklist.fingerprint, gate.fingerprint, revision, jurisdiction, since, mark)


def _read(file: Path, on: date) -> tuple[Cell, ...] | None:
    try:
        return tuple(
            replace(read_cell(json.loads(line)), on=on) for line in file.read_text(encoding="utf-8").splitlines()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
