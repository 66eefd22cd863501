"""Elements of Akoma Ntoso to lines: a paragraph is a line, and its number stands before its words."""

import re
from dataclasses import dataclass, field
from typing import Final

from crawlers.safe_xml import Element, local_name
from crawlers.unknown import names

_INLINE: Final = names(
    "a abbr affectedDocument argument b br change concept courtType date def del docAuthority docCommittee docDate "
    "docIntroducer docJurisdiction docketNumber docNumber docProponent docPurpose docStage docStatus docTitle docType "
    "efficacy embeddedText entity eol event fillIn i inline ins judge lawyer legislature location mmod mod mref "
    "narrative neutralCitation noteRef object omissis opinion organization outcome party person placeholder process "
    "quantity quotedText recordedTime ref relatedDocument remark rmod role rref scene session shortTitle signature "
    "span sub sup term time u vote img marker"
)
_CELLS: Final = frozenset({"td", "th"})
_NOTHING: Final = names("meta toc colgroup col")
_NO_GAP: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]$")


@dataclass(slots=True, kw_only=True)
class _Lines:
    apart: str
    done: list[str] = field(default_factory=list)
    number: str = ""
    parts: list[str] = field(default_factory=list)
    cells: int = 0

    def end(self) -> None:
        words = "".join(self.parts)
        self.parts = []
        if self.apart:
            words = " ".join(words.split())
        if not words.strip():
            return
        gap = "" if not self.number or _NO_GAP.search(self.number) else self.apart
        self.done.append(f"{self.number}{gap}{words}")
        self.number = ""

    def end_number(self) -> None:
        """A number without words is a line of its own."""
        if self.number.strip() and not "".join(self.parts).strip():
            self.done.append(self.number)
            self.number = ""


def lines_of(elements: list[Element], *, apart: str = " ") -> list[str]:
    """The lines of elements. ``apart`` stands between a number and its words; empty where the document keeps it."""
    lines = _Lines(apart=apart)
    for element in elements:
        _walk(element, lines)
        lines.end()
    lines.end_number()
    return lines.done


def printed(element: Element | None) -> str:
    """The words of a number or heading, on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split()) if element is not None else ""


def _walk(element: Element, lines: _Lines) -> None:
    name = local_name(element)
    if not name or name in _NOTHING:
        return
    if name == "num":
        lines.end()
        lines.number += "".join(str(part) for part in element.itertext())
        return
    block = name not in _INLINE and not lines.cells
    if block:
        lines.end()
    lines.cells += name == "tr"
    lines.parts.append(element.text or "")
    for each in element:
        _walk(each, lines)
        lines.parts.append(each.tail or "")
    if name in _CELLS or name in ("br", "eol"):
        lines.parts.append(" ")
    lines.cells -= name == "tr"
    if block:
        lines.end()
    if any(local_name(each) == "num" for each in element):
        lines.end_number()
