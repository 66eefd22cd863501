"""The title beside an English citation: "DPA 2018 s 13", "section 13 of the Data Protection Act 2018", "this Act"."""

import re
from dataclasses import dataclass
from typing import Final

INSTRUMENT_WORDS: Final = (
    "Act|Law|Code|Regulations?|Directive|Ordinance|Convention|Constitution|Charter|Treaty|Rules?|Order|Measures"
    "|Provisions|Decree|Statute|Bill"
)
"""The nouns that end (or begin) the title of an instrument in English."""

_WINDOW: Final = 120
_NOUN: Final = re.compile(rf"(?:{INSTRUMENT_WORDS})")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z&]{0,8}|Cap\.?")
_YEAR: Final = re.compile(r"[12][0-9]{3}|[0-9]{1,4}[A-Z]?|[0-9]{2,4}/[0-9]{1,4}(?:/E[CU])?")
_ABBREVIATED: Final = re.compile(r"[A-Z][a-z]{0,4}\.")
_BRACKETED: Final = re.compile(r"\([A-Z][\w-]*\)")
_TOKEN: Final = re.compile(r"\S+")
_FOREIGN: Final = re.compile(r"[\u2e80-\uffef\"“”]")
_SMALL_WORDS: Final = frozenset({"of", "and", "the", "for", "on", "in", "to", "by", "with", "as", "or"})
_NOT_TITLES: Final = frozenset({"see", "under", "by", "with", "cf", "also", "per", "this"}) | _SMALL_WORDS
_WORD: Final = r"[A-Z][\w'’&-]{0,30}(?:\s\([A-Z][\w ]{1,30}\))?\s(?:(?:of|and|the|for|on|in|to)\s){0,3}"
_AFTER: Final = re.compile(
    r"\s{1,3}(?:(?:of|in|under)\s{1,3}(?:"
    rf"(?P<relative>(?:this|the\s{{1,2}}present|the\s{{1,2}}same)\s{{1,2}}(?:{INSTRUMENT_WORDS}))\b"
    r"|(?:the\s{1,3})?(?P<title>(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC)\)\s(?:No\s)?[0-9]{1,4}/[0-9]{1,4}"
    r"|Directive\s[0-9]{2,4}/[0-9]{1,4}/E[CU]"
    rf"|(?:{_WORD}){{0,12}}(?:{INSTRUMENT_WORDS})(?:\s(?:of\s)?[12][0-9]{{3}})?\b"
    r"|[A-Z][A-Za-z&]{1,11}(?:\s[12][0-9]{3})?\b))|(?P<acronym>[A-Z]{3,8})\b"
    rf"|(?P<ends>(?:{_WORD}){{1,12}}(?:{INSTRUMENT_WORDS})(?:\s(?:of\s)?[12][0-9]{{3}})?)\s*$)"
)
"""A title without of before it (section 13 Access to Information Act) is read where the text ends with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBeside:
    """A title with its span; `title` is None for "this Act"."""

    start: int
    end: int
    title: str | None


def title_after(text: str, position: int) -> TitleBeside | None:
    """The title in " of the GDPR", " of Regulation (EU) 2016/679", " of this Act" or " GDPR" at `position`."""
    match = _AFTER.match(text, position)
    if match is None or (match["title"] and not _plausible(match["title"])):
        return None
    return TitleBeside(start=position, end=match.end(), title=match["title"] or match["acronym"] or match["ends"])


def _plausible(title: str) -> bool:
    """An acronym, or words that hold an instrument's noun: not "of France"."""
    return bool(_ACRONYM.match(title) or _NOUN.search(title))


def title_before(text: str, position: int) -> TitleBeside | None:
    """The title that ends at `position`, a comma and spaces aside. Constant work."""
    head = text[max(0, position - _WINDOW) : position].rstrip(" ,;:\t\r\n")
    head = _after_opening(head)
    words = list(_TOKEN.finditer(head))
    count = _words_of_title([word[0] for word in words])
    if count == 0:
        return None
    end = len(text[:position].rstrip(" ,;:\t\r\n"))
    start = end - len(head) + words[-count].start()
    return TitleBeside(start=start, end=end, title=text[start:end])


def _after_opening(head: str) -> str:
    """What follows the last Chinese character, quotation mark or bracket that is still open."""
    head = head[max((match.end() for match in _FOREIGN.finditer(head)), default=0) :]
    bracket = head.rfind("(")
    return head[bracket + 1 :] if bracket >= 0 and ")" not in head[bracket:] else head


def _words_of_title(words: list[str]) -> int:
    """How many of the last words make up a title; 0 when they do not."""
    count = 1 if words and _YEAR.fullmatch(words[-1]) else 0
    if count and len(words) > count and words[-2] == "of":
        count += 1
    if len(words) <= count:
        return 0
    last = words[-1 - count]
    if _ACRONYM.fullmatch(last):
        return count + 1
    return _extended(words, count) if _NOUN.fullmatch(last) else 0


def _extended(words: list[str], count: int) -> int:
    """Take in the capitalised words before the noun, with small words only between them."""
    total = count = count + 1
    for word in reversed(words[:-count]):
        if word in _SMALL_WORDS or _BRACKETED.fullmatch(word):
            count += 1
        elif word[:1].isupper() and word.casefold() not in _NOT_TITLES and _goes_on(word):
            count += 1
            total = count
        else:
            break
    return total


def _goes_on(word: str) -> bool:
    """Cal. and Civ. are within a title; another word with a full stop ends the sentence before it."""
    return word[-1] not in ".;:" or bool(_ABBREVIATED.fullmatch(word))
