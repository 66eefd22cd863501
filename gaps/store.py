"""Judgements kept beside the corpus: made once for a revision, checklist and day, then read back in milliseconds."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from gaps.assess import METHOD, assess
from gaps.checklist import Checklist
from gaps.contradictions import checked
from gaps.harvest import Gate, read_gate
from gaps.index_search import IndexSearcher, PlaceSearch
from gaps.inventory import places_of
from gaps.records import Cell
from gaps.report import cell_record, read_cell
from law.corpus import Corpus

_KEPT = 64


def assess_cached(
    corpus: Corpus,
    home: Path,
    checklist: Checklist,
    *,
    jurisdiction: str,
    on: date,
    progress: Callable[[int, int], None] | None = None,
    index: IndexSearcher | None = None,
) -> tuple[Cell, ...]:
    """Every requirement judged for one place on one day. Raises UnknownJurisdiction.

    The result depends on nothing but the corpus revision, the checklist, the declarations of harvests with the facts
    that they are checked against, how far ``index`` is, the method and the day, which make the name of the file that
    keeps it; a file that cannot be read is made again. The index and its model are opened only for what is not kept.
    """
    revision, places = corpus.revision(), places_of(jurisdiction)
    gate, told = checked(read_gate(), corpus, places), index.at(places, on, revision) if index else None
    for search in _ways(told):
        file = _file(home, checklist, gate, revision, jurisdiction, on, search)
        kept = _read(file)
        if kept is not None:
            return kept
    cells = assess(corpus, checklist, jurisdiction=jurisdiction, on=on, progress=progress, gate=gate, index=search)
    if corpus.revision() == revision:
        _write(file, cells)
    return cells


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
    gate, told = checked(read_gate(), corpus, places), index.at(places, on, revision) if index else None
    return any(_file(home, checklist, gate, revision, jurisdiction, on, search).exists() for search in _ways(told))


def kept_places(home: Path) -> Iterator[str]:
    """The places that judgements of any day are kept of, the last made first."""
    for file in _newest_first(home / "gaps"):
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
    on: date,
    search: PlaceSearch | None,
) -> Path:
    mark = search.mark if search else ""
    return home / "gaps" / _name(METHOD, checklist.fingerprint, gate.fingerprint, revision, jurisdiction, on, mark)


def _name(*facts: object) -> str:
    """The name of a file for the facts that decide what is in it."""
    return f"{hashlib.sha256(chr(31).join(map(str, facts)).encode()).hexdigest()[:32]}.jsonl"


def _read(file: Path) -> tuple[Cell, ...] | None:
    try:
        return tuple(read_cell(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, cells: Sequence[Cell]) -> None:
    """Whole or not at all: a temporary file in the same folder, flushed to disk, then renamed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as stream:
        try:
            for cell in cells:
                stream.write(json.dumps(cell_record(cell), ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).replace(file)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    for old in _newest_first(file.parent)[_KEPT:]:
        old.unlink(missing_ok=True)


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"), key=_made_at, reverse=True)


def _made_at(file: Path) -> float:
    """When it was written; another process may have forgotten it since."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
