"""What a first use needs: a corpus, an index and a first look at the gaps. What is there already is not done again."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.importing import show_report
from ui.commands.indexing import build, describe
from ui.commands.opening import home, open_corpus, open_library
from ui.commands.options import now
from ui.commands.output import print_lines, print_table, progress_bar, say

if TYPE_CHECKING:
    from crawlers.importing import ImportReport
    from law.corpus import Corpus


_MARKS = {
    "covered": "●",
    "partial": "◐",
    "inherited": "↑",
    "not_found_in_what_we_hold": "○",
    "cannot_say": "?",
    "not_applicable": "–",
}


def prepare() -> None:
    """Bring the starter corpus, build the index of the words, print the first gap summary."""
    with open_corpus() as corpus:
        place = _bring_starter(corpus)
        say(describe(build(corpus)))
    _summarise(place)


def _bring_starter(corpus: "Corpus") -> str:
    """Import the starter corpus once, or the sample where it is missing; returns the place to summarise."""
    from crawlers.china_law import data_file, import_china_law
    from crawlers.importing import SourceUnavailable
    from crawlers.sample import import_sample

    try:
        data = data_file()
    except SourceUnavailable as error:
        say(f"{error}. Starting on the sample instead: short texts of an invented place, not real law.")
        with progress_bar("sample") as tick:
            show_report(import_sample(corpus, at=now(), progress=tick), corpus.revision())
        return "xs"
    if _already(corpus, data):
        return "cn"
    with progress_bar("starter corpus") as tick:
        report = import_china_law(corpus, at=now(), data=data, progress=tick)
    _remember(corpus, data, report)
    return "cn"


def _already(corpus: "Corpus", data: Path) -> bool:
    """Whether this very data file was imported into this corpus; the corpus then holds at least that revision."""
    try:
        note = json.loads(_note().read_text())
    except (OSError, ValueError):
        return False
    return bool(note.get("sha256") == _digest(data) and 0 < note.get("revision", 0) <= corpus.revision())


def _remember(corpus: "Corpus", data: Path, report: "ImportReport") -> None:
    show_report(report, corpus.revision())
    if not report.quarantined + report.refused:
        _note().write_text(json.dumps({"sha256": _digest(data), "revision": corpus.revision()}))


def _note() -> Path:
    return home() / "starter.json"


def _digest(data: Path) -> str:
    with data.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _summarise(place: str) -> None:
    with open_library() as library:
        matrix = library.gaps([place])
        names = {area.code: area.names.en for area in library.checklist().areas}
    counts: dict[str, Counter[str]] = {}
    for requirement, cell in zip(matrix.requirements, matrix.cells, strict=True):
        counts.setdefault(requirement.area, Counter())[cell.result.value] += 1
    rows = [(code, names[code], *(found[r] or "" for r in _MARKS)) for code, found in counts.items()]
    title = f"First gap summary for {place} on {matrix.on.isoformat()}: suggestions of the program, not yet reviewed"
    print_table(title, ("area", "", *_MARKS.values()), rows)
    print_lines(["  ".join(f"{mark} {result.replace('_', ' ')}" for result, mark in _MARKS.items())])
