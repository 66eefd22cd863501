"""The policy library of the State Council on gov.cn: documents of the Council, its departments and its gazette.

A page has a table of facts (索引号 发文机关 成文日期 标题 发文字号 发布日期) and the text in ``#UCAP-CONTENT``. A
notice that only transmits another document (印发…的通知) may carry that document as an attachment.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any, Final

from bs4 import Tag

from crawlers.checks import sequence_problems
from crawlers.commencement import find_commencement
from crawlers.html_lines import lines_of_page, require_whole_page, soup_of
from crawlers.outline import Outline
from crawlers.readable import Unreadable, replaced_characters
from crawlers.repeals import find_repeals
from crawlers.rights import Source
from crawlers.stub import refuse_stub
from crawlers.text_lines import add_text
from crawlers.unknown import UnknownField, names, require_known
from crawlers.version_dates import dates_of
from law.dates import parse_date
from law.identifier import instrument_id, title_key
from law.instrument import DatedFact, Event, Instrument, TextState, Version
from law.kind import kind_of

SOURCE: Final = Source(
    id="cn_govcn",
    title="Policy library of the State Council (国务院政策文件库)",
    publisher="General Office of the State Council",
    jurisdictions=("cn",),
    languages=("zh-Hans",),
    licence="official documents carry no copyright (Copyright Law of the PRC, art. 5)",
    terms_url="https://www.gov.cn/home/2023-03/29/content_5748953.htm",
    address="https://www.gov.cn/zhengce/zhengcewenjianku/",
    allowed_use="copy and publish with the source named",
    coverage="documents of the State Council and its departments since about 2008; attachments are not read",
    verified=False,
    verified_note="two replies of the search were read; the pages only in the form that we built after descriptions",
)
_BEIJING: Final = timezone(timedelta(hours=8))
_FACTS: Final = {
    "索引号": "index", "主题分类": "subject", "发文机关": "body", "成文日期": "made", "标题": "title",
    "发文字号": "number", "发布日期": "published", "主题词": "keywords", "来源": "origin", "公文种类": "form",
    "有效性": "validity",
}  # fmt: skip
_LISTED: Final = names("id pcode title summary pubtimeStr url childtype puborg")
_LISTED_IGNORED: Final = names("pubtime ptime ptimeStr index source colname label fwzt subjectword summaryWithoutTag")
_ATTACHED: Final = re.compile(r"\.(?:docx?|pdf|wps|ofd|xlsx?|zip|rar)(?:$|[?#])", re.IGNORECASE)
_SHORTEST: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document of a search reply. ``category`` is the library's part (gongwen, bumenfile, gongbao, otherfile)."""

    category: str
    title: str
    number: str
    body: str
    address: str
    published: date | None


def read_search(raw: bytes) -> tuple[Listed, ...]:
    """The documents of a search reply. Raises Unreadable for the empty shell that a wrong parameter gives."""
    try:
        reply = json.loads(raw)
    except ValueError as error:
        raise Unreadable(f"the reply is no JSON ({error}): the site answered with a web page") from error
    found = reply.get("searchVO") or (reply.get("data") or {}).get("searchVO") if isinstance(reply, dict) else None
    if not found:
        raise Unreadable("the search answered with an empty shell (data: null): a parameter or the Referer is wrong")
    parts: dict[str, Any] = found.get("catMap") or {"": {"listVO": found.get("listVO") or []}}
    return tuple(_listed(name, each) for name, part in parts.items() for each in part["listVO"])


def _listed(category: str, record: dict[str, Any]) -> Listed:
    require_known(record, read=_LISTED, ignored=_LISTED_IGNORED)
    title = re.sub(r"</?em[^>]{0,40}>", "", record["title"])
    return Listed(
        category=category,
        title=title,
        number=record["pcode"],
        body=record["puborg"],
        address=record["url"],
        published=parse_date(record["pubtimeStr"]),
    )


