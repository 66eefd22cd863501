"""The same word by region: 信息 on the mainland is 資訊 in Taiwan, which folding the script alone does not unite."""

from dataclasses import replace
from typing import Final

from index.plan import Wording
from index.wording import wording_of
from law.script import fold_text, script_of, to_simplified, to_traditional

WEIGHT: Final = 0.7
"""Below the words that were typed."""


def regional_wordings(text: str, *, traditional_held: bool) -> tuple[Wording, ...]:
    """The query in the words of the other side of the strait, where they differ by more than the script.

    A query in Simplified characters is only put into Taiwan's words where texts in Traditional ones are held.
    """
    if script_of(text) == "zh-Hant":
        other = to_simplified(text, region="tw")
    elif traditional_held:
        other = to_traditional(text, region="tw")
    else:
        return ()
    wording = None if fold_text(other) == fold_text(text) else wording_of(other)
    return () if wording is None else (replace(wording, weight=WEIGHT),)
