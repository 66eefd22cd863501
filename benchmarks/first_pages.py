"""``python -m benchmarks.first_pages HOME``: what a reader waits for at a service just started, cold and warm."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from os import getloadavg
from pathlib import Path
from typing import Final

from benchmarks.serving import serve

_PAGES: Final = ("/demands", "/gaps?jurisdiction=cn&jurisdiction=cn-bj", "/norms?jurisdiction=cn")
_KEPT: Final = ("gaps", "norms")
_AGAIN_S: Final = 1.0
_READY: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A page asked until it is whole: how long the first and the longest answer took, and until it was whole."""

    page: str
    first_s: float
    longest_s: float
    whole_s: float


def main() -> None:
    """Measure a copy of the data directory, first without what is kept of judgements and norms, then with it."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("home", type=Path, help="a data directory with an index; it is copied")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = shutil.copytree(asked.home, Path(scratch) / "home", ignore=shutil.ignore_patterns(*_KEPT))
        print("| | page | first answer, s | longest answer, s | whole after, s |\n|---|---|---|---|---|")
        for name in ("cold", "warm"):
            for first in _measure(home):
                print(
                    f"| {name} | `{first.page}` | {first.first_s:.2f} | {first.longest_s:.2f} | {first.whole_s:.1f} |"
                )
        print(f"\nload {getloadavg()[0]:.0f}")


def _measure(home: Path) -> Iterator[First]:
    with serve(home, semantic=False) as server:
        for page in _PAGES:
            yield _first(server.connection, page)


def _first(connection: HTTPConnection, page: str) -> First:
    took, begun = list[float](), time.monotonic()
    while True:
        asked = time.monotonic()
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        took.append(time.monotonic() - asked)
        if answer.status == _READY:
            return First(page=page, first_s=took[0], longest_s=max(took), whole_s=time.monotonic() - begun)
        time.sleep(_AGAIN_S)


if __name__ == "__main__":
    main()
