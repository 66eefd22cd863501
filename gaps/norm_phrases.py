"""Who is bound, what is spoken of and how long, as a clause names them; None where it does not."""

import re
from collections.abc import Mapping
from typing import Final

from gaps.norm_records import Duration, NormKind, Stretch
from gaps.norm_sentences import Clause
from gaps.requirement import Language
from law.numerals import NotANumeral, parse_numeral

_BODY_ENDS: Final = (
    "机关|部门|机构|政府|单位|组织|企业|处理者|经营者|运营者|国务院|委员会|办公厅|办公室|局|院|公司|人员|人|公民|个人"
    "|消费者|学校|医院|银行|平台|法人|团体|公众|国民|者"
)
_ACTOR_ZH: Final = re.compile(
    rf"(?:^|[,;:。])(?!应当|需要|可以|不得|除|对|自)由?((?:[^,;:。]{{0,60}}?)(?:{_BODY_ENDS})(?:\([^()]{{1,20}}\))?)"
    r"(?:在[^,;]{0,30})?(?:均|都|也|还|依法|一般|不)?(?:应当|应|必须|须|不得|可以|有权|负责|得|禁止|主动公开|将|依照)"
)
_BY_ZH: Final = re.compile(rf"由([^,;:。]{{2,40}}?(?:{_BODY_ENDS}))(?:依法|统一)?(?:负责|向|公布|公开|发布|统一)")
_ACTOR_EN: Final = re.compile(
    r"\b((?:the |an? |every |any |each |no )[a-z' -]{2,80}?)"
    r" (?:shall|must|may|has a right|is entitled|is responsible|are responsible)\b"
)
_OBJECT_ZH: Final = re.compile(
    "(?:主动公开|公开|公布|公示|公告|发布|披露|泄露|泄漏|透露|保守|查阅|查询|复制|获取|传播|提供)(?!之日|的期限|形式|方式)"
    "(?:其|本[^,;:的]{1,8}的|下列|有关|相关|的)?([^,;:。]{2,60})"
)
_MARKED_ZH: Final = re.compile(
    "(?:对(?!外|社会)|将|属于|涉及)([^,;:。]{2,60}?)(?:,|应当|应|予以|通过|向社会|不得|不予|的,|$)"
)
_SUBJECT_ZH: Final = re.compile("(?:^|[,;:])([^,;:。]{2,60}?)(?:,)?(?:应当|应|必须|不予公开|不得|可以不予|可以)")
_OBJECT_EN: Final = re.compile(
    r"\b(?:publish|disclose|withhold|reveal|divulge|make public|access to|cop(?:y|ies) of|obtain|contain(?:s|ing))\b"
    r" ([a-z][a-z' ,-]{2,80}?)(?=[.;:,]| under| that | which | to the public| shall| may| is | are |$)"
)
_SUBJECT_EN: Final = re.compile(
    r"^(?:\(?[0-9a-z]{1,3}[.)] ?)?((?:the |any |all |personal )[a-z' -]{2,80}?) (?:shall|must|may) (?:not )?be\b"
)
_NUMBERS_EN: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_AMOUNT_ZH: Final = re.compile("([〇一二三四五六七八九十百两0-9]{1,5})个?(工作日|日|天|小时|个月|月|年)")
_AMOUNT_EN: Final = re.compile(
    rf"\b([0-9]{{1,4}}|{'|'.join(_NUMBERS_EN)}) (?:(working|business) |[a-z]{{1,12}} )?(day|hour|month|week|year)s?\b"
)
_UNITS_ZH: Final = {
    "工作日": "working_day", "日": "day", "天": "day", "小时": "hour", "个月": "month", "月": "month", "年": "year",
}  # fmt: skip
_OBJECTS: Final[Mapping[Language, tuple[re.Pattern[str], ...]]] = {
    "zh": (_OBJECT_ZH, _MARKED_ZH, _SUBJECT_ZH),
    "en": (_OBJECT_EN, _SUBJECT_EN),
}
_WITHOUT_MATTER: Final = (NormKind.TIME_LIMIT, NormKind.BODY, NormKind.CHANNEL, NormKind.REMEDY)


def actor_in(clause: Clause, before: int, language: Language) -> Stretch | None:
    """Who is bound or entitled: the last body named before the words of the norm, or the one that it is done by."""
    head = clause.folded[: before + 12]
    found = list((_ACTOR_ZH if language == "zh" else _ACTOR_EN).finditer(head))
    if not found and language == "zh":
        found = list(_BY_ZH.finditer(clause.folded))
    return clause.stretch(*found[-1].span(1)) if found else None


def matter_in(clause: Clause, hit: re.Match[str], kind: NormKind, language: Language) -> Stretch | None:
    """What must be published, given, withheld or kept secret, as the clause names it."""
    if kind in _WITHOUT_MATTER:
        return None
    first, *others = _OBJECTS[language]
    found = first.search(clause.folded, hit.start())
    if found is None or found.start() > hit.end():
        found = next((f for pattern in others if (f := pattern.search(clause.folded))), None)
    return clause.stretch(*found.span(1)) if found else None


def duration_in(words: str, language: Language) -> Duration | None:
    """The length of time in the folded words of a limit; None where they name a date."""
    if language == "zh":
        found = _AMOUNT_ZH.search(words)
        return _duration(found[1], _UNITS_ZH[found[2]]) if found and not words.endswith("日前") else None
    match = _AMOUNT_EN.search(words)
    if match is None:
        return None
    unit = "working_day" if match[2] else match[3]
    return _duration(match[1], unit)


def _duration(number: str, unit: str) -> Duration | None:
    if number in _NUMBERS_EN:
        return Duration(amount=_NUMBERS_EN[number], unit=unit)
    try:
        return Duration(amount=parse_numeral(number.replace("两", "二")), unit=unit)
    except NotANumeral:
        return None
