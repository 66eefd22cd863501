"""Writes ``docs/accuracy.md``: results of the program beside those of readers, each figure with n and its interval.

Run ``python -m tests.relevance.accuracy > docs/accuracy.md`` after a change of the checklist or the judgement, with
the recordings and collections in ``../shared``; a test compares the two.
"""

import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gaps.assess import METHOD
from gaps.checklist import Checklist, load_checklist
from law.corpus import Corpus
from tests.relevance.gap_readings import foreign_readings, own_readings, shared_readings
from tests.relevance.gap_scores import LABELS, Reading, Scores
from tests.relevance.judged import FOREIGN, Cells, hold_collection, judged_foreign, judged_places

_Z = 1.96
_PREFACE = """# Accuracy

A result of the program is a suggestion until a person has signed it. How good the suggestions are is measured on cells
(one requirement, one place, one day) that people read in the law's own words. Each share has its number and the 95 %
interval after Wilson. `python -m tests.relevance.accuracy > docs/accuracy.md` measures anew; a test holds this page to
what the program does now, and floors in the tests keep it from falling.

“Gap” here is every result that shows no provision (not found in what we hold, inherited, not applicable). A quote is
right where an article that the reader named is among the first three."""
_FOREIGN_NOTE = """What we hold of them is a handful of acts; a gap says only that these lack it. The cells were
read before any result was looked at. The first measurement gave macro-F1 0.69 (right of those said: covered 0.82,
partial 0.41, gap 0.86; right quotes 0.77); the patterns were then mended for general reasons, so the figures below
flatter. The Data Protection Act 2018 is the weakest: its rules for everyone stand in a regulation that is not held."""


def accuracy_page(shared: Path, cells: Cells, foreign: Cells, checklist: Checklist) -> str:
    """The page in Markdown."""
    common = shared_readings(shared)
    high = [reading for reading in common if reading.confidence == "high"]
    parts = [_PREFACE, f"Checklist {checklist.version}, method {METHOD}."]
    parts += ["## Chinese law, eight places, read without the program", _table(common, cells)]
    parts += ["### Of these, the cells read with high confidence", _table(high, cells)]
    parts += ["## Chinese law, read by us with the program's quotes at hand", _table(own_readings(), cells)]
    parts += [
        "## Other places, in English and in traditional characters",
        _FOREIGN_NOTE,
        _table(foreign_readings(), foreign),
    ]
    for place in FOREIGN:
        parts += [f"### `{place}`", _table([r for r in foreign_readings() if r.jurisdiction == place], foreign)]
    return "\n\n".join(parts) + "\n"


def _table(readings: Sequence[Reading], cells: Cells) -> str:
    scores = Scores(readings, cells)
    lines = ["| result | right of those said | found of those read |", "|---|---|---|"]
    lines += [f"| {label} | {_share(*scores.judged(label))} | {_share(*scores.read(label))} |" for label in LABELS]
    cut = scores.read("unknown_truncated_source")
    lines += [f"| cannot say (cut-off text) | | {_share(*cut)} |"] if cut[1] else []
    quotes = _share(sum(scores.quoted), len(scores.quoted))
    whole = f"; macro-F1 {scores.macro_f1():.2f}" if all(scores.read(label)[1] for label in LABELS) else ""
    return "\n".join([*lines, "", f"{len(readings)} cells{whole}; right quotes {quotes}."])


def _share(right: int, number: int) -> str:
    if number == 0:
        return "none"
    low, high = wilson(right, number)
    return f"{right / number:.2f} ({low:.2f} to {high:.2f}; {right} of {number})"


def wilson(right: int, number: int) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927)."""
    share, squared = right / number, _Z * _Z / number
    middle = share + squared / 2
    width = _Z * math.sqrt(share * (1 - share) / number + squared / (4 * number))
    return max(0.0, (middle - width) / (1 + squared)), min(1.0, (middle + width) / (1 + squared))


def main() -> None:
    """Measure everything and print the page."""
    shared, checklist = Path(__file__).resolve().parents[3] / "shared", load_checklist()
    with tempfile.TemporaryDirectory() as scratch:
        with Corpus.open(Path(scratch) / "cn") as corpus:
            hold_collection(corpus, shared)
            cells = judged_places(corpus, checklist)
        with Corpus.open(Path(scratch) / "foreign") as corpus:
            foreign = judged_foreign(corpus, shared, checklist)
    sys.stdout.write(accuracy_page(shared, cells, foreign, checklist))


if __name__ == "__main__":
    main()
