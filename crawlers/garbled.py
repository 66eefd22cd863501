"""Characters that tell that a text was damaged, or that only its publisher's font can show."""

import re
from collections.abc import Iterator
from typing import Final

from crawlers.common_characters import han, share_of_common
from crawlers.garbled_lines import garbled_line
from crawlers.readable import Unreadable

_TWICE: Final = re.compile("[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122]")
"""UTF-8 that was read as Latin-1 or Windows-1252 on its way: â€™ for an apostrophe, Ã© for é."""
_RUN: Final = re.compile("[\u00a1-\u00b6\u00b8-\u00d6\u00d8-\u00ff]{3,400}")
_MOST_RUNS: Final = 3
"""GBK that was read as Latin-1 (ÖÐ»ªÈËÃñ): no language of the West has so many such letters in a row."""
_CONTROLS: Final = re.compile("[\u0080-\u0084\u0086-\u009f]")
"""No text has them; bytes of other encodings that were read as Latin-1 do."""
_EAST: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f"
_GLUED: Final = re.compile(
    f"[A-Za-z][{_EAST}\u2500-\u257f\u0400-\u04ff\u2236\ufe30-\ufe6f]|[{_EAST}][A-Za-z]{{2}}|[\u2500-\u257f][A-Za-z]"
    "|[\u0400-\u04ff][\u2500-\u25ff]|[\u00a1-\u00a6\u00a8\u00aa\u00ac\u00af][\u00a1-\u00ff]|\ufffd"
    f"|\u00e2[\u0080-\u009f\u20ac]|[\u00c2\u00c3][\u0080-\u00bf]|\u00c2(?!\\w)|[\uff61-\uff9f]|(?:^|(?<=\\s))[{_EAST}](?=\\s)"
)
"""Signs of the East within the words of a Western text, or alone: office鈥檚, 搂 552. UTF-8 was read in GBK."""
_LATIN: Final = re.compile("[A-Za-z]")
_HOLES: Final = re.compile(r"(?<![/\w.=?&-])[^\W\d_]{1,30}\?[^\W\d_]{1,30}(?![\w/=?&-])")
_MOST_HOLES: Final = 5
_PLAIN_HOLES: Final = re.compile(r"(?<![^\s(])\?\s?\w|(?<=\s)\?(?=\s)|\(\?\)")
"""A question mark where a word begins: a quotation mark or § of a text that has no sign beside ASCII any more."""
_LOST: Final = "\ufffd"
_MOST_LOST: Final = 0.001
_LOST_ON_THE_WAY: Final = re.compile(r"锟斤拷|ï¿½|(?:烫){4}|(?:屯){4}|\?\?(?:.{0,400}?\?\?)", re.DOTALL)
"""What is left where characters were lost before, and the loss was then read in another encoding."""
_ESCAPED: Final = re.compile(
    r"&(?:amp;)?#(?:[0-9]{2,6}|x[0-9a-f]{2,6});|\\u[0-9a-f]{4}|%[ce][0-9a-f]%[89ab]", re.IGNORECASE
)
_MOST_ESCAPED: Final = 20
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_SAMPLE: Final = 20_000
_OTHER_SCRIPTS: Final = ("koi8-r", "cp1251", "cp866", "iso8859-5", "iso8859-7")
_RUSSIAN_TWICE: Final = re.compile("[\u0400-\u04ff][\u2500-\u257f]")
_MOST_PRIVATE: Final = 10
_MOSTLY: Final = 20
_CHUNK: Final = 400
_ENOUGH: Final = 100
_FEW: Final = 15
_FEW_COMMON: Final = 0.3
_FEWEST_COMMON: Final = 0.17
_PLAINLY_COMMON: Final = 0.5
_WRONGLY_READ: Final = (
    ("gb18030", "utf-8"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
    ("big5hkscs", "utf-8"),
)


def private_use_characters(text: str) -> tuple[str, ...]:
    """A problem, if the text has characters of the publisher's own that other fonts do not show."""
    found = sorted({f"U+{ord(character):04X}" for character in _PRIVATE.findall(text)})
    return (f"characters that only the publisher's font shows: {', '.join(found)}",) if found else ()


def refuse_garbled(text: str) -> None:
    """Raises Unreadable where a text was decoded wrongly before it came here, or has lost its characters."""
    refuse_wrongly_decoded(text)
    holes = len(_HOLES.findall(text))
    if holes > _MOST_HOLES or (text.isascii() and (holes or _PLAIN_HOLES.search(text))):
        raise Unreadable("characters were lost (question marks stand within words): fetch it in its own encoding")
    if lost := _LOST_ON_THE_WAY.search(text):
        raise Unreadable(f"characters were lost on the way ({lost[0]!r} stands in their place): fetch it again")
    if len(_ESCAPED.findall(text)) > _MOST_ESCAPED:
        raise Unreadable(
            "the text holds characters by their codes (&#…; or \\u…): it was escaped twice, fetch it again"
        )
    western = _is_western(text)
    if western and _GLUED.search(text):
        raise Unreadable("the text is garbled: signs of other scripts stand within its words; fetch it again")
    if not western and (line := garbled_line(text)):
        raise Unreadable(f"a part of the text is garbled ({line[:40]!r}): fetch it again in one encoding")


def _is_western(text: str) -> bool:
    """Whether most characters are Latin letters. A Chinese one counts twice: it has two bytes more."""
    return 2 * (len(text.encode(errors="replace")) - len(text)) < len(_LATIN.findall(text))


def refuse_wrongly_decoded(text: str) -> None:
    """The part of it that holds for the source of a page too, scripts and links included. Raises Unreadable."""
    foreign = len(text.encode(errors="replace")) - len(text)
    if foreign == 0:
        return
    if 8 * len(_TWICE.findall(text)) > foreign or len(_RUN.findall(text)) > _MOST_RUNS:
        raise Unreadable("the text is garbled: it was read in another encoding on its way; fetch it again")
    if len(_CONTROLS.findall(text)) > _MOST_LOST * len(text):
        raise Unreadable("the text is garbled: it is full of control characters that no text has; fetch it again")
    if text.count(_LOST) > _MOST_LOST * len(text):
        raise Unreadable("characters were lost (U+FFFD): fetch it again and read it in its own encoding")
    private = len(_PRIVATE.findall(text))
    if private > _MOST_PRIVATE and _MOSTLY * private > foreign:
        raise Unreadable("the text is garbled: it is full of characters for private use; fetch it in its own encoding")
    if _is_chinese_read_as_russian(text):
        raise Unreadable("the text is garbled: Chinese was read in an encoding of another script; fetch it again")
    if any(_has_rare_characters_only(chunk) for chunk in _chunks(text)):
        raise Unreadable("the Chinese is garbled: hardly any character is a common one; fetch it in its own encoding")


def _is_chinese_read_as_russian(text: str) -> bool:
    if len(_RUSSIAN_TWICE.findall(text)) > _MOST_HOLES:
        return True
    sample = _ASCII.sub("", text[:_SAMPLE])
    backs = (sample.encode(wrong, "ignore").decode("utf-8", "ignore") for wrong in _OTHER_SCRIPTS)
    return any(5 * han(back) > len(sample) for back in backs)


def _chunks(text: str) -> Iterator[str]:
    return (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))


def _has_rare_characters_only(chunk: str) -> bool:
    count, share = han(chunk), share_of_common(chunk)
    if count < _ENOUGH:
        return count > _FEW and share < _FEW_COMMON and _reads_better_elsewhere(chunk, share)
    return share < _FEWEST_COMMON or (share < _PLAINLY_COMMON and _reads_better_elsewhere(chunk, share))


def _reads_better_elsewhere(chunk: str, share: float) -> bool:
    """Whether the characters, turned back to bytes and read in another encoding, are those of Chinese law."""
    for wrong, right in _WRONGLY_READ:
        back = chunk.encode(wrong, "ignore").decode(right, "ignore")
        if 2 * han(back) > han(chunk) and share_of_common(back) > max(_PLAINLY_COMMON, share + 0.2):
            return True
    return False
