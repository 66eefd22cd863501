"""What must be published, given, withheld or kept secret, as a clause names it; None where it does not."""

import re
from collections.abc import Iterator
from typing import Final

from gaps.norm_actors import BODY_ENDS, MUST_ZH
from gaps.norm_records import Named, NormKind, ReadFrom
from gaps.norm_sentences import Clause
from gaps.requirement import Language

_END: Final = r"(?=并(?:定期|及时|向|予以|公|发|依法|接受)|[,;:。]|$)"
_PUBLISH: Final = "主动公开|公开(?!招|募|发行)|公布|公示|公告|发布|披露"
_OBJECT_ZH: Final = re.compile(
    f"(?:{_PUBLISH}|泄露|泄漏|透露|保守|查阅|查询|复制|获取|传播|提供)"
    "(?:并(?:及时|定期|实时)?(?:更新|完善|调整))?"
    "(?![卡牌栏系到至于、]|之日|的期限|形式|方式|后|并|通知|征求|征集|听取|时(?!间)|期[间限满内])"
    f"(?:其|本[^,;:的]{{1,8}}的|下列|有关|相关|的)?(?!并|或者|和|与|及)([^,;:。]{{2,120}}?(?<![前后时])){_END}"
)
_TAKEN_ZH: Final = re.compile(
    r"(?<!相)(?:对(?!外|社会|象|应|口|[^,;:。]{2,60}的[^,;:。]{0,20}(?:报告|意见|结果),)|将(?!来)|(?<!除)属于|(?<!除)涉及)(?!依法(?:公开|公布))([^,;:。]{2,80}?(?<!的))"
    rf"(?:,|{MUST_ZH}|予以|进行|在|通过|(?<![去方意])向|按照|依照|记入|纳入|报送|通报|抄送|告知|不得|不予|的,|张榜"
    f"|及时|主动|依法|{_PUBLISH}|$)"
)
_BY_ZH: Final = re.compile("(?:^|[,;:。])([^,;:。]{2,60}?),?由[^,;:。]{2,80}?(?:公布|公开|发布|公示|公告)")
_BEFORE_ZH: Final = re.compile(
    rf"(?:^|[,;:。])([^,;:。由]{{2,100}}?),?(?:均|都|还|也|同时)?(?:{MUST_ZH}|不予公开|不得|可以不予|可以|向社会|向公众)"
)
_MADE_ZH: Final = re.compile(
    "(?:制定|编制|拟订|拟定|起草|设立|设置|建立健全|建立|健全|完善|明确|制作|采取|执行(?!情况)|确定|划定|提出|形成|作出"
    "|核定|审定|认定|统计分析|统计|收集|整理|汇总|(?<!公)开通|评估|列出|梳理|调整|报告(?!书|单)|通报)"
    f"(?!并|、|了|的|和|与)([^,;:。]{{2,70}}?){_END}"
)
_MUST_ZH: Final = re.compile(f"{MUST_ZH}|负责|可以")
_TOPIC_ZH: Final = re.compile(
    "^([^,;:。]{2,60}?)(?:经[^,;:。]{2,40}(?:通过|批准|同意|审定|确认|核准)后?)?,(?:除[^,;:。]{2,40}外,)?[^,;:。]{0,40}$"
)
_CALLED_OFF_ZH: Final = re.compile(f"((?:撤销|取消|注销|吊销|变更|暂停)[^,;:。]{{2,50}}?){_END}")
_CONDITION_ZH: Final = re.compile("(?:^|[,;:。])([^,;:。]{4,60}?)的(?=,)")
_OBJECT_EN: Final = re.compile(
    r"\b(?:publish|disclose|withhold|reveal|divulge|make public|access to|cop(?:y|ies) of|obtain|contain(?:s|ing))\b"
    r" ([a-z][a-z' ,-]{2,80}?)(?=[.;:,]| under| that | which | to the public| shall| may| is | are |$)"
)
_SUBJECT_EN: Final = re.compile(
    r"^(?:\(?[0-9a-z]{1,3}[.)] ?)?((?:the |any |all |personal )[a-z' -]{2,80}?) (?:shall|must|may) (?:not )?be\b"
)
_NO_SUBJECT: Final = re.compile(
    f"(?:{BODY_ENDS})$|(?:时|后|前|外|中|内|之日起|的|并|除|仍)$|应当|负责"
    r"|^(?:\(|依法|及时|定期|统一|实时|主动|将|对|编制|制定|建立|设立|公布|公开|发布|并|和|及|还|同时|除|其中|在|自"
    "|有下列|有前|因|为|从|如|凡|未|或者|以及|不得|不予|每|但|(?:按|根据|通过|由|经)[^的]*$)"
)
"""What stands before a duty and is not what is published: a body, a time, a ground, an act."""
_NOT_MADE: Final = re.compile(f"(?:{BODY_ENDS}|的|后|前|时|外)$|进行|公告|公布|公示|予以")
_WITHOUT_MATTER: Final = (NormKind.TIME_LIMIT, NormKind.BODY, NormKind.CHANNEL, NormKind.REMEDY)


