"""Which files of a user's folder are read, and why the others are not: each is named."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from crawlers.folder_metadata import ENDING
from crawlers.folder_text import TYPES, unsupported
from crawlers.importing import REFUSED, SKIPPED, SourceUnavailable
from law.corpus import Refusal

_LARGEST: Final = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The texts by their paths within the folder, in order, and every other file with the reason."""

    texts: tuple[str, ...]
    others: tuple[Refusal, ...]


def find_texts(folder: Path, *, source: str) -> Found:
    """Look through a folder and those in it; no link is followed. Raises SourceUnavailable."""
    if not folder.is_dir():
        raise SourceUnavailable(f"{folder} is not a folder: give the folder that holds the files")
    entries = sorted(_entries(folder))
    stems = {_stem(ref) for ref, _ in entries if not ref.endswith(ENDING)}
    judged = [(ref, _why_not(path, ref, stems)) for ref, path in entries]
    texts = tuple(ref for ref, reason in judged if reason is None)
    if not texts:
        raise SourceUnavailable(_nothing_to_read(folder, len(entries)))
    others = tuple(_refusal(source, ref, *reason) for ref, reason in judged if reason is not None)
    return Found(texts=texts, others=others)


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files, and links and hidden folders, which are not gone into."""
    for above, folders, files in os.walk(folder, onerror=_unreadable):
        closed = [name for name in folders if name.startswith(".") or (Path(above) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in closed]
        for name in (*files, *closed):
            path = Path(above) / name
            yield path.relative_to(folder).as_posix(), path


def _unreadable(error: OSError) -> None:
    raise SourceUnavailable(f"{error.filename} cannot be read ({error.strerror}): check its permissions")


def _stem(ref: str) -> str:
    return str(PurePosixPath(ref).with_suffix(""))


def _why_not(path: Path, ref: str, stems: set[str]) -> tuple[str, str] | None:
    """The outcome and the reason; None for a text that is to be read."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return REFUSED, "a symbolic link: no link is followed, put the file itself into the folder"
    if path.name.startswith("."):
        return SKIPPED, "hidden"
    if not stat.S_ISREG(about.st_mode):
        return REFUSED, "not a regular file"
    if not _is_unicode(ref):
        return REFUSED, "the file's name is not UTF-8: rename it"
    if path.suffix == ENDING:
        outcome = SKIPPED if _stem(ref) in stems else REFUSED
        return outcome, "facts about the file beside it" if outcome == SKIPPED else "facts without a text beside them"
    if path.suffix.lower() not in TYPES:
        return REFUSED, unsupported(path.suffix)
    if about.st_size > _LARGEST:
        return REFUSED, f"the file has {about.st_size:,} bytes, more than any law ({_LARGEST:,}): see what it is"
    return None


def _is_unicode(ref: str) -> bool:
    try:
        ref.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(source: str, ref: str, outcome: str, reason: str) -> Refusal:
    named = ref.encode(errors="backslashreplace").decode()
    return Refusal(source=source, source_ref=named, outcome=outcome, reason=reason)


def _nothing_to_read(folder: Path, others: int) -> str:
    held = f"only {others} that cannot be read" if others else "none at all"
    return f"{folder} holds no file that can be read, {held}: put in files of the types {', '.join(TYPES)}"
