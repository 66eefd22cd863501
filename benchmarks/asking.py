"""What is asked in benchmarks: our own judged queries and the list beside this file, each of them once.

An engine remembers what it was asked before, so a kind of search gets queries that no other kind has.
"""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
ON: Final = date(2025, 4, 19)
_JUDGED: Final = ROOT / "tests" / "relevance" / "queries.tsv"


def queries() -> list[str]:
    """All of them, mixed in an order that is always the same."""
    with _JUDGED.open(encoding="utf-8", newline="") as file:
        judged = [row["query"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    listed = (ROOT / "benchmarks" / "queries.txt").read_text("utf-8").split("\n")
    different = list(dict.fromkeys(query for query in (*judged, *listed) if query))
    return [different[at] for start in range(7) for at in range(start, len(different), 7)]


def shared_out(kinds: Sequence[str]) -> dict[str, list[str]]:
    """Queries for each kind of search, none in two."""
    mixed = queries()
    return {kind: mixed[at :: len(kinds)] for at, kind in enumerate(kinds)}
