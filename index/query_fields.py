"""Field prefixes of a query, in three languages: title:数据 number:国发 heading:权利 body:国务院 place:cn-sh kind:law.

A prefix narrows the search and is no word of it. A value with spaces stands in quotes (``title:"data protection"``); a
value may be repeated, and all titles and headings asked for must hold, while places, kinds and languages are
alternatives.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from index.field_values import kinds, languages, places
from index.holdings import Holdings
from index.records import BadQuery, SearchRequest
from law.identifier import title_key
from law.instrument import Instrument
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
QUOTED: Final = r'"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』|＂[^＂]*＂'
_OPENED: Final = r"[\"“「『＂]"
_FIELD_OR_QUOTED: Final = re.compile(
    rf"(?:^|(?<=[\s(（]))(?P<out>[-－−]|NOT\s)?(?P<name>{'|'.join(sorted(FIELD_NAMES, key=len, reverse=True))})"
    rf"\s?[:：]\s?(?P<value>{QUOTED}|{_OPENED}|[^\s\"“「『＂]*)|{QUOTED}",
    re.IGNORECASE,
)
"""What is quoted for itself holds no prefixes: "on the title: a study"."""
_MARKS: Final = '"“”「」『』＂ 《》'
_CLOSING: Final = re.compile(r"^[^(（]*(?=[)）]+$)")
_OF_INSTRUMENTS: Final = ("title", "number", "body")
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
        return any(self.values.get(name) for name in _OF_INSTRUMENTS)

    @property
    def headings(self) -> tuple[str, ...]:
        """What must stand in a heading that a provision is under, or in its own."""
        return self.values.get("heading", ())


NO_FIELDS: Final = Fields(rest="", values=MappingProxyType({}))


def read_fields(text: str) -> Fields:
    """The prefixes of a query. Raises BadQuery for one without a value, and for one that is to be left out."""
    values: dict[str, tuple[str, ...]] = {}
    for match in _FIELD_OR_QUOTED.finditer(text):
        if match["name"]:
            name = FIELD_NAMES[match["name"].casefold()]
            values[name] = (*values.get(name, ()), _value(match))
    rest = _FIELD_OR_QUOTED.sub(lambda match: " " if match["name"] else match[0], text)
    return Fields(rest=rest.strip(), values=MappingProxyType(values))


def _value(match: re.Match[str]) -> str:
    name, value = match["name"], match["value"].strip(_MARKS)
    if match["out"]:
        raise BadQuery(
            f'{name}: cannot be left out: only words and phrases can, such as -企业 or -"国家秘密"; '
            "a prefix keeps what has it"
        )
    if re.fullmatch(_OPENED, match["value"]):
        raise BadQuery(
            f'{name}: has a quotation mark behind it that is not closed: write both, such as title:"data protection"'
        )
    if not any(map(str.isalnum, value)):
        raise BadQuery(
            f"{name}: has nothing after it: write what is asked for directly behind the colon, "
            'such as title:数据, or in quotes, such as title:"data protection"'
        )
    in_brackets = _CLOSING.match(value)
    return in_brackets[0] if in_brackets else value


def with_fields(request: SearchRequest, fields: Fields) -> SearchRequest:
    """The request under the places, kinds and languages of the prefixes, where it sets none itself. Raises BadQuery."""
    given: dict[str, Any] = {
        "jurisdictions": _codes(places, fields.values.get("place", ())),
        "kinds": _codes(kinds, fields.values.get("kind", ())),
        "languages": _codes(languages, fields.values.get("language", ())),
    }
    return replace(request, **{name: values for name, values in given.items() if values and not getattr(request, name)})


def _codes(read: Callable[[str], tuple[str, ...]], values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for value in values for code in read(value)))


def versions_of(holdings: Holdings, fields: Fields) -> tuple[int, ...] | None:
    """The versions whose instrument has the title, number and body asked for; None where none is asked for."""
    if not fields.of_instruments:
        return None
    fitting = {i.id for i in holdings.instruments if all(_fits(i, name, fields) for name in _OF_INSTRUMENTS)}
    versions = tuple(number for number, (instrument, _) in enumerate(holdings.numbered) if instrument.id in fitting)
    if len(versions) > MOST_VERSIONS:
        raise BadQuery(f"{len(versions):,} texts have such a title, number or body: say more of it")
    return versions


def nothing_has(fields: Fields, versions: Sequence[int] | None) -> tuple[str, ...]:
    """A sentence where no version is left by the title, number and body asked for."""
    if versions is None or versions:
        return ()
    asked = (f"{name}:{value}" for name in _OF_INSTRUMENTS for value in fields.values.get(name, ()))
    return (f"no text that is held has {' '.join(asked)}: leave the prefix out to search for it as words",)


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
