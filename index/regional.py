"""The same word by region: 信息 on the mainland is 資訊 in Taiwan, which folding the script alone does not unite."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from index.glossary import read_terms
from index.plan import Wording
from index.segment import own_folding
from index.wording import wording_of
from law.script import fold_text, script_of, to_simplified, to_traditional

WEIGHT: Final = 0.7
"""Below the words that were typed."""


def regional_wordings(text: str, *, traditional_held: bool) -> tuple[Wording, ...]:
    """The query in the words of the other side of the strait, where they differ by more than the script.

    A query in Simplified characters is only put into Taiwan's words where texts in Traditional ones are held.
    """
    # Telling the scripts apart takes OpenCC's tables: not for a text that has no character of the other script.
    if not own_folding(text) and script_of(text) == "zh-Hant":
        other = to_simplified(_mainland_terms(text), region="tw")
    elif traditional_held:
        other = to_traditional(text, region="tw")
    else:
        return ()
    wording = None if fold_text(other) == fold_text(text) else wording_of(other)
    return () if wording is None else (replace(wording, weight=WEIGHT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """Terms of law that Taiwan writes in other words, the longest first, and the mainland's word for each."""

    sought: re.Pattern[str]
    mainland: Mapping[str, str]


def _mainland_terms(text: str) -> str:
    """The query with its terms of law (個人資料) put into the mainland's (个人信息), which is no matter of script."""
    terms = _taiwan_terms()
    return terms.sought.sub(lambda found: terms.mainland[found[0]], text)


@cache
def _taiwan_terms() -> _Terms:
    mainland: dict[str, str] = {}
    for row in read_terms():
        known = [fold_text(term) for term in row["zh_hans"]]
        for term in row["zh_hant"]:
            if known and fold_text(term) not in known:
                mainland.setdefault(term, max(known, key=lambda other: _shared(fold_text(term), other)))
    longest_first = sorted(mainland, key=lambda term: (-len(term), term))
    return _Terms(sought=re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), mainland=mainland)


def _shared(term: str, other: str) -> int:
    """How many characters two terms share: of several terms for one concept the nearest is meant, else the first."""
    return len(set(term) & set(other))
