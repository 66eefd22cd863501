"""The government portal of Beijing: lists under /zhengce/zfwj/, index.html and index_N.html, facts in brackets.

A page prints its facts as ``<ol class="doc-info"><li>[发文机构] <span>…</span></li>``.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from crawlers.crawl import Ask, Crawl
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, read_page
from crawlers.page_lists import discover_by, documents_with_charset, list_ask
from crawlers.portal import Portal
from crawlers.recorded_pages import recorded_by
from crawlers.rights import Source
from law.instrument import Instrument

SOURCE: Final = Source(
    id="cn_beijing",
    title="Government portal of Beijing (首都之窗)",
    publisher="General Office of the People's Government of Beijing Municipality",
    jurisdictions=("cn-bj",),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.beijing.gov.cn",
    address="https://www.beijing.gov.cn/zhengce/zfwj/",
    allowed_use=ALLOWED_USE,
    coverage="decrees and documents of the municipal government and its office; attachments are not read",
    verified=False,
    verified_note="no page was recorded: read on pages that we built after descriptions; the lists are from memory",
)
_PORTAL: Final = Portal(
    source="cn_beijing",
    jurisdiction="cn-bj",
    scheme="beijing.gov.cn",
    bodies=("#mainText", "div.TRS_UEDITOR", "div.TRS_Editor"),
    titles=("div.header p", "h1"),
)
_LISTS: Final = ("szfl", "szfwj", "bgtwj")
"""Decrees of the government, documents of the government, documents of its general office."""


def seeds(_: date | None) -> Iterator[Ask]:
    """The three lists; they cannot be narrowed to a day."""
    return (list_ask(f"https://www.beijing.gov.cn/zhengce/zfwj/zfwj2016/{name}/index.html") for name in _LISTS)


discover: Final = discover_by(r"/zhengce/(?:[\w-]{1,40}/){1,6}[0-9]{6}/t[0-9]{8}_[0-9]{1,12}\.html")


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page. Raises Unreadable for pages without a text, UnknownField."""
    return read_page(raw, ref, portal=_PORTAL, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=("www.beijing.gov.cn",), seeds=seeds, discover=discover, parse=harvested(parse),
    documents=documents_with_charset, recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
