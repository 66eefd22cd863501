"""The history of a law as Taiwan's Ministry of Justice prints it: 民國 dates, lines broken at a fixed width.

``1.中華民國八十四年八月十一日總統（84）華總（一）義字第 5960 號令制定公布全文 45 條``; a further act without a number
(an order that sets the day of commencement, a change of the competent body) stands below the entry that it concerns.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from law.dates import find_dates
from law.instrument import DatedFact, Event

_ENTRY: Final = re.compile(r"\n(?=[0-9]{1,3}\.)|\n[ \u3000]{1,4}(?=中華民國|This |The joint |The amendment )")
_NUMBERED: Final = re.compile(r"[0-9]{1,3}\.")
_ACTIONS: Final = (
    ("repealed", re.compile(r"(?:發布|公布|令)廢止|廢止全文|\b(?:repealed|abolished|annulled)\b", re.IGNORECASE)),
    ("promulgated", re.compile(r"制定|訂定|(?:enacted|announced|articles in the Act)", re.IGNORECASE)),
    ("amended", re.compile(r"修正|增訂|刪除|\b(?:amend(?:ed|ment)|added|deleted|revised)\b", re.IGNORECASE)),
    ("in_force", re.compile(r"施行|effective|enforce", re.IGNORECASE)),
    ("promulgated", re.compile(r"公布|發布|\bpromulgated\b", re.IGNORECASE)),
)
_SET_DAY: Final = re.compile(
    r"(?<!除)(?:定自|發布自|並自)(?P<day>[一二三四五六七八九十百零〇]{1,7}年[^年日]{1,8}日)(?:起)?施行"
)
_EXCEPTED: Final = re.compile(r"除.{1,60}外")
_ON_PROMULGATION: Final = re.compile(r"自(?:公布|發布)(?:之)?日(?:起)?施行")
_BODY: Final = re.compile(
    r"(?:^|、)(?P<body>[\u4e00-\u9fff]{1,14}?(?:院|部|會|署|局|府|處|(?<=總)統))(?!籌備處)(?=（|[^、令]{0,14}字第)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act of the history. ``numbered`` acts make or change the text; ``effect`` is the one day that it sets."""

    event: Event
    numbered: bool
    effect: DatedFact | None


def read_entries(printed: str) -> tuple[Entry, ...]:
    """The entries in print order; broken lines are joined, the words otherwise kept."""
    entries = []
    for block in _ENTRY.split("\n" + printed):
        text = _joined(block)
        if text:
            entries.append(_entry(text))
    return tuple(entries)


def _joined(block: str) -> str:
    """Chinese lines are joined without a gap, English ones with a space."""
    lines = [line.strip() for line in block.strip().split("\n") if line.strip()]
    return (" " if block.isascii() or re.search(r"[a-z]{3}", block) else "").join(lines)


def _entry(text: str) -> Entry:
    numbered = _NUMBERED.match(text)
    words = text[numbered.end() :] if numbered else text
    dates = find_dates(words)
    found, after = (dates[0].day, words[dates[0].end :]) if dates else (None, "")
    action = next((action for action, pattern in _ACTIONS if pattern.search(words)), None)
    body = "、".join(match["body"] for match in _BODY.finditer(after)) or None
    event = Event(text=words, day=found, action=action, actor=body)
    return Entry(event=event, numbered=bool(numbered), effect=_effect(words, found))


def _effect(words: str, day: date | None) -> DatedFact | None:
    """The day that the words set for the whole of the act; None where they except articles or set several days."""
    if _EXCEPTED.search(words):
        return None
    days = {each.day for match in _SET_DAY.finditer(words) for each in find_dates(f"民國{match['day']}") if each.day}
    if _ON_PROMULGATION.search(words) and day is not None and "由行政院定之" not in words:
        days.add(day)
    return DatedFact(day=days.pop(), provenance=words) if len(days) == 1 else None


def effect_of_last(entries: tuple[Entry, ...], *, first: bool = False) -> DatedFact | None:
    """When the latest (or the first) numbered act took effect, by its own words or by an order below it."""
    starts = [index for index, entry in enumerate(entries) if entry.numbered and entry.event.action != "repealed"]
    if not starts:
        return None
    start = starts[0] if first else starts[-1]
    end = next((index for index in range(start + 1, len(entries)) if entries[index].numbered), len(entries))
    effects = [entry.effect for entry in entries[start:end] if entry.effect]
    return effects[0] if len(effects) == 1 else None
