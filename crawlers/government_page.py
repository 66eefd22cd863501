"""A document on the website of a Chinese government: its facts, its text, and the instrument that they make.

Which elements hold text and title differs from portal to portal and is all that a source states: see ``Portal``.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import urlsplit

from crawlers.charset import decode_page
from crawlers.crawl import Document
from crawlers.html_lines import lines_of_page, require_whole_page, soup_of
from crawlers.page_dates import PageDates, page_dates
from crawlers.page_facts import facts_of
from crawlers.page_status import page_status
from crawlers.page_text import PageText, read_lines
from crawlers.portal import Portal, attachments_of, content_of, posted_of, title_of
from crawlers.readable import Unreadable
from crawlers.repeals import find_repeals
from law.identifier import instrument_id
from law.instrument import Instrument, TextState, Version
from law.jurisdiction import place_of_title
from law.kind import kind_of

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
BEIJING: Final = timezone(timedelta(hours=8))
LEGAL_BASIS: Final = "official documents carry no copyright (Copyright Law of the PRC, art. 5)"
ALLOWED_USE: Final = "copy and publish with the source named"
_SHORTENED: Final = re.compile(r"[省市县区州本]")
_NATIONAL: Final = re.compile(
    r"中华人民共和国|国务院|全国人|中共中央|中央|国家|最高人民|中国(?:人民银行|证监|银保监)|[\u3400-\u9fff]{2,8}部(?:$|[\s、,，])"
)


class Parse(Protocol):
    """The parser of a source of pages; ``about`` carries facts that a list stated, by the names of page_facts."""

    def __call__(
        self, raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = NOTHING
    ) -> Instrument:
        """Raises Unreadable, UnknownField."""


def beijing_day(milliseconds: int) -> date:
    """The day of a time stamp: they are midnights in Beijing, which in UTC still belong to the day before."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=BEIJING).date()


def harvested(parse: Parse) -> Callable[[Document], Instrument]:
    """The parser of kept documents: what a page says of validity it says for the day in Beijing it was retrieved."""

    def parse_document(document: Document) -> Instrument:
        at = document.retrieved_at
        about = {**document.about, "url": document.url}
        return parse(document.raw, document.ref, at=at, as_of=at.astimezone(BEIJING).date(), about=about)

    return parse_document


def read_page(
    raw: bytes,
    ref: str,
    *,
    portal: Portal,
    at: datetime,
    as_of: date | None = None,
    about: Mapping[str, str] = NOTHING,
) -> Instrument:
    """One page as an instrument with one version. What the page states goes before what a list said of it.

    Raises Unreadable for a page without a text and for a notice under the title of what is attached, UnknownField.
    """
    page = decode_page(raw, header=about.get("charset"))
    require_whole_page(page)
    soup = soup_of(page)
    content = content_of(soup, portal)
    facts = {**posted_of(soup, portal), **about, **facts_of(soup, content)}
    attached = [*attachments_of(content), *about.get("attachments", "").split()]
    text = read_lines(title_of(soup, portal, facts), [line.text for line in lines_of_page(content)], attached)
    number = facts.get("number") or text.preface.number or text.history.number()
    dates = page_dates(facts, text, numbered=number is not None)
    made, body = dates.made_on, _issuing_body(facts.get("body", ""), text)
    place = _place(body, portal)
    told = [*filter(None, [number]), *(event.text for event in dates.events)]
    return Instrument(
        id=instrument_id(jurisdiction=place, title=text.title, day=made.day if made else None),
        jurisdiction=place,
        titles={"zh-Hans": text.title},
        short_titles=(text.act,) if text.act else (),
        kind=kind_of(text.title, jurisdiction=place, issuing_body=body, history=told),
        issuing_body=body,
        number=number,
        alternates={portal.scheme: facts["index"]} if facts.get("index") else {},
        versions=(_version(raw, ref, portal, facts, text, dates, at, as_of),),
    )


def _issuing_body(stated: str, text: PageText) -> str | None:
    """As the page's facts state it; they may shorten it (省政府办公厅), and then the signature has the full name."""
    printed = text.preface.signature.body or text.history.body() or text.signature.body
    return printed or stated or None if _SHORTENED.match(stated) else stated or printed


def _place(body: str | None, portal: Portal) -> str:
    """The place of the body that issued the document, on a portal that also shows those of others."""
    local = portal.jurisdiction != "cn" or not portal.sure
    named = place_of_title(body, within=portal.jurisdiction) if body and local else None
    if named is None and body and _NATIONAL.match(body):
        return "cn"
    if named is None and not portal.sure:
        raise Unreadable("neither the page's address nor its issuing body says of which place it is: give its address")
    return named or portal.jurisdiction


def host_of(ref: str, about: Mapping[str, str]) -> str:
    """The host of a page, from its address or from its ref; a file's name gives none that a source knows."""
    return urlsplit(about["url"]).hostname or "" if "url" in about else ref.partition("/")[0]


def _version(
    raw: bytes,
    ref: str,
    portal: Portal,
    facts: Mapping[str, str],
    text: PageText,
    dates: PageDates,
    at: datetime,
    as_of: date | None,
) -> Version:
    told = page_status(facts)
    effect = dates.in_force_from or dates.commenced_on
    return Version(
        key=dates.made_on.day.isoformat() if dates.made_on else "undated",
        language="zh-Hans",
        source=portal.source,
        source_ref=ref,
        source_url=facts.get("url"),
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=dates.made_on,
        in_force_from=dates.in_force_from,
        commenced_on=dates.commenced_on,
        repealed_on=dates.repealed_on,
        status=told.status,
        status_code=told.code,
        status_mapping=told.mapping,
        text_state=TextState.TRUNCATED if text.missing else dates.text_state,
        provisions=text.provisions,
        events=dates.events,
        repeal_clauses=find_repeals(text.provisions, effect_on=effect.day if effect else None),
        problems=(*text.missing, *text.problems, *dates.problems),
    )
