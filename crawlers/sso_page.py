"""A page of Singapore Statutes Online: its contents, its timeline of versions, and its provisions.

The text stands in ``#legisContent``: ``td.partHdr`` after ``div.partNo``, ``div.prov1`` with heading ``td.prov1Hdr``
and words ``td.prov1Txt``, ``div.schedule`` with ``td.sHdr``. A page serves some provisions only; its contents name all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from crawlers.html_lines import joined_labels, lines_of_page
from crawlers.outline import Outline, Rank
from crawlers.readable import Unreadable
from crawlers.unknown import UnknownMarkup

_NUMBER: Final = re.compile(r"(?P<number>[0-9]{1,4}[A-Z]{0,3})\.\s{0,4}[—–-]?\s{0,4}")
_BARE: Final = re.compile(r"\([0-9A-Za-z]{1,5}\)|[0-9]{1,3}\.")
_GONE: Final = re.compile(r"\((?:Repealed|Deleted|Spent|Omitted)\)\s{0,4}$", re.IGNORECASE)
_UNITS: Final = {
    "Act": "Section",
    "Regulations": "Regulation",
    "Rules": "Rule",
    "Code": "Section",
    "Constitution": "Article",
}
_UNIT_OF_OTHERS: Final = "Paragraph"
"""Orders, notifications and declarations are cited by their paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the contents: the id under which the provision is served, and its number and heading."""

    id: str
    label: str

    @property
    def is_gone(self) -> bool:
        """Whether the line only says that the number is no longer used; then no provision is served."""
        return bool(_GONE.search(self.label))


def contents_of(soup: BeautifulSoup) -> tuple[Item, ...]:
    """The provisions and schedules that the document has, in order."""
    found: dict[str, str] = {}
    for box in soup.select('input[name="item"][value]'):
        label = box.find_next("label")
        found.setdefault(str(box["value"]), _words(label) if label else "")
    return tuple(Item(id=made, label=label) for made, label in found.items())


def timeline_of(soup: BeautifulSoup) -> tuple[tuple[str, bool], ...]:
    """The versions, newest first, each as printed (05 Dec 2025 Amended by Act 19 of 2025), and which one is shown."""
    entries = soup.select("ul.left > li[data-id]")
    return tuple((_words(entry), "selected" in (entry.get("class") or [])) for entry in entries)


def title_of(soup: BeautifulSoup) -> str:
    """The document's title. Raises Unreadable for a page without one."""
    title = _words(soup.title).removesuffix("- Singapore Statutes Online").strip() if soup.title else ""
    if not title:
        raise Unreadable("the page has no title: it is no document of Singapore Statutes Online, see what it is")
    return title


def add_text(outline: Outline, soup: BeautifulSoup, title: str) -> tuple[str, ...]:
    """Add what ``#legisContent`` holds; gives the ids that were served. Raises Unreadable, UnknownMarkup."""
    text = soup.find(id="legisContent")
    if not isinstance(text, Tag):
        raise Unreadable("the page has no #legisContent: a menu, a challenge, or another layout; see what it is")
    reader = _Reader(outline=outline, unit=_unit_of(title), title=title)
    try:
        reader.read(text)
    except RecursionError:
        raise Unreadable("the page is nested deeper than any law: see what it is") from None
    return tuple(reader.served)


def notes_of(soup: BeautifulSoup) -> list[str]:
    """Take out the notes on amendments ([22/2016]), which are history and no words of the law; each once."""
    return list(dict.fromkeys(_words(note.extract()) for note in soup.select("#legisContent .amendNote")))


def _unit_of(title: str) -> str:
    return next((unit for word, unit in _UNITS.items() if re.search(rf"\b{word}\b", title)), _UNIT_OF_OTHERS)


class _Reader:
    def __init__(self, *, outline: Outline, unit: str, title: str) -> None:
        self.outline, self.unit, self.title = outline, unit, title
        self.served: list[str] = []
        self.part = ""

    def read(self, element: Tag) -> None:
        """Down to the elements that are known; words outside of them stop the document."""
        for each in element.children:
            if isinstance(each, NavigableString):
                if each.strip():
                    raise UnknownMarkup(f"words outside of any provision: {each.strip()[:60]!r}")
            elif isinstance(each, Tag):
                known = next((css for css in each.get("class") or [] if css in _KINDS), None)
                _KINDS[known](self, each) if known else self.read(each)

    def front(self, tag: Tag) -> None:
        for line in lines_of_page(tag):
            if line.text.casefold() != self.title.casefold():
                self.outline.line(line.text)

    def part_number(self, tag: Tag) -> None:
        self.part = _words(tag)

    def part_heading(self, tag: Tag) -> None:
        self.outline.heading(self.part, _words(tag), Rank.PART)
        self.part = ""

    def cross_heading(self, tag: Tag) -> None:
        self.outline.heading("", _words(tag), Rank.SECTION)

    def provision(self, tag: Tag) -> None:
        header, words = tag.select_one(".prov1Hdr, .prov1Rep"), tag.select_one(".prov1Txt, .prov1RepText")
        lines = list(_lines(words)) if words else []
        number = _NUMBER.match(lines[0]) if lines else None
        if number is None:
            raise UnknownMarkup(f"a provision without its number: {_words(tag)[:60]!r}")
        self._serve(header or tag)
        heading = _words(header) if header else ""
        self.outline.article(f"{self.unit} {number['number']}", lines[0][number.end() :], heading)
        for line in lines[1:]:
            self.outline.line(line)

    def schedule(self, tag: Tag) -> None:
        header = tag.select_one(".sHdr")
        if header is None:
            raise UnknownMarkup(f"a schedule without its heading: {_words(tag)[:60]!r}")
        self._serve(header)
        self.outline.annex(_words(header))
        header.extract()
        for line in _lines(tag):
            self.outline.line(line)

    def _serve(self, tag: Tag) -> None:
        if tag.get("id"):
            self.served.append(str(tag["id"]))


_KINDS: Final = {
    "front": _Reader.front,
    "partNo": _Reader.part_number,
    "partHdr": _Reader.part_heading,
    "divHdr": _Reader.cross_heading,
    "schedule": _Reader.schedule,
    "prov1": _Reader.provision,
    "prov1Rep": _Reader.provision,
}


def _lines(tag: Tag) -> Iterator[str]:
    return (line.text for line in joined_labels(lines_of_page(tag), labels=frozenset(), bare=_BARE))


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
