"""Each demand tells what answers it, by which law, and where it is still open."""

import json
from dataclasses import replace

from gaps.checklist import load_checklist
from gaps.demands import Answered, DemandView, demand_record, demand_views, laws_of, with_nations
from gaps.records import Cell, Result
from tests.gaps.test_report_forms import QUOTE, cell

CHECKLIST = load_checklist()
FIRST = CHECKLIST.demands[0]
LAW = replace(QUOTE, title="甲条例")


def matrix(**results: Result) -> list[Cell]:
    """Every requirement not found in the nation and one province, but for those of the first demand."""
    found = []
    for requirement in CHECKLIST.requirements:
        for place in ("cn", "cn-sh"):
            at = FIRST.requirements.index(requirement.id) if requirement.id in FIRST.requirements else -1
            result = results.get(f"{place.replace('-', '_')}_{at}", Result.NOT_FOUND)
            quotes = (LAW,) if result in (Result.COVERED, Result.PARTIAL) else ()
            found.append(cell(requirement.id, place, result, evidence=quotes))
    return found


def first(cells: list[Cell], *places: str) -> DemandView:
    return demand_views(cells, CHECKLIST, places)[0]


def test_every_demand_of_the_essay_is_there_with_every_requirement() -> None:
    views = demand_views(matrix(), CHECKLIST, ["cn", "cn-sh"])
    assert [view.demand.id for view in views] == [f"S{n:02}" for n in range(1, 34)]
    for view in views:
        for place in view.places:
            assert tuple(a.cell.requirement for a in place.answers) == view.demand.requirements
            assert place.open == view.demand.requirements
            assert place.answered is Answered.OPEN


def test_a_demand_is_met_only_where_all_that_answers_it_is() -> None:
    every = {f"cn_{n}": Result.COVERED for n in range(len(FIRST.requirements))}
    assert first(matrix(**every), "cn").places[0].answered is Answered.MET
    assert first(matrix(**{**every, "cn_1": Result.PARTIAL}), "cn").places[0].answered is Answered.IN_PART
    assert first(matrix(**{**every, "cn_1": Result.NOT_FOUND}), "cn").places[0].open == (FIRST.requirements[1],)
    assert first(matrix(**{**every, "cn_1": Result.NOT_APPLICABLE}), "cn").places[0].answered is Answered.MET


def test_an_inherited_requirement_names_the_law_of_the_nation() -> None:
    [place] = first(matrix(cn_0=Result.COVERED, cn_sh_0=Result.INHERITED), "cn-sh").places
    assert place.jurisdiction == "cn-sh"
    assert [law.title for law in laws_of(place.answers)] == ["甲条例"]
    assert place.answers[0].met
    assert with_nations(["cn-sh", "cn-gd+cn-gd-shenzhen"]) == ("cn-sh", "cn-gd+cn-gd-shenzhen", "cn")


def test_a_partial_law_is_named_but_does_not_close_the_demand() -> None:
    [place] = first(matrix(cn_0=Result.PARTIAL), "cn").places
    assert place.answers[0].laws == (LAW,)
    assert laws_of(place.answers) == ()
    assert FIRST.requirements[0] in place.open


def test_the_record_is_plain_json() -> None:
    record = json.loads(json.dumps(demand_record(first(matrix(cn_0=Result.COVERED), "cn"))))
    assert record["places"][0]["answers"][0]["laws"][0]["label"] == QUOTE.label
    assert set(record["names"]) == {"en", "zh-Hans", "zh-Hant"}
