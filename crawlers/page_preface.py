"""What stands on a page before an act: the decree that promulgates it, or the notice that transmits it.

A decree reads: number, 《某办法》已经…会议审议通过，现予公布，自…起施行。, the name of who signs, the day of signing,
which is that of promulgation. A notice reads: 现将《某办法》印发给你们…, the name of the body, and the
day of the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from crawlers.history import number_in, read_history
from law.dates import find_dates
from law.document_number import whole_document_number
from law.identifier import title_key
from law.instrument import DatedFact, Event
from law.named_titles import titles_in

_FORMULA: Final = re.compile(r"(?:现予|予以)(?:公布|发布)")
_IN_FORCE: Final = re.compile(r"自(?P<when>[^自。，；\n]{4,24}?)(?:起|开始)?(?:正式)?(?:施行|实施|生效)")
_ADOPTED: Final = re.compile(r"已?经?(?P<adoption>[0-9〇零一二三四五六七八九十]{4}年[^。；]{4,120}?通过)")
_BODY: Final = re.compile(
    r"[\u3400-\u9fff、\s]{1,60}(?:人民政府|人民代表大会|常务委员会|办公厅|办公室|委员会|银行|[部厅局署委院])"
)
_ORDER: Final = re.compile(
    r"(?P<body>[\u3400-\u9fff、]{0,60})令[（(]?(?P<number>第?[0-9〇零一二三四五六七八九十百]{1,8}号)?[)）]?"
)
_BODIES: Final = 20
"""Lines in which those who issue a decree or sign a notice together are named, each on its own."""
_TRANSMITS: Final = re.compile(
    r"关于(?:印发|发布|公布|颁布)(?P<open>《)?(?P<name>[^《》]{2,120}?)(?(open)》)(?:的)?(?:通知|公告|通告|决定)$"
)
_HEAD: Final = 60
"""Lines in which an act's title must be printed, if a decree or notice stands before it."""
_TITLE_LINES: Final = 4
_LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs a document and the day under it; the day is that of the document, not of its publication."""

    body: str | None = None
    day: DatedFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preface:
    """``promulgated_on`` is None where nothing is promulgated, as in a notice; ``in_force_from`` is what it states."""

    number: str | None = None
    signature: Signature = Signature()
    promulgated_on: DatedFact | None = None
    in_force_from: DatedFact | None = None
    events: tuple[Event, ...] = ()


def transmitted_title(title: str) -> str | None:
    """The act that a notice transmits: 关于印发《甲办法》的通知 and 关于印发甲办法的通知; None for other titles."""
    match = _TRANSMITS.search(title)
    return match["name"] if match else None


def promulgated_title(lines: Sequence[str]) -> str | None:
    """The act that a decree promulgates; None where the lines hold no decree."""
    formula = _formula(lines[:_HEAD])
    return next((named.title for named in titles_in(formula)), None) if formula else None


def title_lines(lines: Sequence[str], title: str) -> tuple[int, int] | None:
    """Where a title is printed, perhaps broken over lines: the first line and the one after; None where it is not."""
    key = title_key(title)
    for start in range(min(len(lines), _HEAD)):
        for end in range(start + 1, start + 1 + _TITLE_LINES):
            joined = "".join(lines[start:end])
            if len(joined) <= _LONGEST_TITLE and title_key(joined) == key:
                return start, min(end, len(lines))
    return None


def read_preface(lines: Sequence[str]) -> Preface:
    """What a decree or a notice states."""
    formula, signature, order = _formula(lines), signature_in(lines), _order(lines)
    number = order[1] if order else next(filter(None, map(whole_document_number, lines[:3])), None)
    if formula is None:
        return Preface(number=number, signature=signature)
    body, signed = order[0] if order else signature.body, signature.day
    promulgated = DatedFact(day=signed.day, provenance=f"{formula} {signed.provenance}") if signed else None
    return Preface(
        number=number,
        signature=Signature(body=body, day=signed),
        promulgated_on=promulgated,
        in_force_from=_in_force(formula),
        events=(*_adoption(formula), *_promulgation(promulgated, body)),
    )


def _order(lines: Sequence[str]) -> tuple[str, str | None] | None:
    """Who decrees, several of them on a line each, and the number of the first: 某部, 某局, 令, 第9号."""
    for count, line in enumerate(lines[:_BODIES]):
        compact = "".join(line.split())
        match = _ORDER.fullmatch(compact)
        if match:
            bodies = [_names(each) for each in lines[:count]] + ([match["body"]] if match["body"] else [])
            after = "" if match["number"] else "".join(lines[count + 1 : count + 2])
            number = f"{bodies[0].partition('、')[0]}令{match['number'] or after}" if bodies else ""
            return ("、".join(bodies), number_in(number)) if bodies else None
        if not _BODY.fullmatch(compact):
            return None
    return None


def signature_in(lines: Sequence[str]) -> Signature:
    """The names of bodies, a line each, over the first line that is a day; else the last line that is a day."""
    for count, line in enumerate(lines):
        day = _day(line)
        above = reversed(lines[max(0, count - _BODIES) : count])
        bodies = [_names(each) for each in takewhile(_BODY.fullmatch, above)] if day else []
        if bodies:
            return Signature(body="、".join(reversed(bodies)), day=day)
    return Signature(day=next(filter(None, map(_day, reversed(lines))), None))


def _names(line: str) -> str:
    """Two bodies on one line, or one whose name is spread out in print."""
    parts = line.split()
    return ("、" if all(map(_BODY.fullmatch, parts)) else "").join(parts)


def _day(line: str) -> DatedFact | None:
    found = find_dates(line)
    if len(found) != 1 or found[0].day is None or (found[0].start, found[0].end) != (0, len(line)):
        return None
    return DatedFact(day=found[0].day, provenance=f"the day under the signature: {line}")


def _formula(lines: Sequence[str]) -> str | None:
    return next((line for line in lines if _FORMULA.search(line)), None)


def _in_force(formula: str) -> DatedFact | None:
    match = _IN_FORCE.search(formula)
    found = find_dates(match["when"]) if match else ()
    return DatedFact(day=found[0].day, provenance=formula) if found and found[0].day else None


def _adoption(formula: str) -> tuple[Event, ...]:
    match = _ADOPTED.search(formula)
    return read_history([match["adoption"]], "").events if match else ()


def _promulgation(fact: DatedFact | None, body: str | None) -> tuple[Event, ...]:
    return (Event(text=fact.provenance, day=fact.day, action="promulgated", actor=body),) if fact else ()
