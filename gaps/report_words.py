"""The fixed words of a gap report in its three languages, read from ``report_words.toml``. Quotes are never translated.

``sentences`` there are the judgement's own sentences as patterns with named gaps: the same key in each language. What
a provision says nothing on is one of the checklist's concepts, whose names stand in ``concept_words.toml``; why one is
partial or a near-miss as the checklist itself words it stands in ``limit_words.toml``.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gaps.requirement import Wording

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
_FILE: Final = Path(__file__).with_name("report_words.toml")
_OF_THE_CHECKLIST: Final = tuple(Path(__file__).with_name(f"{name}_words.toml") for name in ("limit", "concept"))
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
    """A gap called ``reason…`` is a sentence in turn, a code that has words, or the name of an element."""
    if not name.startswith("reason"):
        return text
    said, known = say(text, language)
    names = None if known else _elements().get(text)
    return names.in_language(language) if names else said


@cache
def _elements() -> "Mapping[str, Wording]":
    """What a provision lacks may be an element. The checklist is read for that alone, which hardly any report needs."""
    from gaps.checklist import load_checklist

    return {element.names.en: element.names for asked in load_checklist().requirements for element in asked.elements}


@cache
def sentences_in(language: str) -> Mapping[str, str]:
    """The judgement's sentences in a language by key, each with named gaps: for pages that say them too."""
    return {key: entry[language] for key, entry in _table()["sentences"].items()}


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    with _FILE.open("rb") as file:
        table = tomllib.load(file)
    return {**table, "sentences": {**table["sentences"], **_of_the_checklist()}}


def _of_the_checklist() -> dict[str, dict[str, str]]:
    """Each name of a concept group, and each reason of a limit or exclusion, is a sentence of its own, without gaps."""
    found: dict[str, dict[str, str]] = {}
    for file in _OF_THE_CHECKLIST:
        with file.open("rb") as words:
            entries = tomllib.load(words)
        found |= {f"{file.stem} {en}": dict(zip(LANGUAGES, (en, *zh), strict=True)) for en, zh in entries.items()}
    return found


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
