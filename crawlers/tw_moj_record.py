"""One law of Taiwan's Ministry of Justice in any of its forms: JSON and two kinds of XML, Chinese and English.

JSON and the new XML use English names (LawName, LawModifiedDate …; with the prefix Eng in the English edition), among
them the misspelt ``LawAttachements`` and ``ArticleConctent``; the former XML uses Chinese names (法規名稱, 條文內容 …).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawlers.readable import Unreadable
from crawlers.safe_xml import Element, children, local_name, read_xml
from crawlers.unknown import UnknownField

_FIELDS: Final = {
    "level": ("LawLevel", "法規性質"),
    "title": ("LawName", "法規名稱", "中文法規名稱"),
    "english_title": ("EngLawName", "英文法規名稱"),
    "url": ("LawURL", "EngLawURL", "法規網址"),
    "category": ("LawCategory", "法規類別"),
    "modified": ("LawModifiedDate", "EngLawModifiedDate", "最新異動日期", "最新英文異動日期"),
    "effective": ("LawEffectiveDate", "生效日期"),
    "effective_note": ("LawEffectiveNote", "生效內容"),
    "abandoned": ("LawAbandonNote", "EngLawAbandonNote", "廢止註記"),
    "translated": ("LawHasEngVersion", "是否英譯註記"),
    "attachments": ("LawAttachements", "LawAttachments", "EngLawAttachements", "EngLawAttachments", "附件"),
    "histories": ("LawHistories", "EngLawHistories", "沿革內容"),
    "foreword": ("LawForeword", "EngLawForeword", "前言"),
    "articles": ("LawArticles", "EngLawArticles", "法規內容"),
}
_FIELD_OF: Final = {name: field for field, names in _FIELDS.items() for name in names}
_PARTS: Final = {
    "ArticleType": "type", "EngArticleType": "type", "ArticleNo": "number", "EngArticleNo": "number", "條號": "number",
    "ArticleContent": "content", "EngArticleContent": "content", "ArticleConctent": "content",
    "EngArticleConctent": "content", "條文內容": "content",
}  # fmt: skip
_ENGLISH_MARKS: Final = frozenset({"EngLawModifiedDate", "最新英文異動日期"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A heading (type C, no number) or an article (type A)."""

    number: str
    content: str
    is_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The fields of a law under one set of names; what the form does not have is empty."""

    english: bool
    fields: dict[str, str]
    attachments: tuple[str, ...]
    units: tuple[Unit, ...]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def read_record(raw: bytes) -> Record:
    """Read one law. Raises Unreadable, UnknownField."""
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    named = _from_json(raw) if start == b"{" else _from_xml(raw)
    fields: dict[str, Any] = {}
    for name, value in named.items():
        if name not in _FIELD_OF:
            raise UnknownField(f"unknown field {name}: add it to crawlers.tw_moj_record")
        fields[_FIELD_OF[name]] = value
    units = tuple(_unit(parts) for parts in fields.pop("articles", []))
    attachments = tuple(str(each) for each in fields.pop("attachments", []) or [])
    texts = {name: str(value).replace("\r\n", "\n").strip("\n") for name, value in fields.items()}
    return Record(english=bool(_ENGLISH_MARKS & named.keys()), fields=texts, attachments=attachments, units=units)


def _from_json(raw: bytes) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Unreadable(f"the record is no whole JSON ({error}): fetch it again") from error
    if not isinstance(record, dict) or "Laws" in record:
        raise Unreadable("the file holds a whole edition, not one law: split it first")
    return record


def _from_xml(raw: bytes) -> dict[str, Any]:
    root = read_xml(raw)
    if local_name(root) not in ("法規", "Law"):
        raise Unreadable(f"the file begins with <{local_name(root)}>, not with one law: split it first")
    named: dict[str, Any] = {local_name(each): (each.text or "").strip() for each in children(root)}
    for each in children(root):
        if _FIELD_OF.get(local_name(each)) == "articles":
            named[local_name(each)] = list(_xml_units(each))
        elif _FIELD_OF.get(local_name(each)) == "attachments":
            named[local_name(each)] = ["".join(str(t) for t in one.itertext()).strip() for one in children(each)]
    return named


def _xml_units(articles: Element) -> Iterator[dict[str, str]]:
    for each in children(articles):
        if local_name(each) == "編章節":
            yield {"ArticleType": "C", "ArticleNo": "", "ArticleContent": each.text or ""}
        else:
            yield {local_name(part): part.text or "" for part in children(each)}


def _unit(parts: dict[str, str]) -> Unit:
    unknown = sorted(set(parts) - set(_PARTS))
    if unknown:
        raise UnknownField(f"unknown part of an article {', '.join(unknown)}: add it to crawlers.tw_moj_record")
    read = {_PARTS[name]: value or "" for name, value in parts.items()}
    kind = read.get("type", "A")
    if kind not in ("A", "C"):
        raise UnknownField(f"unknown ArticleType {kind!r}: add it to crawlers.tw_moj_record")
    return Unit(number=read.get("number", "").strip(), content=read["content"], is_heading=kind == "C")
