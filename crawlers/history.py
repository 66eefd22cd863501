"""The history printed under a title: who adopted, approved, promulgated and amended the text, and when.

A line reads ``2015年4月1日 山东省第十二届人民代表大会常务委员会第十三次会议通过``. Lines wrapped in print are
joined again, and a line that tells of several days becomes several events.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from law.dates import FoundDate, find_dates
from law.document_number import find_document_numbers, whole_document_number
from law.instrument import DatedFact, Event
from law.named_titles import titles_in

_N: Final = "[一二三四五六七八九十百零〇0-9０-９]"
_ACTIONS: Final = (
    ("amended", re.compile(r"修正|修改|更正|\b[Aa]mended")),
    ("revised", re.compile(r"修[订訂]|\b[Rr]evised")),
    ("promulgated", re.compile(r"[公颁頒发發][布佈]|颁发|印发|公告|令第|号令|\b(?:[Pp]romulgated|[Pp]ublished)")),
    ("approved", re.compile(r"批准|核准|\b[Aa]pproved")),
    ("adopted", re.compile(r"通[过過]|制定|会议、?$|\b(?:[Ee]nacted|[Pp]assed|[Aa]dopted)")),
    ("in_force", re.compile(r"施行|[实實]施|生效|执行|试行|\b[Ii]n(?:to)? force")),
    ("repealed", re.compile(r"[废廢]止|失效|\b[Rr]epealed")),
)
_AMENDING_ACT: Final = re.compile(r"修正案》|《[^》]{0,80}(?:修改|修正)")
_COMPLETE: Final = re.compile(
    r"(?:通[过過]|批准|核准|[公颁頒发發][布佈]|印发|施行|[实實]施|执行|生效|试行|修正|修[订訂]|修改|[废廢]止|公告|会议|令)"
    r"(?:[。，）)\s]|根据)*$|^[0-9]{4}-[0-9]{2}-[0-9]{2}\s"
)
_STARTS: Final = re.compile(rf"[（(]?(?:根据|依据)?\s?{_N}{{4}}(?:年|-[0-9]{{2}}-)")
_ACTOR_ENDS: Final = re.compile(
    rf"第?{_N}{{1,5}}(?:次|号)|{_N}{{4}}年|令|公告|主席团|常务会议|通[过過]|批准|核准"
    r"|[公颁頒发發][布佈]|颁发|印发|修正|修[订訂]|修改|施行|审议|《"
)
_TERM: Final = re.compile(rf"第?{_N}{{1,4}}[届屆]")
_ENGLISH_ACTOR: Final = re.compile(r"\b(?:by|of) (?:the )?(?P<body>[A-Z][^,;(]{2,80})")
_LONGEST_LINE: Final = 4_000
_ADOPTED_ANEW: Final = 400
"""Days between two adoptions from which on the second is of a changed text."""
_JUDICIAL_ORGANS: Final = re.compile(r"(?<=最高人民法院)审判委员会|(?<=最高人民检察院)检察委员会")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The events in print order, the lines that are no history (a notice that came with the text), and faults."""

    events: tuple[Event, ...] = ()
    opening: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def first(self, *actions: str) -> DatedFact | None:
        """The earliest dated event of these actions, as a fact with the line that states it."""
        return min(self._dated(*actions), key=lambda fact: fact.day, default=None)

    def last(self, *actions: str) -> DatedFact | None:
        """The latest dated event of these actions."""
        return max(self._dated(*actions), key=lambda fact: fact.day, default=None)

    def amended(self) -> bool | None:
        """Whether the text was amended since it was made; None where no event says how it was made."""
        actions = {event.action for event in self.events}
        first, last = self.first("adopted"), self.last("adopted")
        anew = first is not None and last is not None and (last.day - first.day).days > _ADOPTED_ANEW
        if anew or actions & {"amended", "revised"}:
            return True
        return False if actions & {"adopted", "promulgated", "approved"} else None

    def body(self) -> str | None:
        """Who made the text: who adopted it, else who promulgated or revised it. Who approves does not make it."""
        for action in ("adopted", "promulgated", "revised"):
            actors = (e.actor for e in self.events if e.action == action and e.actor)
            if body := next(actors, None):
                return body
        return None

    def number(self) -> str | None:
        """The document number of the latest event that has one, such as 国务院令第711号."""
        found = [(event.day or date.min, number) for event in self.events if (number := number_in(event.text))]
        return max(found, key=lambda each: each[0])[1] if found else None

    def _dated(self, *actions: str) -> list[DatedFact]:
        return [DatedFact(day=e.day, provenance=e.text) for e in self.events if e.day and e.action in actions]


