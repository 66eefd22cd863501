"""Sentences that the program itself makes in English (the basis of a status, notes of a search), in a page's language.

The English file holds each as a pattern with named gaps under ``statement``; a sentence that fits one is said in the
other language with the gaps filled in. What fits none, such as words quoted from a law, is shown as it is and marked
with the language that it is in.
"""

import re
from functools import cache
from typing import Final

from markupsafe import Markup, escape

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
    return words(
        key,
        **{
            name: say(gap, words) if name.startswith("reason") else _as_it_is(gap, words.language)
            for name, gap in gaps.items()
        },
    )


def recognise(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The key of a sentence and what stands in its gaps; None for a sentence that we do not know."""
    if len(sentence) > _LONGEST:
        return None
    for key, pattern in _patterns():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return key, match.groupdict()
    return None


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
