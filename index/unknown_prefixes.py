"""What looks like a field prefix and is none (tittle:隐私, foo:bar): it is searched as words, and a note says so.

Colons stand in much that is typed or pasted and is no prefix: times, ratios, addresses, ECLI and other identifiers,
citations (Art. 5: …), sentences (问：…, 第一条：…, Issue: …). Of these nothing is said. A prefix stands directly before
what is asked for. A full-width colon, as sentences have it, is spoken of only where the word before it is nearly one of
the prefixes or means one; a plain one also after another short word in what is no sentence.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from index.query_fields import FIELD_NAMES, PREFIXES, QUOTED
from index.slips import slips
from law.jurisdiction import find_places
from law.script import has_cjk, to_simplified

_HAN: Final = r"[\u3400-\u9fff]"
_QUOTED: Final = re.compile(QUOTED)
_LOOKS_SO: Final = re.compile(
    rf"(?:^|(?<=\s))(?P<name>[A-Za-z][A-Za-z_-]{{1,19}}|{_HAN}{{2,6}})(?P<colon>[:：])(?P<value>[^\s:：/\\]\S*)"
)
_IDENTIFIER: Final = re.compile(r"\S*[:：]")
"""A colon in the value too: ecli:eu:c:2014:317, urn:lex:de."""
_SAYS_ELSE: Final = re.compile("art|celex|cf|cl|doi|eg|eli|fw|ie|isbn|issn|issue|mailto|oj|para|re|sec", re.IGNORECASE)
"""What stands before a colon in an identifier, a citation or the subject of a letter."""
_SENTENCE: Final = re.compile(rf"[，。；？！、,;?!]|(?:\S+\s+){{8}}|{_HAN}{{13}}")
_BEFORE_SENTENCE: Final = re.compile(
    r"^第|(?:[问答]|问题|提问|请问|回答|解答|答复|咨询|案例?|例如|比如|举例|如下|包括|规定|认为|指出|备?注|注意|说明|附件"
    r"|理由|结论|法|法典|条例|办法|决定|通知|意见|公告|机关|部门|政府|[人方者告])$"
)
_SHORTEST, _LONGEST_HAN, _LONGER_BY = 4, 4, 2
_NO_PREFIX: Final = "is no prefix that is known, so it was searched as words"
_ALSO: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("name", "intitle"), "title"),
        **dict.fromkeys(("no", "num", "nr"), "number"),
        **dict.fromkeys(("agency", "authority", "publisher"), "body"),
        "chapter": "heading",
        **dict.fromkeys(("country", "region", "city", "location"), "place"),
        **dict.fromkeys(("type", "category"), "kind"),
        **dict.fromkeys(("题名", "法规名称", "文件名称", "法律名称"), "标题"),
        **dict.fromkeys(("題名", "法規名稱", "文件名稱", "法律名稱"), "標題"),
        **dict.fromkeys(("发文字号", "发文文号"), "文号"),
        **dict.fromkeys(("發文字號", "發文文號"), "文號"),
        **dict.fromkeys(("发文机关", "发布机构", "发布单位", "制定单位", "颁布机关"), "机关"),
        **dict.fromkeys(("發文機關", "發布機構", "發佈機關", "頒布機關"), "機關"),
        **dict.fromkeys(("省份", "所在地区"), "地区"),
        **dict.fromkeys(("类别", "文件类型"), "类型"),
        **dict.fromkeys(("類別", "文件類型"), "類型"),
        "语种": "语言",
        "語種": "語言",
    }
)
"""What other programs and the heads of official documents call the same."""


def remarks_on_prefixes(text: str) -> tuple[str, ...]:
    """A sentence for each word that looks like a prefix and is none, in a query without the prefixes it has."""
    blanked = _QUOTED.sub(lambda quoted: '"' + "x" * (len(quoted[0]) - 2) + '"', text)
    is_sentence = _SENTENCE.search(blanked) is not None
    remarks = (_remark(match, is_sentence=is_sentence) for match in _LOOKS_SO.finditer(blanked))
    return tuple(dict.fromkeys(filter(None, remarks)))


def _remark(match: re.Match[str], *, is_sentence: bool) -> str | None:
    name, plain = match["name"], match["colon"] == ":"
    if _IDENTIFIER.match(match["value"]) or _SAYS_ELSE.fullmatch(name):
        return None
    meant = _nearly(name.casefold())
    if meant is None and plain and not is_sentence:
        meant = _begun_with(name)
        if meant is None and _may_be_meant_so(name):
            return f"{name}: {_NO_PREFIX}: the prefixes are {PREFIXES}"
    return f"{name}: {_NO_PREFIX}: write {meant}: if that was meant" if meant else None


def _nearly(typed: str) -> str | None:
    """The prefix that means the same or is one slip away; in shorter words (问题, 标题) a slip makes another word."""
    if typed in _ALSO or len(typed) < _SHORTEST:
        return _ALSO.get(typed)
    near = (known for known in FIELD_NAMES if len(known) >= _SHORTEST and slips(typed, known, 1) <= 1)
    return next(near, None)


def _begun_with(name: str) -> str | None:
    """The prefix that a somewhat longer word in Chinese begins with: 标题党, 地区名."""
    longer = (known for known in FIELD_NAMES if name.startswith(known) and len(name) <= len(known) + _LONGER_BY)
    return next(longer, None) if has_cjk(name) else None


def _may_be_meant_so(name: str) -> bool:
    """Whether it is no acronym or place whose law is asked for, and no word that begins a sentence."""
    if name.isupper() or any(mention.start == 0 for mention in find_places(name)):
        return False
    return not has_cjk(name) or (len(name) <= _LONGEST_HAN and not _BEFORE_SENTENCE.search(to_simplified(name)))
