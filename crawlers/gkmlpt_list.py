"""The catalogue of a gkmlpt portal, on which Guangdong and its cities publish government information.

``/gkmlpt/index`` holds ``window._CONFIG = {…}`` with the portal's SID and the tree of categories. A category's list,
``/gkmlpt/api/all/{category}?page=N&sid=SID``, states index number, publisher, document number and whether a document
has lapsed (``is_expired``) or was abolished (``is_abolished``). ``date`` is in seconds, a midnight in Beijing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit

from crawlers.charset import decode_page
from crawlers.crawl import Ask, Found, Page
from crawlers.government_page import beijing_day
from crawlers.json_reply import read_reply, records_of
from crawlers.page_lists import LIST, document_ask, list_ask
from crawlers.readable import Unreadable
from crawlers.unknown import UnknownField, names, require_known
from law.instrument import Status

INDEX: Final = "index"
STATUS_MAPPING: Final = "gkmlpt/1"
_CONFIG: Final = re.compile(r"window\._CONFIG\s{0,9}=\s{0,9}(?=\{)")
_WANTED: Final = re.compile(r"规章|规范性文件|法规|政府令|政策文件")
_NOT_WANTED: Final = re.compile(r"解读|征求意见|草案")
_READ: Final = names(
    "id title document_number identifier publisher date display_publish_time url is_expired is_abolished attachment"
)
_NEEDED: Final = names("title url is_expired is_abolished")
_MILLISECONDS: Final = 10**11
"""Time stamps from here on are in milliseconds: in seconds it would be the year 5138."""


def discover(page: Page) -> Found:
    """The lists that an index leads to, or the documents of a list and its next page.

    Raises Unreadable, UnknownField.
    """
    if page.ask.role == INDEX:
        return Found(asks=tuple(_lists(page)))
    return _of_list(page) if page.ask.role == LIST else Found()


def _lists(page: Page) -> Iterator[Ask]:
    text = decode_page(page.body, header=page.headers.get("content-type"))
    match = _CONFIG.search(text)
    if match is None:
        raise Unreadable("the index has no window._CONFIG: it is a challenge or another layout")
    try:
        config, _ = json.JSONDecoder().raw_decode(text, match.end())
        found, sid = [str(each["id"]) for each in _categories(config["TREE"])], str(config["SID"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"window._CONFIG holds no SID and TREE of categories ({error!r}): its form changed") from error
    if not found:
        raise Unreadable("window._CONFIG names no category of rules or documents: its form has changed")
    for category in found:
        yield list_ask(urljoin(page.url, f"/gkmlpt/api/all/{category}?page=1&sid={sid}"))


def _categories(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The topmost categories of rules and documents: a list holds those of the categories below."""
    for each in tree:
        if _NOT_WANTED.search(each["name"]):
            continue
        if _WANTED.search(each["name"]):
            yield each
        else:
            yield from _categories(each.get("children") or [])


def _of_list(page: Page) -> Found:
    reply, number = read_reply(page.body), int(parse_qs(urlsplit(page.ask.url).query)["page"][0])
    records = records_of(reply, "articles")
    total = int((reply.get("classify") or {}).get("post_count", 0))
    if number == 1 and not records and total:
        raise Unreadable(f"the list says that it has {total} documents and names none: fetch it again")
    size = int(page.ask.about.get("size") or len(records))
    asks = [_document(page, record) for record in records]
    if records and number * size < total:
        address = page.ask.url.replace(f"page={number}&", f"page={number + 1}&")
        asks.append(Ask(url=address, role=LIST, about={"size": str(size)}))
    return Found(asks=tuple(asks), total=total if number == 1 else None)


def _document(page: Page, record: Mapping[str, Any]) -> Ask:
    require_known(record, read=_READ)
    if missing := _NEEDED - record.keys():
        raise UnknownField(f"an article lacks {', '.join(sorted(missing))}: the form has changed")
    stated = {
        "title": record["title"],
        "number": record.get("document_number"),
        "index": record.get("identifier"),
        "body": record.get("publisher"),
        "published": _day(record.get("date")) or record.get("display_publish_time"),
        "attachments": " ".join(str(each["url"]) for each in record.get("attachment") or ()),
        **_status(record["is_abolished"], record["is_expired"]),
    }
    ask = document_ask(urljoin(page.url, record["url"]))
    about = {name: " ".join(str(value).split()) for name, value in stated.items() if value}
    return Ask(url=ask.url, role=ask.role, ref=ask.ref, about=about)


def _day(stamp: int | str | None) -> str:
    if not stamp:
        return ""
    number = int(stamp)
    return beijing_day(number if number >= _MILLISECONDS else number * 1000).isoformat()


def _status(abolished: int, expired: int) -> dict[str, str]:
    """Two flags that are not set do not say that a document is in force: it may not have begun, or no one set them."""
    if abolished not in (0, 1) or expired not in (0, 1):
        raise UnknownField(f"is_abolished {abolished!r} or is_expired {expired!r} is not known: see what it means")
    status = Status.REPEALED if abolished or expired else Status.UNKNOWN
    code = f"is_abolished={abolished:d};is_expired={expired:d}"
    return {"status": status.value, "status_code": code, "status_mapping": STATUS_MAPPING}
