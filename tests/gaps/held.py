"""Texts that we wrote for invented instruments, and a corpus that holds them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gaps.assess import assess
from gaps.checklist import load_checklist
from gaps.concepts import match
from gaps.inventory import HeldText, ReadArticle
from gaps.judgement import Finding, judge
from gaps.records import Cell
from law.corpus import Corpus
from law.corpus_writing import writing
from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.provision import Provision, Unit
from law.timeline import StatusOn

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ON = date(2026, 1, 2)
REPLY = (
    "行政机关收到政府信息公开申请，能够当场答复的，应当当场予以答复。"
    "行政机关不能当场答复的，应当自收到申请之日起二十个工作日内予以答复；需要延长答复期限的，"
    "延长的期限最长不得超过二十个工作日。"
)
"""Answers DIS-08 in full."""


def articles(*texts: str, english: bool = False) -> tuple[Provision, ...]:
    numerals = "一二三四五六七八九"
    return tuple(
        Provision(
            id=f"{'sec' if english else 'art'}_{n}",
            unit=Unit.ARTICLE,
            label=f"Section {n}" if english else f"第{numerals[n - 1]}条",
            text=text,
        )
        for n, text in enumerate(texts, 1)
    )


def version(
    *texts: str, day: date = date(2020, 1, 1), language: str = "zh-Hans", state: TextState = TextState.AS_ENACTED
) -> Version:
    return Version(
        key=day.isoformat(),
        language=language,
        source="invented",
        source_ref=f"{day.isoformat()}-{language}-{texts[0][:8]}.md",
        sha256="0" * 64,
        retrieved_at=AT,
        promulgated_on=DatedFact(day=day, provenance="history line"),
        in_force_from=DatedFact(day=day, provenance="last article"),
        text_state=state,
        provisions=articles(*texts, english=language == "en"),
    )


def law(title: str, *versions: Version, place: str = "xs", kind: str | None = "law") -> Instrument:
    return Instrument(
        id=instrument_id(jurisdiction=place, title=title),
        jurisdiction=place,
        kind=kind,
        titles={versions[0].language: title},
        versions=versions,
    )


def finding(requirement_id: str, title: str, words: str) -> Finding | None:
    """What words show as the only article of an instrument; None where they lack a concept of the requirement."""
    checklist = load_checklist()
    requirement = checklist.requirement(requirement_id)
    [provision] = articles(words)
    text = version(words)
    held = HeldText(
        instrument=law(title, text),
        version=text,
        status=StatusOn(status=Status.IN_FORCE, basis="stated"),
        articles=(ReadArticle(provision=provision),),
    )
    hits = match(requirement, held.articles[0].folded, "zh")
    return None if hits is None else judge(requirement, checklist.vocabulary, held, held.articles[0], hits)


def hold(home: Path, *laws: Instrument) -> Corpus:
    corpus = Corpus.open(home)
    with writing(corpus, source="invented", at=AT) as writer:
        for one in laws:
            writer.add(one)
    return corpus


def judged(home: Path, requirement: str, laws: Sequence[Instrument], *, place: str = "xs", **settings: Any) -> Cell:
    """The cell of one requirement where only these instruments are held."""
    checklist = load_checklist()
    with hold(home, *laws) as corpus:
        on = settings.pop("on", ON)
        [cell] = assess(
            corpus,
            checklist,
            jurisdiction=place,
            on=on,
            requirements=[checklist.requirement(requirement)],
            **settings,
        )
    return cell
