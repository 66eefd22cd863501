"""The search of the State Council's policy library: which documents there are in each of its parts.

``search-gov/data?t=zhengcelibrary_gw`` (documents of the Council; ``_bm`` of its departments, ``_gb`` of the gazette,
``_or`` others), in pages of 50. Status 200 with ``data: null`` means that a parameter or the Referer is wrong. Two
replies were recorded, both reduced.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from crawlers.crawl import Ask, Document, Found, Page, Recording
from crawlers.json_reply import read_reply
from crawlers.readable import Unreadable
from crawlers.unknown import names, require_known
from law.dates import parse_date

HOSTS: Final = ("sousuo.www.gov.cn", "www.gov.cn")
_SEARCH: Final = "https://sousuo.www.gov.cn/search-gov/data"
_REFERER: Final = {"Referer": "https://sousuo.www.gov.cn/zcwjk/policyDocumentLibrary"}
_PARTS: Final = ("gw", "bm", "gb", "or")
_PAGE: Final = 50
_LATEST: Final = "2999-12-31"
_LISTED: Final = names("id pcode title summary pubtimeStr url childtype puborg")
_LISTED_IGNORED: Final = names("pubtime ptime ptimeStr index source colname label fwzt subjectword summaryWithoutTag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document of a search reply. ``category`` is the library's part (gongwen, bumenfile, gongbao, otherfile)."""

    category: str
    title: str
    number: str
    body: str
    address: str
    published: date | None


def read_search(raw: bytes) -> tuple[Listed, ...]:
    """The documents of a search reply. Raises Unreadable for the empty shell that a wrong parameter gives."""
    found = _search_of(raw)
    parts: dict[str, Any] = found.get("catMap") or {"": {"listVO": found.get("listVO") or []}}
    return tuple(_listed(name, each) for name, part in parts.items() for each in part["listVO"])


def _search_of(raw: bytes) -> dict[str, Any]:
    reply = read_reply(raw)
    found = reply.get("searchVO") or (reply.get("data") or {}).get("searchVO")
    if not isinstance(found, dict):
        raise Unreadable("the search answered with an empty shell (data: null): a parameter or the Referer is wrong")
    return found


def _listed(category: str, record: dict[str, Any]) -> Listed:
    require_known(record, read=_LISTED, ignored=_LISTED_IGNORED)
    return Listed(
        category=category,
        title=re.sub(r"</?em[^>]{0,40}>", "", record["title"]),
        number=record["pcode"],
        body=record["puborg"],
        address=record["url"],
        published=parse_date(record["pubtimeStr"]),
    )


def seeds(since: date | None) -> Iterable[Ask]:
    """The first page of each part, narrowed to what was published since a day."""
    return [_search(part, since.isoformat() if since else "", 1) for part in _PARTS]


def _search(part: str, since: str, number: int) -> Ask:
    times = {"timetype": "timezd" if since else "timeqb", "mintime": since, "maxtime": _LATEST if since else ""}
    order = {"sort": "pubtime", "sortType": "1", "searchfield": "title"}
    query = {"t": f"zhengcelibrary_{part}", "q": "", **times, **order, "p": str(number), "n": str(_PAGE)}
    return Ask(url=f"{_SEARCH}?{urlencode(query)}", role="list", headers=_REFERER)


def discover(page: Page) -> Found:
    """A list leads to its documents and the next page. Raises Unreadable, UnknownField."""
    if page.ask.role != "list":
        return Found()
    listed = read_search(page.body)
    asks = [_document(each.address) for each in listed]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page.ask.url).query).items()}
    number = int(asked["p"])
    if len(listed) >= _PAGE:
        asks.append(_search(asked["t"].rpartition("_")[2], asked.get("mintime", ""), number + 1))
    total = _search_of(page.body).get("totalCount")
    return Found(asks=tuple(asks), total=total if number == 1 and isinstance(total, int) else None)


def _document(address: str) -> Ask:
    address = re.sub(r"^http:", "https:", address)
    return Ask(url=address, role="document", ref=urlsplit(address).path.strip("/"))


def documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """A page of the library is the document."""
    if page.ask.role != "document" or page.ask.ref is None:
        return ()
    return (Document(ref=page.ask.ref, raw=page.body, url=page.url, retrieved_at=page.retrieved_at, beside=beside),)


def recorded(folder: Path) -> Iterator[Recording]:
    """Search replies by the part that they say they are of; pages (``page.html``) as documents of their own."""
    for path in sorted(folder.glob("search*.json")):
        raw = path.read_bytes()
        asked = (json.loads(raw).get("paramsVO") or {}).get("t", "zhengcelibrary_gw")
        ask = _search(asked.rpartition("_")[2], "", 1)
        yield Recording(ask=ask, raw=raw, content_type="application/json")
    for path in sorted(folder.glob("*.html")):
        ask = _document(urljoin("https://www.gov.cn/zhengce/zhengceku/", path.name))
        yield Recording(ask=ask, raw=path.read_bytes(), content_type="text/html")
