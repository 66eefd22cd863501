"""Places side by side on a requirement, with provisions of other places as models where one is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.changes import CellChange, changes_between
from gaps.records import Cell, Evidence, Result
from law.instrument import Instrument
from law.kind import KINDS
from law.timeline import order_day

_SHOWN: Final = (Result.COVERED, Result.PARTIAL)
_MOST: Final = 8
_CONFIRMED: Final = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelProvision:
    """A provision of another place that answers the requirement, and what it is ranked by.

    ``generality`` is covered or partial; ``rank`` that of its kind, 1 the highest; ``day`` that of its text; both
    None where not known; ``reviewed`` whether people confirmed the cell that it stands in.
    """

    requirement: str
    evidence: Evidence
    generality: Result
    rank: int | None
    day: str | None
    reviewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """One requirement for several places; ``before`` are they on another day or at an earlier corpus revision.

    ``models`` where it is missing or partial somewhere; ``differences`` say what differs from ``before``, and why.
    """

    requirement: str
    cells: tuple[Cell, ...]
    before: tuple[Cell, ...]
    models: tuple[ModelProvision, ...]

    @property
    def differences(self) -> tuple[CellChange, ...]:
        """What differs from the earlier cells, place by place."""
        return changes_between(self.before, self.cells) if self.before else ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The places whose result or first quote is another one than before."""
        pairs = zip(self.before, self.cells, strict=False)
        return tuple(now.jurisdiction for then, now in pairs if _said(then) != _said(now))


def side_by_side(
    requirement: str,
    cells: Sequence[Cell],
    *,
    before: Sequence[Cell] = (),
    others: Iterable[Cell] = (),
    instruments: Mapping[str, Instrument],
) -> SideBySide:
    """Set the cells of a requirement beside each other. ``others`` are further places to take models from."""
    lacking = any(cell.result is not Result.COVERED for cell in cells)
    models = model_provisions((*cells, *others), instruments) if lacking else ()
    return SideBySide(requirement=requirement, cells=tuple(cells), before=tuple(before), models=models)


def model_provisions(cells: Iterable[Cell], instruments: Mapping[str, Instrument]) -> tuple[ModelProvision, ...]:
    """The first quotes of the cells that answer: the general first, then by rank, recency and review; each law once."""
    found = [_model(cell, cell.evidence[0], instruments) for cell in cells if cell.evidence and cell.result in _SHOWN]
    found.sort(key=_order)
    once = {model.evidence.instrument: model for model in reversed(found)}
    return tuple(sorted(once.values(), key=_order))[:_MOST]


def _model(cell: Cell, evidence: Evidence, instruments: Mapping[str, Instrument]) -> ModelProvision:
    held = instruments.get(evidence.instrument)
    version = next((v for v in held.versions if v.key == evidence.version), None) if held else None
    day = order_day(version) if version else None
    return ModelProvision(
        requirement=cell.requirement,
        evidence=evidence,
        generality=cell.result,
        rank=KINDS[held.kind].rank if held and held.kind else None,
        day=day.isoformat() if day else None,
        reviewed=cell.review.state == _CONFIRMED,
    )


def _order(model: ModelProvision) -> tuple[object, ...]:
    general = model.generality is not Result.COVERED
    recent = -int((model.day or "0000-00-00").replace("-", ""))
    unknown_last = model.rank if model.rank is not None else 99
    return (general, unknown_last, recent, not model.reviewed, model.evidence.instrument, model.evidence.provision_id)


def _said(cell: Cell) -> tuple[object, ...]:
    first = cell.evidence[0] if cell.evidence else None
    return cell.result, first and (first.instrument, first.provision_id, first.sha256)
