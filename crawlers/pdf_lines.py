"""From the printed lines of a PDF to the paragraphs of a text: page furniture out, broken lines joined.

Headers, footers and page numbers are left out only where they repeat; the lines of a table of contents only where dots
lead to a page number.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from crawlers.pdf_pages import pdf_pages
from law.heading import article_label, split_heading
from law.marker import mark_end

_EDGE: Final = 2
"""Headers and footers stand in the first or last two lines of a page."""
_FEWEST_PAGES: Final = 3
_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_LEADER: Final = re.compile(r".{1,120}?(?:\.\s?){3,}\s{0,5}[0-9]{1,4}|.{1,120}?[…⋯·]{2,60}\s{0,5}[0-9]{1,4}")
_CONTENTS: Final = frozenset({"目录", "目錄", "目次", "contents", "tableofcontents"})
_ENDS: Final = tuple("。；：！？;:.!?」』”")
_CJK: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HYPHENATED: Final = re.compile(r"([A-Za-z]{2,30})-$")
_ANNEX: Final = re.compile(r"附[件录錄表]")
_FULL: Final = 0.8
"""A line that fills this much of the widest is broken, not ended."""
_JOINED: Final = "the lines of the PDF were joined to paragraphs by their length: single breaks may be wrong"


def pdf_lines(raw: bytes) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs and problems of a PDF file. Raises Unreadable."""
    pages, problems = pdf_pages(raw)
    lines, contents = _without_contents(without_furniture(pages))
    left_out = f"a table of contents of {contents} lines was left out"
    return joined(lines), (*problems, _JOINED, *([left_out] if contents else []))


def without_furniture(pages: Sequence[Sequence[str]]) -> list[str]:
    """All lines but headers, footers and page numbers: lines at the edge that repeat on at least three pages."""
    places: defaultdict[tuple[bool, str], list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for number, line in _edges(lines):
            top = number < _EDGE
            shape = _NUMBER.sub("#", " ".join(line.split()))
            places[top, shape].append((page, number, tuple(map(int, _NUMBER.findall(line)))))
    furniture = {(p, n) for found in places.values() if _repeats(found, len(pages)) for p, n, _ in found}
    return [line for p, lines in enumerate(pages) for n, line in enumerate(lines) if (p, n) not in furniture]


def _edges(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(lines) if n < _EDGE or n >= len(lines) - _EDGE)


def _repeats(found: Sequence[tuple[int, int, tuple[int, ...]]], pages: int) -> bool:
    """The same line on page after page, with no numbers but constant ones and those that count the pages."""
    seen = {page for page, _, _ in found}
    if len(seen) < _FEWEST_PAGES or 2 * len(seen) < pages - 1:
        return False
    columns = zip(*(numbers for _, _, numbers in found), strict=True)
    return all(
        len(set(column)) == 1 or len({value - page for value, (page, _, _) in zip(column, found, strict=True)}) == 1
        for column in columns
    )


def _without_contents(lines: list[str]) -> tuple[list[str], int]:
    entries = [line for line in lines if _LEADER.fullmatch(line.strip())]
    if len(entries) < _FEWEST_PAGES:
        return lines, 0
    dropped = Counter(entries)
    first = lines.index(entries[0])
    before = [line for line in lines[:first] if "".join(line.split()).casefold() not in _CONTENTS]
    return [*before, *(line for line in lines[first:] if line not in dropped)], len(entries)


def joined(lines: Sequence[str]) -> list[str]:
    """The paragraphs: a line that fills its width without ending a sentence goes on in the next."""
    widest = max(map(_width, lines), default=0)
    known = set(re.findall(r"[A-Za-z]{2,30}-[A-Za-z]{2,30}", "\n".join(lines)))
    paragraphs: list[str] = []
    goes_on = False
    for line in (each.strip() for each in lines):
        if goes_on and not _begins(line):
            paragraphs[-1] = _put_together(paragraphs[-1], line, known)
        else:
            paragraphs.append(line)
        goes_on = _width(line) >= _FULL * widest and not line.endswith(_ENDS)
    return paragraphs


def _begins(line: str) -> bool:
    """Whether the line opens an article, a heading, an annex or a numbered part."""
    numbered = mark_end(line, 0, len(line)) > 0
    return bool(article_label(line) or split_heading(line) or numbered or _ANNEX.match(line))


def _put_together(before: str, after: str, known: set[str]) -> str:
    broken = _HYPHENATED.search(before)
    if broken and after[:1].islower():
        word = re.match(r"[A-Za-z]+", after)
        return before + after if word and f"{broken[1]}-{word[0]}" in known else before[:-1] + after
    gap = "" if _CJK.match(before[-1:]) or _CJK.match(after[:1]) else " "
    return f"{before}{gap}{after}"


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line.strip())
