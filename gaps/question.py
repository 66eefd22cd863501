"""A question in plain words: its language, what it is about, and the searches that find its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from gaps.norms import speaks_of_the_field
from gaps.requirement import Language
from law.script import CJK, fold_text, script_of

QUESTIONS_FILE: Final = Path(__file__).parent.parent / "corpora" / "norms" / "questions.yaml"
_HAN: Final = re.compile(f"[{CJK}]")
_WORD: Final = re.compile(r"[a-z][a-z-]{1,30}")
_BREAK: Final = re.compile(r"[^\w]+")
_ENDING: Final = re.compile(r"(ies|es|s|ing|ed|ion|al)$")
_SHORTEST_STEM: Final = 4


class _Both(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: tuple[str, ...]
    en: tuple[str, ...]


class _One(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str


class _Theme(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    zh: str
    en: str
    about: _One
    queries: _Both


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    asking: _Both
    field: _One
    themes: tuple[_Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question read. ``terms`` are pairs of characters or stems that an answer should share; ``script`` its own.

    ``of_the_field`` says that it names information, records, secrecy or their publication itself.
    ``main`` are searches for what it asks, ``procedure`` those for how to go about it.
    """

    text: str
    language: Language
    script: str
    theme: str
    of_the_field: bool
    terms: frozenset[str]
    main: tuple[str, ...]
    procedure: tuple[str, ...]

    def overlap(self, folded: str) -> float:
        """The share of the question's terms that a folded text has, from 0 to 1; 0 where it has no terms."""
        if not self.terms:
            return 0.0
        held = terms_of(folded, self.language)
        return sum(1 for term in self.terms if term in held) / len(self.terms)


def read_question(text: str) -> Question:
    """Read a question; deterministic, from its words alone."""
    folded = fold_text(text)
    language: Language = "zh" if _HAN.search(folded) else "en"
    theme = _theme(folded, language)
    topic = _topic(folded, language)
    terms = terms_of(topic, language)
    wanted = ("主动公开", "不予公开 保密") if language == "zh" else ("publish", "refuse disclose")
    return Question(
        text=text,
        language=language,
        script="en" if language == "en" else (script_of(text) or "zh-Hans"),
        theme=theme.id,
        of_the_field=theme is not _file().themes[-1] or _names_the_field(folded, language),
        terms=terms,
        main=(text, *(f"{topic} {more}" for more in wanted if topic)),
        procedure=_in(theme.queries, language),
    )


def _names_the_field(folded: str, language: Language) -> bool:
    asked = _file().field
    also = re.search(asked.zh if language == "zh" else asked.en, folded)
    return also is not None or speaks_of_the_field(folded, language)


def family(tag: str) -> Language:
    """The family of patterns that reads a text in a language: Chinese ones for zh, English ones for the rest."""
    return "zh" if tag.startswith("zh") else "en"


def terms_of(folded: str, language: Language) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters with words in Latin letters, or the stems of English words."""
    words = {_stem(word) for word in _WORD.findall(folded) if word not in _asking()["en"]}
    if language == "en":
        return frozenset(words)
    runs = (run for run in _BREAK.split(folded) if _HAN.search(run))
    return frozenset(words | {run[i : i + 2] for run in runs for i in range(len(run) - 1)})


def _topic(folded: str, language: Language) -> str:
    """The question without the words that only ask."""
    if language == "en":
        return " ".join(word for word in _WORD.findall(folded) if word not in _asking()["en"])
    for word in sorted(_asking()["zh"], key=lambda word: (-len(word), word)):
        folded = folded.replace(word, " ")
    return " ".join(_BREAK.sub(" ", folded).split())


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _theme(folded: str, language: Language) -> _Theme:
    """The first theme whose words stand in the question; the last one has none and takes the rest."""
    *named, rest = _file().themes
    return next((t for t in named if re.search(t.zh if language == "zh" else t.en, folded)), rest)


def _in(both: _Both, language: Language) -> tuple[str, ...]:
    return both.zh if language == "zh" else both.en


@cache
def _asking() -> Mapping[str, frozenset[str]]:
    asking = _file().asking
    return {"zh": frozenset(map(fold_text, asking.zh)), "en": frozenset(asking.en)}


@cache
def _file() -> _File:
    return _File.model_validate(yaml.safe_load(QUESTIONS_FILE.read_bytes()))
