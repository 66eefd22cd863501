"""What the ``meta`` and the preface of an Akoma Ntoso document state: title, place, days, language, number, aliases.

Days are taken for promulgation or entry into force only where their name says so; all others are lines of the history.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawlers.safe_xml import Element, child, children, local_name, words
from law.akoma_xml import FACTS
from law.dates import parse_date
from law.instrument import DatedFact, Event
from law.jurisdiction import JURISDICTIONS

_LANGUAGES: Final = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "por": "pt", "ita": "it",
    "jpn": "ja", "kor": "ko", "nld": "nl", "zho": "zh", "chi": "zh",
}  # fmt: skip
"""ISO 639-2, which the standard's ``FRBRlanguage`` has, to BCP 47. Chinese does not say its script there."""
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?")
_MADE: Final = frozenset({"promulgated_on", "promulgation", "enactment", "enacted", "assent"})
_IN_FORCE: Final = frozenset({"in_force_from", "entryIntoForce", "inForce", "entry-into-force"})
_ACTIONS: Final = {"amendment": "amended", "repeal": "repealed"}
_NOT_HISTORY: Final = frozenset({"docTitle", "longTitle", "docNumber", "shortTitle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AkomaFacts:
    """Only what the document states; ``own`` are the facts that Lexgap writes into its own exports."""

    title: str
    short_titles: tuple[str, ...]
    work: str
    place: str | None
    language: str | None
    issuing_body: str | None
    number: str | None
    subtype: str | None
    aliases: Mapping[str, str]
    version: date | None
    promulgated_on: DatedFact | None
    in_force_from: DatedFact | None
    commenced_on: DatedFact | None
    repealed_on: DatedFact | None
    events: tuple[Event, ...]
    own: Mapping[str, str]
    problems: tuple[str, ...]


def facts_of(document: Element) -> AkomaFacts:
    """Read the metadata of an act, bill, doc or judgment; a document without any states nothing."""
    meta = child(document, "meta")
    work, expression = (_level(meta, name) for name in ("FRBRWork", "FRBRExpression"))
    own = {str(each.get("name")): words(each) for each in _iter(meta, "fact") if each.tag == f"{{{FACTS}}}fact"}
    names = list(dict.fromkeys(filter(None, _values(work, "FRBRname"))))
    printed = _printed_title(document)
    title = printed or next(iter(names), "")
    country = next(iter(_values(work, "FRBRcountry")), "").casefold()
    return AkomaFacts(
        title=title,
        short_titles=tuple(name for name in names if name != title),
        work=next(iter(_values(work, "FRBRuri")), ""),
        place=own.get("jurisdiction") or (country if country in JURISDICTIONS else None),
        language=_language(next(iter(_values(expression, "FRBRlanguage", "language")), "")),
        issuing_body=_author(meta, work),
        number=next(iter(_values(work, "FRBRnumber")), "") or _preface(document, "docNumber") or None,
        subtype=next(iter(_values(work, "FRBRsubtype")), None),
        aliases={
            str(each.get("name")): str(each.get("value")) for each in _iter(work, "FRBRalias") if each.get("name")
        },
        version=_version_day(expression),
        promulgated_on=_fact(meta, (work, expression), _MADE),
        in_force_from=_fact(meta, (expression,), _IN_FORCE),
        commenced_on=_fact(meta, (expression,), frozenset({"commenced_on"})),
        repealed_on=_fact(meta, (expression,), frozenset({"repealed_on"})),
        events=tuple(_events(document, meta)),
        own=own,
        problems=_problems(document, own),
    )


def _level(meta: Element | None, name: str) -> Element | None:
    return child(meta, "identification", name) if meta is not None else None


def _iter(element: Element | None, name: str) -> list[Element]:
    return [each for each in element.iter() if local_name(each) == name] if element is not None else []


def _values(element: Element | None, name: str, attribute: str = "value") -> list[str]:
    return [str(each.get(attribute) or "") for each in _iter(element, name)]


def _printed_title(document: Element) -> str:
    return _preface(document, "docTitle") or _preface(document, "shortTitle") or _preface(document, "longTitle")


def _preface(document: Element, name: str) -> str:
    parts = [each for each in children(document) if local_name(each) in ("coverPage", "preface", "header")]
    return next((words(each) for part in parts for each in part.iter() if local_name(each) == name), "")


def _language(stated: str) -> str | None:
    tag = _LANGUAGES.get(stated.casefold(), stated)
    return tag if _TAG.fullmatch(tag) and tag != "zh" else None


def _author(meta: Element | None, work: Element | None) -> str | None:
    """The author whom the work points to; Lexgap's own "unknown" says that none is known."""
    target = next(iter(_values(work, "FRBRauthor", "href")), "").removeprefix("#")
    shown = next(
        (str(each.get("showAs") or "") for each in _iter(meta, "TLCOrganization") if each.get("eId") == target), ""
    )
    return shown if shown not in ("", "unknown") else None


def _version_day(expression: Element | None) -> date | None:
    stated = [each for each in _iter(expression, "FRBRdate") if each.get("name") != "retrieved"]
    return next(filter(None, (parse_date(str(each.get("date") or "")[:10]) for each in stated)), None)


def _fact(meta: Element | None, levels: tuple[Element | None, ...], named: frozenset[str]) -> DatedFact | None:
    told = {str(each.get("name")): each.text or "" for each in _iter(meta, "day") if each.tag == f"{{{FACTS}}}day"}
    for each in (day for level in levels for day in _iter(level, "FRBRdate")):
        name, day = str(each.get("name") or ""), parse_date(str(each.get("date") or "")[:10])
        if name in named and day is not None:
            return DatedFact(day=day, provenance=told.get(name) or f"FRBRdate {name}")
    return None


def _events(document: Element, meta: Element | None) -> list[Event]:
    """The lines of the preface, with the days and kinds that the lifecycle knows of them; then those it has beside."""
    shown = {str(each.get("eId")): str(each.get("showAs") or "") for each in _iter(meta, "TLCEvent")}
    dated: dict[str, Event] = {}
    for each in _iter(meta, "eventRef"):
        text = shown.get(str(each.get("refersTo") or "").removeprefix("#"), "") or str(each.get("type") or "event")
        action = _ACTIONS.get(str(each.get("type") or ""))
        dated.setdefault(text, Event(text=text, day=parse_date(str(each.get("date") or "")[:10]), action=action))
    preface = [each for each in children(document) if local_name(each) == "preface"]
    lines = [words(p) for each in preface for p in _iter(each, "p") if not _is_title(p)]
    printed = [dated.pop(line, Event(text=line)) for line in lines if line]
    return [*printed, *dated.values()]


def _is_title(line: Element) -> bool:
    return any(local_name(each) in _NOT_HISTORY for each in line.iter())


def _problems(document: Element, own: Mapping[str, str]) -> tuple[str, ...]:
    several = document.get("contains") == "multipleVersions"
    pointed = len(_iter(document, "componentRef")) + len(_iter(document, "documentRef"))
    return (
        *(["the document holds several versions at once, which are not told apart"] if several else []),
        *([f"{pointed} parts are in other files, which are not read"] if pointed else []),
        *([f"only a part of the text: {own['portion']}"] if "portion" in own else []),
    )
