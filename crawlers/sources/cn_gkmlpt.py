"""Government information of Guangdong Province and its cities on their common platform; see ``gkmlpt_list``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from crawlers.crawl import Ask, Crawl
from crawlers.gkmlpt_list import INDEX, discover
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, host_of, read_page
from crawlers.page_lists import documents_with_charset
from crawlers.portal import Portal
from crawlers.recorded_pages import recorded_by
from crawlers.rights import Source
from law.instrument import Instrument

_PLACES: Final = {
    "www.gd.gov.cn": "cn-gd", "www.gz.gov.cn": "cn-gd-guangzhou", "www.sz.gov.cn": "cn-gd-shenzhen",
    "www.zhuhai.gov.cn": "cn-gd-zhuhai", "www.foshan.gov.cn": "cn-gd-foshan", "www.dg.gov.cn": "cn-gd-dongguan",
    "www.zs.gov.cn": "cn-gd-zhongshan", "www.huizhou.gov.cn": "cn-gd-huizhou",
}  # fmt: skip
"""Host to place. All from memory: none was asked, and a city may have left the platform."""
SOURCE: Final = Source(
    id="cn_gkmlpt",
    title="Government information platform of Guangdong Province and its cities (政府信息公开目录平台)",
    publisher="Governments of Guangdong Province and of the cities named",
    jurisdictions=tuple(_PLACES.values()),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.gd.gov.cn",
    address="https://www.gd.gov.cn/gkmlpt/index",
    allowed_use=ALLOWED_USE,
    coverage="rules and normative documents by category, with what was abolished; attachments are not read",
    verified=False,
    verified_note="no reply or page was recorded: read on such as we built after descriptions; hosts are from memory",
)
_PORTAL: Final = Portal(
    source="cn_gkmlpt",
    jurisdiction="cn-gd",
    scheme="gkmlpt",
    bodies=("div.article-content", "#zoomcon"),
    titles=("h1.title", "h1"),
    sure=False,
)


def seeds(_: date | None) -> Iterator[Ask]:
    """The index of each portal; its lists cannot be narrowed to a day."""
    return (Ask(url=f"https://{host}/gkmlpt/index", role=INDEX) for host in _PLACES)


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page; its host or its publisher tells the place. Raises Unreadable, also where neither does."""
    place = _PLACES.get(host_of(ref, about))
    portal = replace(_PORTAL, jurisdiction=place, sure=True) if place else _PORTAL
    return read_page(raw, ref, portal=portal, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=tuple(_PLACES), seeds=seeds, discover=discover, parse=harvested(parse),
    documents=documents_with_charset, recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
