"""What stands behind ``place:``, ``kind:`` and ``language:``, as codes: names in three languages, several by commas."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from index.records import BadQuery
from law.jurisdiction import JURISDICTIONS, find_places
from law.kind import KINDS
from law.script import fold_text, has_cjk

_SEVERAL: Final = re.compile(r"[,，、;；]")
_MOST_NAMED: Final = 8
_CHINESE: Final = ("zh-Hans", "zh-Hant")
_LANGUAGES: Final = MappingProxyType(
    {
        **dict.fromkeys(("en", "english", "英文", "英语"), ("en",)),
        **dict.fromkeys(("zh", "chinese", "中文", "汉语"), _CHINESE),
        **dict.fromkeys(("zh-hans", "简体", "简体中文"), ("zh-Hans",)),
        **dict.fromkeys(("zh-hant", "繁体", "繁体中文", "正体"), ("zh-Hant",)),
        **dict.fromkeys(("ja", "japanese", "日文", "日语"), ("ja",)),
        **dict.fromkeys(("fr", "french", "法文", "法语"), ("fr",)),
    }
)


def places(value: str) -> tuple[str, ...]:
    """The codes of one or more places. Raises BadQuery."""
    named = find_places(value)
    whole = len(named) == 1 and (named[0].start, named[0].end) == (0, len(value))  # Washington, D.C.
    return _place(value) if whole else _each(_place, value)


def kinds(value: str) -> tuple[str, ...]:
    """The codes of one or more kinds. Raises BadQuery."""
    return _each(_kind, value)


def languages(value: str) -> tuple[str, ...]:
    """The tags of one or more languages. Raises BadQuery."""
    return _each(_language, value)


def _each(read: Callable[[str], tuple[str, ...]], value: str) -> tuple[str, ...]:
    parts = [part for each in _SEVERAL.split(value) if (part := each.strip())]
    return tuple(dict.fromkeys(code for part in parts for code in read(part)))


def _place(value: str) -> tuple[str, ...]:
    if value.casefold() in JURISDICTIONS:
        return (value.casefold(),)
    found = {code for mention in find_places(value) for code in mention.codes}
    if len(found) == 1:
        return tuple(found)
    several = f"may be any of {', '.join(sorted(found))}" if found else "is no place that is known"
    raise BadQuery(
        f"place:{value[:40]} {several}: write its code, such as place:cn-sh, or its name, such as place:上海"
    )


def _kind(value: str) -> tuple[str, ...]:
    wanted = fold_text(value).replace(" ", "_")
    for code, kind in KINDS.items():
        if wanted in {code, *(fold_text(name).replace(" ", "_") for name in kind.names.values())}:
            return (code,)
    raise BadQuery(f"kind:{value[:40]} is no kind that is known: write one of {', '.join(_nearest_kinds(value))}")


def _nearest_kinds(value: str) -> list[str]:
    """Names of kinds in the script of what was typed, those that have most of it first."""
    known = [kind.names["zh-Hans"] for kind in KINDS.values()] if has_cjk(value) else list(KINDS)
    wanted = fold_text(value).replace(" ", "_")
    return sorted(known, key=lambda name: -SequenceMatcher(a=fold_text(name), b=wanted).ratio())[:_MOST_NAMED]


def _language(value: str) -> tuple[str, ...]:
    found = _LANGUAGES.get(fold_text(value).casefold())
    if found is None:
        raise BadQuery(f"language:{value[:40]} is not known: write en, zh-Hans, zh-Hant, ja or fr")
    return found
