"""The words of the pages in their languages, and the choice of a language for a reader."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from gaps.report_words import sentences_in

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
FOLDER: Final = Path(__file__).with_name("locale")
_TRADITIONAL: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_MOST_RANGES: Final = 20


class UnknownWord(KeyError):
    """A key that the language's file does not have; the message names both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All the words of one language. Values that are put into a text are escaped unless they are markup already."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The text of a key with its values filled in. Raises UnknownWord."""
        if key not in self.entries:
            raise UnknownWord(f"{key!r} is not in ui/locale/{self.language}.toml")
        text = escape(self.entries[key])
        return text.format(**values) if values else text

    def counted(self, key: str, n: int, /, **values: object) -> Markup:
        """The text ``key.one`` or ``key.other`` for a number, which the text shows as ``{n}``."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=f"{n:,}", **values)

    def has(self, key: str) -> bool:
        """Whether there is a text for the key: for codes that come from data."""
        return key in self.entries


@cache
def words_in(language: str) -> Words:
    """The words of one of ``LANGUAGES``, with the sentences of gap reports, which have a table of their own."""
    said = {f"statement.{key}": text for key, text in sentences_in(language).items()}
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return Words(language=language, entries={**said, **dict(_flat(tomllib.load(file)))})


def choose_language(asked: str | None, accepted: str | None) -> str:
    """The language asked for in the address, else the best of an Accept-Language header (RFC 9110), else English."""
    if asked in LANGUAGES:
        return asked or LANGUAGES[0]
    ranges = [_range(part) for part in (accepted or "").split(",")[:_MOST_RANGES]]
    for _, tag in sorted(ranges, key=lambda pair: -pair[0]):
        found = _ours(tag)
        if found is not None:
            return found
    return LANGUAGES[0]


def _range(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().lower().partition(";q=")
    try:
        return float(weight or 1), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


def _ours(tag: str) -> str | None:
    if tag.startswith(_TRADITIONAL):
        return "zh-Hant"
    main = tag.partition("-")[0]
    return {"zh": "zh-Hans", "en": "en"}.get(main)


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{above}{name}"
        found += _flat(value, f"{key}.") if isinstance(value, Mapping) else [(key, str(value))]
    return found
