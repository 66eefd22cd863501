"""A letter of request to print, filled in with the question and what the quotes say; the rest is for the writer."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter

from gaps.answer_records import Quoted
from gaps.norm_records import NormKind

LETTERS_FILE: Final = Path(__file__).parent.parent / "corpora" / "norms" / "letters.yaml"
_BLANK: Final = "______________________________"
_LONGEST_QUOTE: Final = 160
_ANSWER: Final = "answer"


def letter_of(question: str, theme: str, language: str, quotes: Mapping[NormKind, tuple[Quoted, ...]]) -> str:
    """The letter in ``en``, ``zh-Hans`` or ``zh-Hant``; what no quote says stays a line to write on."""
    limit = next((q for q in quotes.get(NormKind.TIME_LIMIT, ()) if q.action == _ANSWER), None)
    asking = quotes.get(NormKind.ON_REQUEST, ())
    named = sorted(asking, key=lambda q: (limit is None or q.instrument != limit.instrument, q.actor is None))
    basis = next(iter(named), None)
    filled = {
        "{body}": _BLANK,
        "{matter}": " ".join(question.split()),
        "{basis}": _cited(basis) if basis else _BLANK,
        "{limit}": _cited(limit) if limit else _BLANK,
    }
    return "\n".join(_filled(line, filled) for line in _letters()[theme][language])


def _filled(line: str, values: Mapping[str, str]) -> str:
    """One pass: braces in a question or quote are left as they are."""
    for gap, value in values.items():
        if gap in line:
            return line.replace(gap, value, 1)
    return line


def _cited(quote: Quoted) -> str:
    words = " ".join(quote.quote.split())
    shown = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
    return f"{quote.citation}: {shown}" if quote.language == "en" else f"{quote.citation}：“{shown}”"


@cache
def _letters() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    adapter = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])
    return adapter.validate_python(yaml.safe_load(LETTERS_FILE.read_bytes()))
