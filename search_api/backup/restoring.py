"""Restoring a backup: unpacked and checked beside what is there, then put in place; a kill leaves the old or the new.

1. The archive is unpacked into a folder of the data directory, each file flushed to the disk, and checked.
2. One rename of that folder decides. From then on `search_api.backup.finishing` carries on after any interruption.
3. What is replaced is moved into ``replaced-…`` in the data directory, never deleted.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from gaps.review_journal import Journal, check_chain
from index.durable_file import flush_directory
from search_api.backup.finishing import ASIDE, CONTENT, READY, carry_on, finish_restoring, nobody_writes
from search_api.backup.reading import Archive, BadArchive, checked_archive
from search_api.backup.records import DECLARATIONS, JOURNAL, BackupRefused, Manifest
from search_api.backup.writing import sha256_of

_REPLACED: Final = ("corpus.sqlite", "corpus.sqlite-wal", "corpus.sqlite-shm", "reviews", "accounts", "alerts",
                     DECLARATIONS)  # fmt: skip
_DERIVED: Final = ("index", "gaps", "norms", "past")
"""Made from the corpus that is replaced, and named by revisions that the other one has as well."""
_OPTIONAL: Final = ("harvest", "snapshots", "vectors")
_PRIVATE: Final = ("accounts", "alerts")
_UNDER_WAY: Final = 1.1
_ELSEWHERE: Final = (
    "the backup was made of a corpus in a {held}, and the settings have it in a {wanted}: set LEXGAP_DATABASE as it "
    "was then. Nothing was changed"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place; ``replaced`` is the folder with what was there before, None where nothing was."""

    home: Path
    manifest: Manifest
    replaced: Path | None


def restore_backup(
    home: Path,
    file: Path,
    *,
    now: datetime,
    replace: bool = False,
    sha256: str | None = None,
    corpus_in: str = "file",
) -> Restored:
    """Put the content of an archive in place of what a data directory holds. Raises BackupRefused, OSError."""
    if sha256 is not None and sha256_of(file) != sha256.strip().lower():
        raise BadArchive(f"{file} does not have the hash {sha256}: it is another file, or was altered")
    home.mkdir(parents=True, exist_ok=True)
    finish_restoring(home)
    there = sorted(name for name in (*_REPLACED, *_DERIVED, *_OPTIONAL) if (home / name).exists())
    if there and not replace:
        raise BackupRefused(
            f"{home} is not empty ({', '.join(there)}): say --replace to move that aside, or name another LEXGAP_HOME"
        )
    with nobody_writes(home), checked_archive(file) as archive:
        if archive.manifest.corpus_in != corpus_in:
            raise BackupRefused(_ELSEWHERE.format(held=archive.manifest.corpus_in, wanted=corpus_in))
        aside = f"replaced-{now:%Y%m%dT%H%M%SZ}"
        _unpack(archive, home, aside)
        manifest = archive.manifest
        carry_on(home)
    replaced = home / aside
    return Restored(home=home, manifest=manifest, replaced=replaced if replaced.exists() else None)


def _unpack(archive: Archive, home: Path, aside: str) -> None:
    for left in home.glob(".restore-*"):  # of a run that was killed before it had decided
        shutil.rmtree(left, ignore_errors=True)
    needed = sum(each.size for each in archive.manifest.files)
    if shutil.disk_usage(home).free < needed * _UNDER_WAY:
        raise BackupRefused(
            f"the backup unpacks to {needed:,} bytes, for which {home} has no room: nothing was changed"
        )
    draft = Path(tempfile.mkdtemp(dir=home, prefix=".restore-"))
    try:
        for each in archive.manifest.files:
            to = draft / CONTENT / each.name
            to.parent.mkdir(parents=True, exist_ok=True)
            archive.copy(each, to)
        (draft / CONTENT).mkdir(exist_ok=True)
        _check(draft / CONTENT)
        stays = [name for name in _OPTIONAL if not archive.manifest.has(name)]
        moved = [name for name in (*_REPLACED, *_DERIVED, *_OPTIONAL) if name not in stays]
        if archive.manifest.corpus_in == "database":
            moved = [name for name in moved if not name.startswith("corpus.sqlite")]
        (draft / ASIDE).write_text("\n".join([aside, *moved]), encoding="utf-8")
        _flush(draft)
        draft.rename(home / READY)
        flush_directory(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check(content: Path) -> None:
    """A whole archive may still hold a database that was damaged before it was backed up."""
    for file in sorted(content.rglob("*.sqlite")):
        try:
            with closing(sqlite3.connect(file)) as db:
                said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            raise BadArchive(f"{file.relative_to(content)} in the archive is a damaged database: {said}")
    if (content / JOURNAL).exists():
        check_chain(Journal(content).entries())


def _flush(draft: Path) -> None:
    for private in _PRIVATE:
        if (draft / CONTENT / private).exists():
            (draft / CONTENT / private).chmod(0o700)
    for path in sorted(draft.rglob("*"), reverse=True):
        if path.is_dir():
            flush_directory(path)
            continue
        if path.parent.name in _PRIVATE:
            path.chmod(0o600)
        with path.open("rb+") as file:
            os.fsync(file.fileno())
