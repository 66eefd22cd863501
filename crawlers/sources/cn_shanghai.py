"""The government portal of Shanghai: lists at /nw{column}/index.html, the text in ``div.Article_content``."""

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
    id="cn_shanghai",
    title="Government portal of Shanghai (上海市人民政府)",
    publisher="General Office of the People's Government of Shanghai Municipality",
    jurisdictions=("cn-sh",),
    languages=("zh-Hans",),
    licence=LEGAL_BASIS,
    terms_url="https://www.shanghai.gov.cn",
    address="https://www.shanghai.gov.cn",
    allowed_use=ALLOWED_USE,
    coverage="government rules and normative documents of the municipality; attachments are not read",
    verified=False,
    verified_note="no page was recorded: read on pages that we built after descriptions; columns are from memory",
)
_PORTAL: Final = Portal(
    source="cn_shanghai",
    jurisdiction="cn-sh",
    scheme="shanghai.gov.cn",
    bodies=("div.Article_content", "#ivs_content"),
    titles=("#ivs_title", "h1", "h2"),
)
_COLUMNS: Final = ("nw12344", "nw11408", "nw42236")


def seeds(_: date | None) -> Iterator[Ask]:
    """The columns of rules and documents; a list cannot be narrowed to a day."""
    return (list_ask(f"https://www.shanghai.gov.cn/{column}/index.html") for column in _COLUMNS)


discover: Final = discover_by(
    r"/nw[0-9]{1,8}/[0-9]{8}/[\w-]{1,64}\.html", pages=rf"/(?:{'|'.join(_COLUMNS)})/index_[0-9]{{1,4}}\.html"
)


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
) -> Instrument:
    """One page. Raises Unreadable for pages without a text, UnknownField."""
    return read_page(raw, ref, portal=_PORTAL, at=at, as_of=as_of, about=about)


CRAWL: Final = Crawl(
    hosts=("www.shanghai.gov.cn",), seeds=seeds, discover=discover, parse=harvested(parse),
    documents=documents_with_charset, recorded=recorded_by(discover), delay=3.0,
)  # fmt: skip