def matter_in(clause: Clause, hit: re.Match[str], kind: NormKind, language: Language) -> Named | None:
    """What a norm is about: the object of its verb, what is brought before it, or its subject in the passive.

    For a duty to publish also what is made first (编制目录，并向社会公布) and the case in which (变更的，应当公告).
    """
    if kind in _WITHOUT_MATTER:
        return None
    finder = _published if kind is NormKind.MUST_PUBLISH and language == "zh" else _spoken_of
    found = next(finder(clause.folded, hit, language), None)
    return Named(words=clause.stretch(*found[0].span(1)), read_from=found[1]) if found else None


_Found = tuple[re.Match[str], ReadFrom]


def _spoken_of(text: str, hit: re.Match[str], language: Language) -> Iterator[_Found]:
    first, *others = (_OBJECT_ZH, _TAKEN_ZH, _BEFORE_ZH) if language == "zh" else (_OBJECT_EN, _SUBJECT_EN)
    found = first.search(text, hit.start())
    if found is not None and found.start() <= hit.end():
        yield found, ReadFrom.CLAUSE
    yield from ((found, ReadFrom.CLAUSE) for pattern in others if (found := pattern.search(text)))


def _published(text: str, hit: re.Match[str], language: Language) -> Iterator[_Found]:
    del language
    yield from ((found, ReadFrom.CLAUSE) for found in _in_words(text, hit))
    topic = _TOPIC_ZH.search(text[: hit.start()])
    if topic is not None and not _NO_SUBJECT.search(topic[1]):
        yield topic, ReadFrom.CLAUSE
    yield from ((found, ReadFrom.ACT) for found in _done_first(text, hit) if not _NOT_MADE.search(found[1]))
    yield from ((found, ReadFrom.CONDITION) for found in _CONDITION_ZH.finditer(text[: hit.end()]))


def _in_words(text: str, hit: re.Match[str]) -> Iterator[re.Match[str]]:
    """The object after the verb, else what is brought before it or its subject, the nearest first."""
    after = _OBJECT_ZH.search(text, hit.start())
    if after is not None and after.start() <= hit.end():
        yield after
    taken = list(_TAKEN_ZH.finditer(text))
    subjects = [f for form in (_BY_ZH, _BEFORE_ZH) for f in form.finditer(text) if not _NO_SUBJECT.search(f[1])]
    near = [found for found in (*taken, *subjects) if found.end(1) <= hit.end()]
    yield from sorted(near, key=lambda found: -found.end(1))


def _done_first(text: str, hit: re.Match[str]) -> Iterator[re.Match[str]]:
    """What is made, or called off, in the last part before the verb that does so: its first such verb."""
    begin = hit.end()
    while begin > 0:
        end, begin = begin, max(text.rfind(mark, 0, begin - 1) + 1 for mark in ",;:。") if begin > 1 else 0
        must = list(_MUST_ZH.finditer(text, begin, end))
        start = must[-1].end() if must else begin
        found = _CALLED_OFF_ZH.search(text, start) or _MADE_ZH.search(text, start)
        if found is not None and found.start() < min(end, hit.end()):
            yield found
