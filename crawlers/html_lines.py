"""The lines of an HTML page with the class of the element that holds each, read by BeautifulSoup.

``html.parser`` is used on purpose: some official pages carry a stray ``</html>`` before the text, at which lxml stops
without an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from crawlers.charset import decode_page
from crawlers.readable import Unreadable
from crawlers.unknown import names

_LONGEST_REMARK: Final = 20

_BLOCKS: Final = names(
    "p div td th tr table tbody thead li ul ol h1 h2 h3 h4 h5 h6 section article header footer body br hr "
    "dl dt dd blockquote center form txt_te pre title"
)
_NO_TEXT: Final = frozenset({"script", "style", "head", "noscript", "iframe", "button", "select", "template"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``css`` is the class of the nearest block that has one, ``anchor`` the nearest id of a div; both may be empty."""

    text: str
    css: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An element that is being read: what is still to come of it, and what its words inherit."""

    inner: Iterator[PageElement]
    css: str
    anchor: str
    block: bool


@dataclass(slots=True)
class _Collector:
    labels: frozenset[str]
    done: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    css: str = ""
    anchor: str = ""

    def end(self) -> None:
        text = " ".join("".join(self.parts).split())
        self.parts = []
        if text:
            self.done.append(Line(text=text, css=self.css, anchor=self.anchor))

    def walk(self, whole: Tag) -> None:
        """Keeps its own stack: pages nest deeper than Python calls."""
        open_tags: list[_Open] = [self.enter(whole, "", "")]
        while open_tags:
            here = open_tags[-1]
            each = next(here.inner, None)
            if each is None:
                if open_tags.pop().block:
                    self.end()
            elif isinstance(each, Tag):
                if each.name not in _NO_TEXT:
                    open_tags.append(self.enter(each, here.css, here.anchor))
            elif isinstance(each, NavigableString) and not isinstance(each, PreformattedString):
                self.css, self.anchor = (here.css, here.anchor) if each.strip() else (self.css, self.anchor)
                self.parts.append(str(each))

    def enter(self, tag: Tag, css: str, anchor: str) -> _Open:
        own = " ".join(tag.get("class") or [])
        block = tag.name in _BLOCKS or own in self.labels
        if block:
            self.end()
        return _Open(
            inner=iter(tag.contents),
            css=own if block and own else css,
            anchor=str((tag.name == "div" and tag.get("id")) or anchor),
            block=block,
        )


def require_whole_page(raw: bytes | str) -> None:
    """Raises Unreadable for a page that breaks off: it does not end with its closing tag, or words follow that."""
    page = decode_page(raw) if isinstance(raw, bytes) else raw
    start = page.lower().rfind("</html")
    after = soup_of(page[start:]).get_text(strip=True) if start >= 0 else ""
    if start < 0 or len(after) > _LONGEST_REMARK:
        raise Unreadable("the page breaks off before </html>: it is half a page, fetch it again")


def soup_of(page: bytes | str, charset: str | None = None) -> BeautifulSoup:
    """The page's tree. ``charset`` is that of the header. Raises Unreadable where bytes are not what is declared."""
    return BeautifulSoup(decode_page(page, header=charset) if isinstance(page, bytes) else page, "html.parser")


def lines_of_page(tag: Tag, *, labels: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a page or a part of it, in reading order; an element of a class in ``labels`` is one by itself."""
    collector = _Collector(labels=labels)
    collector.walk(tag)
    collector.end()
    return collector.done


def joined_labels(lines: list[Line], *, labels: frozenset[str], bare: re.Pattern[str] | None = None) -> Iterator[Line]:
    """Numbers that stand in a column of their own, put before the words beside them.

    ``labels`` are the classes of such columns; ``bare`` tells a number in pages that give its column no class.
    """
    waiting = ""
    for line in lines:
        if line.css in labels or (bare is not None and bare.fullmatch(line.text)):
            waiting = f"{waiting}{line.text} "
            continue
        yield Line(text=waiting + line.text, css=line.css, anchor=line.anchor)
        waiting = ""
    if waiting:
        yield Line(text=waiting.strip())
