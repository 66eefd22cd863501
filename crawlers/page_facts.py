"""The facts that a government page states beside its text: 索引号 发文机关 成文日期 发文字号 发布日期 有效性 ….

They stand in a table or a list, ``<td>发文机关：</td><td>…</td>`` or ``<li>[发文机关] …</li>``, and in the metas that
《政府网站发展指引》 (国办发〔2017〕47号) prescribes. What a page calls 发布日期 and its meta PubDate are days on which
it was put on the web; 成文日期 is the day that the document itself bears; 实施日期 is when it takes effect.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from bs4 import Tag

from crawlers.html_lines import lines_of_page
from crawlers.unknown import UnknownField, names

_NAMES: Final = {
    "index": "索引号 索引 统一编号 统一登记号 规范性文件统一编号",
    "title": "标题 名称 文件名称 信息名称 文件标题",
    "body": "发文机关 发文机构 发文单位 发布机构 发布机关 制发机关 制定机关 印发机关",
    "jointly": "联合发文单位",
    "made": "成文日期 成文时间 生成日期",
    "number": "发文字号 文号 文件编号 发文文号",
    "published": "发布日期 发布时间 公开日期 公开时间",
    "effect": "实施日期 施行日期 生效日期 实施时间 生效时间",
    "end": "失效日期 废止日期 失效时间 废止时间",
    "validity": "有效性 时效性 效力状态 是否有效",
    "": "分类 主题分类 主题词 关键词 来源 公文种类 文种 体裁分类 公开方式 公开范围 公开形式 公开属性 信息格式",
}
_OF_LABEL: Final = {label: fact for fact, labels in _NAMES.items() for label in labels.split()}
"""A label of the page to our name of the fact; what is passed over by name has none."""
_KNOWN: Final = "|".join(r"\s{0,8}".join(label) for label in sorted(_OF_LABEL, key=len, reverse=True))
_NEXT: Final = re.compile(rf"\s(?=[\[【]?(?:{_KNOWN})\s{{0,4}}[\]】：:])")
_PAIR: Final = re.compile(
    r"[\[【](?P<bracketed>[\u3400-\u9fff\s]{2,24})[\]】]\s{0,4}[：:]?(?P<value>.*)"
    r"|(?P<label>[\u3400-\u9fff\s]{2,24})[：:](?P<after>.*)"
)
_GROUPS: Final = ("table", "ul", "ol", "dl")
_FEWEST: Final = 2
_METAS: Final = names("articletitle pubdate contentsource")


def facts_of(soup: Tag, body: Tag) -> dict[str, str]:
    """The facts outside of the text, by our names; the first statement of a fact counts, an empty one says nothing.

    Raises UnknownField for a label that stands among known ones and is not known.
    """
    facts: dict[str, str] = {}
    for group in _fact_groups(soup, body):
        for label, value in _pairs(_cells(group)):
            if label not in _OF_LABEL:
                raise UnknownField(f"unknown fact {label} beside the text: add it to crawlers.page_facts")
            if value and _OF_LABEL[label]:
                facts.setdefault(_OF_LABEL[label], value)
    return facts


def metas_of(soup: Tag) -> dict[str, str]:
    """The metas articletitle, pubdate and contentsource, where the page has them and they say something."""
    found = ((str(meta.get("name") or "").casefold(), meta.get("content")) for meta in soup.find_all("meta"))
    return {name: " ".join(str(content).split()) for name, content in found if name in _METAS and content}


def _fact_groups(soup: Tag, body: Tag) -> Iterator[Tag]:
    """Tables and lists with at least two known labels; of those within each other the innermost."""
    outside = [group for group in soup.find_all(_GROUPS) if body not in (group, *group.parents)]
    telling = [group for group in outside if _known_labels(_cells(group)) >= _FEWEST]
    above = {id(parent) for group in telling for parent in group.parents}
    return (group for group in telling if id(group) not in above and body not in group.descendants)


def _cells(group: Tag) -> list[str]:
    return [cell for line in lines_of_page(group) for cell in _NEXT.split(line.text)]


def _known_labels(cells: Iterable[str]) -> int:
    return sum(label in _OF_LABEL for label, _ in _pairs(list(cells)))


def _pairs(cells: list[str]) -> Iterator[tuple[str, str]]:
    """Label and value, which stands behind the label or in the next cell."""
    for cell, after in pairwise([*cells, ""]):
        match = _PAIR.fullmatch(cell)
        if match is None:
            continue
        label = "".join((match["bracketed"] or match["label"]).split())
        value = (match["value"] or match["after"] or "").strip()
        yield label, value or ("" if _PAIR.fullmatch(after) else after)
