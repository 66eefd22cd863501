"""From the bytes of a file that a user brings to title, history and text, for each type of file that is read."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from bs4 import BeautifulSoup, Tag
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from crawlers.docx_lines import docx_lines
from crawlers.folder_encoding import decode_brought
from crawlers.html_lines import lines_of_page, require_whole_page, soup_of
from crawlers.markdown_text import END_OF_HEAD, split_file, visible_lines
from crawlers.pdf_lines import pdf_lines
from crawlers.printed_act import split_act
from crawlers.readable import Unreadable, decode, replaced_characters
from crawlers.rule_numbers import split_rule
from law.heading import article_label, split_heading

_LONGEST_TITLE: Final = 200
_LONGEST_HISTORY: Final = 12
_LONGEST_NAME: Final = 8
_UNTITLED: Final = "the text begins without a title: the name of its file stands for one"
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LOST_IN_WORD: Final = MappingProxyType(
    {
        b"<w:numPr": "the file has automatic numbers, which are not part of its text: where articles lack their "
        "numbers, save the file as plain text and bring that",
        b"<w:ins ": "the file has tracked changes: accept or reject them, or inserted words may be missing here",
        b"<w:txbxContent": "the file has text boxes, whose words are not read",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """``head`` are the lines between title and text, ``body`` the text, ``part`` the book of a code that it is."""

    title: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    part: str | None = None
    problems: tuple[str, ...] = ()


def read_text(raw: bytes, ref: str, *, title: str | None, language: str | None) -> PlainText:
    """Take a file apart by its ending; ``title`` and ``language`` are what is stated of it.

    Raises Unreadable, also for a type that is not read; NotThisLayout.
    """
    ending = PurePosixPath(ref).suffix
    if ending.lower() not in READ:
        raise Unreadable(unsupported(ending))
    text = READ[ending.lower()](raw, title or "", (language or "").startswith("zh"))
    return text if text.title else replace(text, title=PurePosixPath(ref).stem, problems=(*text.problems, _UNTITLED))


def unsupported(ending: str) -> str:
    """Why a file with this ending is not read."""
    return f"unsupported type {ending or '(no ending)'}: convert it to one of {', '.join(TYPES)}"


def _markdown(raw: bytes, title: str, chinese: bool) -> PlainText:
    words, problems = decode_brought(raw, chinese=chinese)
    if END_OF_HEAD not in words:
        return _printed(visible_lines(words), title, problems)
    text = split_file(words)
    return PlainText(
        title=title or text.title,
        head=text.head,
        body=text.body,
        part=text.part,
        problems=(*problems, *replaced_characters(words)),
    )


def _plain(raw: bytes, title: str, chinese: bool) -> PlainText:
    words, problems = decode_brought(raw, chinese=chinese)
    return _printed(visible_lines(words), title, problems)


def _word(raw: bytes, title: str, chinese: bool) -> PlainText:
    try:
        lines, problems = docx_lines(raw), _lost_in_word(raw)
    # What the library raises for damaged packages: parts that are missing, encrypted or no XML.
    except (OpcError, LxmlError, zipfile.BadZipFile, RuntimeError, AttributeError, LookupError, zlib.error) as error:
        raise Unreadable(f"the docx file is damaged or no Word document ({error}): save it anew") from error
    return _printed(_checked(lines, chinese), title, problems)


def _lost_in_word(raw: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        markup = b"".join(archive.read(name) for name in archive.namelist() if name == "word/document.xml")
    return tuple(problem for mark, problem in _LOST_IN_WORD.items() if mark in markup)


def _pdf(raw: bytes, title: str, chinese: bool) -> PlainText:
    lines, problems = pdf_lines(raw)
    return _printed(_checked(lines, chinese), title, problems)


def _page(raw: bytes, title: str, chinese: bool) -> PlainText:
    page = _as_utf8(raw)
    require_whole_page(page)
    soup = soup_of(page)
    _mark_headings(soup)
    lines = _checked([line.text for line in lines_of_page(soup)], chinese)
    start = _title_line(soup, lines)
    before = (f"left out, because it stands before the title: {' · '.join(lines[:start])[:200]}",) if start else ()
    return _printed(lines[start:], title, before)


def _mark_headings(soup: BeautifulSoup) -> None:
    """Headings below the title as markdown marks them, so that the numbers in them are told from those in the text."""
    for tag in soup.find_all(re.compile("h[2-6]")):
        if tag.get_text(strip=True) and not _HAN.search(tag.get_text()):
            tag.insert(0, f"{'#' * int(tag.name[1])} ")


def _as_utf8(raw: bytes) -> str | bytes:
    """What is valid UTF-8 is UTF-8, whatever the page declares."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw


def _title_line(soup: BeautifulSoup, lines: Sequence[str]) -> int:
    heading = soup.find("h1")
    first = lines_of_page(heading)[:1] if isinstance(heading, Tag) else []
    return lines.index(first[0].text) if first and first[0].text in lines else 0


def _checked(lines: Sequence[str], chinese: bool) -> tuple[str, ...]:
    """The lines, if they are not garbled: what holds for plain text holds for every type."""
    return visible_lines(decode("\n".join(lines).encode(errors="replace"), chinese=chinese))


def _printed(lines: Sequence[str], title: str, problems: tuple[str, ...] = ()) -> PlainText:
    if not lines:
        raise Unreadable("the file holds no words: see what it is")
    if not title and _untitled(lines):
        return PlainText(
            title="", head=(), body=tuple(lines), problems=(*problems, *replaced_characters("\n".join(lines)))
        )
    act = split_act([lines[0].lstrip("# "), *lines[1:]], title=title)
    if not title and (len(act.title) > _LONGEST_TITLE or article_label(act.title) or split_heading(act.title)):
        raise Unreadable(f"the first line is no title ({act.title[:40]}): put the title there, or into the .yaml file")
    head, body = (act.history, act.body) if act.history else _unbracketed(act.body)
    return PlainText(
        title=act.title, head=head, body=body, problems=(*problems, *replaced_characters("\n".join(lines)))
    )


def _untitled(lines: Sequence[str]) -> bool:
    """Whether a text in Latin letters begins with a rule or a sentence: then its file's name stands for a title."""
    first = lines[0]
    if first.startswith("#") and len(lines) > 1 and split_rule(first.lstrip("# ")) is None:
        return False
    sentence = (
        len(lines) == 1 or len(first) > _LONGEST_TITLE or (first[-1] in ".;:" and first.count(" ") > _LONGEST_NAME)
    )
    begins = sentence or split_rule(first.lstrip("# ")) is not None or article_label(first) is not None
    return begins and not _HAN.search(first) and any(map(str.isalpha, "".join(lines)))


def _unbracketed(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The few lines before the first heading or article: history, and what is none of it stays in the text."""
    begins = (
        n
        for n, line in enumerate(lines[:_LONGEST_HISTORY])
        if line.startswith("#") or article_label(line) or split_heading(line) or split_rule(line)
    )
    start = next(begins, 0)
    return lines[:start], lines[start:]


READ: Final[Mapping[str, Callable[[bytes, str, bool], PlainText]]] = MappingProxyType(
    {".md": _markdown, ".txt": _plain, ".html": _page, ".htm": _page, ".docx": _word, ".pdf": _pdf}
)
"""The types that are read, by the file's ending."""
AKOMA: Final = (".akn", ".xml")
"""Akoma Ntoso brings its structure and its facts with it, so it is not taken apart as lines: crawlers.folder_akoma."""
TYPES: Final = (*READ, *AKOMA)
