"""What changed between two judgements of the same cells, and why: another day, another revision, an earlier report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.records import Cell, Evidence, NearMiss, Result

_MOST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that differs. ``before`` or ``after`` is None where the cell was judged only once; ``why`` in English."""

    requirement: str
    jurisdiction: str
    before: Result | None
    after: Result | None
    why: tuple[str, ...]

    @property
    def result_changed(self) -> bool:
        """Whether the result itself differs, not only what it rests on."""
        return self.before is not self.after


def changes_between(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[CellChange, ...]:
    """The cells that differ in result, quotes, near-misses' texts, review or declaration, in the order of ``after``."""
    old = {(c.requirement, c.jurisdiction): c for c in before}
    new = {(c.requirement, c.jurisdiction): c for c in after}
    keys = dict.fromkeys((*new, *old))
    changes = (_change(old.get(key), new.get(key), key) for key in keys)
    return tuple(change for change in changes if change is not None)


def _change(old: Cell | None, new: Cell | None, key: tuple[str, str]) -> CellChange | None:
    why = tuple(_why(old, new)) if old and new else (("judged only now",) if new else ("no longer judged",))
    if not why:
        return None
    before, after = old.result if old else None, new.result if new else None
    return CellChange(requirement=key[0], jurisdiction=key[1], before=before, after=after, why=why)


def _why(old: Cell, new: Cell) -> Iterator[str]:
    quotes = tuple(_quotes(old.evidence, new.evidence))
    yield from quotes[:_MOST]
    yield from (
        f"the text of a near-miss changed: {_name(item)}" for item in _reworded(old.near_misses, new.near_misses)
    )
    if old.review.state != new.review.state:
        yield f"the review went from {old.review.state} to {new.review.state}"
    if old.harvest.state is not new.harvest.state:
        yield f"the declaration of completeness went from {old.harvest.state.value} to {new.harvest.state.value}"
    if old.result is new.result:
        return
    if old.checklist_fingerprint != new.checklist_fingerprint:
        yield "the checklist has changed"
    if old.on != new.on:
        yield f"judged for {new.on.isoformat()} instead of {old.on.isoformat()}"
    yield from (reason for reason in new.reasons if reason not in old.reasons)
    if not quotes and old.searched.instruments != new.searched.instruments:
        yield f"{new.searched.instruments} instruments were read instead of {old.searched.instruments}"


def _quotes(old: Sequence[Evidence], new: Sequence[Evidence]) -> Iterator[str]:
    before, after = {_place(e): e for e in old}, {_place(e): e for e in new}
    for at, item in after.items():
        if at not in before:
            yield f"now quoted: {_name(item)}"
        elif before[at].sha256 != item.sha256:
            yield f"its text changed: {_name(item)}"
    for at, item in before.items():
        if at not in after:
            yield f"no longer quoted: {_name(item)}"


def _reworded(old: Sequence[NearMiss], new: Sequence[NearMiss]) -> Iterator[Evidence]:
    """Near-misses of both whose texts differ. That others are near now says nothing on the law."""
    before = {_place(miss.evidence): miss.evidence.sha256 for miss in old}
    yield from (m.evidence for m in new if before.get(_place(m.evidence), m.evidence.sha256) != m.evidence.sha256)


def _place(item: Evidence) -> tuple[str, str, str]:
    return item.instrument, item.provision_id, item.language


def _name(item: Evidence) -> str:
    return f"《{item.title}》{item.label} ({item.version})"
