"""Generations of an index on disk: each is built in a folder of its own, and one pointer says which is current.

``index/CURRENT`` names the folder; it is replaced in one step when a build is complete. A build that is killed leaves
a folder that nothing points to, which the next build removes. Searches of an older generation go on meanwhile.
"""

import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from index.durable_file import write_durably
from index.engine import EngineName
from index.records import IndexUnavailable
from index.segment import SEGMENTATION

FORMAT: Final = f"3.{SEGMENTATION}"
_POINTER: Final = "CURRENT"
_MANIFEST: Final = "manifest.json"
_NOT_OURS: Final = (".lock",)

Sums = Mapping[str, tuple[int, int]]
"""Files of a generation by name, each with its size in bytes and its CRC-32."""
Seen = dict[tuple[int, int, int, int], tuple[int, int]]
"""The sums of files that were read, by device, number, size and time of writing."""


class IndexBusy(Exception):
    """Another process is building an index in this data directory."""


class Manifest(BaseModel):
    """What a generation was built from. ``files`` maps each file to its size in bytes and its CRC-32.

    Where the words lie in Elasticsearch, ``index`` is their index there, ``shards`` its number of shards, and ``owner``
    the data directory that wrote it.
    """

    model_config = ConfigDict(frozen=True)

    format: str
    revision: int
    instruments: int
    versions: int
    provisions: int
    passages: int
    files: dict[str, tuple[int, int]]
    engine: EngineName = EngineName.TANTIVY
    index: str = ""
    shards: int = 1
    owner: str = ""


def index_folder(home: Path) -> Path:
    """Where the index of a data directory lies."""
    return home / "index"


def current(home: Path) -> Path | None:
    """The folder of the current generation; None before the first build."""
    try:
        name = (index_folder(home) / _POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(home, str(error)) from error
    return index_folder(home) / Path(name).name if name else None


def pointer_mark(home: Path) -> tuple[int, int] | None:
    """A value that changes whenever another generation becomes current; costs one system call."""
    with suppress(OSError):
        state = (index_folder(home) / _POINTER).stat()
        return state.st_mtime_ns, state.st_ino
    return None


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation. Raises IndexUnavailable where it is missing, damaged or of another layout."""
    manifest = read_manifest_of_any_layout(folder)
    if manifest.format != FORMAT:
        raise IndexUnavailable(
            f"the index in {folder.parent} was built by another version of Lexgap (layout {manifest.format}, this one "
            f"reads {FORMAT}): run `lexgap index`, which builds it anew from the corpus"
        )
    return manifest


def read_manifest_of_any_layout(folder: Path) -> Manifest:
    """The manifest of a generation that may not be readable itself. Raises IndexUnavailable."""
    try:
        return Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(folder.parent.parent, f"no valid manifest in {folder.name}") from error


def check_files(folder: Path, manifest: Manifest, seen: Seen | None = None) -> None:
    """Raises IndexUnavailable if a file of the generation is missing, cut off or changed.

    A file in ``seen`` that was not written since is not read again: generations share most of theirs.
    """
    for name, expected in manifest.files.items():
        try:
            found = _sum(folder / name) if seen is None else _sum_once(folder / name, seen)
        except OSError as error:
            raise damaged(folder.parent.parent, f"{name}: {error.strerror or error}") from error
        if found != expected:
            raise damaged(folder.parent.parent, f"{name} is not as it was written")


def files_of(folder: Path, known: Sums) -> dict[str, tuple[int, int]]:
    """Sizes and checksums of a finished generation's files; those that are ``known`` are not read."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in _NOT_OURS and p.name != _MANIFEST)
    names = {p.relative_to(folder).as_posix(): p for p in files}
    return {name: known[name] if name in known else _sum(path) for name, path in names.items()}


@contextmanager
def only_builder(home: Path) -> Iterator[None]:
    """Hold the right to build; a second builder is refused with the owner's process number. Raises IndexBusy."""
    folder = index_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    lock, owner = FileLock(folder / "build.lock", timeout=0), folder / "build.owner"
    try:
        lock.acquire()
    except Timeout:
        named = owner.read_text(encoding="utf-8") if owner.exists() else "another process"
        raise IndexBusy(f"{named} is building the index in {home}: wait until it has finished") from None
    try:
        owner.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        lock.release()


def publish(home: Path, folder: Path, manifest: Manifest) -> None:
    """Write the manifest, then make the folder the current generation. Durable when it returns."""
    write_durably(folder / _MANIFEST, manifest.model_dump_json(indent=1).encode())
    write_durably(index_folder(home) / _POINTER, folder.name.encode())


def remove_others(home: Path) -> None:
    """Remove the generations that are not current; what another process still holds open may stay."""
    keep = current(home)
    for folder in index_folder(home).glob("g-*"):
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def damaged(home: Path, why: str) -> IndexUnavailable:
    """The error for an index that cannot be read."""
    return IndexUnavailable(
        f"the index in {index_folder(home)} cannot be used: {why}. Run `lexgap index --rebuild`; the corpus is unharmed"
    )


def _sum_once(path: Path, seen: Seen) -> tuple[int, int]:
    state = path.stat()
    file = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
    if file not in seen:
        seen[file] = _sum(path)
    return seen[file]


def _sum(path: Path) -> tuple[int, int]:
    size = check = 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            size += len(chunk)
            check = zlib.crc32(chunk, check)
    return size, check
