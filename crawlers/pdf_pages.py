"""The lines of a PDF file's text layer, page by page, or why there is none that can be trusted."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from crawlers.readable import Unreadable

logging.getLogger("pypdf").addHandler(logging.NullHandler())
"""What the library remarks on a damaged file is either an error of ours or of no use to the reader."""
_MOST_PAGES: Final = 3_000
_MOST_DRAWN: Final = 20_000_000
"""Bytes of one page's drawing instructions, unpacked: reading them takes thirty times as much memory."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_GARBAGE: Final = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\U000f0000-\U0010fffd]")
_MOST_GARBAGE: Final = 0.01
_FEWEST_LETTERS: Final = 20
_MOST_SCANNED: Final = 0.2
_DAMAGED: Final = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError)
"""What the library raises for files that are cut off or whose tables lie."""


def pdf_pages(raw: bytes) -> tuple[list[list[str]], tuple[str, ...]]:
    """The lines of each page, and problems. Raises Unreadable."""
    try:
        pages = _pages(raw)
        texts = [_text_of(page) for page in pages]
        bare = [(n, page) for n, page in enumerate(pages, 1) if _letters(texts[n - 1]) < _FEWEST_LETTERS]
        scanned = [number for number, page in bare if _has_image(page)]
    except Unreadable:
        raise
    except _DAMAGED as error:
        raise Unreadable(f"the PDF is damaged ({str(error)[:80]}): save it anew") from error
    _refuse_without_text(texts, scanned)
    said = f"pages that are only pictures are not read: {', '.join(map(str, scanned[:10]))}"
    return [_lines(text) for text in texts], (said,) if scanned else ()


def _pages(raw: bytes) -> list[PageObject]:
    reader = PdfReader(BytesIO(raw), strict=False)
    if reader.is_encrypted:
        raise Unreadable("the PDF is encrypted: save it without a password")
    pages = list(islice(reader.pages, _MOST_PAGES + 1))
    if len(pages) > _MOST_PAGES:
        raise Unreadable(f"the PDF has more than {_MOST_PAGES:,} pages: see what it is")
    return pages


def _text_of(page: PageObject) -> str:
    contents = page.get_contents()
    if contents is None:
        return ""
    if len(contents.get_data()) > _MOST_DRAWN:
        raise Unreadable("a page of the PDF is drawn with more instructions than any law: see what it is")
    for name in _fonts_without_characters(page):
        raise Unreadable(f"the font {name} does not say which characters its signs are (no ToUnicode): OCR the file")
    return page.extract_text()


def _fonts_without_characters(page: PageObject) -> Iterator[str]:
    """Composite fonts with numbers of their own for the signs: without a table no one can tell the characters."""
    fonts = _resolved(_resolved(page.get("/Resources", {})).get("/Font", {}))
    for name, font in fonts.items():
        held = _resolved(font)
        numbered = str(held.get("/Encoding", "")).startswith("/Identity")
        if held.get("/Subtype") == "/Type0" and numbered and "/ToUnicode" not in held:
            yield str(name)


def _has_image(page: PageObject) -> bool:
    drawn = _resolved(_resolved(page.get("/Resources", {})).get("/XObject", {}))
    return any(_resolved(each).get("/Subtype") == "/Image" for each in drawn.values())


def _resolved(held: Any) -> Any:  # noqa: ANN401  (the library's objects are of any type)
    return held.get_object() if hasattr(held, "get_object") else held


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _refuse_without_text(texts: list[str], scanned: list[int]) -> None:
    whole = "".join(texts)
    if len(_GARBAGE.findall(whole)) > _MOST_GARBAGE * len(whole):
        raise Unreadable("the PDF's fonts give signs that are no characters (private use, U+FFFD): OCR the file")
    if _letters(whole) < _FEWEST_LETTERS or len(scanned) > _MOST_SCANNED * len(texts):
        raise Unreadable("no text layer: the PDF is made of pictures, OCR it")


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]
