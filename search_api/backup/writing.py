"""Writing a backup: whole or not at all, readable by its owner alone, read back before it gets its name."""

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from index.durable_file import flush_directory
from law.corpus import Corpus
from search_api.backup.parts import Part, parts_of
from search_api.backup.reading import BadArchive, checked_archive
from search_api.backup.records import CORPUS, FORMAT, MANIFEST, BackedUp, BackupRefused, Manifest
from search_api.version import VERSION

_CHUNK: Final = 1 << 20
_MADE_AGAIN: Final = ("index", "models", "gaps", "norms", "past")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was written and read back; ``sha256`` is of the archive."""

    file: Path
    size: int
    sha256: str
    manifest: Manifest


def write_backup(
    home: Path,
    file: Path,
    *,
    now: datetime,
    corpus: Corpus,
    snapshots: bool = True,
    vectors: bool = False,
    replace: bool = False,
) -> Made:
    """Write the backup of a data directory, while others read and write it. Raises BackupRefused, OSError."""
    if file.exists() and not replace:
        raise BackupRefused(f"{file} is there already: choose another name, or say --replace")
    file.parent.mkdir(parents=True, exist_ok=True)
    left_out = (*_MADE_AGAIN, *(() if snapshots else ("snapshots", "harvest")), *(() if vectors else ("vectors",)))
    with _draft(file) as draft, tempfile.TemporaryDirectory(dir=file.parent, prefix=".lexgap-") as scratch:
        parts = parts_of(home, Path(scratch), snapshots=snapshots, vectors=vectors)
        manifest = _write(draft, parts, corpus, now, left_out)
        _read_back(draft)
        size, digest = draft.stat().st_size, sha256_of(draft)
        draft.replace(file)
    flush_directory(file.parent)
    return Made(file=file, size=size, sha256=digest, manifest=manifest)


def sha256_of(file: Path) -> str:
    """The hash of a file, read in pieces."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(draft: Path, parts: Iterator[Part], corpus: Corpus, now: datetime, left_out: tuple[str, ...]) -> Manifest:
    # A corpus in PostgreSQL is copied after this, and so is at least as new as what rests on it.
    elsewhere, revision, files = corpus.home is None, corpus.revision(), []
    with draft.open("wb") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            for part in parts:
                if part.name == CORPUS and elsewhere:
                    continue
                files.append(_add(archive, part))
                revision = _revision(part.path) if part.name == CORPUS else revision
            manifest = Manifest(
                format=FORMAT,
                made_at=now,
                made_by=VERSION,
                revision=revision,
                corpus_in="database" if elsewhere else "file",
                left_out=left_out,
                files=tuple(files),
            )
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _revision(copy: Path) -> int:
    """The revision of the copy itself: the corpus may have gone on since."""
    with closing(sqlite3.connect(copy)) as db:
        return int(db.execute("SELECT coalesce(max(id), 0) FROM revision").fetchone()[0])


def _add(archive: zipfile.ZipFile, part: Part) -> BackedUp:
    entry = zipfile.ZipInfo(part.name)
    entry.compress_type = zipfile.ZIP_STORED if part.packed else zipfile.ZIP_DEFLATED
    digest, size, left = hashlib.sha256(), 0, part.length
    with part.path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK if left is None else min(_CHUNK, left - size)):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
    return BackedUp(name=part.name, size=size, sha256=digest.hexdigest())


def _read_back(draft: Path) -> None:
    try:
        with checked_archive(draft):
            pass
    except BadArchive as error:
        raise BackupRefused(f"what was written cannot be read back ({error}): check the disk") from error


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """A file beside the one wanted, for its owner alone; gone if it did not get its name."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    draft.touch(mode=0o600)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