def read_history(lines: Iterable[str], title: str) -> History:
    """Read the lines between the title and the text."""
    told, opening = _sort_lines(lines, title)
    events = tuple(event for line in told for event in _events(line))
    problems = [f"the history names a day that no calendar has: {line}" for line in told if not _possible(line)]
    return History(events=events, opening=tuple(opening), problems=tuple(problems))


def number_in(text: str) -> str | None:
    """The first number of a decree or document in a text: 国务院令第711号, 法释〔2021〕11号."""
    number = next((found.number for found in find_document_numbers(text)), None)
    if number is None:
        return None
    actor, order = _actor(_outer(text)), number.rfind("令第")
    if order >= 0 and actor:
        return f"{actor}{number[order:]}"
    return number.rpartition("以")[2].removeprefix("中华人民共和国")


def _sort_lines(lines: Iterable[str], title: str) -> tuple[list[str], list[str]]:
    told: list[str] = []
    opening: list[str] = []
    for line in lines:
        if len(line) > _LONGEST_LINE:
            opening.append(line)
        elif _STARTS.match(line) and not opening:
            told.append(line)
        elif told and not opening and not _is_complete(told[-1]) and len(told[-1]) < _LONGEST_LINE:
            told[-1] += line
        elif "".join(line.split()) in "".join(title.split()):
            continue
        elif not opening and (_COMPLETE.search(line) or whole_document_number(line)):
            told.append(line)
        else:
            opening.append(line)
    return told, opening


def _is_complete(line: str) -> bool:
    return line.count("《") <= line.count("》") and bool(_COMPLETE.search(line))


def _events(line: str) -> Iterator[Event]:
    cited = [(title.start, title.end) for title in titles_in(line)]
    days = [found for found in find_dates(line) if not any(start < found.start < end for start, end in cited)]
    for found, text in _split_at(line, days):
        outer = _outer(text)
        action = _action(text, outer)
        yield Event(text=text, day=found.day if found else None, action=action, actor=_actor(outer) if action else None)


def _split_at(line: str, days: list[FoundDate]) -> Iterator[tuple[FoundDate | None, str]]:
    if not days:
        yield None, line
        return
    starts = [0, *(found.start for found in days[1:]), len(line)]
    for index, found in enumerate(days):
        text = line[starts[index] : starts[index + 1]]
        yield found, re.sub(r"(?:[\s，,。]|根据|并经|自)+$", "", text).strip(" （(")


def _outer(text: str) -> str:
    for title in reversed(list(titles_in(text))):
        text = text[: title.start] + text[title.end :]
    return text


def _action(text: str, outer: str) -> str | None:
    if outer.rstrip("）)。 ").endswith("的") and _AMENDING_ACT.search(text):
        return "amended"
    return next((action for action, pattern in _ACTIONS if pattern.search(outer)), None)


def _actor(outer: str) -> str | None:
    english = _ENGLISH_ACTOR.search(outer)
    if english:
        return english["body"].strip(" .")
    found = find_dates(outer)
    rest = outer[found[0].end :].strip() if found else outer
    end = _ACTOR_ENDS.search(_TERM.sub("", rest))
    body = _TERM.sub("", rest)[: end.start()] if end else ""
    body = _JUDICIAL_ORGANS.sub("", body.strip(" 由经，,").replace("中华人民共和国国务院", "国务院"))
    return body if len(body) > 1 and not body.startswith(("市", "省", "县人")) else None


def _possible(line: str) -> bool:
    return all(found.possible for found in find_dates(line))
