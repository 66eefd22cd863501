"""Reading a whole folder in the markdown layout: which files are laws, parsed on several cores, duplicates named."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from crawlers.importing import QUARANTINED, REFUSED, SKIPPED, SourceUnavailable
from crawlers.markdown_instrument import File
from crawlers.markdown_text import NotThisLayout, split_file
from crawlers.readable import Unreadable, decode
from law.corpus import Refusal
from law.identifier import BadAddress
from law.instrument import Instrument
from law.jurisdiction import UnknownJurisdiction
from law.numbering import UnknownLabel

Parse = Callable[[Sequence[File]], Instrument]
"""From the files of one law to the instrument."""

_CHUNK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A collection on disk. ``why_no_law`` tells from a path within it why the file is none."""

    source: str
    path: Path
    why_no_law: Callable[[str], str | None]


def documents(folder: Folder, parse: Parse, *, workers: int) -> Iterator[Instrument | Refusal]:
    """Every file of the folder as a law or a refusal, in the order of the paths. Raises SourceUnavailable."""
    laws = []
    for ref in references(folder.path):
        reason = folder.why_no_law(ref)
        if reason is None:
            laws.append(ref)
        else:
            yield Refusal(source=folder.source, source_ref=ref, outcome=SKIPPED, reason=reason)
    read = partial(read_files, folder.source, folder.path, parse)
    yield from without_duplicates(_in_order(read, _together(folder.path, laws), workers))


def references(path: Path) -> list[str]:
    """The paths of all files below a folder, relative to it; no link is followed. Raises SourceUnavailable."""
    if not path.is_dir():
        raise SourceUnavailable(f"{path} is not a folder: give the folder that holds the collection")
    files = (entry for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink())
    return sorted(found for entry in files if not (found := entry.relative_to(path).as_posix()).startswith("."))


def _together(path: Path, refs: Sequence[str]) -> list[tuple[str, ...]]:
    """The files of a code whose books are published one by one, in one group; every other file alone."""
    groups: list[tuple[str, ...]] = []
    for _, same in groupby(refs, key=lambda ref: ref.rpartition("/")[0]):
        in_folder = list(same)
        books = [ref for ref in in_folder if "(" not in ref and _is_book(path / ref)]
        groups += [tuple(books)] if books else []
        groups += [(ref,) for ref in in_folder if ref not in books]
    return groups


def _is_book(path: Path) -> bool:
    try:
        return split_file(decode(path.read_bytes())).part is not None
    except (OSError, ValueError):
        return False


def _in_order(
    read: Callable[[tuple[str, ...]], Instrument | Refusal], groups: Sequence[tuple[str, ...]], workers: int
) -> Iterator[Instrument | Refusal]:
    if workers < 2 or len(groups) < 2 * _CHUNK:
        yield from map(read, groups)
        return
    # Started afresh rather than forked: the caller may already run threads.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, groups, chunksize=_CHUNK)


def read_files(source: str, path: Path, parse: Parse, refs: tuple[str, ...]) -> Instrument | Refusal:
    """Parse the files of one law; what cannot be read is quarantined or refused with the reason."""
    refuse = partial(Refusal, source=source, source_ref=refs[0])
    try:
        files = [File(raw=(path / ref).read_bytes(), ref=ref) for ref in refs]
    except OSError as error:
        return refuse(outcome=QUARANTINED, reason=f"the file cannot be read ({error.strerror}): check its permissions")
    sha256 = hashlib.sha256(b"".join(file.raw for file in files)).hexdigest()
    try:
        return parse(files)
    except (Unreadable, NotThisLayout, BadAddress) as error:
        return refuse(outcome=QUARANTINED, reason=str(error), sha256=sha256)
    except (UnknownJurisdiction, UnknownLabel) as error:
        return refuse(outcome=REFUSED, reason=str(error), sha256=sha256)


def without_duplicates(read: Iterator[Instrument | Refusal]) -> Iterator[Instrument | Refusal]:
    """A text filed twice is taken in once."""
    held: dict[tuple[str, str, str], str] = {}
    for document in read:
        if isinstance(document, Refusal):
            yield document
            continue
        version = document.versions[0]
        identity = (document.id, version.key, version.text_sha256)
        first = held.setdefault(identity, version.source_ref)
        if first == version.source_ref:
            yield document
            continue
        reason = f"the same text as {first}"
        yield Refusal(
            source=version.source,
            source_ref=version.source_ref,
            outcome=SKIPPED,
            reason=reason,
            sha256=version.sha256,
        )
