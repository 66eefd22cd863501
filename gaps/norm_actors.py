"""Who is bound or entitled, as the words name them, and where it was read; None where no words name one body alone.

A clause names its body before the words of the norm (规划部门应当公布), after 由, or as the subject that a later part
of the sentence still has (慈善组织通过互联网募捐的，应当发布…). A duty in the passive (审计结果应当公开) takes the one
body that the words before it speak of: in the sentence, in the paragraph, in the provision. Where they speak of two, it
is unknown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from gaps.norm_records import Named, ReadFrom, Stretch
from gaps.norm_sentences import Clause, Sentence
from gaps.requirement import Language
from law.script import fold_text

MUST_ZH: Final = "(?:应当|必须|须|(?<![响供相适反对效])应(?![急用对邀付税收聘诉届人当征价]))"
BODY_ENDS: Final = (
    "机关|部门|机构|政府|单位|组织|企业|国务院|委员会|常委会|办公厅|办公室|办事处|管理处|台站|(?<![布格结当])局|院|公司|大会"
    "|协会|商会|学会|联合会|基金会|理事会|会议|主席团|中心|交易所|派出所|事务所|研究所|馆|海关|景区"
    "|人员|人|公民|个人|消费者|学校|医院|银行|平台|法人|团体|小组|公众|国民|主体|方|(?<!或)者"
)
_PLACE_ZH: Final = r"(?:\([^()]{1,20}\))?等?"
_ACTOR_ZH: Final = re.compile(
    rf"(?:^|[,;:。])(?:\([^()]{{1,4}}\))?(?!应当|需要|可以|不得|除|对|自)由?((?:[^,;:。由]{{0,60}}?)(?:{BODY_ENDS}){_PLACE_ZH})"
    r"(?:在[^,;]{0,30})?(?:均|都|也|还|依法|一般|不)?"
    rf"(?:{MUST_ZH}|不得|可以|有权|负责|得|禁止|主动公开|将|依照)"
)
_FOLLOWS: Final = (
    rf"{MUST_ZH}|在|对(?!象|外|口|应)|将|把|于(?!是)|向|通过(?!后)|根据|按照|依照|依据|遵循|会同|实行|建立|受理|收到|作出"
    "|举办|开展|实施|生产|选择|从事|申请|经营(?![者许])|销售|制定|发现|接到|查询|编制|进行|未|因|拟|需要|认为|完成|经(?![营济办费纪])|与|为(?!了)|每|定期|及时"
    "|依法|设置|设立|发布|公布|公开|提供|采取|收集|采用|负责|可以|,"
)
_SUBJECT_ZH: Final = re.compile(
    rf"(?:^|[,;:。])(?:\([^()]{{1,4}}\))?(?!{MUST_ZH}|需要|可以|不得|除|对|自|经(?!营)|在|按|根据|因|为|从|向|将|由|属于|涉及|有|前款|违反|未|如|凡"
    r"|其中|并|或|以|和|与|同时|但|被|任何|要求|通过|本条例|本办法|本规定|本法)"
    rf"((?:(?!报告|意见|情况|结果|接受|参加)[^,;:。由]){{0,60}}?(?:{BODY_ENDS}){_PLACE_ZH})(?={_FOLLOWS})"
)
_BY_ZH: Final = re.compile(
    rf"由([^,;:。]{{2,40}}?(?:{BODY_ENDS}))"
    r"(?:通过并|按照[^,;:。]{2,30}|依照[^,;:。]{2,30}|按[^,;:。]{2,12})?(?:将[^,;:。]{2,40}?)?(?:依法|统一|定期|及时|即时|予以|代为|共同)?"
    "(?:负责|向|公布|公开|发布|统一|公告|公示)"
)
_TOLD_ZH: Final = re.compile(
    rf"(?:监督(?!管理)|督促|指导|责令|要求|引导|推动)((?:(?!监督|督促|指导|{MUST_ZH})[^,;:。]){{2,40}}?(?:{BODY_ENDS}))"
    "(?:就[^,;:。]{2,20})?(?:依法|及时|主动|如实|定期|按规定|按照规定)*(?:向社会|公开|公布|公示|公告|发布|披露)"
)
_ACTOR_EN: Final = re.compile(
    r"\b((?:the |an? |every |any |each |no )[a-z' -]{2,80}?)"
    r" (?:shall|must|may|has a right|is entitled|is responsible|are responsible)\b"
)
_BEFORE_MUST_ZH: Final = re.compile(
    rf"(?:^|[,;:。])(?:还|均|都|并|同时|也)?([^,;:。]*?)(?:还|均|都|也)?{MUST_ZH}[^,;:。]*$"
)
"""What stands before the duty in its own part of the clause."""
_REFERS_ZH: Final = re.compile("前款(?!第)|上述|前述")
_LISTS_ZH: Final = re.compile("(?:事项|信息|内容|情况|资料|材料|包括|下列)[:：]$")
_NOT_A_PUBLISHER: Final = re.compile(
    "被|任何|申请|当事|个人|公民|依托|便利|(?:人|人员|国民|公众|消费者|方|平台)$|^(?:其|该|前款|本市)|^.{2}$"
)


def actor_in(
    clause: Clause, hit: re.Match[str], matter: Named | None, language: Language, around: "Around | None" = None
) -> Named | None:
    """Who is bound or entitled; with ``around`` a clause that names nobody takes the one body that it goes on about."""
    if language != "zh":
        found = list(_ACTOR_EN.finditer(clause.folded[: hit.start() + 12]))
        return _named(clause, found[-1], ReadFrom.CLAUSE) if found else None
    here = _in_clause(clause, hit, matter)
    if here is not None or around is None:
        return here
    before = _BEFORE_MUST_ZH.search(clause.folded[: hit.end()])
    passive = before is not None and before[1] != "" and matter is not None
    if before is not None and before[1] and not (matter and _meet(matter.words, clause.stretch(*before.span(1)))):
        return None  # the words before the duty may name a body that we do not recognise
    return around.body(clause, far=passive)


def _in_clause(clause: Clause, hit: re.Match[str], matter: Named | None) -> Named | None:
    told = _TOLD_ZH.search(clause.folded)
    if told and told.end() >= hit.start():
        return _named(clause, told, ReadFrom.CLAUSE)
    head = clause.folded[: hit.start() + 12]
    modal = list(_ACTOR_ZH.finditer(head)) or list(_BY_ZH.finditer(clause.folded))
    found = [
        _named(clause, each, ReadFrom.CLAUSE) for each in modal or _SUBJECT_ZH.finditer(clause.folded[: hit.end()])
    ]
    apart = [each for each in found if modal or not _begins(each, matter)]
    return apart[-1] if apart else None


def _begins(body: Named, matter: Named | None) -> bool:
    """Whether what looks like a body only begins what is spoken of (政府对审议意见的处理情况)."""
    return matter is not None and matter.read_from is ReadFrom.CLAUSE and _meet(body.words, matter.words)


def _meet(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def _named(clause: Clause, found: re.Match[str], where: ReadFrom) -> Named:
    return Named(words=clause.stretch(*found.span(1)), read_from=where)


class Around:
    """What stands before a sentence in its provision, for duties that do not name who is bound."""

    def __init__(self, sentence: Sentence, earlier: Sequence[Sentence]) -> None:
        self.sentence, self._earlier = sentence, earlier

    def body(self, clause: Clause, *, far: bool) -> Named | None:
        """The one body that is spoken of before a clause: the nearest stretch that speaks of any decides.

        ``far``: beyond its paragraph too, which only a duty in the passive reaches: another may have its own in mind.
        """
        for where, clauses in self._before(clause):
            found = list(chain.from_iterable(map(_bodies, clauses)))
            if found and (far or where is not ReadFrom.PROVISION):
                return _only(found, where)
        return None

    def referred(self, matter: Named | None) -> tuple[Stretch, ...]:
        """The list of the paragraph before, where the matter is what that paragraph names (前款规定的事项)."""
        if matter is None or _REFERS_ZH.match(matter.text) is None:
            return ()
        at = max((s.paragraph for s in self._earlier if s.paragraph < self.sentence.paragraph), default=None)
        opening = [s for s in self._earlier if s.paragraph == at and s.items and _LISTS_ZH.search(s.published)]
        return opening[-1].items if opening else ()

    def _before(self, clause: Clause) -> Iterator[tuple[ReadFrom, Iterable[Clause]]]:
        yield ReadFrom.SENTENCE, [c for c in self.sentence.clauses if c.start < clause.start]
        here = [s for s in self._earlier if s.paragraph == self.sentence.paragraph]
        yield ReadFrom.PARAGRAPH, [c for s in here for c in s.clauses]
        yield ReadFrom.PROVISION, [c for s in self._earlier if s not in here for c in s.clauses]


def _bodies(clause: Clause) -> list[tuple[Clause, re.Match[str]]]:
    text = clause.folded
    return [(clause, found) for form in (_ACTOR_ZH, _SUBJECT_ZH, _BY_ZH) for found in form.finditer(text)]


def _only(found: Sequence[tuple[Clause, re.Match[str]]], where: ReadFrom) -> Named | None:
    """The body, where all of them are one and it can publish."""
    names = {fold_text(match[1]) for _, match in found}
    if len(names) != 1 or _NOT_A_PUBLISHER.search(names.pop()):
        return None
    return _named(*found[0], where)
