"""The policy library of the State Council on gov.cn: documents of the Council, its departments and its gazette.

A page has a table of facts (索引号 发文机关 成文日期 标题 发文字号 发布日期) and the text in ``#UCAP-CONTENT``. A
notice that only transmits another document (印发…的通知) may carry that document as an attachment.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from crawlers.cn_govcn_list import HOSTS, discover, documents, recorded, seeds
from crawlers.crawl import Crawl
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, read_page
from crawlers.portal import Portal
from crawlers.rights import Source
from law.instrument import Instrument

SOURCE: Final = Source(
    id="cn_govcn",
    title="Policy library of the State Council (国务院政策文件库)",
    publisher="General Office of the State Council",
    jurisdictions=("cn",),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.gov.cn/home/2023-03/29/content_5748953.htm",
    address="https://www.gov.cn/zhengce/zhengcewenjianku/",
    allowed_use=ALLOWED_USE,
    coverage="documents of the State Council and its departments since about 2008; attachments are not read",
    verified=False,
    verified_note="two replies of the search were read; the pages only in the form that we built after descriptions",
)
_PORTAL: Final = Portal(source="cn_govcn", jurisdiction="cn", scheme="gov.cn", bodies=("#UCAP-CONTENT",))


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page of the library. Raises Unreadable for pages without a text, UnknownField."""
    return read_page(raw, ref, portal=_PORTAL, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=harvested(parse),
    discover=discover,
    documents=documents,
    recorded=recorded,
)
