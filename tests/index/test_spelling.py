"""A slip in a query is offered mended; a word that a law uses is left alone."""

from collections.abc import Iterable

import pytest

from index.plan import Word
from index.spelling import corrected

_KNOWN = "个人信息跨境提供敏感处理政府公开申请答复期限国家秘密的网络安全等级保护制度档案"
KNOWN = {a + b for a in _KNOWN for b in _KNOWN if a + b in _KNOWN} | {"敏感", "感个", "definit", "sensit", "person"}


def frequencies(words: Iterable[Word]) -> dict[Word, int]:
    return {word: int(word.text in KNOWN) for word in words}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("国家密秘的密级", "国家秘密的密级"),
        ("政府信系公开", "政府信息公开"),
        ("国家密秘", "国家秘密"),
        ("网络安权等级保户制度", "网络安全等级保护制度"),
        ("sensitive personal informaton", "sensitive personal information"),
        ("personal infromaton", "personal information"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert corrected(typed, frequencies) == meant


@pytest.mark.parametrize(
    "typed", ["国家秘密", "个人信息", "2021", "", "personal", "zzzzzzz", "甲乙丙丁", "informatics", "levels"]
)
def test_what_is_known_or_like_nothing_is_left_alone(typed: str) -> None:
    assert corrected(typed, frequencies) is None


def test_a_pasted_text_is_not_put_in_question() -> None:
    assert corrected("鑫淼焱" * 170, frequencies) is None
