"""Plain text that a person brings in an older encoding: read where only one encoding makes sense of it."""

import codecs
import re
from typing import Final

from crawlers.common_characters import han, share_of_common
from crawlers.readable import decode

_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES: Final = {
    "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB 18030 (GBK)",
    "big5hkscs": "Big5",
}  # fmt: skip
_LETTER: Final = re.compile(r"[^\W\d_]")
_FEWEST_HAN: Final = 30
_FEWEST_COMMON: Final = 0.5
"""Law has three quarters of its characters among the common ones, text in a wrong encoding a tenth."""
_MOST_COMMON_OF_OTHERS: Final = 0.3
_LARGEST: Final = 20_000_000


def decode_brought(raw: bytes, *, chinese: bool) -> tuple[str, tuple[str, ...]]:
    """The text, and a problem that names the encoding where it is not UTF-8. Raises Unreadable."""
    encoding = _other_encoding(raw) if len(raw) <= _LARGEST else None
    if encoding is None:
        return decode(raw, chinese=chinese), ()
    text = decode(raw.decode(encoding).encode(), chinese=chinese)
    said = f"the file is not UTF-8: it was read as {_NAMES[encoding]}; save it as UTF-8 if characters look wrong"
    return text, (said,)


def _other_encoding(raw: bytes) -> str | None:
    """The one encoding other than UTF-8 in which the bytes are whole Chinese text; None for all else."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if marked is not None:
        return marked if _decoded(raw, marked) is not None else None
    if _decoded(raw, "utf-8-sig") is not None and b"\x00" not in raw:
        return None
    shares = {name: _share(raw, name) for name in _NAMES if name != "utf-16"}
    best = max(shares, key=lambda name: shares[name])
    others = max(share for name, share in shares.items() if name != best)
    return best if shares[best] >= _FEWEST_COMMON and others < _MOST_COMMON_OF_OTHERS else None


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(raw: bytes, encoding: str) -> float:
    """The share of common characters, 0 where the bytes are not wholly and reversibly Chinese in the encoding."""
    text = _decoded(raw, encoding)
    if text is None or "\x00" in text or text.encode(encoding, "replace") != raw:
        return 0.0
    if han(text) < max(_FEWEST_HAN, len(_LETTER.findall(text)) // 2):
        return 0.0
    return min(share_of_common(part) for part in _parts(text) if han(part) >= _FEWEST_HAN)


def _parts(text: str) -> list[str]:
    """The whole and its quarters: a file may have been put together from two in different encodings."""
    quarter = len(text) // 4 + 1
    return [text, *(text[start : start + quarter] for start in range(0, len(text), quarter))]
