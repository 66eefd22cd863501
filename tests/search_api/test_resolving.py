"""Citations in a text, resolved among what is held."""

import pytest

from law.citation import find_citations
from search_api.library import Library
from search_api.resolving import Outcome, Resolved, resolve


def resolved(library: Library, text: str) -> Resolved:
    (citation,) = find_citations(text)
    return resolve(library, citation)


def test_a_citation_is_pinned_to_a_text_and_an_article(library: Library) -> None:
    found = resolved(library, "依照《样例国政府信息公开法》第二条的规定办理。")
    assert found.outcome is Outcome.RESOLVED
    assert (found.version, found.provision_id, found.label) == ("2021-09-10", "art_2", "第二条")
    assert found.raw == "《样例国政府信息公开法》第二条"


def test_the_other_script_means_the_same_place(library: Library) -> None:
    assert resolved(library, "《樣例國政府信息公開法》第三條").provision_id == "art_3"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("《样例国政府信息公开法》第九十九条", Outcome.NO_SUCH_PROVISION),
        ("《数据条例》第一条", Outcome.AMBIGUOUS),
        ("《从未有过的条例》第一条", Outcome.NOT_HELD),
        ("本法第十条", Outcome.NO_INSTRUMENT),
    ],
)
def test_what_is_not_resolved_says_why(library: Library, text: str, outcome: Outcome) -> None:
    found = resolved(library, text)
    assert found.outcome is outcome
    assert found.message
    assert found.provision_id is None


def test_an_ambiguous_title_lists_the_candidates(library: Library) -> None:
    assert {n.jurisdiction for n in resolved(library, "《数据条例》第一条").others} == {"xs", "xs-lin"}
