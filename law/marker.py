"""The marks that begin a numbered part of an article: （一） ㈠ 一、 1. (1) ① (a) (iv)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from law.numerals import NotANumeral, parse_numeral
from law.roman import roman_value

_HAN_NUMBER: Final = "[〇零○一二三四五六七八九十百廿]{1,6}"
_MARKER: Final = re.compile(
    rf"[\s\u3000]{{0,9}}(?:(?P<han_comma>{_HAN_NUMBER}(?:之{_HAN_NUMBER})?)[、．](?![、])"
    rf"|[（(]\s?(?P<han_brackets>{_HAN_NUMBER}(?:之{_HAN_NUMBER})?)\s?[）)]|(?P<enclosed>[㈠-㈩])"
    r"|(?P<dotted>[0-9０-９]{1,3}(?:-[0-9]{1,2})?)(?:、|[.．](?![0-9０-９]))"
    r"|[（(](?P<digits>[0-9０-９]{1,3}[A-Z]{0,2})[）)]|(?P<bracketed>[⑴-⒇])|(?P<circled>[①-⑳])"
    r"|[（(](?P<latin>[a-z]{1,6}|[A-Z]{1,6})[）)])"
)
_STYLES: Final = {
    "han_comma": "han-comma", "han_brackets": "han-brackets", "enclosed": "han-brackets", "dotted": "dotted",
    "digits": "digits", "bracketed": "digits", "circled": "circled", "latin": "letters",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A mark at `start`; `number` in plain digits or lower-case letters, `style` naming the typographic level."""

    style: str
    number: str
    start: int


def markers_of(text: str, start: int, end: int, last: dict[str, str], *, nested: bool) -> tuple[Marker, ...]:
    """The mark that begins `text[start:end]`, and with `nested` those that follow directly on it, as in (1)(a).

    `last` gives the latest number of each style that is still open: it tells the letter (i) after (h) from the numeral.
    """
    found: list[Marker] = []
    match = _MARKER.match(text, start, end)
    while match is not None and (nested or not found):
        marker = _marker(match, last)
        if marker is None:
            break
        found.append(marker)
        match = _MARKER.match(text, match.end(), end)
    return tuple(found)


def _marker(match: re.Match[str], last: dict[str, str]) -> Marker | None:
    kind = str(match.lastgroup)
    printed = match[kind]
    start = match.end() - len(match[0].lstrip())
    if kind == "latin":
        style = _latin_style(printed, last)
        return Marker(style=style, number=printed.lower() if printed.islower() else printed, start=start)
    number = _number(printed)
    return None if number is None else Marker(style=_STYLES[kind], number=number, start=start)


def _number(printed: str) -> str | None:
    """The number in ASCII digits, a branch joined with a hyphen: 一之一 is 1-1."""
    plain = unicodedata.normalize("NFKC", printed).strip("()")
    if plain[0].isdigit():
        return plain.lower()
    try:
        return "-".join(str(parse_numeral(part)) for part in plain.split("之"))
    except NotANumeral:
        return None


def _latin_style(printed: str, last: dict[str, str]) -> str:
    """Letters or Roman numerals, small or capital; what continues an open list wins, then a first numeral (i)."""
    case = "" if printed.islower() else "capital-"
    letters, romans = f"{case}letters", f"{case}romans"
    value = roman_value(printed.lower())
    previous = last.get(letters, "")
    if value is None or (len(printed) == 1 and len(previous) == 1 and ord(printed) == ord(previous) + 1):
        return letters
    return romans if value == 1 or romans in last else letters


def mark_end(text: str, start: int, end: int) -> int:
    """The offset where the mark that begins ``text[start:end]`` ends; ``start`` where none begins it."""
    match = _MARKER.match(text, start, end)
    return match.end() if match else start
