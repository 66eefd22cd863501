"""``python -m benchmarks.parsing FOLDER…``: documents and megabytes read a second of CPU time, by source and format.

A folder holds one folder a source with documents as that source publishes them: ``tests/fixtures`` (the default), or
recordings. Compare the ratios with another machine, not the seconds.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.parsing import UnreadableDocument, parse_file
from crawlers.source import SOURCES

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How fast one kind of document is read, in one process."""

    name: str
    documents: float
    megabytes: float


def main(folders: Sequence[Path]) -> None:
    """Print the table; the ratio is to the slowest in megabytes."""
    rates = sorted((_rate(name, files) for name, files in _files(folders).items()), key=lambda rate: -rate.megabytes)
    print("| source and format | documents/s | MB/s | MB/s : slowest |\n|---|---|---|---|")
    for rate in rates:
        ratio = rate.megabytes / rates[-1].megabytes
        print(f"| {rate.name} | {rate.documents:,.1f} | {rate.megabytes:.2f} | {ratio:.1f} |")


def _files(folders: Sequence[Path]) -> Mapping[str, list[tuple[str, Path]]]:
    found: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for source, path in _candidates(folders):
        try:
            parse_file(source, path)
        except UnreadableDocument:
            continue
        found[f"{source} {path.suffix.lstrip('.')}"].append((source, path))
    return found


def _candidates(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for source in sorted(SOURCES):
            for path in sorted((folder / source).rglob("*")):
                if path.is_file() and not path.name.endswith((".expected.json", ".found.json")):
                    yield source, path


def _rate(name: str, files: Sequence[tuple[str, Path]]) -> Rate:
    count = size = 0
    began = time.process_time()
    while time.process_time() - began < _SECONDS:
        for source, path in files:
            parse_file(source, path)
            count, size = count + 1, size + path.stat().st_size
    took = time.process_time() - began
    return Rate(name=name, documents=count / took, megabytes=size / took / 1e6)


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or [FIXTURES])
