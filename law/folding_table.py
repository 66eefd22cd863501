"""One character's folded form, computed on first sight and remembered; the table behind `law.script`."""

import unicodedata
from functools import cache
from typing import Final

import opencc

_UNIFIED: Final[dict[str, str]] = (
    dict.fromkeys("[〔［【〖〘﹝", "(")
    | dict.fromkeys("]〕］】〗〙﹞", ")")
    | dict.fromkeys("〈﹤", "《")
    | dict.fromkeys("〉﹥", "》")
    | dict.fromkeys("“”„‟「」＂〝〞〟«»", '"')
    | dict.fromkeys("‘’‚‛『』′`", "'")
    | dict.fromkeys("‐‑‒–—―−─━", "-")
    | dict.fromkeys("〜∼", "~")
    | dict.fromkeys("•・‧∙⋅․", "·")
    | dict.fromkeys("○◯", "〇")
)
"""Punctuation that differs between typesetters and regions but not in meaning."""

_VARIANTS: Final[dict[str, str]] = {
    "著": "着",
    "裏": "里",
    "裡": "里",
    "啓": "启",
    "啟": "启",
    "臺": "台",
    "藉": "借",
    "佈": "布",
    "徵": "征",
    "祇": "只",
    "衹": "只",
    "祕": "秘",
    "兇": "凶",
    "週": "周",
    "迴": "回",
    "吿": "告",
    "瞭": "了",
    "乾": "干",
    "甚": "什",
    "麼": "么",
    "麽": "么",
    "籲": "吁",
    "覆": "复",
    "複": "复",
    "復": "复",
    "妳": "你",
    "祂": "他",
    "仝": "同",
}
"""Variants that OpenCC leaves apart because it must choose one for display; for matching they are the same."""


class FoldingTable(dict[int, str]):
    """Maps a code point to its folded text, for `str.translate`; fills itself as characters are met."""

    def __init__(self, *, exact_script: bool) -> None:
        super().__init__()
        self._exact_script = exact_script

    def __missing__(self, code: int) -> str:
        """Fold one character that was not met before."""
        folded = "".join(_fold_char(char, exact_script=self._exact_script) for char in _compatible(chr(code)))
        self[code] = folded
        return folded


def _compatible(char: str) -> str:
    """NFKC with case folding; a lone surrogate, which no encoder accepts, becomes U+FFFD."""
    if unicodedata.category(char) == "Cs":
        return "\ufffd"
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())


def _fold_char(char: str, *, exact_script: bool) -> str:
    if char.isspace():
        return " "
    if "\u0300" <= char <= "\u036f" or unicodedata.category(char) in {"Cc", "Cf"} or _selects_variant(char):
        return ""
    unified = _UNIFIED.get(char, char)
    return unified if exact_script else _simplified(unified)


def _selects_variant(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _simplified(char: str) -> str:
    char = _VARIANTS.get(char, char)
    if char < "\u2e80":
        return char
    simple = str(_converter().convert(char))
    return _VARIANTS.get(simple, simple)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
