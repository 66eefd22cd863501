"""Field prefixes of a query, in three languages: title:数据 number:国发 heading:权利 body:国务院 place:cn-sh kind:law.

A prefix narrows the search and is no word of it. A value with spaces stands in quotes (``title:"data protection"``); a
value may be repeated, and all titles and headings asked for must hold, while places, kinds and languages are
alternatives.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from index.holdings import Holdings
from index.records import BadQuery, SearchRequest
from law.identifier import title_key
from law.instrument import Instrument
from law.jurisdiction import JURISDICTIONS, find_places
from law.kind import KINDS
from law.script import fold_text

FIELD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("title", "标题", "標題", "名称", "名稱"), "title"),
        **dict.fromkeys(("number", "文号", "文號", "字号", "字號"), "number"),
        **dict.fromkeys(("body", "issuer", "机关", "機關", "发布机关", "發布機關", "制定机关", "制定機關"), "body"),
        **dict.fromkeys(("heading", "章节", "章節"), "heading"),
        **dict.fromkeys(("place", "jurisdiction", "地区", "地區", "地域", "法域"), "place"),
        **dict.fromkeys(("kind", "种类", "種類", "类型", "類型", "效力级别", "效力級別"), "kind"),
        **dict.fromkeys(("language", "lang", "语言", "語言"), "language"),
    }
)
PREFIXES: Final = ", ".join(f"{name}:" for name in dict.fromkeys(FIELD_NAMES.values()))
_QUOTED: Final = r'"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』|＂[^＂]*＂'
_FIELD: Final = re.compile(
    rf"(?:^|(?<=\s))(?P<name>{'|'.join(sorted(FIELD_NAMES, key=len, reverse=True))})\s?[:：]\s?"
    rf"(?P<value>{_QUOTED}|[^\s\"“「『＂]*)",
    re.IGNORECASE,
)
_MARKS: Final = '"“”「」『』＂ 《》'
_LANGUAGES: Final = MappingProxyType(
    {
        **dict.fromkeys(("en", "english", "英文", "英语"), "en"),
        **dict.fromkeys(("zh-hans", "简体", "简体中文"), "zh-Hans"),
        **dict.fromkeys(("zh-hant", "繁体", "繁体中文", "正体"), "zh-Hant"),
        **dict.fromkeys(("ja", "japanese", "日文", "日语"), "ja"),
        **dict.fromkeys(("fr", "french", "法文", "法语"), "fr"),
    }
)
MOST_VERSIONS: Final = 20_000
"""A server refuses a filter of more than 65,536 values; whoever asks for so many titles is asking for a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the prefixes ask: values by field. ``rest`` is the query without them."""

    rest: str
    values: Mapping[str, tuple[str, ...]]

    @property
    def of_instruments(self) -> bool:
        """Whether titles, numbers or bodies are asked for."""
        return any(self.values.get(name) for name in ("title", "number", "body"))

    @property
    def headings(self) -> tuple[str, ...]:
        """What must stand in a heading that a provision is under, or in its own."""
        return self.values.get("heading", ())


NO_FIELDS: Final = Fields(rest="", values=MappingProxyType({}))


def read_fields(text: str) -> Fields:
    """The prefixes of a query. Raises BadQuery for one without a value."""
    values: dict[str, tuple[str, ...]] = {}
    for match in _FIELD.finditer(text):
        name, value = FIELD_NAMES[match["name"].casefold()], match["value"].strip(_MARKS)
        if not any(map(str.isalnum, value)):
            raise BadQuery(
                f"{match['name']}: has nothing after it: write what is asked for directly behind the colon, "
                'such as title:数据, or in quotes, such as title:"data protection"'
            )
        values[name] = (*values.get(name, ()), value)
    return Fields(rest=_FIELD.sub(" ", text).strip(), values=MappingProxyType(values))


def with_fields(request: SearchRequest, fields: Fields) -> SearchRequest:
    """The request under the places, kinds and languages of the prefixes, where it sets none itself. Raises BadQuery."""
    given: dict[str, Any] = {
        "jurisdictions": tuple(map(_place, fields.values.get("place", ()))),
        "kinds": tuple(map(_kind, fields.values.get("kind", ()))),
        "languages": tuple(map(_language, fields.values.get("language", ()))),
    }
    return replace(request, **{name: values for name, values in given.items() if values and not getattr(request, name)})


def versions_of(holdings: Holdings, fields: Fields) -> tuple[int, ...] | None:
    """The versions whose instrument has the title, number and body asked for; None where none is asked for."""
    if not fields.of_instruments:
        return None
    fitting = {
        i.id for i in holdings.instruments if all(_fits(i, name, fields) for name in ("title", "number", "body"))
    }
    versions = tuple(number for number, (instrument, _) in enumerate(holdings.numbered) if instrument.id in fitting)
    if len(versions) > MOST_VERSIONS:
        raise BadQuery(f"{len(versions):,} texts have such a title, number or body: say more of it")
    return versions


def _fits(instrument: Instrument, name: str, fields: Fields) -> bool:
    held = [_key(text) for text in _texts(instrument, name)]
    return all(any(_key(value) in text for text in held) for value in fields.values.get(name, ()))


def _texts(instrument: Instrument, name: str) -> Iterable[str]:
    if name == "title":
        return (*instrument.titles.values(), *instrument.short_titles)
    if name == "body":
        return (instrument.issuing_body or "",)
    return (instrument.number or "", *instrument.alternates.values())


def _key(text: str) -> str:
    return title_key(text) or fold_text(text)


def _place(value: str) -> str:
    if value.casefold() in JURISDICTIONS:
        return value.casefold()
    found = {code for mention in find_places(value) for code in mention.codes}
    if len(found) == 1:
        return found.pop()
    several = f"may be any of {', '.join(sorted(found))}" if found else "is no place that is known"
    raise BadQuery(
        f"place:{value[:40]} {several}: write its code, such as place:cn-sh, or its name, such as place:上海"
    )


def _kind(value: str) -> str:
    wanted = fold_text(value).replace(" ", "_")
    for code, kind in KINDS.items():
        if wanted in {code, *(fold_text(name).replace(" ", "_") for name in kind.names.values())}:
            return code
    raise BadQuery(f"kind:{value[:40]} is no kind that is known: the kinds are {', '.join(KINDS)}")


def _language(value: str) -> str:
    found = _LANGUAGES.get(fold_text(value).casefold())
    if found is None:
        raise BadQuery(f"language:{value[:40]} is not known: write en, zh-Hans, zh-Hant, ja or fr")
    return found
