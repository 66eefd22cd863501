"""Files of results that can always be worked out again: named by what decides them, written whole, made only once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from filelock import FileLock, Timeout

from index.durable_file import write_durably

_KEPT: Final = 64
_LONGEST_WAIT_S: Final = 10.0
Made = TypeVar("Made")


def name_of(*facts: object) -> str:
    """The name of a file for the facts that decide what is in it."""
    return f"{hashlib.sha256(chr(31).join(map(str, facts)).encode()).hexdigest()[:32]}.jsonl"


def made_once(
    file: Path,
    *,
    read: Callable[[], Made | None],
    make: Callable[[], Made],
    lines: Callable[[Made], Iterable[str]],
    holds: Callable[[], bool],
) -> Made:
    """What another process has kept meanwhile, else what is made now; it is kept if it still ``holds`` afterwards."""
    with alone_at(file):
        if (kept := read()) is not None:
            return kept
        made = make()
        if holds():
            _write(file, lines(made))
    return made


@contextmanager
def alone_at(file: Path) -> Iterator[None]:
    """While this process makes a file, others that want it wait; look at it again inside.

    Nobody waits longer than ten seconds, about what the largest place takes: one of low priority may get no turn on a
    busy machine, and is then not waited out.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    path = file.with_suffix(".lock")
    with ExitStack() as held:
        with suppress(Timeout):
            held.enter_context(FileLock(path, timeout=_LONGEST_WAIT_S))
            held.callback(_forget, path)
        yield


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _write(file: Path, lines: Iterable[str]) -> None:
    write_durably(file, "".join(f"{line}\n" for line in lines).encode())
    for old in newest_first(file.parent)[_KEPT:]:
        old.unlink(missing_ok=True)


def newest_first(folder: Path) -> list[Path]:
    """The files of a folder, the last made first."""
    return sorted(folder.glob("*.jsonl"), key=_made_at, reverse=True)


def _made_at(file: Path) -> float:
    """When it was written; another process may have forgotten it since."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
