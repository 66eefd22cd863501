"""Vectors fill in behind a running service."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.records import Mode, SearchRequest
from search_api.filling import Filling
from search_api.opening import open_library
from search_api.settings import Settings


def wait_for(what: Callable[[], bool], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        time.sleep(0.01)
    return what()


def test_a_failure_is_told_and_tried_again() -> None:
    attempts = []

    def fill(_: Callable[[], bool]) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("no space left on device")

    filling = Filling(fill=fill, pause_s=0.2)
    filling.start()
    assert wait_for(lambda: filling.failure is not None)
    assert "no space left" in str(filling.failure)
    assert wait_for(lambda: len(attempts) > 1 and filling.failure is None)
    filling.stop()


def test_stopping_ends_the_work_that_is_going_on() -> None:
    def fill(stop: Callable[[], bool]) -> None:
        while not stop():
            time.sleep(0.01)

    filling = Filling(fill=fill)
    filling.start()
    assert wait_for(lambda: filling.running)
    began = time.monotonic()
    filling.stop()
    assert not filling.running
    assert time.monotonic() - began < 2


@pytest.mark.model
def test_a_service_searches_by_meaning_when_its_vectors_are_there(settings: Settings, models: Path) -> None:
    with_model = settings.model_copy(update={"embedder": "auto"})
    (with_model.home / "models").symlink_to(models)
    library = open_library(with_model, today=lambda: date(2026, 1, 2), gap_seconds=5)
    try:
        assert not library.semantic_state().complete
        library.start_behind()
        assert wait_for(lambda: library.semantic_state().complete, 120), library.health()
        found = library.search(
            SearchRequest(
                query="How soon must people hear that their information was stolen?",
                mode=Mode.SEMANTIC,
                on=date(2026, 1, 2),
            )
        )
        assert "72 hours" in found.hits[0].text
    finally:
        library.close()
