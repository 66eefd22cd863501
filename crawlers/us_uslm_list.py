"""Release points of the United States Code, one ZIP a title, and the public laws of the bulk data repository.

The page of downloads links ``releasepoints/us/pl/119/102/xml_usc05@119-102.zip`` for each title; the repository lists
``/bulkdata/json/PLAW`` -> ``/bulkdata/json/PLAW/119/public`` -> ``PLAW-119publ1.xml``. Neither list was recorded: their
form is known from descriptions, a title and a law were recorded.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from crawlers.crawl import Ask, Document, Found, Page, Recording, page_is_document
from crawlers.json_reply import Reply, read_reply, records_of
from crawlers.readable import Unreadable
from crawlers.safe_xml import child, local_name, read_xml, words
from crawlers.unknown import names, require_known
from crawlers.zip_members import members, packed

HOSTS: Final = ("uscode.house.gov", "www.govinfo.gov")
_CODE: Final = "https://uscode.house.gov/download"
_RELEASES: Final = Ask(url=f"{_CODE}/download.shtml", role="releases")
_LAWS: Final = "https://www.govinfo.gov/bulkdata"
_JSON: Final = {"Accept": "application/json"}
"""Without it the repository answers with a web page."""
_TITLE: Final = re.compile(r"releasepoints/us/pl/[0-9]+/\w+/xml_usc(?P<title>[0-9]{2}[Aa]?)@[0-9A-Za-z-]+\.zip$")
_CONTENT_TYPES: Final = {".html": "text/html", ".json": "application/json"}
_CONGRESS: Final = re.compile(r"[0-9]{3}")
_LAW: Final = re.compile(r"PLAW-(?P<congress>[0-9]{3})publ(?P<number>[0-9]+)\.xml")
_FILE: Final = names("name link folder")
_FILE_IGNORED: Final = names(
    "displayLabel justFileName fileExtension formattedSize size mimeType formattedLastModifiedTime lastModifiedTime "
    "cssClass cssFileClass cssSafeFileName"
)


def seeds(since: date | None) -> Iterable[Ask]:
    """The page of downloads and the list of congresses; ``since`` leaves out public laws that did not change after."""
    about = {"since": since.isoformat()} if since else {}
    return (_RELEASES, Ask(url=f"{_LAWS}/json/PLAW", role="congresses", headers=_JSON, about=about))


def discover(page: Page) -> Found:
    """The titles of the current release point; the congresses and their laws. Raises Unreadable, UnknownField."""
    return {"releases": _titles, "congresses": _congresses, "laws": _laws}.get(page.ask.role, _nothing)(page)


def _nothing(_: Page) -> Found:
    return Found()


def _titles(page: Page) -> Found:
    soup = BeautifulSoup(page.body, "html.parser")
    links = dict.fromkeys(urljoin(_RELEASES.url, str(a.get("href"))) for a in soup.find_all("a", href=True))
    asks = tuple(_title(url, match["title"]) for url in links if (match := _TITLE.search(url)))
    if not asks:
        raise Unreadable("the page of downloads names no title of the Code in XML: a menu, or another layout")
    return Found(asks=asks, total=len(asks))


def _title(url: str, title: str) -> Ask:
    return Ask(url=url, role="title", ref=f"usc{title.lower()}")


def _files(page: Page) -> Iterator[Reply]:
    reply = read_reply(page.body)
    require_known(reply, read={"files"})
    for file in records_of(reply, "files"):
        require_known(file, read=_FILE, ignored=_FILE_IGNORED)
        yield file


def _congresses(page: Page) -> Found:
    congresses = (str(file["name"]) for file in _files(page) if file.get("folder"))
    return Found(asks=tuple(_congress(name, page.ask) for name in congresses if _CONGRESS.fullmatch(name)))


def _congress(name: str, ask: Ask) -> Ask:
    return Ask(url=f"{_LAWS}/json/PLAW/{name}/public", role="laws", headers=_JSON, about=ask.about)


def _laws(page: Page) -> Found:
    files = [(match, file) for file in _files(page) if (match := _LAW.fullmatch(str(file["name"])))]
    since = page.ask.about.get("since")
    asks = tuple(_law(match["congress"], match["number"]) for match, file in files if _is_news(file, since))
    return Found(asks=asks, total=len(files))


def _is_news(file: Reply, since: str | None) -> bool:
    """``formattedLastModifiedTime`` is 02-Jan-2026 19:32; a file that does not tell is asked for."""
    printed = str(file.get("formattedLastModifiedTime") or "")
    if since is None or not printed:
        return True
    try:
        modified = datetime.strptime(printed.split(" ", maxsplit=1)[0], "%d-%b-%Y").date()  # noqa: DTZ007  (a day, no time)
    except ValueError:
        return True
    return modified.isoformat() >= since


def _law(congress: str, number: str) -> Ask:
    url = f"{_LAWS}/PLAW/{congress}/public/PLAW-{congress}publ{number}.xml"
    return Ask(url=url, role="law", ref=f"PLAW-{congress}publ{number}")


def documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """A law is the answer itself, a title the one XML file of its archive. Raises Unreadable."""
    if page.ask.role != "title":
        return page_is_document(page, beside)
    found = list(members(page.body, suffixes={".xml"}))
    if len(found) != 1 or page.ask.ref is None:
        raise Unreadable(f"the archive of a title holds {len(found)} XML files where one is due: see what changed")
    return (Document(ref=page.ask.ref, raw=found[0].raw, url=page.url, retrieved_at=page.retrieved_at),)


def recorded(folder: Path) -> Iterator[Recording]:
    """Laws and titles by what they state, titles packed as they are published; lists by their names."""
    lists = {"releases.html": _RELEASES, "congresses.json": list(seeds(None))[1]}
    for path in sorted([*folder.glob("*.xml"), *folder.glob("laws-*.json"), *(folder / name for name in lists)]):
        if path.suffix == ".xml":
            yield _recorded_text(path.read_bytes())
        elif path.is_file():
            ask = lists.get(path.name) or _congress(path.stem.removeprefix("laws-"), _RELEASES)
            yield Recording(ask=ask, raw=path.read_bytes(), content_type=_CONTENT_TYPES[path.suffix])


def _recorded_text(raw: bytes) -> Recording:
    root = read_xml(raw)
    meta = child(root, "meta")
    number = words(child(meta, "docNumber")) if meta is not None else ""
    if local_name(root) == "pLaw" and meta is not None:
        return Recording(ask=_law(words(child(meta, "congress")), number), raw=raw, content_type="application/xml")
    release = words(child(meta, "docPublicationName")).partition("@")[2] if meta is not None else ""
    title, (congress, _, law) = number.zfill(2), release.partition("-")
    ask = _title(f"{_CODE}/releasepoints/us/pl/{congress}/{law}/xml_usc{title}@{release}.zip", title)
    return Recording(ask=ask, raw=packed({f"usc{title}.xml": raw}), content_type="application/zip")
