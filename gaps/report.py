"""A cell as the record that other programs read: one JSON line a cell, with every fact that its evidence needs."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from gaps.records import (
    Cell,
    Completeness,
    ElementFinding,
    ElementState,
    Evidence,
    FoundBy,
    Harvest,
    IndexSearch,
    MetBy,
    NearMiss,
    Result,
    Review,
    Searched,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def cell_record(cell: Cell) -> dict[str, Any]:
    """The JSON form of a cell: dates in ISO form, results by value. ``read_cell`` reads it back unchanged."""
    searched, harvest, review = cell.searched, cell.harvest, cell.review
    return {
        **facts_in(cell),
        "on": cell.on.isoformat(),
        "result": cell.result.value,
        "evidence": [facts_in(quote) for quote in cell.evidence],
        "near_misses": [_near_miss_record(miss) for miss in cell.near_misses],
        "searched": {**facts_in(searched), "kinds": dict(searched.kinds), "index": searched.index.value},
        "elements": [_element_record(element) for element in cell.elements],
        "harvest": {**facts_in(harvest), "state": harvest.state.value},
        "review": {**facts_in(review), "on": review.on.isoformat() if review.on else None},
    }


def read_cell(record: Mapping[str, Any]) -> Cell:
    """A cell from its JSON form."""
    return Cell(
        requirement=record["requirement"],
        jurisdiction=record["jurisdiction"],
        on=date.fromisoformat(record["on"]),
        result=Result(record["result"]),
        reasons=tuple(record["reasons"]),
        evidence=tuple(read_evidence(e) for e in record["evidence"]),
        near_misses=tuple(_near_miss(m) for m in record["near_misses"]),
        searched=_searched(record["searched"]),
        elements=tuple(_element(e) for e in record["elements"]),
        harvest=Harvest(**{**record["harvest"], "state": Completeness(record["harvest"]["state"])}),
        review=_review(record["review"]),
        corpus_revision=record["corpus_revision"],
        checklist_fingerprint=record["checklist_fingerprint"],
    )


def _near_miss_record(miss: NearMiss) -> dict[str, Any]:
    return {**facts_in(miss.evidence), "why_not": miss.why_not, "found_by": [way.value for way in miss.found_by]}


def _element_record(element: ElementFinding) -> dict[str, Any]:
    met_by = [facts_in(place) for place in element.met_by]
    return {**facts_in(element), "state": element.state.value, "met_by": met_by}


def _near_miss(record: Mapping[str, Any]) -> NearMiss:
    """From a report of before the index was searched, too: then only the concepts had found it."""
    ways = tuple(FoundBy(way) for way in record.get("found_by", (FoundBy.CONCEPTS,)))
    return NearMiss(evidence=read_evidence(record), why_not=record["why_not"], found_by=ways)


def _searched(record: Mapping[str, Any]) -> Searched:
    index = IndexSearch(record.get("index", IndexSearch.NOT_ASKED))
    return Searched(**{**record, "queries": tuple(record["queries"]), "index": index})


def _review(record: Mapping[str, Any]) -> Review:
    on = date.fromisoformat(record["on"]) if record["on"] else None
    return Review(**{**record, "on": on, "changed": tuple(record.get("changed", ()))})


def read_evidence(record: Mapping[str, Any]) -> Evidence:
    """A quote from its JSON form; keys that a quote does not have are passed over."""
    facts = {name: record[name] for name in _names(Evidence) if name in record}
    return Evidence(**{**facts, "elements": tuple(record["elements"])})


def _element(record: Mapping[str, Any]) -> ElementFinding:
    met_by = tuple(MetBy(**place) for place in record["met_by"])
    return ElementFinding(**{**record, "state": ElementState(record["state"]), "met_by": met_by})


def facts_in(record: "DataclassInstance") -> dict[str, Any]:
    """The fields of a record by name, not copied: whole matrices pass here, where `asdict` takes ten times as long."""
    return {name: getattr(record, name) for name in _names(type(record))}


@cache
def _names(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
