"""The dates of a document on a government's page: five different days that are never taken for one another.

成文日期, or the day under the signature, is the day of the document. 发布日期 is when it was put on the web,
实施日期 when it takes effect. The day of promulgation is known from a decree or from the history under the title
alone: a text that takes effect "on the day of promulgation" without either has no known day of effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from crawlers.commencement import Commencement, find_commencement
from crawlers.page_term import find_term
from crawlers.page_text import PageText
from crawlers.version_dates import dates_of
from crawlers.version_day import MAKING, was_amended
from law.dates import UnreadableDate, parse_date
from law.instrument import DatedFact, Event, TextState

_LABELS: Final = {"made": "成文日期", "published": "发布日期", "effect": "实施日期", "end": "失效日期"}
_STATES: Final = {True: TextState.POINT_IN_TIME, False: TextState.AS_ENACTED, None: TextState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDates:
    """``made_on`` names the version: the day of promulgation, else that of the document."""

    made_on: DatedFact | None
    in_force_from: DatedFact | None
    commenced_on: DatedFact | None
    repealed_on: DatedFact | None
    text_state: TextState
    events: tuple[Event, ...]
    problems: tuple[str, ...] = ()


def page_dates(facts: Mapping[str, str], text: PageText, *, numbered: bool) -> PageDates:
    """Read the dates. A ``numbered`` document without a history is what its issuer signed, not a later text."""
    stated = {name: _fact(facts, name) for name in _LABELS}
    told, before, term = text.history.amended(), text.preface, find_term(text.provisions)
    decreed = None if told else before.promulgated_on
    promulgated = decreed or text.history.last(*MAKING)
    made = promulgated or stated["made"] or text.signature.day
    issued = told is None and bool(numbered or made)
    amended = False if issued else was_amended(text.history, stated["made"])
    if amended is None:  # the document is much younger than its history tells
        made = stated["made"] or made
    read = dates_of(
        promulgated_on=made,
        clause=_clause(text, knows_promulgation=promulgated is not None),
        amended=amended,
        first_published=text.history.first("promulgated"),
        history_in_force=text.history.last("in_force"),
    )
    in_force = read.in_force_from or (None if amended else before.in_force_from) or stated["effect"]
    return PageDates(
        made_on=made,
        in_force_from=in_force,
        commenced_on=read.commenced_on,
        repealed_on=stated["end"] or term.end,
        text_state=_STATES[amended],
        events=(*before.events, *text.history.events, *_posted(stated["published"]), *term.events),
        problems=(
            *_unreadable(facts),
            *_differing(stated["effect"], in_force),
            *_differing(stated["made"], text.signature.day),
        ),
    )


def _posted(published: DatedFact | None) -> tuple[Event, ...]:
    return (Event(text="发布日期", day=published.day),) if published else ()


def _clause(text: PageText, *, knows_promulgation: bool) -> Commencement | None:
    """The clause of commencement, without "on the day of promulgation" where that day is not known."""
    clause = find_commencement(text.provisions)
    if clause is None or knows_promulgation or clause.day is not None:
        return clause
    return replace(clause, on_promulgation=False)


def _fact(facts: Mapping[str, str], name: str) -> DatedFact | None:
    try:
        day = parse_date(facts.get(name, ""))
    except UnreadableDate:
        return None
    return DatedFact(day=day, provenance=f"{_LABELS[name]} in the page's table") if day else None


def _unreadable(facts: Mapping[str, str]) -> tuple[str, ...]:
    problems = []
    for name, label in _LABELS.items():
        try:
            parse_date(facts.get(name, ""))
        except UnreadableDate as error:
            problems.append(f"{label}: {error}")
    return tuple(problems)


def _differing(stated: DatedFact | None, told: DatedFact | None) -> tuple[str, ...]:
    if stated is None or told is None or stated.day == told.day:
        return ()
    return (f"{stated.provenance} is {stated.day}, the text tells {told.day} ({told.provenance[:80]})",)
