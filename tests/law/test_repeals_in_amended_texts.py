"""An amended text still prints the repeals of its original: they reach only what there was on their day."""

from dataclasses import replace
from datetime import date

from law.instrument import Instrument, Repeal, RepealClause, Status
from law.timeline import status_on
from tests.law.texts import instrument, version


def repealed_by_itself(*keys: str) -> Instrument:
    """An instrument re-enacted in 2005 under its own title, whose text of 2019 still repeals the former one."""
    made = [version(key, promulgated_on=date.fromisoformat(key)) for key in keys]
    law = instrument("河道条例", *made)
    clause = RepealClause(
        provision_id="art_1",
        target_title="河道条例",
        quote="《河道条例》同时废止。",
        start=0,
        end=12,
        repealed_on=date(2005, 7, 1),
    )
    repeal = Repeal(
        by_instrument=law.id,
        by_title="河道条例",
        by_version="2019-03-02",
        clause=clause,
        by_promulgated_on=date(2019, 3, 2),
    )
    return replace(law, repeals=(repeal,))


def test_the_text_before_the_re_enactment_ends_on_the_day_of_the_clause() -> None:
    law = repealed_by_itself("1998-01-01", "2019-03-02")
    assert status_on(law, law.versions[0], date(2005, 7, 1)).status is Status.SUPERSEDED
    assert status_on(law, law.versions[0], date(2005, 6, 30)).may_be_law


def test_a_text_between_the_re_enactment_and_the_amendment_is_not_ended_by_the_old_clause() -> None:
    law = repealed_by_itself("2010-05-01", "2019-03-02")
    assert status_on(law, law.versions[0], date(2012, 1, 1)).may_be_law
    assert status_on(law, law.versions[0], date(2019, 3, 2)).status is Status.SUPERSEDED
