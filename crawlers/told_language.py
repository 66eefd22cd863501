"""The language of a text that a person brings, as its letters and commonest words tell it."""

import re
from typing import Final

from law.script_choice import script_of

_ENGLISH: Final = re.compile(r"\b(?:the|of|shall|and|this|any)\b", re.IGNORECASE)
_LATIN_WORD: Final = re.compile("[A-Za-z\u00c0-\u024f]+")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_FEWEST_ENGLISH: Final = 0.08
"""In English statutes these six words make up well over a tenth of all."""
_ENGLISH_TOO: Final = re.compile(
    r"\b(?:the|of|shall|and|this|these|any|to|or|for|be|by|with|must|may|not|that|which|are|from|is|has|every|each|such|"
    r"if|where|when|who|their|other|all)\b",
    re.IGNORECASE,
)
_FEWEST_ENGLISH_TOO: Final = 0.16
"""A short rule may have few of the six; these make up a quarter of English and a tenth of its neighbours."""


def language_of(words: str) -> str | None:
    """The language as the letters tell it: zh-Hans, zh-Hant, en; None for all others, which are not told apart."""
    latin = len(_LATIN_WORD.findall(words))
    if len(_HAN.findall(words)) > latin:
        return script_of(words)
    most = len(_ENGLISH.findall(words)), len(_ENGLISH_TOO.findall(words))
    return "en" if most[0] > _FEWEST_ENGLISH * latin or most[1] > _FEWEST_ENGLISH_TOO * latin else None
