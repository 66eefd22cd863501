"""Which printed lines are headings, and which begin an article.

The rules are those of 立法技术规范, the drafting standard of the legislature, and of the published texts:
a label is followed by white space or stands alone. A line such as 第十三条规定的… is running text that happened to be
wrapped there, and begins nothing.
"""

import re
from typing import Final

from law.numerals import NUMERAL_CHARS

_GAP: Final = r"[\s\u3000]"
_NUMBER: Final = rf"[{NUMERAL_CHARS}](?:{_GAP}{{0,2}}[{NUMERAL_CHARS}]){{0,12}}"
_BRANCH: Final = rf"(?:{_GAP}{{0,2}}[之の]{_GAP}{{0,2}}[{NUMERAL_CHARS}]{{1,6}}){{0,3}}"
_MARKUP: Final = rf"(?:{_GAP}|[#*]){{0,20}}"
_HEADING: Final = re.compile(
    rf"{_MARKUP}(第{_GAP}{{0,2}}{_NUMBER}{_GAP}{{0,2}}(分[编編]|部分|[编編篇章节節款目]){_BRANCH}"
    rf"|附[件录錄表]{_GAP}{{0,2}}[{NUMERAL_CHARS}]{{0,6}})(?P<gap>{_GAP}|[:：]|$)?"
)
_ENGLISH_HEADING: Final = re.compile(
    r"[#*\s]{0,20}((?:part|subpart|chapter|subchapter|title|subtitle|book|division|section|annex|schedule|appendix)"
    r"\s{1,3}(?:[ivxlc]{1,8}|[0-9]{1,4}[a-z]{0,2}|[a-z]))(?=[\s.:\u2012-\u2015-]|$)[\s.:\u2012-\u2015-]{0,9}",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    rf"{_MARKUP}(第{_GAP}{{0,2}}{_NUMBER}(?:-[0-9]{{1,4}}){{0,2}}(?P<inner>{_GAP}{{0,2}})[条條]{_BRANCH})(?P<after>[\s\S]?)"
)
_ENGLISH_ARTICLE: Final = re.compile(
    r"[#*\s]{0,20}((?:(?:article|art\.?|section|sec\.?|regulation|rule|recital)\s{1,3}|§{1,2}\s{0,3})"
    r"[0-9]{1,5}[A-Za-z]{0,3}(?:[.-][0-9]{1,5}[A-Za-z]{0,2}){0,3})"
    r"(?=\.?\*{0,2}(?:\s{0,3}$|\s{1,3}[A-Z(\u201c\"]|\s{0,2}[:\u2012-\u2015])|\.\s)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"[（(](?![0-9一二三四五六七八九十]{1,3}[)）])[\u3400-\u9fff、]{2,24}[)）]")
"""第一条（目的和依据）, as Shanghai prints the rules of its government; 第一条（三） cites an item."""
_CONTINUES: Final = re.compile(r"[\s\u3000]{0,9}(?:的|、|，|,|或者?第|和第|及第|至第|第[^条條]{1,9}[款项項])")
_MENTIONS: Final = re.compile(r"(?:规定|規定|所|之)")
_LIST_OF_ANNEXES: Final = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}[.．、]|[（(]")
_COMMENT: Final = re.compile(r"<!--[^<>]{0,200}-->")
_LONGEST_TITLE: Final = 60


def split_heading(line: str) -> tuple[str, str] | None:
    """The label and title of a heading line: 第一章  总　则 gives ("第一章", "总则"); None for any other line.

    Markdown's leading # and * are passed over. Reads 编 分编 章 节 款 目 附件 附录 附表 and the English counterparts.
    """
    match = _HEADING.match(line)
    if match is None:
        return _english_heading(line)
    title = _joined_title(_COMMENT.sub("", line[match.end() :]).strip(" *#\t\u3000:："))
    touching = match["gap"] is None
    if not _is_title(title, marked="#" in match[0]) or (touching and not _may_touch(match[2], title)):
        return None
    if match[2] is None and _LIST_OF_ANNEXES.match(title):
        return None
    return _without_gaps(match[1]), title


def _english_heading(line: str) -> tuple[str, str] | None:
    match = _ENGLISH_HEADING.match(line)
    if match is None:
        return None
    title = line[match.end() :].strip(" *#\t\u3000")
    if len(title) > 2 * _LONGEST_TITLE or title.endswith((".", ";", ",")) or title[:1].islower():
        return None
    return " ".join(match[1].split()), title


def _is_title(title: str, *, marked: bool) -> bool:
    """Short and no sentence; a line that its publisher marked as a heading may end as it likes."""
    if len(title) > _LONGEST_TITLE or _CONTINUES.match(title):
        return False
    return marked or not (title.endswith(("，", "、", "：")) or any(mark in title for mark in "。；;"))


def _may_touch(unit: str | None, title: str) -> bool:
    """第六章法律责任 is printed without a gap; 款, 目 and 附件 in running text look the same, so they need one."""
    return unit not in {None, "款", "目"} and title[:1] not in "和与及或至以中内" and not _MENTIONS.match(title)


def _joined_title(title: str) -> str:
    """总　则 and 监  护 are spread out in print only; a gap between whole words stays, as one space."""
    words = title.split()
    if words and all(len(word) == 1 and word >= "\u3400" for word in words):
        return "".join(words)
    return " ".join(words)


def _without_gaps(label: str) -> str:
    return "".join(label.split())


def article_label(line: str) -> tuple[str, int] | None:
    """The label that begins an article, without gaps, and the offset in `line` where the printed label ends.

    第十三条 文, 第十三条　文, 第 15-1 條 and 第一百二十八 条侦查人员 (the gap misplaced in print) begin an article;
    第十三条规定的 does not. None when no article begins here.
    """
    match = _ARTICLE.match(line)
    if match is None:
        return _english_article(line)
    after = match["after"]
    apart = not after or after.isspace() or after in "【*：:" or bool(_CAPTION.match(line, match.end(1)))
    misplaced = bool(match["inner"]) and not _MENTIONS.match(line, match.end(1))
    if not (apart or misplaced) or _CONTINUES.match(line, match.end(1)):
        return None
    return _without_gaps(match[1]), match.end(1)


def _english_article(line: str) -> tuple[str, int] | None:
    match = _ENGLISH_ARTICLE.match(line)
    if match is None or re.match(r"\.?\s{1,3}[a-z]", line[match.end() :]):
        return None
    return " ".join(match[1].split()), match.end()
