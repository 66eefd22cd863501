"""Articles that a copy has run together into one paragraph: …主席团会议决定。 第十六条市人民代表大会会议设立秘书处."""

import re
from collections.abc import Sequence
from typing import Final

from crawlers.outline import order_of
from law.heading import article_label
from law.numerals import NUMERAL_CHARS, chinese_numeral

MISPRINTS: Final = str.maketrans({"笫": "第", "－": "一"})
"""Characters of the same shape that stand in labels by mistake."""
DUE: Final = re.compile(rf"(?P<label>[第笫][{NUMERAL_CHARS}－]{{1,12}}条)(?=[\s\u3000])")
_AFTER: Final = r"(?!的|规定|、|，|,|和|或|至|及|第|所|中|内|以|与)"
_SENTENCE_END: Final = r"(?:(?<=[。；：”）])|(?<=附则)|(?<=[\s\u3000]))"


def split_articles(lines: Sequence[str]) -> tuple[Sequence[str], list[str]]:
    """The lines with such articles on lines of their own, and a problem for each.

    Only a number that is due next and begins no line anywhere is looked for, so a reference is never taken for one.
    """
    labels = [begins[0] if line[0] in "第笫" and (begins := _label(line)) else None for line in lines]
    begun = set(labels)
    result: list[str] = []
    found: list[str] = []
    last = 0
    for line, label in zip(lines, labels, strict=True):
        last = order_of(label)[0] if label else last
        pieces = _split(line, last, begun) if last else [line]
        last += len(pieces) - 1
        result += pieces
        found += [piece[: piece.index("条") + 1] for piece in pieces[1:]]
    return result, _problems(found)


def _problems(labels: Sequence[str]) -> list[str]:
    named = "、".join(labels[:5]) + (f" and {len(labels) - 5} others" if len(labels) > 5 else "")
    return [f"printed within the paragraph before: {named}"] if labels else []


def _label(line: str) -> tuple[str, int] | None:
    due = DUE.match(line)
    return article_label(line) or ((due["label"].translate(MISPRINTS), due.end()) if due else None)


def _split(line: str, last: int, begun: set[str | None]) -> list[str]:
    pieces = [line]
    while (label := f"第{chinese_numeral(last + 1)}条") not in begun and label in pieces[-1]:
        match = re.search(rf"{_SENTENCE_END}{label}{_AFTER}", pieces[-1])
        if match is None or match.start() == 0:
            break
        rest = pieces[-1][match.start() :]
        pieces[-1] = pieces[-1][: match.start()].rstrip()
        pieces.append(label + " " + rest[len(label) :].lstrip())
        last += 1
    return pieces
