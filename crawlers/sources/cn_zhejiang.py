"""The government portal of Zhejiang Province, made with JCMS: metas ArticleTitle and PubDate, the text in ``div#zoom``.

A list page holds its records in a script, ``<record><![CDATA[<li><a href=…>]]></record>``, with the number of all and
the address of the next group.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final
from urllib.parse import urljoin

from crawlers.charset import decode_page
from crawlers.crawl import Ask, Crawl, Found, Page
from crawlers.government_page import ALLOWED_USE, LEGAL_BASIS, NOTHING, harvested, read_page
from crawlers.html_lines import soup_of
from crawlers.page_lists import LIST, document_ask, documents_with_charset, linked, list_ask
from crawlers.portal import Portal
from crawlers.readable import Unreadable
from crawlers.recorded_pages import recorded_by
from crawlers.rights import Source
from law.instrument import Instrument

SOURCE: Final = Source(
    id="cn_zhejiang",
    title="Government portal of Zhejiang Province (浙江省人民政府)",
    publisher="General Office of the People's Government of Zhejiang Province",
    jurisdictions=("cn-zj",),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.zj.gov.cn",
    address="https://www.zj.gov.cn",
    allowed_use=ALLOWED_USE,
    coverage="government rules and normative documents of the province; attachments are not read",
    verified=False,
    verified_note="no page was recorded: read on pages that we built after descriptions; columns are from memory",
)
_PORTAL: Final = Portal(source="cn_zhejiang", jurisdiction="cn-zj", scheme="zj.gov.cn", bodies=("#zoom",))
_SEEDS: Final = (
    "https://www.zj.gov.cn/col/col1229017138/index.html",
    "https://www.zj.gov.cn/col/col1229017139/index.html",
)
_ARTICLE: Final = re.compile(r"/art/[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}/art_[0-9_]{1,40}\.html")
_RECORD: Final = re.compile(r"<record>\s{0,9}<!\[CDATA\[(?P<record>.*?)\]\]>", re.DOTALL)
_NEXT: Final = re.compile(r"<nextgroup>\s{0,9}<!\[CDATA\[\s{0,9}<a href=\"(?P<url>[^\"]{1,800})\"")
_TOTAL: Final = re.compile(r"<totalrecord>\s{0,9}(?P<total>[0-9]{1,7})")


def seeds(_: date | None) -> Iterator[Ask]:
    """The columns of rules and of normative documents; a list cannot be narrowed to a day."""
    return map(list_ask, _SEEDS)


def discover(page: Page) -> Found:
    """The documents of a column and its next group. Raises Unreadable for a page without records."""
    if page.ask.role != LIST:
        return Found()
    text = decode_page(page.body, header=page.headers.get("content-type"))
    records = soup_of("".join(match["record"] for match in _RECORD.finditer(text)))
    asks = tuple(document_ask(url) for url in linked(page, records, _ARTICLE))
    total, following = _TOTAL.search(text), _NEXT.search(text)
    if not asks and total is None:
        raise Unreadable("the column lists no document: it is a menu, a challenge or another layout")
    more = (list_ask(urljoin(page.url, following["url"].replace("&amp;", "&"))),) if asks and following else ()
    first = page.ask.url in _SEEDS  # the groups after it say the same number again
    return Found(asks=(*asks, *more), total=int(total["total"]) if total and first else None)


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page. Raises Unreadable for pages without a text, UnknownField."""
    return read_page(raw, ref, portal=_PORTAL, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=("www.zj.gov.cn",), seeds=seeds, discover=discover, parse=harvested(parse), documents=documents_with_charset,
    recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
