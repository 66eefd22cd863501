"""Portals of provinces and cities made with TRS: the text in ``div.trs_editor_view``, lists with ``createPageHTML``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from crawlers.crawl import Ask, Crawl
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, host_of, read_page
from crawlers.page_lists import discover_by, documents_with_charset, list_ask
from crawlers.portal import Portal
from crawlers.recorded_pages import recorded_by
from crawlers.rights import Source
from law.instrument import Instrument

_PORTALS: Final = {
    "www.cq.gov.cn": ("cn-cq", "/zwgk/zfxxgkml/szfwj/xzgfxwj/szf/index.html"),
    "www.fujian.gov.cn": ("cn-fj", "/zwgk/zxwj/szfwj/index.htm"),
    "www.gxzf.gov.cn": ("cn-gx", "/zfwj/zzqrmzfwj/index.shtml"),
    "www.henan.gov.cn": ("cn-ha", "/zwgk/fgwj/szfl/index.html"),
    "www.hubei.gov.cn": ("cn-hb", "/zfwj/szfl/index.shtml"),
    "www.shandong.gov.cn": ("cn-sd", "/zwgk/zfwj/index.html"),
    "www.tj.gov.cn": ("cn-tj", "/zwgk/szfwj/tjsrmzf/index.html"),
}
"""Host to place and list. All from memory: none was asked, and a portal may have another system by now."""
SOURCE: Final = Source(
    id="cn_trs",
    title="Government portals of provinces and municipalities made with TRS",
    publisher="General Offices of the People's Governments of the provinces and municipalities named",
    jurisdictions=tuple(sorted(place for place, _ in _PORTALS.values())),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.gov.cn",
    allowed_use=ALLOWED_USE,
    coverage="one list of rules or documents of each portal; attachments are not read",
    verified=False,
    verified_note="no page was recorded: read on pages that we built after descriptions; portals are from memory",
)
_PORTAL: Final = Portal(
    source="cn_trs",
    jurisdiction="cn",
    scheme="trs",
    bodies=("div.trs_editor_view", "div.TRS_Editor", "div.TRS_UEDITOR", "#zoom"),
    sure=False,
)


def seeds(_: date | None) -> Iterator[Ask]:
    """The list of each portal; it cannot be narrowed to a day."""
    return (list_ask(f"https://{host}{path}") for host, (_, path) in _PORTALS.items())


discover: Final = discover_by(r"/(?:[\w-]{1,40}/){1,8}[0-9]{6}/t[0-9]{8}_[0-9]{1,12}\.s?html?")


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page; its host or its issuing body tells the place. Raises Unreadable, also where neither does."""
    host = host_of(ref, about)
    known = host in _PORTALS
    portal = replace(_PORTAL, jurisdiction=_PORTALS[host][0], scheme=host, sure=True) if known else _PORTAL
    return read_page(raw, ref, portal=portal, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=tuple(_PORTALS), seeds=seeds, discover=discover, parse=harvested(parse),
    documents=documents_with_charset, recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
