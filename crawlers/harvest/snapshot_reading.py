"""Reading a run's snapshot: what was answered, what failed, and when it was read into the corpus."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawlers.crawl import Ask, Page
from crawlers.harvest.asks import read_answer, read_ask
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.snapshots import FORMAT, Position, RunFacts, Snapshots
from crawlers.harvest.warc_members import SnapshotDamaged, members
from crawlers.harvest.warc_records import read_info, read_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """When a run's answers were read into the corpus, and on which terms.

    ``complete`` says whether all that was to be asked had been asked, ``accept_disappearance`` whether a person has
    looked at a mass disappearance and accepted it.
    """

    at: datetime
    complete: bool = True
    accept_disappearance: bool = False

    def note(self) -> dict[str, Any]:
        """What the snapshot says of it."""
        terms = {"complete": self.complete, "accept_disappearance": self.accept_disappearance}
        return {"event": "read", "of": self.at.isoformat(), **terms}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer whose body is still in the snapshot."""

    ask: Ask
    answer: Mapping[str, Any]
    position: Position


@dataclass(slots=True, kw_only=True)
class Seen:
    """What a run had got up to a moment, by the key of the request; the last word on a request counts."""

    answers: dict[str, Answered] = field(default_factory=dict)
    failures: dict[str, tuple[Ask, Failure]] = field(default_factory=dict)

    def in_order(self) -> list[Answered]:
        """The answers in an order that does not depend on which came first: by document, address and key."""
        return sorted(self.answers.values(), key=lambda a: (a.ask.ref or "", a.ask.url, a.ask.key))

    def failures_in_order(self) -> list[tuple[Ask, Failure]]:
        """The failures in the same order."""
        return sorted(self.failures.values(), key=lambda f: (f[0].ref or "", f[0].url, f[0].key))


def run_facts(path: Path) -> RunFacts:
    """What the run of a snapshot was asked to do. Raises SnapshotDamaged."""
    first = next(members(path), None)
    info = read_info(first.data) if first else {}
    if info.get("notes") != FORMAT:
        raise SnapshotDamaged(f"{path} is no snapshot that this version can read: move it out of the folder")
    return RunFacts(
        source=info["source"],
        began_at=datetime.fromisoformat(info["began"]),
        limit=int(info["limit"]) if "limit" in info else None,
        since=date.fromisoformat(info["since"]) if "since" in info else None,
        replay="replay" in info,
    )


def notes(path: Path) -> Iterator[dict[str, Any]]:
    """The notes of a snapshot, in order. Raises SnapshotDamaged."""
    for member in members(path):
        note = read_note(member.data)
        if note is not None:
            yield note


def seen_in(path: Path) -> Seen:
    """All that a run got."""
    seen = Seen()
    for note in notes(path):
        _take_in(seen, note)
    return seen


def readings_of(path: Path) -> tuple[Reading, ...]:
    """When a run was read into the corpus; what was taken back is left out."""
    found: dict[str, Reading] = {}
    for note in notes(path):
        if note["event"] == "read":
            found[note["of"]] = _reading(note)
        elif note["event"] == "void":
            found.pop(note["of"], None)
    return tuple(found.values())


def readings(path: Path) -> Iterator[tuple[Reading, Seen]]:
    """Each time that a run was read into the corpus, with what it had got by then.

    ``Seen`` grows from one to the next: use it before the next is asked for.
    """
    wanted, seen = {reading.at for reading in readings_of(path)}, Seen()
    for note in notes(path):
        _take_in(seen, note)
        if note["event"] == "read" and (reading := _reading(note)).at in wanted:
            yield reading, seen


def last_read(path: Path) -> datetime | None:
    """When a run says that it was last read into the corpus; None if never, or if that was taken back."""
    return max((reading.at for reading in readings_of(path)), default=None)


def page_of(answered: Answered, snapshots: Snapshots) -> Page:
    """The whole answer. Raises SnapshotDamaged."""
    return read_answer(answered.ask, answered.answer, snapshots.payload(answered.position))


def _reading(note: Mapping[str, Any]) -> Reading:
    terms = {name: note[name] for name in ("complete", "accept_disappearance")}
    return Reading(at=datetime.fromisoformat(note["of"]), **terms)


def _take_in(seen: Seen, note: Mapping[str, Any]) -> None:
    if note["event"] == "answer":
        ask = read_ask(note["ask"])
        seen.answers[ask.key] = Answered(ask=ask, answer=note["answer"], position=Position(**note["payload"]))
        seen.failures.pop(ask.key, None)
    elif note["event"] == "failure":
        ask = read_ask(note["ask"])
        failure = note["failure"]
        kind = FailureKind(failure["kind"])
        if ask.key not in seen.answers:
            seen.failures[ask.key] = (ask, Failure(kind=kind, reason=failure["reason"], status=failure["status"]))
