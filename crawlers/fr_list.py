"""The lists of the Federal Register's interface: what is asked for, and the documents that an answer names."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from crawlers.crawl import Ask, Found, Page, Recording
from crawlers.readable import Unreadable
from crawlers.unknown import UnknownField

HOST: Final = "www.federalregister.gov"
_LIST: Final = "/api/v1/documents"
_TERM: Final = '"Freedom of Information Act" | "Privacy Act of 1974"'
_FIELDS: Final = (
    "document_number",
    "type",
    "publication_date",
    "effective_on",
    "citation",
    "html_url",
    "title",
    "full_text_xml_url",
    "raw_text_url",
)
_MOST_COUNTED: Final = 10_000
_TYPES_BY_ENDING: Final = {".xml": "text/xml", ".txt": "text/html"}
_TYPES: Final = ("RULE", "PRORULE", "NOTICE")


def seeds(since: date | None) -> Iterable[Ask]:
    """The first list, of all documents or of those published since a day."""
    query = [("per_page", "1000"), ("order", "oldest"), ("conditions[term]", _TERM)]
    query += [("conditions[type][]", kind) for kind in _TYPES] + [("fields[]", name) for name in _FIELDS]
    query += [("conditions[publication_date][gte]", since.isoformat())] if since else []
    return [Ask(url=f"https://{HOST}{_LIST}.json?{urlencode(query)}", role="list")]


def discover(page: Page) -> Found:
    """What a list leads to. Raises Unreadable, UnknownField."""
    if page.ask.role != "list":
        return Found()
    try:
        listed: dict[str, Any] = json.loads(page.body)
        results, following, count = listed["results"], listed.get("next_page_url"), int(listed["count"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"the list is no list of documents ({error}): see what came instead") from error
    if count >= _MOST_COUNTED:
        raise Unreadable(f"the list stops counting at {count:,}: ask for less of it, such as what is newer than a day")
    if following and (urlsplit(following).hostname != HOST or not urlsplit(following).path.startswith(_LIST)):
        raise UnknownField(f"the next list is somewhere else: {following[:100]!r}")
    asks = [_ask_for(each) for each in results]
    return Found(asks=(*asks, *([Ask(url=following, role="list")] if following else [])), total=count)


def _ask_for(listed: Mapping[str, Any]) -> Ask:
    about = {name: str(listed[name]) for name in _FIELDS if listed.get(name)}
    # A document of which no text is offered is asked for all the same, so that it is quarantined by its number.
    offered = [about.pop("full_text_xml_url", ""), about.pop("raw_text_url", ""), about.get("html_url", "")]
    address = next(filter(None, offered), "")
    if urlsplit(address).hostname != HOST:
        raise UnknownField(f"{about['document_number']} has no address of a text: {address[:100]!r}")
    return Ask(url=address, role="document", ref=about["document_number"], about=about)


def recorded(folder: Path) -> Iterable[Recording]:
    """``list.json``, and beside it the documents that it names, under the last part of their addresses."""
    pages = [
        Recording(ask=ask, raw=(folder / "list.json").read_bytes(), content_type="application/json")
        for ask in seeds(None)
    ]
    listed = json.loads(pages[0].raw)["results"]
    for ask in map(_ask_for, listed):
        path = folder / ask.url.rpartition("/")[2]
        if path.is_file():
            pages.append(Recording(ask=ask, raw=path.read_bytes(), content_type=_TYPES_BY_ENDING[path.suffix]))
    return pages
