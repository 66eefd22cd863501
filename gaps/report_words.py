"""The fixed words of a gap report in its three languages, read from ``report_words.toml``. Quotes are never translated.

``sentences`` there are the judgement's own sentences as patterns with named gaps: the same key in each language. What
a provision says nothing on is one of the checklist's concepts, whose names stand in ``concept_words.toml``.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
_FILE: Final = Path(__file__).with_name("report_words.toml")
_CONCEPTS: Final = Path(__file__).with_name("concept_words.toml")
_GAP: Final = re.compile(r"\{(\w+)\}")


@cache
def words_in(language: str) -> Mapping[str, str]:
    """The fixed words of a language by key; `KeyError` for a language that the report does not have."""
    return {key: entry[language] for key, entry in _table()["words"].items()}


def say(sentence: str, language: str) -> tuple[str, bool]:
    """A sentence of the judgement in a language, and whether it could be said in it; else it stays in English."""
    if language == "en":
        return sentence, True
    for pattern, wordings in _sentences():
        found = pattern.fullmatch(sentence)
        if found:
            gaps = {name: _inner(name, text, language) for name, text in found.groupdict().items()}
            return wordings[language].format(**gaps), True
    return sentence, False


def _inner(name: str, text: str, language: str) -> str:
    """A gap called ``reason…`` is a sentence in turn, or a code that has words."""
    return say(text, language)[0] if name.startswith("reason") else text


@cache
def sentences_in(language: str) -> Mapping[str, str]:
    """The judgement's sentences in a language by key, each with named gaps: for pages that say them too."""
    return {key: entry[language] for key, entry in _table()["sentences"].items()}


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    with _FILE.open("rb") as file:
        table = tomllib.load(file)
    return {**table, "sentences": {**table["sentences"], **_concepts()}}


def _concepts() -> dict[str, dict[str, str]]:
    """Each name of a concept group is a sentence of its own, without gaps."""
    with _CONCEPTS.open("rb") as file:
        names = tomllib.load(file)
    return {f"concept {name}": dict(zip(LANGUAGES, (name, *chinese), strict=True)) for name, chinese in names.items()}


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """Longest first, so that a sentence is not taken for a shorter one with a long gap."""
    entries = sorted(_table()["sentences"].values(), key=lambda entry: -len(_GAP.sub("", entry["en"])))
    return tuple((re.compile(_regex(entry["en"]), re.DOTALL), entry) for entry in entries)


def _regex(text: str) -> str:
    parts = _GAP.split(text)
    named = [f"(?P<{name}>.+?)" for name in parts[1::2]]
    pieces = [re.escape(literal) for literal in parts[::2]]
    return "".join(piece for pair in zip(pieces, [*named, ""], strict=True) for piece in pair)
