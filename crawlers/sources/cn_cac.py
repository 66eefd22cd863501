"""The Cyberspace Administration of China: the list of its policies and rules by POST, pages with ``DIV#BodyLabel``."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final
from urllib.parse import parse_qs, urljoin

from crawlers.crawl import Ask, Crawl, Found, Page
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, read_page
from crawlers.json_reply import read_reply, records_of
from crawlers.page_lists import LIST, document_ask, documents_with_charset
from crawlers.portal import Portal
from crawlers.readable import Unreadable
from crawlers.recorded_pages import form_ask, recorded_by
from crawlers.rights import Source
from crawlers.unknown import names, require_known
from law.instrument import Instrument

SOURCE: Final = Source(
    id="cn_cac",
    title="Policies and rules of the Cyberspace Administration of China (国家互联网信息办公室)",
    publisher="Cyberspace Administration of China",
    jurisdictions=("cn",),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.cac.gov.cn",
    address="https://www.cac.gov.cn",
    allowed_use=ALLOWED_USE,
    coverage="laws, regulations, rules and normative documents that the list A093703 names; attachments are not read",
    verified=False,
    verified_note="no reply or page was recorded: read on such as we built after descriptions",
)
_PORTAL: Final = Portal(
    source="cn_cac", jurisdiction="cn", scheme="cac.gov.cn",
    bodies=("#BodyLabel",), titles=("h1.title", "h1"), published=("span#pubtime",),
)  # fmt: skip
_LIST: Final = "https://www.cac.gov.cn/cms/JsonList"
_PER_PAGE: Final = 20
_READ: Final = names("topic infourl pubtime")
_IGNORED: Final = names("id infoid author source description picUrl subtitle")


def _list_ask(number: int) -> Ask:
    return form_ask(_LIST, f"channelCode=A093703&perPage={_PER_PAGE}&pageno={number}")


def seeds(_: date | None) -> Iterator[Ask]:
    """The first page of the list, which cannot be narrowed to a day."""
    yield _list_ask(1)


def discover(page: Page) -> Found:
    """The documents of a page of the list, and the next page. Raises Unreadable, UnknownField."""
    if page.ask.role != LIST:
        return Found()
    reply = read_reply(page.body)
    number, records = int(parse_qs(page.ask.body.decode())["pageno"][0]), records_of(reply, "list")
    if not records and number == 1:
        raise Unreadable("the list names no document: its parameters have changed")
    for record in records:
        require_known(record, read=_READ, ignored=_IGNORED)
        if not record.get("infourl"):
            raise Unreadable("the list names a document without its address: its form has changed")
    asks = tuple(document_ask(urljoin(_LIST, record["infourl"])) for record in records)
    total = int(reply["total"]) if "total" in reply else None
    more = number * _PER_PAGE < total if total is not None else len(records) == _PER_PAGE
    return Found(asks=(*asks, _list_ask(number + 1)) if more else asks, total=total if number == 1 else None)


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page. Raises Unreadable for pages without a text, UnknownField."""
    return read_page(raw, ref, portal=_PORTAL, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=("www.cac.gov.cn",), seeds=seeds, discover=discover, parse=harvested(parse),
    documents=documents_with_charset, recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
