"""Clauses by which a text repeals others: 2008年…公布的《甲条例》、《乙办法》同时废止.

Only whole instruments count. A title that is cited for another reason (根据《甲法》, 《甲决定》修正的《乙条例》), an
article of a text (《甲条例》第三条), or rules that conflict with the new ones are not repealed instruments.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from law.dates import find_dates
from law.instrument import RepealClause
from law.named_titles import NamedTitle, titles_in
from law.provision import Provision, Unit

_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;]?")
_VERB: Final = re.compile(
    r"(?:同时|即行|自行|随即|立即|相应|一并|一律|均|予以|即予|全部|也|停止执行并)(?:予以|即行|自行|宣布)?"
    r"(?:废止|作废|失效|停止执行|停止施行|停止使用|终止执行|不再适用|不再执行)"
    r"|(?<=[》日）)起文法])(?:予以)?废止(?=[。；;，,\s]|$)"
)
_DECIDES: Final = re.compile(r"(?:决定|对下列|以下)?[，：:]?\s?(?:予以)?废止(?=(?:下列|以下)?[^。；;\n《]{0,24}《)")
_NOT_YET: Final = re.compile(r"(?:前|后|的|应当|可以|未|不)$")
_PART_ONLY: Final = re.compile(
    r"\s{0,2}(?:[（(][^）)]{0,40}[）)])?\s{0,2}(?:的?第[^，。；]{1,12}[条款项章]|中|的?有关|的?相关|的?其他|规定的|所附|附件)"
)
_INSTRUMENT: Final = re.compile(
    r"(?:法|条例|规定|办法|决定|决议|则|解释|通知|批复|意见|章程|制度|准则|标准|守则|公告|布告|通告|命令|令|纲要|规程|规范|安排"
    r"|函|答复|解答|方案|要点|纪要|补充|说明|目录|条款|纲领|公约|方法|措施|程序|报告|汇编|修正案|表)"
    r"(?:[（(〔〈][^）)〕〉]{1,40}[）)〕〉])?(?:[一二三四五六七八九十]{1,3})?$"
)
_CITED_FOR: Final = re.compile(r"(?:根据|依照|按照|依据|遵照|违反|适用|执行|与|同|和原有|制定)$")
_AMENDING: Final = re.compile(r"\s{0,2}(?:第[一二三四五六七八九十]{1,3}次)?(?:修正|修订|修改|批准|通过|公布)")
_STATED_DAY: Final = re.compile(r"(?:自|从|于)[^，。；《》]{4,24}(?:起|日)[^，。；《》]{0,6}$")


def find_repeals(provisions: Sequence[Provision], *, effect_on: date | None) -> tuple[RepealClause, ...]:
    """All clauses that repeal a named instrument. ``effect_on`` is the day on which the text itself takes effect."""
    carrying = [p for p in provisions if p.unit is not Unit.HEADING and "《" in p.text]
    return tuple(clause for provision in carrying for clause in _clauses(provision, effect_on))


def _clauses(provision: Provision, effect_on: date | None) -> Iterator[RepealClause]:
    for sentence in _SENTENCE.finditer(provision.text):
        if not any(word in sentence[0] for word in ("废止", "失效", "作废", "停止", "终止", "不再")):
            continue
        repealed = _repealed_titles(sentence[0])
        day = _stated_day(sentence[0]) or effect_on
        for title in repealed:
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            yield RepealClause(
                provision_id=provision.id,
                target_title=" ".join(title.title.split()),
                quote=provision.text[start : sentence.end()],
                start=start,
                end=sentence.end(),
                repealed_on=day,
            )


def _repealed_titles(sentence: str) -> list[NamedTitle]:
    """The titles that a verb of repeal in the sentence reaches: those before it, or after 决定废止."""
    titles = [title for title in titles_in(sentence) if _is_object(sentence, title)]
    reached = (
        verb.start()
        for verb in _VERB.finditer(sentence)
        if not _NOT_YET.search(sentence, verb.start() - 3, verb.start())
    )
    last = max(reached, default=0)
    first = min((verb.end() for verb in _DECIDES.finditer(sentence)), default=len(sentence))
    return [title for title in titles if title.end <= last or title.start >= first]


def _is_object(sentence: str, title: NamedTitle) -> bool:
    before, after = sentence[max(0, title.start - 12) : title.start], sentence[title.end : title.end + 60]
    if not _INSTRUMENT.search(title.title.strip()):
        return False
    return not (_CITED_FOR.search(before) or _PART_ONLY.match(after) or _AMENDING.match(after))


def _stated_day(sentence: str) -> date | None:
    """自2020年1月1日起废止: a day of the repeal's own."""
    for match in re.finditer(r"(?:同时|予以)?废止", sentence):
        stated = _STATED_DAY.search(sentence[: match.start()])
        if stated:
            days = [found.day for found in find_dates(stated[0]) if found.day]
            if days:
                return days[-1]
    return None
