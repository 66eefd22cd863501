"""The term for which a document is valid: 自2021年10月1日起施行，有效期至2026年9月30日, or 有效期5年.

Normative documents of governments may be made for a term. A day that the text names is the last on which it is law. A
number of years is kept as an event: when they end is not reckoned.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from law.dates import find_dates
from law.instrument import DatedFact, Event
from law.provision import Provision

_TERM: Final = re.compile(
    r"(?:施行|实施|执行|生效)[，,；;。]\s?(?P<term>有效期限?[至到为]?\s?(?P<until>[^，。；\n]{1,24}?)(?:止|为止)?)(?=[，。；\n]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``end`` is the first day on which the document is no longer law."""

    end: DatedFact | None = None
    events: tuple[Event, ...] = ()


def find_term(provisions: Iterable[Provision]) -> Term:
    """The term that the last provision which speaks of one states."""
    found = [(p.label, match) for p in provisions for match in _TERM.finditer(p.text)]
    if not found:
        return Term()
    label, match = found[-1]
    event = Event(text=match["term"])
    days = [each.day for each in find_dates(match["until"]) if each.day]
    if len(days) != 1:
        return Term(events=(event,))
    end = DatedFact(day=days[0] + timedelta(days=1), provenance=f"the day after {label or 'the text'}: {match['term']}")
    return Term(end=end, events=(event,))
