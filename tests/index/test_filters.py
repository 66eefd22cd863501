"""Filters, totals and facets: exactly what counting one by one gives."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.holdings import Holdings
from index.records import Hit, Mode, SearchRequest
from index.search import Searcher
from law.jurisdiction import UnknownJurisdiction
from law.timeline import validity
from tests.index.small_corpus import TODAY, indexed, instrument, small_corpus, version

WORDS = "公开"


def titles(searcher: Searcher, **filters: object) -> set[str]:
    request = SearchRequest(query=WORDS, k=100, mode=Mode.LEXICAL, **filters)  # type: ignore[arg-type]  # by name
    return {hit.title for hit in searcher.search(request).hits}


def test_a_place_includes_the_places_below_it(searcher: Searcher) -> None:
    assert titles(searcher, jurisdictions=("cn",)) >= {"政府信息公开条例", "上海市政府信息公开规定"}
    assert titles(searcher, jurisdictions=("cn-sh",)) == {"上海市政府信息公开规定"}


def test_a_place_has_the_law_above_it_only_when_asked(searcher: Searcher) -> None:
    assert "政府信息公开条例" not in titles(searcher, jurisdictions=("cn-sh-pudong",))
    assert "政府信息公开条例" in titles(searcher, jurisdictions=("cn-sh-pudong",), with_parents=True)


def test_a_filter_of_a_place_of_which_nothing_is_held_says_so(searcher: Searcher) -> None:
    told = "no law of Japan is held, so none of it can be found"
    for asked in (SearchRequest(query=WORDS, jurisdictions=("jp",)), SearchRequest(query=f"{WORDS} place:日本")):
        assert searcher.search(asked).notes[0] == told
    assert "held" not in " ".join(searcher.search(SearchRequest(query=WORDS, jurisdictions=("cn-sh",))).notes)


def test_an_unknown_place_is_refused_by_name(searcher: Searcher) -> None:
    with pytest.raises(UnknownJurisdiction, match="cn-xx"):
        titles(searcher, jurisdictions=("cn-xx",))


def test_kinds_and_languages_are_alternatives(searcher: Searcher) -> None:
    assert titles(searcher, kinds=("law", "local_government_rule")) == {"上海市政府信息公开规定"}
    assert titles(searcher, languages=("zh-Hant",)) == {"政府資訊公開法"}


def test_what_has_no_kind_is_unknown_and_can_be_asked_for(searcher: Searcher) -> None:
    assert titles(searcher, kinds=("unknown",)) == {"政府資訊公開法", "旧档案公开办法"}


def test_days_of_promulgation_bound_on_both_sides(searcher: Searcher) -> None:
    assert titles(searcher, promulgated_from=date(2020, 4, 21), promulgated_to=date(2020, 4, 21)) == {
        "上海市政府信息公开规定"
    }


def test_a_text_without_a_day_is_not_given_one(tmp_path: Path) -> None:
    held = indexed(tmp_path, [instrument("无日期办法", version("undated", "应当公开。"))])
    assert titles(held) == {"无日期办法"}
    assert titles(held, promulgated_from=date(1900, 1, 1)) == set()
    facets = held.search(SearchRequest(query=WORDS)).facets
    assert [(f.value, f.count) for f in facets["year"]] == [("unknown", 1)]


def _every_hit(searcher: Searcher) -> list[Hit]:
    return list(searcher.search(SearchRequest(query=WORDS, k=100, mode=Mode.LEXICAL)).hits)


_TESTS: dict[str, Callable[[Hit, SearchRequest], bool]] = {
    "jurisdiction": lambda h, r: not r.jurisdictions or any(h.jurisdiction.startswith(j) for j in r.jurisdictions),
    "kind": lambda h, r: not r.kinds or (h.kind or "unknown") in r.kinds,
    "language": lambda h, r: not r.languages or h.language in r.languages,
    "year": lambda h, r: (
        (r.promulgated_from is None or h.version >= r.promulgated_from.isoformat())
        and (r.promulgated_to is None or h.version <= r.promulgated_to.isoformat())
    ),
}
_VALUES: dict[str, Callable[[Hit], str]] = {
    "jurisdiction": lambda h: h.jurisdiction,
    "kind": lambda h: h.kind or "unknown",
    "language": lambda h: h.language,
    "year": lambda h: h.version[:4],
}


@pytest.mark.parametrize(
    ("places", "kinds", "languages", "since"),
    list(
        product(
            [(), ("cn",), ("tw", "gb")],
            [(), ("law", "unknown")],
            [(), ("zh-Hans",), ("zh-Hant", "en")],
            [None, date(2019, 4, 3)],
        )
    ),
)
def test_totals_and_facets_equal_counting_one_by_one(
    searcher: Searcher,
    places: tuple[str, ...],
    kinds: tuple[str, ...],
    languages: tuple[str, ...],
    since: date | None,
) -> None:
    request = SearchRequest(
        query=WORDS,
        jurisdictions=places,
        kinds=kinds,
        languages=languages,
        promulgated_from=since,
        k=100,
        mode=Mode.LEXICAL,
    )
    result, everything = searcher.search(request), _every_hit(searcher)
    kept = [h for h in everything if all(test(h, request) for test in _TESTS.values())]
    assert result.total == len(result.hits) == len(kept)
    for name, value_of in _VALUES.items():
        others = [test for other, test in _TESTS.items() if other != name]
        expected = Counter(value_of(h) for h in everything if all(test(h, request) for test in others))
        assert {f.value: f.count for f in result.facets[name]} == expected


@given(day=st.dates(date(1985, 1, 1), date(2030, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_a_day_keeps_exactly_what_may_be_law_on_it(searcher: Searcher, day: date) -> None:
    everything = SearchRequest(query=WORDS, k=100, mode=Mode.LEXICAL)
    on_the_day = searcher.search(replace(everything, on=day))
    held = Holdings.of(small_corpus())

    expected = {(i.id, v.key) for i, v in held.numbered if validity(i, v).contains(day)}
    assert {(h.instrument, h.version) for h in on_the_day.hits} <= expected
    assert on_the_day.total == sum((h.instrument, h.version) in expected for h in searcher.search(everything).hits)


def test_the_facts_of_holdings_survive_being_written() -> None:
    held = Holdings.of(small_corpus())
    assert Holdings.read(held.to_json()).facts == held.facts


def test_many_versions_are_counted_exactly(tmp_path: Path) -> None:
    many = [
        instrument(f"第{n}号公开办法", version("2001-01-01", *["公开。"] * (n % 3 + 1), source_ref=f"{n}.md"))
        for n in range(1, 60)
    ]
    held = indexed(tmp_path, many)
    total = sum(n % 3 + 1 for n in range(1, 60))
    assert held.search(SearchRequest(query=WORDS, on=TODAY)).total == total
