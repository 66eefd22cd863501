"""Sentences that the program itself makes in English (the basis of a status, notes of a search), in a page's language.

The English file holds each as a pattern with named gaps under ``statement``; a sentence that fits one is said in the
other language with the gaps filled in. What fits none, such as words quoted from a law, is shown as it is and marked
with the language that it is in.
"""

import re
from collections import Counter
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from law.jurisdiction import JURISDICTIONS
from ui.locale import Words, words_in

_PREFIX: Final = "statement."
_GAP: Final = re.compile(r"\{(\w+)\}")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[A-Za-z]{3}|[\u4e00-\u9fff]")
_LONGEST: Final = 2_000


def say(sentence: str, words: Words) -> Markup:
    """The sentence in the language of the words; what stands in its gaps is a sentence in turn, or a quotation."""
    found = recognise(sentence)
    if found is None:
        return _as_it_is(sentence, words.language)
    key, gaps = found
    return words(key, **{name: _gap(name, gap, words) for name, gap in gaps.items()})


def recognise(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The key of a sentence and what stands in its gaps; None for a sentence that we do not know."""
    if len(sentence) > _LONGEST:
        return None
    for key, pattern in _patterns():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return key, match.groupdict()
    return None


def _gap(name: str, gap: str, words: Words) -> Markup:
    if name.startswith("reason"):
        return say(gap, words)
    return _as_it_is(_places(gap, words.language) if name == "places" else gap, words.language)


def _places(named: str, language: str) -> str:
    """Places that a sentence names in English (Beijing, Shanghai and Taiwan), as the language names them."""
    if language == "en":
        return named
    names = _place_names(language)
    return "、".join(re.split(r", | and ", _place_pattern().sub(lambda place: names[place[0]], named)))


@cache
def _place_names(language: str) -> dict[str, str]:
    """By the names in English that only one place has: Suzhou may be 苏州 or 宿州."""
    once = Counter(place.names["en"] for place in JURISDICTIONS.values())
    return {name: place.names[language] for place in JURISDICTIONS.values() if once[name := place.names["en"]] == 1}


@cache
def _place_pattern() -> re.Pattern[str]:
    """The longest name first: Newfoundland and Labrador is one place."""
    names = sorted(_place_names("en"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _as_it_is(sentence: str, language: str) -> Markup:
    own = "zh" if _HAN.search(sentence) else "en"
    if language.startswith(own) or not _WORD.search(sentence):
        return escape(sentence)
    return Markup('<span lang="{}">{}</span>').format(own, sentence)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Longest first, so that a sentence is not taken for a shorter one with a long gap."""
    entries = [(key, text) for key, text in words_in("en").entries.items() if key.startswith(_PREFIX)]
    entries.sort(key=lambda pair: -len(_GAP.sub("", pair[1])))
    return tuple((key, re.compile(_regex(text), re.DOTALL)) for key, text in entries)


def _regex(text: str) -> str:
    parts = _GAP.split(text)
    literals, names = parts[::2], parts[1::2]
    pieces = [re.escape(literals[0])]
    for name, literal in zip(names, literals[1:], strict=True):
        pieces += [f"(?P<{name}>.+?)", re.escape(literal)]
    return "".join(pieces)
