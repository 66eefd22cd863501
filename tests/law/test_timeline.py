"""Status on a day, from stated dates only."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.instrument import Repeal, RepealClause, Status
from law.timeline import in_order, status_on, validity, version_on
from tests.law.texts import instrument, version

OLD = version("2012-05-01", promulgated_on=date(2012, 5, 1), in_force_from=date(2012, 7, 1))
NEW = version("2020-10-17", promulgated_on=date(2020, 10, 17), in_force_from=date(2021, 6, 1))
LAW = instrument("中华人民共和国样例法", OLD, NEW)


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (date(2012, 6, 30), Status.NOT_YET_IN_FORCE, Status.NOT_YET_IN_FORCE),
        (date(2012, 7, 1), Status.IN_FORCE, Status.NOT_YET_IN_FORCE),
        (date(2021, 5, 31), Status.IN_FORCE, Status.NOT_YET_IN_FORCE),
        (date(2021, 6, 1), Status.SUPERSEDED, Status.IN_FORCE),
    ],
)
def test_a_new_text_replaces_the_old_on_the_day_it_takes_effect(day: date, old: Status, new: Status) -> None:
    assert status_on(LAW, OLD, day).status is old
    assert status_on(LAW, NEW, day).status is new


def test_between_promulgation_and_effect_the_old_text_is_the_law() -> None:
    found = version_on(LAW, date(2021, 1, 1))
    assert found is not None
    assert found[0] is OLD


def test_before_the_first_text_no_version_is_law() -> None:
    assert version_on(LAW, date(2000, 1, 1)) is None


def test_a_version_without_any_date_has_unknown_status_and_is_not_hidden() -> None:
    undated = version("undated")
    status = status_on(instrument("无日期规定", undated), undated, date(2026, 1, 1))
    assert status.status is Status.UNKNOWN
    assert status.may_be_law
    assert not status.certain


def test_an_amended_text_is_in_force_since_an_unknown_day_when_only_the_original_commencement_is_stated() -> None:
    amended = version("2020-10-17", promulgated_on=date(2020, 10, 17), commenced_on=date(1985, 4, 1))
    status = status_on(instrument("专用样例法", amended), amended, date(2022, 1, 1))
    assert status.status is Status.IN_FORCE
    assert not status.certain
    assert "not known" in status.basis


def test_the_sources_word_counts_only_from_the_day_it_was_given() -> None:
    said = version(
        "2019-01-01",
        promulgated_on=date(2019, 1, 1),
        status=Status.REPEALED,
        status_code="已废止",
        as_of=date(2025, 1, 1),
    )
    law = instrument("被废止的样例法", said)
    assert status_on(law, said, date(2025, 1, 1)).status is Status.REPEALED
    assert status_on(law, said, date(2024, 12, 31)).status is Status.UNKNOWN


def repealing(day: date, *, by: str, promulgated: date | None) -> Repeal:
    clause = RepealClause(
        provision_id="art_9", target_title="样例法", quote="同时废止", start=0, end=4, repealed_on=day
    )
    return Repeal(by_instrument=by, by_title="新法", by_version="k", by_promulgated_on=promulgated, clause=clause)


def test_a_repeal_clause_of_another_law_ends_every_earlier_text() -> None:
    repeal = repealing(date(2024, 1, 1), by="/akn/cn/act/新法", promulgated=date(2023, 9, 1))
    law = instrument("样例法", OLD, NEW, repeals=(repeal,))
    assert status_on(law, NEW, date(2023, 12, 31)).status is Status.IN_FORCE
    assert status_on(law, NEW, date(2024, 1, 1)).status is Status.REPEALED
    assert "同时废止" in status_on(law, NEW, date(2024, 1, 1)).basis


def test_a_re_enactment_under_the_same_title_does_not_repeal_itself() -> None:
    plain = instrument("样例法", OLD, NEW)
    law = instrument(
        "样例法", OLD, NEW, repeals=(repealing(date(2021, 6, 1), by=plain.id, promulgated=date(2020, 10, 17)),)
    )
    assert status_on(law, NEW, date(2022, 1, 1)).status is Status.IN_FORCE
    assert status_on(law, OLD, date(2022, 1, 1)).status is Status.SUPERSEDED


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=4, unique_by=lambda pair: pair[0]), DAYS)
def test_the_filter_interval_and_the_status_never_disagree(days: list[tuple[date, date]], day: date) -> None:
    versions = [version(p.isoformat(), promulgated_on=p, in_force_from=max(p, f)) for p, f in days]
    law = instrument("区间法", *versions)
    for held in versions:
        assert validity(law, held).contains(day) == status_on(law, held, day).may_be_law


@given(st.lists(DAYS, min_size=2, max_size=5, unique=True))
def test_versions_are_ordered_by_promulgation(days: list[date]) -> None:
    ordered = in_order(tuple(version(d.isoformat(), promulgated_on=d) for d in days))
    assert all(a.key < b.key for a, b in pairwise(ordered))


def test_editions_of_an_act_are_ordered_by_their_own_day_and_not_by_that_of_the_act() -> None:
    newer, older = (version(key, promulgated_on=date(2018, 5, 23)) for key in ("2026-04-07", "2021-01-01"))
    assert [each.key for each in in_order((newer, older))] == ["2021-01-01", "2026-04-07"]


def test_a_proposal_is_law_on_no_day() -> None:
    text = version("2024-01-02")
    proposal = instrument("Proposed changes", text, kind="proposal")
    days = (date(2023, 1, 1), date(2024, 1, 2), date(2030, 1, 1))
    assert [status_on(proposal, text, day).status for day in days] == [Status.NOT_YET_IN_FORCE] * 3
    assert version_on(proposal, date(2030, 1, 1)) is None
