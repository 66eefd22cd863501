"""When a text says that it takes effect: 本法自2021年11月1日起施行, 本条例自公布之日起施行."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from law.dates import find_dates
from law.provision import Provision, Unit

_CLAUSE: Final = re.compile(
    r"(?:自|从|于)(?P<when>[^自从起由。；;\n《》“”]{2,40}?)(?:起|开始)?(?:开始|正式)?(?:施行|[实實]施|生效|执行|試行|试行)"
    r"(?=[。，,；;\s）)]|$)"
    r"|\b(?:enters?|comes?|takes?) (?:into )?(?:force|operation|effect) on (?P<english>[^.;\n]{4,40})"
)
_ON_PROMULGATION: Final = re.compile(r"(?:公布|发布|颁布|颁发|印发|通过|批准)(?:之)?(?:日|时)")
_OWN: Final = re.compile(r"[本该此现]|决定")
_NOT_THE_WHOLE: Final = re.compile(r"第[^，。]{1,10}条|[《》]|部分|有关|废止")
_REMARK: Final = re.compile(r"[（(][^（()）]{0,60}[)）]")
_RUN_TOGETHER: Final = re.compile(r"^.{0,12}第[^，。条]{1,8}条(?=[本该此])")
_SPEAKS_OF_IT: Final = re.compile(
    r"(?:^|[。；\n])本[^。\n]{0,60}(?:起|后|公布|发布|通过|批准|年度|自)[^。，；\n]{0,8}"
    r"(?:施行|实施|生效|执行|实行)(?=[。，；\s]|$)|修改时同"
)
_THIS: Final = re.compile(r"^\W{0,9}This [A-Z][a-z]+ (?:shall )?$")
_LAST_ARTICLES: Final = 4
_LOOK_BACK: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Commencement:
    """A clause of commencement; ``start`` and ``end`` are its place in the text of the provision.

    ``day`` is None where it says "on the day of promulgation", and where it names a day that no calendar has.
    """

    provision_id: str
    label: str
    day: date | None
    on_promulgation: bool
    quote: str
    start: int
    end: int

    @property
    def provenance(self) -> str:
        """Where the day was read."""
        return f"{self.label or 'the text'}: {self.quote}"


def find_commencement(provisions: Sequence[Provision]) -> Commencement | None:
    """The clause by which the text itself takes effect, from its last articles; None where it has none.

    A clause for single articles (第三条自…起施行) is passed over.
    """
    carrying = [p for p in provisions if p.unit is Unit.ARTICLE]
    last = carrying[-_LAST_ARTICLES:] if len(carrying) > 1 else [p for p in provisions if p.unit is not Unit.HEADING]
    for provision in reversed(last):
        found = commencement_in(provision)
        if found is not None:
            return found
    return None


def mentions_commencement(provisions: Sequence[Provision]) -> bool:
    """Whether the last articles speak of it at all, also in words that state no day (经国务院批准后发布施行)."""
    carrying = [p for p in provisions if p.unit is Unit.ARTICLE][-_LAST_ARTICLES:]
    return any(_SPEAKS_OF_IT.search(p.text) for p in carrying)


def commencement_in(provision: Provision) -> Commencement | None:
    """The first clause of commencement of the whole text that stands in one provision."""
    for match in _CLAUSE.finditer(provision.text):
        if not _speaks_of_the_whole(provision.text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            continue
        when = match["when"] or match["english"]
        found = find_dates(when)
        if not found and not _ON_PROMULGATION.search(when):
            continue
        return Commencement(
            provision_id=provision.id,
            label=provision.label,
            day=found[0].day if found else None,
            on_promulgation=not found,
            quote=match[0],
            start=match.start(),
            end=match.end(),
        )
    return None


def _speaks_of_the_whole(before: str) -> bool:
    clause = _RUN_TOGETHER.sub("", _REMARK.sub("", re.split(r"[。；;\n]", before)[-1]))
    if clause.isascii() and clause.strip():
        return bool(_THIS.search(clause))
    return not _NOT_THE_WHOLE.search(clause) and (not clause.strip() or bool(_OWN.search(clause)))
