"""``python -m benchmarks``: imports, index builds and searches, each beside what it is compared with."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.figures import Figures
from benchmarks.measuring import measure

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure both sizes and print the table and the ratios."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument(
        "--lawrefbook",
        type=Path,
        default=ROOT.parent / "shared" / "corpora" / "LawRefBook-Laws",
        help="the folder for the large size; left out where it is absent",
    )
    words.add_argument("--home", type=Path, help="keep the data directories here instead of a temporary folder")
    words.add_argument("--markdown", type=Path, help="also write the tables to this file")
    asked = words.parse_args()
    queries = [q for q in (ROOT / "benchmarks" / "queries.txt").read_text("utf-8").splitlines() if q]
    with tempfile.TemporaryDirectory() as scratch:
        home = asked.home or Path(scratch)
        sizes: list[Figures] = [measure(home / "statutes", queries, lawrefbook=None)]
        if asked.lawrefbook.is_dir():
            sizes.append(measure(home / "everything", queries, lawrefbook=asked.lawrefbook))
        else:
            print(f"{asked.lawrefbook} is not here: only the small size was measured")
    text = render(sizes)
    print(text)
    if asked.markdown:
        asked.markdown.write_text(text, encoding="utf-8")


def render(sizes: list[Figures]) -> str:
    """The figures as two tables in markdown: as measured, and as ratios."""
    from benchmarks.figures import absolute, ratios

    return "\n".join(["## As measured", "", *absolute(sizes), "", "## As ratios in this run", "", *ratios(sizes), ""])


if __name__ == "__main__":
    main()
