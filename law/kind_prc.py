"""What kind of instrument a title, a category and the bodies named tell of in the law of the PRC.

Sources: Legislation Law (立法法, 2023); 行政法规制定程序条例 art. 5 (only the State Council's are called 条例) and
规章制定程序条例 art. 7 (rules are called 规定 or 办法, never 条例); 最高人民法院关于司法解释工作的规定 art. 6 (forms of
judicial interpretations). What these do not settle stays None.
"""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from law.script import fold_text

_LAW_CATEGORIES: Final = frozenset(
    {"法律", "宪法", "宪法相关法", "民法典", "民法商法", "行政法", "经济法", "社会法", "刑法", "诉讼与非诉讼程序法"}
)
_NOTES: Final = re.compile(r"(?:\([^()]{1,20}\))+$")
_STATE: Final = ("中华人民共和国", "样例国")
_CONSTITUTION: Final = re.compile(r"宪法(?:修正案)?")
_CONGRESS: Final = re.compile(r"(?:第.{1,4}届)?全国人民代表大会")
_INTERPRETS: Final = re.compile(r"关于.{1,120}的解释")
_AMENDS: Final = re.compile(r"(?:修改|修正|废止).{0,120}的?决定")
_COURT: Final = re.compile(r"最高人民(?:法院|检察院)")
_COURT_FORMS: Final = ("解释", "规定", "规则", "批复", "决定")
_NOTICES: Final = ("通知", "意见", "公告", "通告", "指南", "指引", "纲要", "批复", "函")
_RULES: Final = ("规定", "办法", "细则", "规则", "规程")
_NOT_THE_COUNCIL: Final = re.compile(r"国务院(?!中央军)[^、,。0-9]{0,16}(?:委员会|办公室|办公厅|部门)")
_COUNCIL: Final = re.compile(r"国务院|政务院")
_COUNCIL_ADOPTED: Final = re.compile(r"国务院(?:、(?:中华人民共和国)?中央军事委员会)?(?:令|第.{1,5}次常务会议)")
_DEPARTMENT: Final = re.compile(r"(?:部|局|署|委|会|行|办公室)(?:第\d{1,4}号)?令|[部局署委室]务会议|部长办公会")
_DEPARTMENT_BODY: Final = re.compile(
    r"(?:^|。)(?!全国人民代表大会|中央军事)[^。]{1,40}(?:部|委员会|局|署|办公室|银行)(?:等.{1,4}部门)?(?:。|$)"
)
_GOVERNMENT: Final = re.compile(r"人民政府(?:令|第?.{0,8}次?常务会议)")
_PEOPLES_CONGRESS: Final = re.compile(r"人民代表大会|人大")
_SPECIAL_ZONE: Final = re.compile(r"(?:深圳|珠海|汕头|厦门|海南)经济特区")


def _bare(title: str) -> str:
    """The title folded, without the state's name and notes in brackets such as (试行), (一), (1988年)."""
    bare = _NOTES.sub("", fold_text(title))
    for state in _STATE:
        bare = bare.removeprefix(state)
    return bare


def national_kind(title: str, categories: AbstractSet[str], bodies: str) -> str | None:
    """The kind of an instrument of a national body, as a key of ``KINDS``."""
    bare, bodies = _bare(title), fold_text(bodies)
    if _CONSTITUTION.fullmatch(bare):
        return "constitution"
    if "司法解释" in categories or _COURT.match(bare):
        return _court_kind(bare, categories)
    if _CONGRESS.match(bare) and (congress := _congress_kind(bare)):
        return congress
    if bare.endswith("修正案"):
        return "amendment_decision"
    if categories & _LAW_CATEGORIES:
        return "law"
    if "监察法规" in categories:
        return "supervisory_regulation"
    return _executive_kind(bare, categories, _NOT_THE_COUNCIL.sub("部", bodies))


def _court_kind(bare: str, categories: AbstractSet[str]) -> str | None:
    listed = "司法解释" in categories or bare.endswith(_COURT_FORMS)
    return "judicial_interpretation" if listed else None


def _congress_kind(bare: str) -> str | None:
    if _INTERPRETS.search(bare):
        return "legislative_interpretation"
    if _AMENDS.search(bare):
        return "amendment_decision"
    return "legislative_decision" if bare.endswith(("决定", "决议")) else None


def _executive_kind(bare: str, categories: AbstractSet[str], bodies: str) -> str | None:
    by_council = _COUNCIL.search(bodies + bare)
    by_department = _DEPARTMENT.search(bodies) and not by_council
    if "行政法规" in categories:
        misfiled = by_department or (_DEPARTMENT_BODY.search(bodies) and not by_council)
        return "departmental_rule" if misfiled else "administrative_regulation"
    if _COUNCIL_ADOPTED.search(bodies) or (_COUNCIL.search(bodies) and bare.endswith("条例")):
        return "administrative_regulation"
    if "国家监察委员会" in bodies and bare.endswith("条例"):
        return "supervisory_regulation"
    if bare.endswith(_NOTICES):
        return "normative_document"
    if by_department or ("部门规章" in categories and bare.endswith(_RULES)):
        return "departmental_rule"
    is_statute = bare.endswith(("法", "法典")) and not bare.endswith(("办法", "方法"))
    by_congress = not bodies or "全国人民代表大会" in bodies
    return "law" if is_statute and by_congress and not categories else None


def local_kind(title: str, place: str, categories: AbstractSet[str], bodies: str) -> str | None:
    """The kind of an instrument of a local body; ``place`` is the official name of its jurisdiction in Simplified."""
    bare, bodies = _bare(title), fold_text(bodies)
    if "地方政府规章" in categories or _is_government_rule(bare, bodies):
        return "local_government_rule"
    if bare.endswith(_NOTICES) and not categories:
        return "normative_document"
    made_by_congress = "地方性法规" in categories or bare.endswith("条例") or _PEOPLES_CONGRESS.search(bare + bodies)
    return _congress_regulation(bare, fold_text(place)) if made_by_congress else None


def _is_government_rule(bare: str, bodies: str) -> bool:
    by_government = _GOVERNMENT.search(bodies) and not _PEOPLES_CONGRESS.search(bare + bodies)
    return bool(by_government) and bare.endswith(_RULES)


def _congress_regulation(bare: str, place: str) -> str | None:
    """An autonomous prefecture makes both separate and ordinary regulations, so its titles settle nothing."""
    if bare.endswith("自治条例"):
        return "autonomous_regulation"
    if place.endswith(("自治县", "自治旗")):
        return "separate_regulation"
    if place.endswith("自治州"):
        return None
    if _SPECIAL_ZONE.match(bare):
        return "special_zone_regulation"
    return "free_trade_port_regulation" if bare.startswith("海南自由贸易港") else "local_regulation"
