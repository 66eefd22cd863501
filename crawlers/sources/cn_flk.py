"""The National Database of Laws and Regulations of the PRC: a record of details in JSON and the text in docx.

``data`` of the record: bbbs (id), title, flxz (category), zdjgName (issuing body), gbrq (promulgated), sxrq (in force),
sxx (status), lsyg (the history of versions, each with its own bbbs), xgzl (related acts), content (headings only).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from crawlers.checks import sequence_problems
from crawlers.cn_flk_list import HOSTS, discover, documents, recorded, seeds
from crawlers.crawl import Crawl, Document
from crawlers.docx_lines import docx_lines
from crawlers.history import read_history
from crawlers.outline import Outline
from crawlers.printed_act import split_act
from crawlers.readable import Unreadable
from crawlers.repeals import find_repeals
from crawlers.rights import Source
from crawlers.stub import refuse_stub
from crawlers.text_lines import add_text
from crawlers.truncation import signs_of_truncation
from crawlers.unknown import UnknownField, names, require_known
from law.dates import parse_date
from law.identifier import instrument_id
from law.instrument import DatedFact, Event, Instrument, Status, TextState, Version
from law.jurisdiction import place_of_instrument
from law.kind import kind_of
from law.provision import Provision

SOURCE: Final = Source(
    id="cn_flk",
    title="National Database of Laws and Regulations (国家法律法规数据库)",
    publisher="General Office of the Standing Committee of the National People's Congress",
    jurisdictions=("cn",),
    languages=("zh-Hans",),
    licence="the texts of laws carry no copyright (Copyright Law of the PRC, art. 5)",
    terms_url="https://flk.npc.gov.cn/",
    address="https://flk.npc.gov.cn/",
    allowed_use="copy and publish",
    coverage="constitution, laws, administrative and supervisory regulations, local regulations, judicial "
    "interpretations: about 29,000 texts; no rules of departments or local governments",
    verified=True,
    verified_note="two records of details were read; docx texts on constructed files, the lists as described",
)
STATUS_MAPPING: Final = "cn_flk/2025"
STATUSES: Final = {
    1: Status.REPEALED,
    2: Status.SUPERSEDED,
    3: Status.IN_FORCE,
    4: Status.NOT_YET_IN_FORCE,
}
"""sxx of the interface of 2025 (尚未生效 4, 有效 3, 已修改 2, 已废止 1); the raw code is kept beside ours."""
_READ: Final = names("bbbs title flxz zdjgName gbrq sxrq sxx lsyg xgzl content ossFile")
_IGNORED: Final = names("flfg xgwj xfFlag")
_NATIONAL: Final = names("宪法 法律 行政法规 监察法规 司法解释 修改、废止的决定 法律解释 有关法律问题和重大问题的决定")


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, document: bytes | None = None
) -> Instrument:
    """A record of details, with its docx ``document`` where that was fetched. Raises Unreadable, UnknownField."""
    record = read_details(raw)
    title, body = record["title"], record["zdjgName"] or None
    version = _version(raw + (document or b""), ref, record, document, at, as_of)
    jurisdiction = _jurisdiction(record)
    promulgated = version.promulgated_on
    return Instrument(
        id=instrument_id(jurisdiction=jurisdiction, title=title, day=promulgated.day if promulgated else None),
        jurisdiction=jurisdiction,
        titles={"zh-Hans": title},
        kind=kind_of(title, jurisdiction=jurisdiction, folder_category=record["flxz"], issuing_body=body),
        issuing_body=body,
        number=_number(record),
        alternates={"bbbs": record["bbbs"]},
        versions=(version,),
    )


def read_details(raw: bytes) -> Mapping[str, Any]:
    """The ``data`` of a reply. Raises Unreadable for a web page or an error, UnknownField for fields not known."""
    try:
        reply = json.loads(raw)
    except ValueError as error:
        raise Unreadable(
            f"the reply is no JSON ({error}): the site answered with its web page or a challenge"
        ) from error
    if not isinstance(reply, dict) or reply.get("code") != 200 or not reply.get("data"):
        raise Unreadable("the reply carries no record: the id is wrong, or the site refuses at the moment")
    record: Mapping[str, Any] = reply["data"]
    require_known(record, read=_READ, ignored=_IGNORED)
    return record


def _jurisdiction(record: Mapping[str, Any]) -> str:
    if record["flxz"] in _NATIONAL:
        return "cn"
    return place_of_instrument(record["title"], history=[f"{record['zdjgName']}通过"], within="cn") or "cn"


def _number(record: Mapping[str, Any]) -> str | None:
    """The decree that promulgated this text, which stands among the related files of administrative regulations."""
    decrees = (str(each["title"]) for each in record["xgzl"] or () if str(each["busiType"]).endswith("令"))
    return next((decree.removeprefix("中华人民共和国") for decree in decrees), None)


def _version(
    raw: bytes, ref: str, record: Mapping[str, Any], document: bytes | None, at: datetime, as_of: date | None
) -> Version:
    made, effect = _fact(record, "gbrq"), _fact(record, "sxrq")
    if record["sxx"] not in STATUSES:
        raise UnknownField(
            f"unknown sxx {record['sxx']!r}: add it to crawlers.sources.cn_flk with a new version of the mapping"
        )
    text = _read_text(document, str(record["title"]), made.day if made else None)
    return Version(
        key=made.day.isoformat() if made else "undated",
        language="zh-Hans",
        source=SOURCE.id,
        source_ref=ref,
        source_url=f"https://flk.npc.gov.cn/detail?id={record['bbbs']}",
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=made,
        in_force_from=effect,
        status=STATUSES[record["sxx"]],
        status_code=str(record["sxx"]),
        status_mapping=STATUS_MAPPING,
        text_state=text.state,
        provisions=text.provisions,
        events=(*text.events, *_versions(record)),
        repeal_clauses=find_repeals(text.provisions, effect_on=effect.day if effect else None),
        problems=text.problems,
    )


def _fact(record: Mapping[str, Any], name: str) -> DatedFact | None:
    day = parse_date(record[name] or "")
    return DatedFact(day=day, provenance=f"{name} of the record") if day else None


def _versions(record: Mapping[str, Any]) -> list[Event]:
    """lsyg: the versions that the database knows, each a text of its own with its id."""
    return [
        Event(text=f"version {each['bbbs']}: {each['title']}", day=parse_date(each["gbrq"] or ""))
        for each in record["lsyg"] or ()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What was read of the docx; without one there is no text, and the version proves no absence."""

    provisions: tuple[Provision, ...] = ()
    events: tuple[Event, ...] = ()
    state: TextState = TextState.TRUNCATED
    problems: tuple[str, ...] = ("the record has no text: its docx was not fetched",)


def _read_text(document: bytes | None, title: str, made_on: date | None) -> _Text:
    if document is None:
        return _Text()
    act = split_act(docx_lines(document), title=title)
    history, outline = read_history(act.history, title), Outline()
    add_text(outline, act.body)
    provisions = refuse_stub(outline.finish())
    cut = signs_of_truncation(provisions, title=title, made_on=made_on)
    whole = {True: TextState.POINT_IN_TIME, False: TextState.AS_ENACTED, None: TextState.UNKNOWN}[history.amended()]
    return _Text(
        provisions=provisions,
        events=history.events,
        state=TextState.TRUNCATED if cut else whole,
        problems=(*cut, *history.problems, *outline.problems, *sequence_problems(provisions)),
    )


def _parse_document(document: Document) -> Instrument:
    """A docx has its record beside it; a record that stands alone has no text."""
    record, *_ = [page.body for page in document.beside] or [document.raw]
    text = document.raw if document.beside else None
    return parse(record, document.ref, at=document.retrieved_at, document=text)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=_parse_document,
    discover=discover,
    documents=documents,
    recorded=recorded,
)