def beijing_day(milliseconds: int) -> date:
    """The day of a time stamp: they are midnights in Beijing, which in UTC still belong to the day before."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=_BEIJING).date()


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One page of the library. Raises Unreadable for pages without a text, UnknownField."""
    require_whole_page(raw)
    soup = soup_of(raw)
    content = soup.find(id="UCAP-CONTENT")
    if not isinstance(content, Tag) or not content.get_text(strip=True):
        raise Unreadable("the page has no text (#UCAP-CONTENT): it is a menu, a challenge or another layout")
    facts = _facts(soup)
    heading = soup.find("h1")
    title = facts.get("title") or (heading.get_text(" ", strip=True) if isinstance(heading, Tag) else "")
    if not title:
        raise Unreadable("the page names no title, neither in its table nor in h1#ti")
    version = _version(raw, ref, facts, content, title, at, as_of)
    body, made = facts.get("body") or None, version.promulgated_on
    return Instrument(
        id=instrument_id(jurisdiction="cn", title=title, day=made.day if made else None),
        jurisdiction="cn",
        titles={"zh-Hans": title},
        kind=kind_of(title, jurisdiction="cn", issuing_body=body),
        issuing_body=body,
        number=facts.get("number") or None,
        alternates={"gov.cn": facts["index"]} if facts.get("index") else {},
        versions=(version,),
    )


def _facts(soup: Tag) -> dict[str, str]:
    """The table's cells in pairs: 发文机关： and its value. Raises UnknownField for a name that is not known."""
    cells = [" ".join(cell.get_text(" ", strip=True).split()) for cell in soup.find_all("td")]
    facts: dict[str, str] = {}
    for name, value in pairwise([*cells, ""]):
        label = "".join(name.split())
        if not label.endswith(("：", ":")) or len(label) > len("发布日期：："):
            continue
        if label[:-1] not in _FACTS:
            raise UnknownField(f"unknown fact {label[:-1]} in the page's table: add it to crawlers.sources.cn_govcn")
        facts[_FACTS[label[:-1]]] = "" if value.endswith("：") else value
    return facts


def _version(
    raw: bytes, ref: str, facts: dict[str, str], content: Tag, title: str, at: datetime, as_of: date | None
) -> Version:
    made = _fact(facts, "made", "成文日期") or _fact(facts, "published", "发布日期")
    outline = Outline()
    lines = [line.text for line in lines_of_page(content)]
    add_text(outline, lines[1:] if lines and title_key(lines[0]) == title_key(title) else lines)
    provisions = refuse_stub(outline.finish())
    dates = dates_of(promulgated_on=made, clause=find_commencement(provisions), amended=False)
    attached = _attachments(content, lines)
    published = _fact(facts, "published", "发布日期")
    effect = dates.in_force_from
    return Version(
        key=made.day.isoformat() if made else "undated",
        language="zh-Hans",
        source=SOURCE.id,
        source_ref=ref,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=made,
        in_force_from=effect,
        commenced_on=dates.commenced_on,
        status_code=facts.get("validity") or None,
        text_state=TextState.TRUNCATED if attached else TextState.AS_ENACTED,
        provisions=provisions,
        events=(Event(text="发布日期", day=published.day, action=None),) if published else (),
        repeal_clauses=find_repeals(provisions, effect_on=effect.day if effect else None),
        problems=(
            *attached,
            *outline.problems,
            *sequence_problems(provisions),
            *replaced_characters("".join(lines)),
        ),
    )


def _fact(facts: dict[str, str], name: str, label: str) -> DatedFact | None:
    day = parse_date(facts.get(name, ""))
    return DatedFact(day=day, provenance=f"{label} in the page's table") if day else None


def _attachments(content: Tag, lines: Sequence[str]) -> tuple[str, ...]:
    links = [str(a.get("href")) for a in content.find_all("a") if _ATTACHED.search(str(a.get("href") or ""))]
    if links and sum(map(len, lines)) < _SHORTEST:
        return (f"the page is a short notice; the text is in an attachment that is not read: {links[0]}",)
    return ()
