"""What goes into a backup, in the order in which it must be copied while others write.

Reviews before the corpus, so that no decision rests on a text that the copy has not; the harvests' journals before the
snapshots that they point into; the snapshots after the corpus, so that each held text has its raw answer.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawlers.harvest.warc_members import whole_length
from index.vector_store import COMMITTED, columns, read_committed_here
from search_api.backup.records import ACCOUNTS, ALERTS, CORPUS, DECLARATIONS, JOURNAL, may_be_held

_WAIT_S: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file to be copied: its name in the archive, where its bytes are, how many of them count (None: all)."""

    name: str
    path: Path
    length: int | None = None
    packed: bool = False


def parts_of(home: Path, scratch: Path, *, snapshots: bool, vectors: bool) -> Iterator[Part]:
    """The parts of a data directory; databases are copied into ``scratch`` as they are at one moment each."""
    for name in (JOURNAL, ACCOUNTS, ALERTS):
        yield from _database(home, scratch, name)
    if (home / DECLARATIONS).exists():
        yield Part(name=DECLARATIONS, path=home / DECLARATIONS)
    if snapshots:
        for file in sorted((home / "harvest").glob("*.sqlite")):
            yield from _database(home, scratch, f"harvest/{file.name}")
    yield from _database(home, scratch, CORPUS)
    if snapshots:
        yield from _snapshots(home)
    if vectors:
        yield from _vectors(home, scratch)


def _database(home: Path, scratch: Path, name: str) -> Iterator[Part]:
    """SQLite's online backup: whole and consistent, whoever writes meanwhile."""
    if not (home / name).exists():
        return
    copy = scratch / name.replace("/", "-")
    with closing(sqlite3.connect(home / name, timeout=_WAIT_S)) as held, closing(sqlite3.connect(copy)) as target:
        held.backup(target)
        if name == ACCOUNTS:
            _signed_out(target)
        target.execute("PRAGMA journal_mode=DELETE")
    yield Part(name=name, path=copy)
    copy.unlink()


def _signed_out(accounts: sqlite3.Connection) -> None:
    """Whoever signs out or is shut out later, or whose key is revoked, must not be let in again by an older copy."""
    held = {name for (name,) in accounts.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in held & {"session", "attempt", "api_key"}:
        accounts.execute(f"DELETE FROM {table}")
    accounts.commit()
    accounts.execute("VACUUM")


def _snapshots(home: Path) -> Iterator[Part]:
    for folder in sorted((home / "snapshots").glob("*")):
        files = sorted(folder.glob("*.warc.gz"))
        for file in files:
            name = f"snapshots/{folder.name}/{file.name}"
            if may_be_held(name):
                # Only the newest may be growing: of it the whole records count.
                yield Part(name=name, path=file, length=whole_length(file) if file == files[-1] else None, packed=True)


def _vectors(home: Path, scratch: Path) -> Iterator[Part]:
    """The rows that counted when their record was read; what is added meanwhile is left to the next filling."""
    for folder in sorted((home / "vectors").glob("*")):
        record = scratch / COMMITTED
        if not (folder / COMMITTED).exists() or not may_be_held(f"vectors/{folder.name}/{COMMITTED}"):
            continue
        record.write_bytes((folder / COMMITTED).read_bytes())
        committed = read_committed_here(record)
        yield Part(name=f"vectors/{folder.name}/{COMMITTED}", path=record)
        for column in columns(committed.dimensions).values():
            length = committed.rows * column.row_bytes
            if length:
                name = f"vectors/{folder.name}/{column.name}"
                yield Part(name=name, path=folder / column.name, length=length, packed=True)
