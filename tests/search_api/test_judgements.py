"""Judgements that a service makes: begun once, waited for as long as the caller's patience lasts, told how far."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from gaps.records import Result
from search_api.judgements import Cells
from search_api.library import Library
from search_api.single_flight import Pending, SingleFlight, StillWorking, Task, Told, patience


def two_at_once() -> SingleFlight[Cells]:
    return SingleFlight(name="the gap analysis", workers=2)


def test_work_that_many_ask_for_is_done_once_and_goes_on_behind() -> None:
    flight: SingleFlight[int] = SingleFlight(name="counting", budget_s=0.05)
    released, runs = threading.Event(), []

    def work(told: Told) -> int:
        runs.append(1)
        told(3, 7)
        released.wait(10)
        return 7

    task = Task(key="key", name="sheep", work=work)
    for _ in range(3):
        with pytest.raises(StillWorking, match="counting") as late:
            flight.run(task)
        assert late.value.retry_after >= 1
    assert late.value.pending == (Pending("sheep", done=3, total=7),)
    flight.budget_s = None
    with pytest.raises(StillWorking), patience(0.01):
        flight.run(task)
    released.set()
    assert flight.run(task) == 7
    assert len(runs) == 1
    flight.close()


def test_a_judgement_that_is_kept_does_not_wait_for_another_that_is_being_made(library: Library) -> None:
    held, today = threading.Event(), library.today()
    slow = replace(
        library.judgements, is_kept=lambda _, on: on == today, judge=lambda *_: held.wait(60), work=two_at_once()
    )
    for day in range(1, 4):
        with pytest.raises(StillWorking), patience(0.01):
            slow.of(["xs"], date(2020, 1, day))
    assert slow.of(["xs"], today)["xs"]["DIS-01"].result is Result.COVERED
    held.set()


def test_a_matrix_begins_all_places_before_it_waits_for_any_and_names_those_that_are_late(
    library: Library,
) -> None:
    held, begun = threading.Event(), list[str]()

    def judge(place: str, _: date, told: Told) -> None:
        told(1, 2)
        begun.append(place)
        held.wait(60)

    slow = replace(
        library.judgements,
        assess=lambda *_: (),
        is_kept=lambda place, _: place == "xs",
        judge=judge,
        work=two_at_once(),
    )
    places = ["xs", "xs-lin", "xs+xs-lin"]
    while len(begun) < 2:
        with pytest.raises(StillWorking), patience(0.05):
            slow.of(places, library.today())
    with pytest.raises(StillWorking) as late, patience(0.05):
        slow.of(places, library.today())
    assert {(one.name, one.done, one.total) for one in late.value.pending} == {("xs-lin", 1, 2), ("xs+xs-lin", 1, 2)}
    assert sorted(begun) == ["xs+xs-lin", "xs-lin"]
    held.set()
    assert slow.of(["xs-lin", "xs+xs-lin"], library.today()) == {"xs-lin": {}, "xs+xs-lin": {}}
