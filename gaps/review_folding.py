"""From the journal to where each review stands: pure, so the same entries always tell the same story."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gaps.records import Evidence, Result
from gaps.report import read_evidence
from gaps.review_records import Action, Assessment, Case, Entry, PlanLine, Role, State

Key = tuple[str, str]


def cases_of(entries: Iterable[Entry]) -> Mapping[Key, Case]:
    """Every cell that people have acted on, by requirement and place."""
    cases: dict[Key, Case] = {}
    for entry in entries:
        act = entry.act
        if act.action is Action.REVIEWER:
            continue
        key = (act.requirement, act.jurisdiction)
        case = cases.get(key) or Case(requirement=key[0], jurisdiction=key[1])
        cases[key] = replace(_after(case, entry), entries=(*case.entries, entry))
    return cases


def reviewers_of(entries: Iterable[Entry]) -> Mapping[str, Role]:
    """Who may do what now; those who were taken off the list are not in it."""
    found: dict[str, Role] = {}
    for entry in entries:
        if entry.act.action is Action.REVIEWER:
            name, role = entry.act.content["name"], entry.act.content["role"]
            found.pop(name, None)
            if role is not None:
                found[name] = Role(role)
    return found


def same_quote(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes are of the same place of the same law, whatever the version."""
    return (one.instrument, one.language, one.provision_id) == (other.instrument, other.language, other.provision_id)


def _after(case: Case, entry: Entry) -> Case:
    act = entry.act
    match act.action:
        case Action.ASSESS:
            judged = _assessment(entry)
            return replace(
                case, state=State.IN_REVIEW, assessment=judged, signed_by=None, signed_at=None, evidence=judged.evidence
            )
        case Action.ADD_EVIDENCE | Action.REMOVE_EVIDENCE:
            quotes = _quotes(act.content["evidence"])
            return replace(
                case, state=State.IN_REVIEW, assessment=None, signed_by=None, signed_at=None, evidence=quotes
            )
        case Action.REQUEST_CHANGES:
            return replace(case, state=State.CHANGES_REQUESTED, signed_by=None, signed_at=None)
        case Action.SIGN:
            return replace(case, state=State.CONFIRMED, signed_by=act.who, signed_at=entry.at)
        case Action.PLAN:
            return replace(case, plan=_plan_line(entry))
        case _:
            return case if case.state is not State.SUGGESTED else replace(case, state=State.IN_REVIEW)


def _plan_line(entry: Entry) -> PlanLine:
    owner, due = entry.act.content["owner"], entry.act.content["due"]
    return PlanLine(owner=owner, due=date.fromisoformat(due) if due else None, note=entry.act.comment)


def _assessment(entry: Entry) -> Assessment:
    content = entry.act.content
    return Assessment(
        by=entry.act.who,
        at=entry.at,
        why=entry.act.comment,
        result=Result(content["result"]),
        on=date.fromisoformat(content["on"]),
        evidence=_quotes(content["evidence"]),
        suggested=Result(content["suggested"]),
        requirement_sha256=content["requirement_sha256"],
        corpus_revision=content["corpus_revision"],
        sha256=entry.sha256,
    )


def _quotes(records: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(read_evidence(record) for record in records)
