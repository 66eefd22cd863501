"""Snapshots: every answer of a source, as it came, in one WARC file a harvest.

They are the record from which the corpus can be rebuilt. Each exchange is written and synchronised before ``keep``
returns; a last record that was broken off is cut away when the file is opened again.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from crawlers.crawl import Ask, Page
from crawlers.harvest.asks import answer_json, ask_json
from crawlers.harvest.desk import Failure
from crawlers.harvest.warc_members import SnapshotDamaged, member_at, whole_length
from crawlers.harvest.warc_records import digest_of, exchange_records, info_record, note_record, read_payload

_ENDING: Final = ".warc.gz"
FORMAT: Final = "1"
"""The form of our notes; a reader refuses one that it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a payload is kept: the file's name within the source's folder, the byte, and the payload's hash."""

    file: str
    offset: int
    sha256: str
    url: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What one harvest was asked to do; ``began_at`` names it. A limit or a day makes it a narrowed one."""

    source: str
    began_at: datetime
    limit: int | None = None
    since: date | None = None
    replay: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether it could not see all that the source has."""
        return self.limit is not None or self.since is not None

    @property
    def file(self) -> str:
        """The name of its snapshot."""
        return f"{self.began_at:%Y%m%dT%H%M%S%f}Z{_ENDING}"


class Snapshots:
    """The folder of one source's snapshots."""

    def __init__(self, home: Path, source: str) -> None:
        self.folder = home / "snapshots" / source

    def files(self) -> tuple[Path, ...]:
        """The snapshots, oldest first."""
        return tuple(sorted(self.folder.glob(f"*{_ENDING}")))

    def begin(self, run: RunFacts) -> "SnapshotFile":
        """Open the file of a run, new or to go on with; what was broken off at its end is cut away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / run.file
        if path.exists() and (whole := whole_length(path)):
            os.truncate(path, whole)
        else:
            facts = {"source": run.source, "began": run.began_at.isoformat(), "notes": FORMAT}
            narrowed = {"limit": run.limit, "since": run.since, "replay": run.replay or None}
            _write_new(path, info_record(path.name, {**facts, **{k: v for k, v in narrowed.items() if v is not None}}))
        return SnapshotFile(path)

    def payload(self, position: Position) -> bytes:
        """The payload at a place, checked against its hash. Raises SnapshotDamaged."""
        path = self.folder / position.file
        body = read_payload(member_at(path, position.offset).data)
        if digest_of(body) != position.sha256:
            raise SnapshotDamaged(
                f"the payload at byte {position.offset} of {path} is not what was kept: bring it back"
            )
        return body


class SnapshotFile:
    """One run's file, open for writing at its end. One process writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("ab")

    def keep(self, page: Page, earlier: Position | None = None, *, unmodified: bool = False) -> Position:
        """Write an answer, durable on return; ``earlier`` is where the same payload is kept already.

        ``unmodified`` says that the source answered 304: the page is what that stands for.
        """
        offset = self._file.tell()
        at = page.retrieved_at.isoformat()
        own = Position(file=self.path.name, offset=offset, sha256=digest_of(page.body), url=page.url, date=at)
        position = earlier or own
        note = {"event": "answer", "ask": ask_json(page.ask), "answer": answer_json(page)}
        refers = _refers(earlier) if earlier else None
        self._append(
            exchange_records(page, {**note, "payload": position_json(position)}, refers, unmodified=unmodified)
        )
        return position

    def failed(self, ask: Ask, failure: Failure, *, at: datetime) -> None:
        """Note a request that has no answer."""
        reason = {"kind": failure.kind.value, "reason": failure.reason, "status": failure.status}
        self.note({"event": "failure", "ask": ask_json(ask), "failure": reason}, at=at, url=ask.url)

    def note(self, note: Mapping[str, Any], *, at: datetime, url: str = "") -> None:
        """Write a note, durable on return."""
        self._append(note_record({**note, "at": at.isoformat()}, at=at, url=url))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _append(self, data: bytes) -> None:
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())


def position_json(position: Position) -> dict[str, Any]:
    """A place as JSON."""
    return {name: getattr(position, name) for name in Position.__slots__}


def sources_kept(home: Path) -> Iterator[str]:
    """The sources that have snapshots, in order."""
    folder = home / "snapshots"
    yield from sorted(each.name for each in folder.glob("*") if any(each.glob(f"*{_ENDING}")))


def _refers(earlier: Position) -> dict[str, str]:
    return {"sha256": earlier.sha256, "url": earlier.url, "date": earlier.date}


def _write_new(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
