"""A query in Taiwan's terms of law finds what the mainland writes in other words."""

import pytest

from index.plan import Phrase, Word
from index.regional import regional_wordings
from index.segment import own_folding
from law.script_choice import _telling_characters


def words(text: str) -> set[str]:
    (wording,) = regional_wordings(text, traditional_held=False)
    found = [a for clause in wording.clauses for a in clause.alternatives]
    return {a.text if isinstance(a, Word) else "".join(a.words) for a in found if isinstance(a, Word | Phrase)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("個人資料保護", {"个人", "信息", "保护"}),
        ("跨境傳輸的條件", {"跨境", "条件"}),
        ("政府資訊公開", {"政府", "信息", "公开"}),
    ],
)
def test_terms_of_taiwan_are_put_into_the_mainlands(query: str, expected: set[str]) -> None:
    assert expected <= words(query)


def test_a_query_that_differs_by_script_alone_needs_no_other_wording() -> None:
    assert regional_wordings("行政處罰", traditional_held=False) == ()


def test_a_text_without_traditional_characters_is_known_by_their_folding() -> None:
    """What spares a search the tables of OpenCC misses no character that tells the scripts apart."""
    _, traditional = _telling_characters()
    assert len(traditional) > 2_000
    assert not [char for char in traditional if own_folding(char)]
