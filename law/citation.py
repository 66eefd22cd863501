"""Reading and writing citations in Chinese and English.

`find_citations` reads running text: it finds places and document numbers, never a bare title. `parse_citation` reads a
text that is a citation and nothing else, such as a query, and so can take everything before the article as the title.
"""

import re
from itertools import chain
from typing import Final

from law.chinese_title import TITLE_ENDINGS, title_before
from law.citation_chinese import chinese_citations
from law.citation_english import english_citations
from law.citation_format import format_citation, label_of
from law.cited import Citation, Number
from law.document_number import FoundNumber, find_document_numbers

__all__ = ["Citation", "Number", "find_citations", "format_citation", "label_of", "parse_citation"]

_LONGEST: Final = 300
_LONGEST_TITLE: Final = 80
_EDGES: Final = " \t\r\n\u3000,，.。;；"
_TAILS: Final = frozenset({"", "规定", "的规定", "規定", "的規定", "之規定", "之规定", "全文", "的内容"})
_LATIN_TITLE: Final = re.compile(r"[A-Za-z][\w.'’&/() -]{0,79}")
_HAN_TITLE: Final = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff0-9《》〈〉（）() 、·]{2,80}")


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation in a text, in order of where it starts. Linear in the length of the text."""
    places = list(chain(chinese_citations(text), english_citations(text)))
    taken = sorted((place.start, place.end) for place in places)
    numbers = [_numbered(text, each) for each in find_document_numbers(text)]
    free = _outside(numbers, taken)
    return tuple(sorted([*places, *free], key=lambda citation: citation.start))


def _numbered(text: str, found: FoundNumber) -> Citation:
    """A document number as a citation, with the title that its brackets stand behind: 《办法》（国发〔2016〕55号）."""
    start, end, title = found.start, found.end, None
    before = title_before(text, end + 1) if text[end : end + 1] in set("）)") else None
    if before and before.document_number == found.number:
        start, end, title = before.start, end + 1, before.title
    return Citation(start=start, end=end, raw=text[start:end], title=title, document_number=found.number)


def _outside(numbers: list[Citation], taken: list[tuple[int, int]]) -> list[Citation]:
    """The document numbers that are not part of an article's citation; both lists are in order."""
    kept, spans, end = [], iter([*taken, (1 << 62, 1 << 62)]), 0
    start, end = next(spans)
    for number in numbers:
        while end <= number.start:
            start, end = next(spans)
        if number.end <= start:
            kept.append(number)
    return kept


def parse_citation(text: str) -> Citation | None:
    """The citation that makes up the whole text, e.g. PIPL art. 13, 个保法13条, 《个人信息保护法》第十三条; else None.

    A range gives its first place with `range_end`; any other list gives None. Offsets are those in `text`. That the
    title exists is not checked: "right to erasure article 17" gives the title "right to erasure".
    """
    if len(text) > _LONGEST:
        return None
    numbers = [_numbered(text, each) for each in find_document_numbers(text)]
    if len(numbers) == 1 and numbers[0].raw == text.strip(_EDGES):
        return numbers[0]
    for reader in (chinese_citations, english_citations):
        found = list(reader(text, whole=True))
        single = len(found) == 1 or (len(found) == 2 and found[0].range_end is not None)
        if single and text[found[-1].end :].strip(_EDGES) in _TAILS:
            return _with_prefix(text, found[0])
    return None


def _with_prefix(text: str, citation: Citation) -> Citation | None:
    """The citation with what stands before it as its title, if that can be one."""
    prefix = text[: citation.start].strip(_EDGES)
    if not prefix:
        return _whole(text, citation, citation.title or "")
    if citation.relative or (citation.title and citation.raw.endswith(citation.title)):
        return None
    end = text.index(citation.title, citation.start) + len(citation.title) if citation.title else citation.start
    title = text[:end].strip(_EDGES)
    return _whole(text, citation, title) if _can_be_title(title) else None


def _can_be_title(title: str) -> bool:
    if len(title) > _LONGEST_TITLE:
        return False
    if _LATIN_TITLE.fullmatch(title):
        return True
    return bool(_HAN_TITLE.fullmatch(title)) and title.rstrip("》）) ").endswith(TITLE_ENDINGS)


def _whole(text: str, citation: Citation, title: str) -> Citation:
    stripped = text.strip(_EDGES)
    start = text.index(stripped)
    return Citation(
        start=start,
        end=start + len(stripped),
        raw=stripped,
        title=title.strip("《》") or None,
        document_number=citation.document_number,
        article=citation.article,
        paragraph=citation.paragraph,
        item=citation.item,
        point=citation.point,
        subpoint=citation.subpoint,
        range_end=citation.range_end,
        relative=citation.relative,
    )
