"""Where the pages of a portal hold their text, title and day, and what else is in the text: files, menus."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from crawlers.page_facts import metas_of
from crawlers.readable import Unreadable

_ATTACHED: Final = re.compile(r"\.(?:docx?|pdf|wps|ofd|xlsx?|zip|rar)(?:$|[?#])", re.IGNORECASE)
_MOSTLY_LINKS: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """``bodies``, ``titles`` and ``published`` are CSS selectors, tried in turn; ``scheme`` names its index numbers.

    ``sure`` is False where the page's address is not one of the source's: then the issuing body must name the place.
    """

    source: str
    jurisdiction: str
    scheme: str
    bodies: tuple[str, ...]
    titles: tuple[str, ...] = ("h1",)
    published: tuple[str, ...] = ()
    sure: bool = True


def content_of(soup: BeautifulSoup, portal: Portal) -> Tag:
    """The element that holds the text. Raises Unreadable for a page without one, and where it holds a menu."""
    found = (max(soup.select(selector), key=_letters, default=None) for selector in portal.bodies)
    content = next((tag for tag in found if tag is not None and _letters(tag)), None)
    if content is None:
        raise Unreadable(
            f"the page has no text ({', '.join(portal.bodies)}): it is a menu, a challenge or another layout"
        )
    linked = sum(_letters(a) for a in content.find_all("a") if not _is_attachment(a))
    if linked > _MOSTLY_LINKS * _letters(content):
        raise Unreadable("the text of the page is a menu: more than two thirds of its letters are links")
    return content


def _letters(tag: Tag) -> int:
    return len(tag.get_text("", strip=True))


def posted_of(soup: BeautifulSoup, portal: Portal) -> dict[str, str]:
    """The day on which the page was put up, where the portal prints it in a place of its own or in a meta."""
    printed = (tag.get_text(" ", strip=True) for selector in portal.published for tag in soup.select(selector))
    posted = next(filter(None, printed), "") or metas_of(soup).get("pubdate", "")
    return {"published": posted} if posted else {}


def title_of(soup: BeautifulSoup, portal: Portal, facts: Mapping[str, str]) -> str:
    """The document's title from its facts, a meta or its heading. Raises Unreadable where there is none."""
    printed = (tag.get_text(" ", strip=True) for selector in portal.titles for tag in soup.select(selector))
    title = facts.get("title") or metas_of(soup).get("articletitle") or next(filter(None, printed), "")
    if not title:
        raise Unreadable("the page names no title, neither in its facts and metas nor in its heading")
    return " ".join(title.split())


def _is_attachment(tag: Tag) -> bool:
    return bool(_ATTACHED.search(str(tag.get("href") or tag.get("src") or "")))


def attachments_of(content: Tag) -> Sequence[str]:
    """The addresses of the files that the text links to or shows in a frame."""
    found = [tag for tag in content.find_all(["a", "iframe", "embed"]) if _is_attachment(tag)]
    return [str(tag.get("href") or tag.get("src")) for tag in found]
