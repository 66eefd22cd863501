"""What kind of instrument a title tells of outside the mainland of the PRC; first fitting rule wins, else None.

Sources: Taiwan 中央法規標準法 arts. 2 and 3, 地方制度法 arts. 25 to 27; Hong Kong Cap. 1 s. 3; TFEU art. 288;
UK Interpretation Act 1978 and Statutory Instruments Act 1946; Japan: 法律, 政令, 省令; Korea: 법률, 시행령.
"""

import re
from typing import Final

_Rule = tuple[re.Pattern[str], str]


def _rules(*pairs: tuple[str, str]) -> tuple[_Rule, ...]:
    return tuple((re.compile(pattern), kind) for pattern, kind in pairs)


_ACT: Final = (r"\bAct(?:\s\(\w{2,20}(?:\s\w{2,20})?\))?(?:,?\s(?:of\s)?\d{4})?$|\bU\.?S\.?C\.?\b", "act")
_UNDER_AN_ACT: Final = r"\b(?:Regulations?|Rules|Order|Scheme)(?:\s\(\w{2,20}(?:\s\w{2,20})?\))?(?:,?\s\d{4})?$"

_BY_NATION: Final[dict[str, tuple[_Rule, ...]]] = {
    "tw": _rules(
        (r"^中華民國憲法|^憲法", "constitution"),
        (r"要點$|須知$|注意事項$|作業規定$", "normative_document"),
        (r"(?:法|律|條例|通則)$(?<!辦法)", "act"),
        (r"(?:規程|規則|細則|辦法|綱要|標準|準則)$", "tw_order"),
    ),
    "hk": _rules(
        (r"Ordinance(?:\s\d{4})?$|條例$|条例$", "ordinance"),
        (
            r"(?:規例|規則|附例|令|公告|规例|规则)$|" + _UNDER_AN_ACT + r"|\b(?:By-laws?|Notice)$",
            "subsidiary_legislation",
        ),
        (r"守則$|守则$|^Code\s(?:on|of)\b", "normative_document"),
    ),
    "mo": _rules(
        (r"^第\d{1,3}/\d{4}號法律|^Lei\sn", "act"),
        (r"^第\d{1,3}/\d{4}號行政法規|^Regulamento\sAdministrativo", "regulation"),
        (r"^第\d{1,3}/\d{2,4}/M號法令|^Decreto-Lei", "decree"),
    ),
    "eu": _rules(
        (r"\b(?:Implementing|Delegated)\s(?:Regulation|Directive|Decision)\b", "eu_implementing_act"),
        (r"\bRegulation\s\((?:EU|EC|EEC|Euratom)", "eu_regulation"),
        (r"\bDirective\s\((?:EU|EC)\)|\bDirective\s\d{2,4}/\d", "directive"),
        (r"\bDecision\s(?:\((?:EU|EC)\)|No\s|\d{2,4}/\d)", "eu_decision"),
    ),
    "gb": _rules(_ACT, (r"\bMeasure\s\d{4}$", "act"), (_UNDER_AN_ACT, "statutory_instrument")),
    "xs": _rules(_ACT, (r"Ordinance(?:\s\d{4})?$", "ordinance")),
    "us": _rules(
        (r"\bExecutive\sOrder\b|\bE\.O\.\s\d", "executive_order"),
        (r"\b(?:CFR|C\.F\.R\.)(?:\s|$)", "regulation"),
        _ACT,
        (r"\bConstitution\b", "constitution"),
        (r"\bCode\b", "code"),
    ),
    "jp": _rules(
        (r"^日本国憲法$", "constitution"),
        (r"施行令$|政令$", "cabinet_order"),
        (r"施行規則$|省令$|府令$", "ministerial_ordinance"),
        (r"法$|法律$", "act"),
    ),
    "kr": _rules(
        (r"헌법$", "constitution"),
        (r"시행령$", "presidential_decree"),
        (r"시행규칙$", "ministerial_ordinance"),
        (r"(?:법|법률)$", "act"),
    ),
    "de": _rules(
        (r"(?:gesetz|Gesetz)(?:\s\([^()]{1,20}\))?$|^Gesetz\s|buch$", "act"),
        (r"verordnung$|^Verordnung\s", "regulation"),
    ),
    "fr": _rules((r"^Loi\b", "act"), (r"^Code\b", "code"), (r"^Ordonnance\b", "ordinance"), (r"^Décret\b", "decree")),
}
_COMMON_LAW: Final = _rules(_ACT, (_UNDER_AN_ACT, "regulation"))
_COMMON_LAW_NATIONS: Final = frozenset({"ca", "au", "nz", "sg", "ie", "in", "za", "my", "ke", "ng"})
_LOCAL: Final[dict[str, tuple[_Rule, ...]]] = {
    "tw": _rules(
        (r"自治條例$|自治条例$", "self_government_ordinance"), (r"(?:自治規則|辦法|規則|細則)$", "self_government_rule")
    ),
    "jp": _rules((r"条例$", "ordinance")),
}


def kind_abroad(title: str, *, nation: str, local: bool = False) -> str | None:
    """The kind as a key of ``KINDS``. ``local`` is for a place within the nation, such as a state or a city."""
    national = _COMMON_LAW if nation in _COMMON_LAW_NATIONS else _BY_NATION.get(nation, ())
    rules = _LOCAL[nation] if local and nation in _LOCAL else national
    return next((kind for pattern, kind in rules if pattern.search(title.strip())), None)
