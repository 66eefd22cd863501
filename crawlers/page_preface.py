"""What stands on a page before an act: the decree that promulgates it, or the notice that transmits it.

A decree reads: number, 《某办法》已经…会议审议通过，现予公布，自…起施行。, the name of who signs, the day of signing,
which is that of promulgation. A notice reads: 现将《某办法》印发给你们…, the name of the body, and the
day of the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
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
    r"[\u3400-\u9fff、\s]{1,60}(?:人民政府|人民代表大会|常务委员会|办公厅|办公室|委员会|[部厅局署委院])"
)
_ORDER: Final = re.compile(r"(?P<body>[\u3400-\u9fff]{2,30})令$")
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
    if not lines:
        return Preface()
    formula, signature = _formula(lines), signature_in(lines)
    number = _number(lines)
    if formula is None:
        return Preface(number=number, signature=signature)
    order = _ORDER.search("".join(lines[0].split()))
    body = order["body"] if order else signature.body
    signed = signature.day
    promulgated = DatedFact(day=signed.day, provenance=f"{formula} {signed.provenance}") if signed else None
    return Preface(
        number=number,
        signature=Signature(body=body, day=signed),
        promulgated_on=promulgated,
        in_force_from=_in_force(formula),
        events=(*_adoption(formula), *_promulgation(promulgated, signed, body)),
    )


def _number(lines: Sequence[str]) -> str | None:
    """沪府规〔2021〕99号 on a line of its own, or the number of a decree, over several lines: 某市人民政府令 第9号."""
    if any("令" in line for line in lines[:2]):
        return number_in("".join(lines[:3]))
    return next(filter(None, map(whole_document_number, lines[:3])), None)


def signature_in(lines: Sequence[str]) -> Signature:
    """The first line that is a body's name over one that is a day; else the last line that is a day."""
    for line, after in pairwise(lines):
        day = _day(after)
        if day and _BODY.fullmatch(line.strip()):
            return Signature(body="".join(line.split()), day=day)
    return Signature(day=next(filter(None, map(_day, reversed(lines))), None))


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


def _promulgation(fact: DatedFact | None, signed: DatedFact | None, body: str | None) -> tuple[Event, ...]:
    if fact is None or signed is None:
        return ()
    return (Event(text=fact.provenance, day=fact.day, action="promulgated", actor=body),)
