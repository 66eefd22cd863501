"""The places whose law a query asks for (上海的…, in Canada, 北京和上海的…), not those that it only mentions.

Of places that lie in one another (广东省深圳市的…) the innermost is meant. Several are asked for where they stand
joined at the beginning, before 的, or as in English (in A and B, A and B law on …), and no other place is named: not
where something goes on between them (香港和澳门之间的…, a transfer), unless their law is asked for by name or compared;
and not where people or firms of theirs are meant (台湾和香港居民…), who may ask for the law of a third place.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Final

from law.jurisdiction import find_places, within
from law.place_names import PlaceMention

_IN: Final = re.compile(r"\b(?:in|of|for|from|under|within|across)\s(?:the\s)?(?:mainland\s)?$", re.IGNORECASE)
_NOT_IN: Final = re.compile(
    r"\b(?:to|into|with|by|against|and|or|outside|beyond|between|versus|vs|than|leaving)\.?\s(?:the\s)?$", re.IGNORECASE
)
"""A transfer to China, a treaty with China: not what China has laid down."""
_ITS_LAW: Final = re.compile(
    r"(?:'s)?\s(?:(?:national|federal|data|privacy|criminal|civil|administrative|case)\s)?"
    r"(?:laws?|legislation|statutes?|acts?|regulations?|rules?|constitution|legal|courts?|authorities)\b",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s?(?:,|and|or|&|vs\.?|versus)\s", re.IGNORECASE)
_LAST_LINK: Final = re.compile(
    r"\s?(?:[和与與及跟、]|以及)\s?|,?\s(?:and|or|&|vs\.?|versus)\s(?:the\s)?(?:mainland\s)?", re.IGNORECASE
)
_LINK: Final = re.compile(rf"{_LAST_LINK.pattern}|,\s(?:the\s)?", re.IGNORECASE)
"""A comma alone joins no two places: Hong Kong, China."""
_BOTH: Final = re.compile(r"\b(?:both|either)\s(?:the\s)?$", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?:for|from)\s(?:the\s)?(?:mainland\s)?$", re.IGNORECASE)
_OPENINGS: Final = frozenset(("", "在", "于", "於"))
_AWAY: Final = re.compile(r"[向到往给給从從由至与與和同跟除对對]$")
_ACTORS: Final = re.compile(
    r"的?(?:[人籍]|居民|同胞|公民|国民|國民|企业|企業|公司|商人|学生|學生|游客|遊客|旅客|客户|客戶|用户|用戶|户口|戶口)"
    r"|(?:'s)?\s(?:people|persons?|residents?|citizens?|nationals?|compan|firms?|business|customers?|users?)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s?(?:之|两地之?|兩地之?)?[间間]")
_AMONG_THEM: Final = re.compile(
    r"[间間出入]境|跨[境地]|往[来來]|互[认認通]|[协協][议議定]|[条條][约約]|安排|合作|传输|傳輸|流[动動]"
    r"|\b(?:cross-border|transfer|flow|agreement|arrangement|treat(?:y|ies)|cooperation|mutual|bilateral)",
    re.IGNORECASE,
)
_LAW_OF_EACH: Final = re.compile(
    r"[规規]定|法律|法[规規]|[条條]例|立法|[区區][别別]|不同|差[异異]|比[较較]|[对對]比|分[别別]|各自|[异異]同"
    r"|\b(?:laws?|legislation|statutes?|rules?|differ|compar|vs|versus|each|respectively)",
    re.IGNORECASE,
)
_MAINLAND: Final = re.compile(r"[内內]地|大[陆陸]|\bmainland\b", re.IGNORECASE)
_HOME: Final = re.compile(r"[国國][内內]|[回我][国國]|[使领領][馆館]")
_ORIGIN: Final = re.compile(r"[国國]?籍|同胞")
_OWN_SYSTEMS: Final = frozenset(("hk", "mo", "tw"))
Asked = tuple[tuple[str, ...], str]


def places_asked(text: str) -> Asked:
    """The codes of the places asked for, and the words that name them; nothing where none is."""
    mentions = _mentions(text)
    if _only_abroad(text, mentions):
        return (), ""
    return _one(text, [m for m in mentions if len(m.codes) == 1]) or _several(text, mentions) or ((), "")


def _mentions(text: str) -> Sequence[PlaceMention]:
    """The places named; beside Hong Kong, Macao or Taiwan 内地 and 大陆 name the mainland."""
    found = find_places(text)
    if not any(code in _OWN_SYSTEMS for mention in found for code in mention.codes):
        return found
    free = (m for m in _MAINLAND.finditer(text) if not any(p.start < m.end() and m.start() < p.end for p in found))
    beside = [PlaceMention(codes=("cn",), start=m.start(), end=m.end(), in_full=False) for m in free]
    return sorted((*found, *beside), key=lambda mention: mention.start)


def _only_abroad(text: str, mentions: Sequence[PlaceMention]) -> bool:
    """Whether a place is named as abroad (回国换日本的驾照, 法国籍) by one who asks for the law at home."""
    abroad = [m for m in mentions if not any(within(code, "cn") for code in m.codes)]
    words = [found.start() for found in _HOME.finditer(text)]
    at_home = any(not any(m.start < start <= m.end for m in mentions) for start in words)  # 日本国内 is Japan
    return any(at_home or _ORIGIN.match(text, m.end) for m in abroad)


def _one(text: str, mentions: Sequence[PlaceMention]) -> Asked | None:
    """One place that is asked for: where it begins the query, or by what stands beside it."""
    inner = [m for m in mentions if all(within(m.codes[0], other.codes[0]) for other in mentions)]
    if not inner:
        return None
    mention, first = inner[0], mentions[0]
    joined = not text[first.end : mention.start].strip("省市的, ") and first.start < mention.start
    before, after = text[: first.start if joined else mention.start], text[mention.end :]
    asked_for = (_in_english if text[mention.start].isascii() else _in_chinese)(before, after)
    return (mention.codes, text[mention.start : mention.end]) if asked_for else None


def _in_chinese(before: str, after: str) -> bool:
    return not before.strip() or before.endswith(("在", "于", "於")) or after.startswith("的")


def _in_english(before: str, after: str) -> bool:
    """In Canada, under Chinese law, UK rules on …, China data localization, government information China."""
    if _IN.search(before):
        return True
    alone = not before.strip() or not after.strip(" ?.!")
    return bool(alone or _ITS_LAW.match(after)) and not (_NOT_IN.search(before) or _JOINED.match(after))


def _several(text: str, mentions: Sequence[PlaceMention]) -> Asked | None:
    """All the places that a text names, where they are asked for together."""
    codes = tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))
    if not 1 < len(codes) == len(mentions) or any(within(*pair) for pair in permutations(codes, 2)):
        return None
    links = [text[one.end : other.start] for one, other in pairwise(mentions)]
    if not all(map(_LINK.fullmatch, links)) or not _LAST_LINK.fullmatch(links[-1]):
        return None
    start, end = mentions[0].start, mentions[-1].end
    before, after = _BOTH.sub("", text[:start]), text[end:]
    if _ACTORS.match(after) or _BETWEEN.match(after):
        return None
    asked_for = (_several_in_english if text[start].isascii() else _several_in_chinese)(before, after)
    return (codes, text[start:end]) if asked_for else None


def _several_in_chinese(before: str, after: str) -> bool:
    begun = before.strip() in _OPENINGS
    return (begun or (after.startswith("的") and not _AWAY.search(before))) and not _goes_on_between(after)


def _several_in_english(before: str, after: str) -> bool:
    between = _goes_on_between(before + after)
    if _IN.search(before):
        return not (between and _FROM.search(before))
    return _in_english(before, after) and not between


def _goes_on_between(text: str) -> bool:
    return bool(_AMONG_THEM.search(text)) and not _LAW_OF_EACH.search(text)
