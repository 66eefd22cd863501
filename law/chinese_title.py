"""The title that stands directly before a Chinese citation: 《…》, a bare title, an acronym, or 本法."""

import re
from dataclasses import dataclass
from typing import Final

from law.document_number import whole_document_number

TITLE_ENDINGS: Final = (
    "法", "法典", "条例", "條例", "規例", "办法", "辦法", "规定", "規定", "规则", "規則", "细则", "細則", "准则",
    "準則", "解释", "解釋", "宪法", "憲法", "章程", "通则", "通則", "决定", "決定", "决议", "決議", "通知", "意见",
    "意見", "公约", "公約", "协定", "協定", "纲要", "批复", "标准", "標準", "规程", "規程", "守则", "守則", "指南",
    "要点", "修正案",
)  # fmt: skip
"""How titles of Chinese instruments end."""

_WINDOW: Final = 60
_GAP: Final = " \t\u3000"
_HAN: Final = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff0-9·]"
_RUN: Final = re.compile(rf"(?:{_HAN}|[（(](?![〇一二三四五六七八九十]+[）)]){_HAN}{{1,12}}[）)])*$")
_NOTE: Final = re.compile(r"[（(](?:[^（）()《》]|[（(][^（）()]{0,12}[）)]){1,44}[）)]$")
_KEPT_NOTE: Final = re.compile(r"[（(](?:试行|試行|暂行|暫行|草案|[一二三四五六七八九十]{1,3})[）)]")
_ACRONYM: Final = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{1,11}(?: [12][0-9]{3})?$")
_RELATIVE: Final = re.compile(
    r"(?:(?<![基资資成])本|该|該|此|(?<!合)同)(?:法典|法|条例|條例|办法|辦法|规定|規定|规则|規則|细则|細則|解释|解釋|决定|決定|标准|準則|准则|章程|规程|通则|通則)$"
)
_LEADING_WORDS: Final = re.compile(
    r"\A.*(?:根据|根據|依照|依据|依據|按照|违反|違反|适用|適用|符合|属于|屬於|参照|參照|比照|遵守|以及|或者|不服|援引|引用"
    r"|删去|废止|简称|簡稱|所称|所稱|定为|作为|即将|修改后的|存在|达到|具有|视为|是指|实施(?=刑法))(?=.)"
)
_LEADING_LETTER: Final = re.compile(
    r"\A(?:[在对對为為有因除由用是和与與及或依以从從受于於即如指](?=刑法|民法|宪法|憲法|中华|中華|最高|民事|刑事|行政诉)|[将將据據按查经經])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBefore:
    """A title and where it starts; `title` is None when it only says 本法 and the like."""

    start: int
    title: str | None
    relative: bool = False
    document_number: str | None = None


def title_before(text: str, position: int, floor: int = 0) -> TitleBefore | None:
    """The title that ends at `position` on the same line, spaces aside, and starts from `floor`. Constant work."""
    low = max(floor, position - _WINDOW)
    head = text[low:position].rstrip(_GAP)
    if 0 < floor == low:
        head = head.lstrip("和与與及或")
        low = low + len(text[low:position].rstrip(_GAP)) - len(head)
    if not head:
        return None
    if head[-1] in "）)":
        return _before_note(text, low, head)
    return _quoted(text, low + len(head)) or _bare(low, head) or _acronym(low, head)


def _before_note(text: str, low: int, head: str) -> TitleBefore | None:
    """《办法》（国发〔2016〕55号）, 管理办法（试行）, 《民法典》（以下简称…）: the title is before the brackets."""
    note = _NOTE.search(head)
    if note is None:
        return None
    before = head[: note.start()].rstrip(_GAP)
    found = _quoted(text, low + len(before)) or (_bare(low, before) if _KEPT_NOTE.fullmatch(note[0]) else None)
    if found is None or found.title is None:
        return None
    title = found.title + note[0] if _KEPT_NOTE.fullmatch(note[0]) else found.title
    return TitleBefore(start=found.start, title=title, document_number=whole_document_number(note[0][1:-1]))


def _quoted(text: str, end: int) -> TitleBefore | None:
    """The innermost balanced 《…》 that ends at `end`."""
    if end == 0 or text[end - 1] != "》":
        return None
    depth = 0
    for position in range(end - 1, max(-1, end - 200), -1):
        depth += {"》": 1, "《": -1}.get(text[position], 0)
        if depth == 0:
            return TitleBefore(start=position, title=text[position + 1 : end - 1].strip())
    return None


def _bare(low: int, head: str) -> TitleBefore | None:
    match = _RUN.search(head)
    run = match[0] if match else ""
    relative = _RELATIVE.search(run)
    if relative:
        return TitleBefore(start=low + len(head) - len(relative[0]), title=None, relative=True)
    if not run.endswith(TITLE_ENDINGS):
        return None
    title = _without_leading_words(run)
    if len(title) < 2:
        return None
    return TitleBefore(start=low + len(head) - len(title), title=title)


def _without_leading_words(run: str) -> str:
    """违反专利法 without 违反; what stands after the last 关于 belongs to the title."""
    body, about, subject = run.rpartition("关于")
    head, tail = (body, about + subject) if about else (subject, "")
    return _LEADING_LETTER.sub("", _LEADING_WORDS.sub("", head)) + tail


def _acronym(low: int, head: str) -> TitleBefore | None:
    match = _ACRONYM.search(head)
    return TitleBefore(start=low + match.start(), title=match[0]) if match else None
