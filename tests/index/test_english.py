"""English is searched by stems, by neighbouring words and by the numbers of its rules."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.build import build_index
from index.fusion import MEANING_WEIGHT, MEANING_WEIGHT_ENGLISH, weight_of_meaning
from index.plan import Phrase, Word
from index.records import SearchRequest
from index.search import Searcher, open_searcher
from index.wording import settled, wording_of
from law.identifier import instrument_id
from law.instrument import Instrument
from law.provision import Provision, Unit
from tests.index.small_corpus import TODAY, corpus_of
from tests.law.texts import version

RULES = {
    "3.2.1": "A subject of an audit must keep its data for six years.",
    "3.2.2(a)": "The data subject has the right of access to what is kept.",
    "3.2.2(b)": "Access to records of the firm's clients is limited.",
}


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    home = tmp_path_factory.mktemp("rulebook")
    provisions = tuple(
        Provision(id=f"para_{n}", unit=Unit.ARTICLE, label=label, text=text)
        for n, (label, text) in enumerate(RULES.items())
    )
    text = replace(version("undated", "x", language="en"), provisions=provisions)
    law = Instrument(
        id=instrument_id(jurisdiction="gb", title="Records Rulebook"),
        jurisdiction="gb",
        titles={"en": "Records Rulebook"},
        versions=(text,),
    )
    corpus = corpus_of(home, [law])
    build_index(corpus, home)
    searcher = open_searcher(corpus, home, today=lambda: TODAY)
    yield searcher
    searcher.close()


def labels(searcher: Searcher, query: str) -> list[str]:
    return [hit.label for hit in searcher.search(SearchRequest(query=query)).hits]


def test_words_that_are_neighbours_in_the_query_count_where_they_are_neighbours_in_the_text(rulebook: Searcher) -> None:
    assert labels(rulebook, "data subject")[0] == "3.2.2(a)"
    wording = wording_of("data subjects' rights")
    assert wording is not None
    assert [e.words for e in wording.extras if isinstance(e, Phrase)] == [("data", "subject"), ("subject", "right")]


def test_possessives_and_plurals_find_each_other(rulebook: Searcher) -> None:
    assert labels(rulebook, "client of firms")[0] == "3.2.2(b)"


@pytest.mark.parametrize(
    "query", ["Records Rulebook 3.2.2(a)", "Records Rulebook, rule 3.2.2(a)", "records rulebook 3.2.2(a)"]
)
def test_a_rulebook_and_a_number_lead_straight_to_the_rule(rulebook: Searcher, query: str) -> None:
    result = rulebook.search(SearchRequest(query=query))
    assert result.direct
    assert result.hits[0].label == "3.2.2(a)"


def test_a_number_that_the_rulebook_does_not_have_leads_nowhere(rulebook: Searcher) -> None:
    assert not rulebook.search(SearchRequest(query="Records Rulebook 9.9.9")).direct


def test_a_common_english_word_is_not_needed_and_still_adds_to_the_score() -> None:
    wording = wording_of("what must an authorised person disclose to clients about fees and charges")
    assert wording is not None
    settled_ = settled(wording, lambda word: 5_000 if word.text == "person" else 100, 13_000)
    assert Word(text="person") in settled_.extras
    assert all(Word(text="person") not in clause.alternatives for clause in settled_.clauses)


def test_english_words_weigh_more_against_meaning_than_pairs_of_characters() -> None:
    assert (
        weight_of_meaning("right of access") == MEANING_WEIGHT_ENGLISH < MEANING_WEIGHT == weight_of_meaning("查阅权")
    )
