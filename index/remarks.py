"""What a reader should know of how a query was read: signs that mean nothing here, marks that are not closed."""

import re
from typing import Final

MENTIONS: Final = "words in quotation marks within a sentence count as words: set spaces around to demand them"
_JOINS: Final = "all words count, and NOT leaves out what stands after it: AND and OR make no difference"
_UNCLOSED: Final = (
    "a quotation mark is not closed, so what stands beside it was searched as words: close it to demand them"
)
_SIGNS: Final = (
    'the signs *, ^, ~, w/5, /s and NEAR of other programs mean nothing here: write "个人信息 出境"~10 '
    "for what stands near each other"
)
_OF_NO_LAW: Final = "is of no law: write the law's title before it, such as 《个人信息保护法》第十三条"
_MARK: Final = re.compile(r'(?<![0-9])["＂]|[“”「」『』]')
"""A straight mark behind a figure stands for inches."""
_OTHERS_SIGN: Final = re.compile(
    r"(?<=[^\W\d])(?:[*^][0-9]{0,3}|[~～][0-9]{1,3})(?=[\s)）]|$)|\bw/(?:[0-9]{1,3}|[sp])(?=\s|$)|(?<=\s)/(?:[0-9]{1,3}|[sp])(?=\s|$)"
    r"|\bNEAR(?:/[0-9]{1,3}|(?=\())"
)
_JOINED: Final = re.compile(r"(?:^|(?<=\s))(?:AND|OR|&&|\|\|)(?=\s|$)")
"""What other programs write between words. In a text of capitals AND is a word, which says as little."""
_PLACE_IN_A_LAW: Final = re.compile(
    r"第[0-9〇零○一二三四五六七八九十百千]{1,8}[条條章节節](?:之[一二三四五六七八九十])?(?:第[一二三四五六七八九十]{1,3}[款项項目])*"
    r"|(?:art(?:icle)?|s(?:ec(?:tion)?)?|reg(?:ulation)?)\.?\s?[0-9]{1,4}[a-z]?(?:\([0-9a-z]{1,4}\)){0,4}",
    re.IGNORECASE,
)


def without_signs(text: str) -> str:
    """The words without what other programs write between and behind them."""
    return _JOINED.sub(" ", _OTHERS_SIGN.sub(" ", text))


def remarks_on(text: str, unquoted: str, *, excludes: bool) -> tuple[str, ...]:
    """Sentences on a query without its prefixes, ``unquoted`` being what stands outside of quotation marks."""
    joined = _JOINED.search(unquoted) is not None or (excludes and "NOT " in unquoted)
    told = (
        (_JOINS, joined),
        (_UNCLOSED, _MARK.search(unquoted)),
        (_SIGNS, _OTHERS_SIGN.search(unquoted)),
        (f"{text} {_OF_NO_LAW}", _PLACE_IN_A_LAW.fullmatch(text)),
    )
    return tuple(said for said, holds in told if holds)
