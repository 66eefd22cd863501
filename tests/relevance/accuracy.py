"""Writes ``docs/accuracy.md``: results of the program beside those of readers, each figure with n and its interval.

Run ``python -m tests.relevance.accuracy > docs/accuracy.md`` after a change of the checklist or the judgement, with
the recordings and collections in ``../shared``; a test compares the two. The same run writes the figures that reports
carry to ``corpora/accuracy/figures.json``.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gaps.accuracy import FIGURES_FILE, Figures, Group, wilson
from gaps.assess import METHOD
from gaps.checklist import Checklist, load_checklist
from law.corpus import Corpus
from tests.relevance.accuracy_notes import BLIND_NOTE, FOREIGN_NOTE, MISSED_NOTE, ORDER_NOTE, PREFACE
from tests.relevance.gap_readings import (
    blind_readings,
    foreign_readings,
    held_on_second_reading,
    own_readings,
    shared_readings,
)
from tests.relevance.gap_scores import CUT_OFF, LABELS, Reading, Scores, wrong_gaps
from tests.relevance.judged import FOREIGN, Cells, hold_collection, judged_foreign, judged_places


def accuracy_page(shared: Path, cells: Cells, foreign: Cells, checklist: Checklist) -> str:
    """The page in Markdown."""
    common = shared_readings(shared)
    high = [reading for reading in common if reading.confidence == "high"]
    parts = [PREFACE, f"Checklist {checklist.version}, method {METHOD}."]
    parts += ["## Chinese law, eight places, read before the program was asked", BLIND_NOTE]
    parts += [_table(blind_readings(), cells), _second_note(), *_missed(cells)]
    parts += ["## Chinese law, eight places, read without the program", _table(common, cells)]
    parts += ["### Of these, the cells read with high confidence", _table(high, cells)]
    parts += ["## Chinese law, read by us with the program's quotes at hand", _table(own_readings(), cells)]
    parts += [
        "## Other places, in English and in traditional characters",
        FOREIGN_NOTE,
        _table(foreign_readings(), foreign),
    ]
    for place in FOREIGN:
        parts += [f"### `{place}`", _table([r for r in foreign_readings() if r.jurisdiction == place], foreign)]
    return "\n\n".join([*parts, "## Which quotes stand first", ORDER_NOTE]) + "\n"


def _second_note() -> str:
    gap, partial = (_share(*held_on_second_reading(label, "lot")) for label in ("gap", "partial"))
    other_gaps, covered = (_share(*held_on_second_reading(label, "rest")) for label in ("gap", "covered"))
    return f"""How far the reading itself can be trusted: cells were read again by somebody else, who searched the
texts of the place to refute them.

| read again | held |
|---|---|
| gaps drawn by lot | {gap} |
| partial cells drawn by lot | {partial} |
| all gaps that were left | {other_gaps} |
| all covered cells of medium or low confidence | {covered} |"""


def _missed(cells: Cells) -> tuple[str, str, str]:
    missed = wrong_gaps(blind_readings(), cells)
    places = "; ".join(f"{reading.requirement} `{reading.jurisdiction}`" for reading in missed)
    return "### What the wrong gaps miss", f"The {len(missed)} wrong gaps: {places}.", MISSED_NOTE


def _table(readings: Sequence[Reading], cells: Cells) -> str:
    scores = Scores(readings, cells)
    lines = ["| result | right of those said | found of those read |", "|---|---|---|"]
    lines += [f"| {label} | {_share(*scores.judged(label))} | {_share(*scores.read(label))} |" for label in LABELS]
    cut = scores.read(CUT_OFF)
    lines += [f"| cannot say (cut-off text) | | {_share(*cut)} |"] if cut[1] else []
    quotes = _share(sum(scores.quoted), len(scores.quoted))
    whole = f"; macro-F1 {scores.macro_f1():.2f}" if all(scores.read(label)[1] for label in LABELS) else ""
    return "\n".join([*lines, "", f"{len(readings)} cells{whole}; right quotes {quotes}."])


def _share(right: int, number: int) -> str:
    if number == 0:
        return "none"
    low, high = wilson(right, number)
    return f"{right / number:.2f} ({low:.2f} to {high:.2f}; {right} of {number})"


def accuracy_figures(shared: Path, cells: Cells, foreign: Cells, checklist: Checklist) -> Figures:
    """The same figures as data."""
    common = shared_readings(shared)
    groups = {
        "blind": (blind_readings(), cells),
        "eight_places": (common, cells),
        "high_confidence": ([reading for reading in common if reading.confidence == "high"], cells),
        "own": (own_readings(), cells),
        "foreign": (foreign_readings(), foreign),
    }
    found = [_group(key, *read) for key, read in groups.items() if read[0]]
    measured = [(key, sorted(Scores(*read).pairs.items()), Scores(*read).quoted) for key, read in groups.items()]
    return Figures(
        checklist_version=checklist.version,
        checklist_fingerprint=checklist.fingerprint,
        method=METHOD,
        measurement=hashlib.sha256(json.dumps(measured).encode()).hexdigest(),
        groups=tuple(found),
    )


def _group(key: str, readings: Sequence[Reading], cells: Cells) -> Group:
    scores = Scores(readings, cells)
    figures = [_figure(scores, label, label) for label in LABELS]
    figures += [_figure(scores, "cannot_say", CUT_OFF)] if scores.read(CUT_OFF)[1] or scores.judged(CUT_OFF)[1] else []
    whole = all(scores.read(label)[1] for label in LABELS)
    record = {
        "key": key,
        "cells": len(readings),
        "macro_f1": round(scores.macro_f1(), 4) if whole else None,
        "figures": figures,
        "quotes": {"right": sum(scores.quoted), "number": len(scores.quoted)},
    }
    return Group.model_validate(record)


def _figure(scores: Scores, label: str, counted_as: str) -> dict[str, object]:
    pairs = {"said": scores.judged(counted_as), "read": scores.read(counted_as)}
    return {"label": label, **{name: {"right": right, "number": n} for name, (right, n) in pairs.items()}}


def main() -> None:
    """Measure everything and print the page."""
    shared, checklist = Path(__file__).resolve().parents[3] / "shared", load_checklist()
    with tempfile.TemporaryDirectory() as scratch:
        with Corpus.open(Path(scratch) / "cn") as corpus:
            hold_collection(corpus, shared)
            cells = judged_places(corpus, checklist)
        with Corpus.open(Path(scratch) / "foreign") as corpus:
            foreign = judged_foreign(corpus, shared, checklist)
    figures = accuracy_figures(shared, cells, foreign, checklist)
    FIGURES_FILE.write_text(figures.model_dump_json(indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(accuracy_page(shared, cells, foreign, checklist))


if __name__ == "__main__":
    main()
