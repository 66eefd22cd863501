"""The list pages of government portals: the documents and the other pages that they lead to.

TRS writes a script for the pages of a list, ``createPageHTML(34, 0, "index", "html")`` or ``Pager({size:34, …})``: the
first is index.html, the others index_1.html to index_33.html.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import Tag

from crawlers.charset import decode_page
from crawlers.crawl import Ask, Document, Found, Page, page_is_document
from crawlers.html_lines import soup_of
from crawlers.readable import Unreadable

LIST, DOCUMENT = "list", "document"
_SCRIPT: Final = re.compile(
    r"createPageHTML\(\s{0,5}(?P<total>[0-9]{1,6})\s{0,5},\s{0,5}(?P<now>[0-9]{1,6})\s{0,5},"
    r"\s{0,5}[\"'](?P<name>[\w-]{1,40})[\"']\s{0,5},\s{0,5}[\"'](?P<ending>\w{1,8})[\"']"
    r"|Pager\(\{\s{0,5}size\s{0,5}:\s{0,5}(?P<size>[0-9]{1,6})\s{0,5},\s{0,5}current\s{0,5}:\s{0,5}(?P<current>[0-9]{1,6})"
    r"\s{0,5},\s{0,5}prefix\s{0,5}:\s{0,5}[\"'](?P<prefix>[\w-]{1,40})[\"']"
    r"\s{0,5},\s{0,5}suffix\s{0,5}:\s{0,5}[\"'](?P<suffix>\w{1,8})[\"']"
)
_MOST_PAGES: Final = 2_000


def list_ask(url: str) -> Ask:
    """The request for a list page."""
    return Ask(url=url, role=LIST)


def document_ask(url: str) -> Ask:
    """The request for a document, which its host and path name from harvest to harvest."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return Ask(url=urlunsplit(parts._replace(fragment="")), role=DOCUMENT, ref=f"{parts.netloc}{parts.path}{query}")


def linked(page: Page, where: Tag, path: re.Pattern[str]) -> Iterator[str]:
    """The addresses on the page's own host whose path matches as a whole, in order, each once."""
    base = urlsplit(page.url)
    found = (_address(page.url, str(a["href"]).strip()) for a in where.find_all("a", href=True))
    for url in dict.fromkeys(filter(None, found)):
        parts = urlsplit(url)
        if parts.hostname == base.hostname and path.fullmatch(parts.path):
            yield urlunsplit(parts._replace(scheme=base.scheme))


def _address(base: str, href: str) -> str:
    """Empty for what is no address, such as http://[."""
    try:
        return urlunsplit(urlsplit(urljoin(base, href))._replace(fragment=""))
    except ValueError:
        return ""


def numbered_pages(page: Page, text: str) -> Iterator[str]:
    """The other pages that the list's script counts. Raises Unreadable for a number that no list has."""
    match = _SCRIPT.search(text)
    if match is None:
        return
    total, now = int(match["total"] or match["size"]), int(match["now"] or match["current"])
    if total > _MOST_PAGES:
        raise Unreadable(f"the list says that it has {total} pages, more than any: see what the source sent")
    name, ending = match["name"] or match["prefix"], match["ending"] or match["suffix"]
    for number in range(total):
        if number != now:
            yield urljoin(page.url, f"{name}.{ending}" if number == 0 else f"{name}_{number}.{ending}")


def discover_by(documents: str, pages: str = "") -> Callable[[Page], Found]:
    """A ``discover`` for portals whose lists link to documents, and to further lists, by addresses of a known form.

    Both are patterns of whole paths. It raises Unreadable for a list that leads to nothing.
    """
    document, further = re.compile(documents), re.compile(pages or r"(?!)")

    def discover(page: Page) -> Found:
        if page.ask.role != LIST:
            return Found()
        text = decode_page(page.body, header=page.headers.get("content-type"))
        soup = soup_of(text)
        asks = [document_ask(url) for url in linked(page, soup, document)]
        if not asks:
            raise Unreadable("the list names no document: it is a menu, a challenge or another layout")
        lists = dict.fromkeys((*numbered_pages(page, text), *linked(page, soup, further)))
        return Found(asks=(*asks, *map(list_ask, lists)))

    return discover


def documents_with_charset(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """The page as a document, with what its header says of the encoding."""
    charset = page.headers.get("content-type", "")
    for document in page_is_document(page, beside):
        yield replace(document, about={**document.about, "charset": charset})
