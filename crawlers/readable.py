"""From raw bytes to text, or the reason why they are none: nothing that was garbled on its way is taken for law."""

import re
from typing import Final

_LARGEST: Final = 20_000_000
_REPLACEMENT: Final = "\ufffd"
_MOST_REPLACED: Final = 0.001
_SAMPLE: Final = 1_500
_LATIN_OF_UTF8: Final = re.compile("[\u00c2-\u00ef][\u0080-\u00bf]")
_CJK: Final = re.compile("[\u3400-\u9fff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_FEWEST_CJK: Final = 0.5
_TOO_FEW: Final = 40
_PAGE: Final = re.compile(r"\s{0,99}<(?:!doctype|html|head|script)\b", re.IGNORECASE)


class Unreadable(ValueError):
    """The bytes are not a whole text; the message says what is wrong and what to do."""


def decode(raw: bytes, *, chinese: bool = True) -> str:
    """The UTF-8 text of a document, which is Chinese or not. Raises Unreadable."""
    if not raw.strip():
        raise Unreadable("the file is empty: fetch it again")
    if len(raw) > _LARGEST:
        raise Unreadable(f"the file has {len(raw):,} bytes, more than any law ({_LARGEST:,}): see what it is")
    if b"\x00" in raw:
        raise Unreadable("the file is binary (it holds NUL bytes): convert it to UTF-8 text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(raw, error)) from error
    _refuse_garbled(text, chinese=chinese)
    return text


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data":
        return "the file ends in the middle of a character: it is half-written, fetch it again"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return f"the file is neither UTF-8 nor GB 18030 (byte {error.start}): see what it is"
    return "the file is not UTF-8 but reads as GB 18030: convert it with `iconv -f GB18030 -t UTF-8`"


def _refuse_garbled(text: str, *, chinese: bool) -> None:
    sample = text[:_SAMPLE] + text[len(text) // 2 :][:_SAMPLE]
    if _PAGE.match(sample):
        raise Unreadable("the file is an HTML page, not this layout: the source answered with something else")
    if text.count(_REPLACEMENT) > _MOST_REPLACED * len(text):
        raise Unreadable("characters were lost (U+FFFD) before the text came here: fetch it again in its own encoding")
    letters = len(_LETTER.findall(sample))
    if 2 * len(_LATIN_OF_UTF8.findall(sample)) > letters // 4 or _reads_as_utf8(sample):
        raise Unreadable("the text is garbled: UTF-8 was read in another encoding on its way; fetch it again")
    if chinese and letters > _TOO_FEW and len(_CJK.findall(sample)) < _FEWEST_CJK * letters:
        raise Unreadable("fewer than half of the letters are Chinese: garbled, or not a Chinese law")


def _reads_as_utf8(sample: str) -> bool:
    """UTF-8 taken for GBK gives rare characters (鐨勬硶寰) that turn back into much shorter Chinese."""
    back = sample.encode("gb18030", "ignore").decode("utf-8", "ignore")
    return 2 * len(_CJK.findall(back)) > len(_CJK.findall(sample))


def replaced_characters(text: str) -> tuple[str, ...]:
    """A problem, if single characters were lost before the text came here."""
    count = text.count(_REPLACEMENT)
    return (f"{count} characters were lost before the text came here (U+FFFD)",) if count else ()
