"""Terms that a law defines itself: 本法所称…是指…, （一）…，是指…, 一、個人資料：指…, 个人信息是…的…信息, "x" means ….

Read line by line, since a definition stands in one paragraph or item. What is quoted is the whole sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ACT: Final = r"(?:法|条例|條例|办法|辦法|规定|規定|细则|細則|规则|規則|决定|决議|准则|規範|规范|标准|标準|通则|章)"
_TERM: Final = r"[^，。；：、,;:\n“”「」\"《》（）() ]{1,24}"
_MEANS: Final = r"(?:[，,]\s?)?(?:系|係|是)?指"
_OPENING: Final = r"[“「\"'‘]?"
_CLOSING: Final = r"[”」\"'’]?"
_SO_CALLED: Final = re.compile(rf"本{_ACT}(?:中)?所[称稱](?:的)?{_OPENING}(?P<term>{_TERM}){_CLOSING}{_MEANS}")
_ITEM: Final = re.compile(
    rf"^\s{{0,8}}(?:[（(][一二三四五六七八九十百]{{1,4}}[)）]|[一二三四五六七八九十百]{{1,4}}、|[0-9]{{1,3}}[.．、])?\s{{0,4}}"
    rf"{_OPENING}(?P<term>{_TERM}){_CLOSING}(?:{_MEANS}|\s?[：:]\s?(?:系|係|是)?指)(?![导導引示挥揮定令派標标])"
)
# 个人信息是以电子或者其他方式记录的…各种信息: what follows 是 ends in the noun that the term ends in.
_GENUS: Final = re.compile(
    r"^\s{0,8}(?P<term>[\u4e00-\u9fff]{3,24}?)(?:[，,]\s?)?是(?![指否])(?P<says>[^，。；;,\n]{6,160})(?=[，。；;,])"
)
_NOUN: Final = 2
# 教育行政部门是终身教育工作的主管部门 gives a body its task: nothing is defined.
_BODIES: Final = (
    "部门",
    "部門",
    "机关",
    "機關",
    "机构",
    "機構",
    "政府",
    "委员会",
    "委員會",
    "银行",
    "单位",
    "事业",
    "案件",
)
_ENGLISH: Final = re.compile(
    r"[“\"‘'](?P<term>[A-Za-z][A-Za-z0-9 ,/’'()-]{0,79}?)[”\"’'],?\s"
    r"(?:,?\s?in relation to [^,]{1,80},\s)?(?:means|includes)\b"
)
_END: Final = re.compile(r"。|；|;|(?<=[a-z)\]])\.(?=\s|$)")
_NO_TERM: Final = frozenset({"所称", "本法", "前款", "前项", "前項", "其", "这里", "該", "该", "下列用语的含义"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and the words that define it, ``text[start:end]`` as published."""

    term: str
    start: int
    end: int
    words: str


def find_definitions(text: str) -> Iterator[Definition]:
    """Every definition in the text of a provision, in order. Linear in its length."""
    begin = 0
    for line in text.splitlines(keepends=True):
        yield from _in_line(text, line, begin)
        begin += len(line)


def _in_line(text: str, line: str, begin: int) -> Iterator[Definition]:
    taken = -1
    openings = [match for match in (_ITEM.match(line), _of_a_kind(line)) if match]
    found = [*_SO_CALLED.finditer(line), *openings, *_ENGLISH.finditer(line)]
    for match in sorted(found, key=lambda each: each.start("term")):
        term = match["term"].strip()
        if match.start("term") <= taken or term in _NO_TERM or term.startswith("本"):
            continue
        taken = match.start("term")
        ending = _END.search(line, match.end())
        start = begin + match.start() + len(match[0]) - len(match[0].lstrip())
        end = begin + (ending.end() if ending else len(line.rstrip()))
        yield Definition(term=term, start=start, end=end, words=text[start:end])


def _of_a_kind(line: str) -> re.Match[str] | None:
    match = _GENUS.match(line)
    if match is None or match["term"].endswith(_BODIES):
        return None
    return match if "的" in match["says"] and match["says"].endswith(match["term"][-_NOUN:]) else None
