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
from gaps.question_words import Part, english_words, other_parts, overlap, own_parts, terms_of
from gaps.requirement import Language
from index.glossary import concepts_of
from law.script import fold_text, has_cjk, script_of

QUESTIONS_FILE: Final = Path(__file__).parent.parent / "corpora" / "norms" / "questions.yaml"
_BREAK: Final = re.compile(r"[^\w]+")


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
class Searches:
    """``main`` are searches for what a question asks, beside the question itself, ``procedure`` those for how."""

    main: tuple[str, ...]
    procedure: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question read. ``parts`` are what it says, as texts of each language may say it; ``script`` its own.

    ``of_the_field`` says that it names information, records, secrecy or their publication itself. ``searches`` are
    those among texts of each language.
    """

    text: str
    language: Language
    script: str
    theme: str
    of_the_field: bool
    parts: Mapping[Language, tuple[Part, ...]]
    searches: Mapping[Language, Searches]

    def overlap(self, folded: str, language: Language) -> float:
        """The share of the question's words that a folded text has, from 0 to 1; 0 where it has no words."""
        parts = self.parts[language]
        return overlap(parts, terms_of(folded, language, _asks)) if parts else 0.0


def read_question(text: str) -> Question:
    """Read a question; deterministic, from its words alone."""
    folded = fold_text(text)
    language: Language = "zh" if has_cjk(folded) else "en"
    other: Language = "en" if language == "zh" else "zh"
    theme, topic = _theme(folded, language), _topic(folded, language)
    return Question(
        text=text,
        language=language,
        script="en" if language == "en" else (script_of(text) or "zh-Hans"),
        theme=theme.id,
        of_the_field=theme is not _file().themes[-1] or _names_the_field(folded, language),
        parts={
            language: own_parts(folded, language, _asks, lambda rest: _topic(rest, language)),
            other: other_parts(topic, language, _asks),
        },
        searches={
            language: _searches(topic, theme, language),
            other: _searches(_translated(topic, other), theme, other),
        },
    )


def _searches(topic: str, theme: _Theme, language: Language) -> Searches:
    wanted = ("主动公开", "不予公开 保密") if language == "zh" else ("publish", "refuse disclose")
    main = tuple(f"{topic} {more}" for more in wanted if topic)
    return Searches(main=main, procedure=theme.queries.zh if language == "zh" else theme.queries.en)


def _translated(topic: str, other: Language) -> str:
    """The first words of the other language for each concept that a topic names."""
    concepts, _ = concepts_of(topic)
    terms = (concept.english if other == "en" else concept.chinese for concept in concepts)
    return " ".join(words[0] for words in terms if words)


def _names_the_field(folded: str, language: Language) -> bool:
    asked = _file().field
    also = re.search(asked.zh if language == "zh" else asked.en, folded)
    return also is not None or speaks_of_the_field(folded, language)


def family(tag: str) -> Language:
    """The family of patterns that reads a text in a language: Chinese ones for zh, English ones for the rest."""
    return "zh" if tag.startswith("zh") else "en"


def _topic(folded: str, language: Language) -> str:
    """The question without the words that only ask."""
    if language == "en":
        return english_words(folded, _asks)
    for word in sorted(_asking()["zh"], key=lambda word: (-len(word), word)):
        folded = folded.replace(word, " ")
    return " ".join(_BREAK.sub(" ", folded).split())


def _asks(word: str) -> bool:
    return word in _asking()["en"]


def _theme(folded: str, language: Language) -> _Theme:
    """The first theme whose words stand in the question; the last one has none and takes the rest."""
    *named, rest = _file().themes
    return next((t for t in named if re.search(t.zh if language == "zh" else t.en, folded)), rest)


@cache
def _asking() -> Mapping[str, frozenset[str]]:
    asking = _file().asking
    return {"zh": frozenset(map(fold_text, asking.zh)), "en": frozenset(asking.en)}


@cache
def _file() -> _File:
    return _File.model_validate(yaml.safe_load(QUESTIONS_FILE.read_bytes()))
