"""In which encoding a page is: what its header, its meta and its bytes say must agree, or it is not read.

Browsers believe the declaration, and so show 涓浗 for 中国 where it is wrong. Here the bytes are tried in each encoding
that is possible, and the reading counts that gives the characters which law is written with.
"""

import codecs
import re
from typing import Final

from crawlers.common_characters import COMMON
from crawlers.garbled import refuse_wrongly_decoded
from crawlers.readable import Unreadable

_HEAD: Final = 4_096
_META: Final = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,500}", re.IGNORECASE)
_CHARSET: Final = re.compile(r"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_FAMILIES: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz": "hz", "big5": "big5hkscs",
    "big5hkscs": "big5hkscs", "cp950": "big5hkscs", "iso8859-1": "cp1252", "cp1252": "cp1252", "ascii": "cp1252",
    "utf-8": "utf-8", "utf-16": "utf-16", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "shift_jis": "cp932",
    "cp932": "cp932", "euc_jp": "euc_jp",
}  # fmt: skip
"""Names are used loosely (gb2312 for GBK, Latin-1 for Windows-1252): what counts is the larger encoding."""
_TRIED: Final = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp1252")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOST: Final = "\ufffd"
_MOST_LOST: Final = 0.001
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_WRITTEN: Final = re.compile(
    "[\u3000-\u30ff\uff00-\uff60\uffe0-\uffef\u2010-\u2044\u00a0\u00a7\u00ab\u00b0\u00b7\u00bb]"
    "|(?<![\u00a1-\u00ff])[\u00c0-\u00ff\u0152\u0153\u0178](?![\u00a1-\u00ff])"
)
"""Punctuation of East and West, kana, and letters with accents that stand alone among plain ones.

Half-width kana are none of it: GBK that is read as Japanese is full of them.
"""
_FEWEST_WRITTEN: Final = 0.4


def decode_page(raw: bytes, *, header: str | None = None) -> str:
    """The text of a page. ``header`` is its Content-Type or the charset of it.

    Raises Unreadable where the declared encoding is not that of the bytes, where more than 0.1 % of the characters were
    lost, and where what comes out is garbled.
    """
    declared = declared_encodings(raw, header)
    mark = next((name for start, name in _MARKS if raw.startswith(start)), None)
    if mark is None and b"\x00" in raw:
        raise Unreadable("the page is binary (it holds NUL bytes): see what the source sent")
    text = raw.decode(mark, "replace") if mark else _agreed(raw, declared)
    if text.rstrip().endswith(_LOST):
        raise Unreadable("the page ends in the middle of a character: it is half a page, fetch it again")
    if text.count(_LOST) > _MOST_LOST * len(text):
        raise Unreadable("more than 0.1 % of the characters were lost (U+FFFD): the page is in no known encoding")
    refuse_wrongly_decoded(text)
    return text


def declared_encodings(raw: bytes, header: str | None) -> frozenset[str]:
    """The encodings that header, meta and XML declaration name, each by the larger one of its family."""
    metas = [found.decode("ascii", "replace") for found in _META.findall(raw[:_HEAD])]
    printed = [match[1] for each in metas for match in _CHARSET.finditer(each)]
    if header:
        match = _CHARSET.search(header)
        printed += [match[1]] if match else [] if "/" in header else [header]
    return frozenset(filter(None, map(_family, printed)))


def _family(printed: str) -> str | None:
    """None for a name that no one knows (utf8mb4): it says nothing."""
    try:
        return _FAMILIES.get(name := codecs.lookup(printed).name, name)
    except LookupError:
        return None


def _agreed(raw: bytes, declared: frozenset[str]) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    own, text = _own_encoding(raw, declared)
    if declared and own not in declared:
        names = " and ".join(sorted(declared))
        raise Unreadable(
            f"the page says that it is {names}, but its bytes are {own}: a wrong declaration, see which holds"
        )
    return text


def _own_encoding(raw: bytes, declared: frozenset[str]) -> tuple[str, str]:
    """UTF-8 if the bytes are; else the encoding in which they read best, a declared one of two that are equal."""
    utf8 = raw.decode("utf-8", "replace")
    if b"\xef\xbf\xbd" in raw and utf8.count(_LOST) == raw.count(b"\xef\xbf\xbd"):
        return "utf-8", utf8  # valid, and yet characters had been lost before it was written
    if 20 * utf8.count(_LOST) < len(_NOT_ASCII.findall(utf8)):
        return "utf-8", utf8
    tried = dict.fromkeys((*sorted(declared & set(_TRIED)), *_TRIED))
    texts = {name: raw.decode(name, "replace") for name in tried}
    best = max(texts, key=lambda name: _share_written(texts[name]))
    if _share_written(texts[best]) < _FEWEST_WRITTEN:
        raise Unreadable("the page reads as text in no known encoding: see what the source sent")
    return best, texts[best]


def _share_written(text: str) -> float:
    """The share of characters beyond ASCII that law is written with."""
    foreign = _NOT_ASCII.findall(text)
    common = sum(character in COMMON for character in foreign)
    return (common + len(_WRITTEN.findall(text))) / max(1, len(foreign))
