"""An instrument from one file, or from the several files of one code, in the layout of ``crawlers.markdown_text``."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.commencement import find_commencement
from crawlers.history import History, read_history
from crawlers.markdown_text import MarkdownText, NotThisLayout, split_file
from crawlers.outline import Outline, Rank
from crawlers.readable import decode, replaced_characters
from crawlers.repeals import find_repeals
from crawlers.text_lines import add_text
from crawlers.truncation import signs_of_truncation
from crawlers.version_day import MAKING, NAME, dates_told, promulgation, was_amended
from law.heading import article_label
from law.identifier import instrument_id, title_key
from law.instrument import Instrument, TextState, Version
from law.jurisdiction import place_of_instrument
from law.kind import kind_of
from law.numbering import article_order
from law.provision import Provision

_NATIONAL_BODIES: Final = ("全国", "国务院", "最高人民", "中央", "中华人民共和国")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document's bytes and its path within the collection."""

    raw: bytes
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The jurisdiction that the folder names. ``local`` is None where the folder does not say."""

    code: str
    local: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read of an instrument before it is put together."""

    text: MarkdownText
    history: History
    provisions: tuple[Provision, ...]
    problems: tuple[str, ...]


def read_instrument(
    files: Sequence[File], *, source: str, place: Place, at: datetime, as_of: date | None, language: str = "zh-Hans"
) -> Instrument:
    """The instrument with one version. Raises Unreadable, NotThisLayout."""
    read = _read(files, language)
    title, history = read.text.title, read.history
    jurisdiction = _jurisdiction(title, history, place)
    version = _version(files, read, source=source, language=language, at=at, as_of=as_of)
    day = version.promulgated_on.day if version.promulgated_on else None
    ref, body, number = files[0].ref, _body(title, history), history.number()
    return Instrument(
        id=instrument_id(jurisdiction=jurisdiction, title=title, day=day),
        jurisdiction=jurisdiction,
        titles={version.language: title},
        kind=kind_of(
            title,
            jurisdiction=jurisdiction,
            folder_category=str(PurePosixPath(ref).parent),
            issuing_body=body,
            history=[event.text for event in history.events],
        ),
        short_titles=_short_titles(title, ref) if len(files) == 1 else (),
        issuing_body=body,
        number=number,
        alternates={"wenhao": number} if number else {},
        versions=(version,),
    )


def _read(files: Sequence[File], language: str) -> _Read:
    texts = [split_file(decode(file.raw, chinese=language.startswith("zh"))) for file in files]
    texts.sort(key=_first_article)
    outline, problems = Outline(), []
    history = read_history(texts[0].head, texts[0].title)
    for line in history.opening:
        outline.line(line)
    for text in texts:
        if text.part:
            outline.heading("", text.part, Rank.PART)
        add_text(outline, text.body)
    provisions = outline.finish()
    if not any(provision.text for provision in provisions):
        raise NotThisLayout("there is no text after the history: the file is a stub, fetch it again")
    whole = "修正案" not in texts[0].title and not _is_one_book(files, texts[0])
    problems = [*history.problems, *outline.problems, *sequence_problems(provisions, from_one=whole)]
    problems += (
        [] if whole or not texts[0].part else [f"only {texts[0].part}: the other books are in files of their own"]
    )
    problems += [problem for file in files for problem in replaced_characters(file.raw.decode("utf-8-sig"))]
    return _Read(text=texts[0], history=history, provisions=provisions, problems=tuple(problems))


def _is_one_book(files: Sequence[File], text: MarkdownText) -> bool:
    return len(files) == 1 and text.part is not None


def _first_article(text: MarkdownText) -> tuple[int, int]:
    labels = (found[0] for line in text.body if line.startswith("第") and (found := article_label(line)))
    return next((article_order(label) for label in labels), (0, 0))


def _version(
    files: Sequence[File], read: _Read, *, source: str, language: str, at: datetime, as_of: date | None
) -> Version:
    history = read.history
    promulgated, problems = promulgation(files[0].ref, history)
    amended = was_amended(history, promulgated)
    clause = find_commencement(read.provisions)
    dates = dates_told(history, promulgated, clause, amended=amended)
    first = history.first(*MAKING)
    cut = signs_of_truncation(read.provisions, title=read.text.title, made_on=first.day if first else None)
    if _is_one_book(files, read.text):
        cut = ()
    effect = dates.in_force_from or dates.commenced_on
    return Version(
        key=promulgated.day.isoformat() if promulgated else "undated",
        language=language,
        source=source,
        source_ref=files[0].ref if len(files) == 1 else f"{PurePosixPath(files[0].ref).parent}/",
        sha256=hashlib.sha256(b"".join(file.raw for file in files)).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=dates.promulgated_on,
        in_force_from=dates.in_force_from,
        commenced_on=dates.commenced_on,
        text_state=TextState.TRUNCATED if cut else _state(amended),
        provisions=read.provisions,
        events=read.history.events,
        repeal_clauses=find_repeals(read.provisions, effect_on=effect.day if effect else None),
        problems=(*cut, *problems, *read.problems),
    )


def _state(amended: bool | None) -> TextState:
    return {True: TextState.POINT_IN_TIME, False: TextState.AS_ENACTED, None: TextState.UNKNOWN}[amended]


def _jurisdiction(title: str, history: History, place: Place) -> str:
    if place.local is False or (place.local is None and (history.body() or "").startswith(_NATIONAL_BODIES)):
        return place.code
    lines = [event.text for event in history.events]
    if place.local is None and not lines:
        return place.code
    return place_of_instrument(title, history=lines, within=place.code) or place.code


def _body(title: str, history: History) -> str | None:
    courts = re.match(
        r"(?:最高人民法院|最高人民检察院)(?:、[\u4e00-\u9fff]{2,12}?(?=、|关于|《))*(?=关于|《|、)", title
    )
    return courts[0] if courts else history.body()


def _short_titles(title: str, ref: str) -> tuple[str, ...]:
    match = NAME.fullmatch(PurePosixPath(ref).stem)
    short = match["title"] if match else ""
    return (short,) if short and title_key(short) not in ("", title_key(title)) else ()
