"""Places are judged behind a service before anybody asks for their cells."""

from datetime import date
from pathlib import Path

import pytest

from search_api.judging_ahead import judge_now, judging_ahead, places_ahead
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import INSTRUMENTS, TODAY, fill


@pytest.fixture
def held(tmp_path: Path) -> Settings:
    fill(tmp_path, *INSTRUMENTS)
    return Settings(home=tmp_path, embedder="none", places_ahead=1)


def test_places_that_were_judged_before_are_among_those_judged_ahead(held: Settings) -> None:
    library = open_library(held, today=lambda: TODAY)
    assert places_ahead(library, 1) == ["xs"]
    library.gaps(["xs-lin"], requirements=["DIS-01"], on=date(2020, 1, 1))
    assert places_ahead(library, 1) == ["xs-lin"]
    library.gaps(["xs-lin+xs"], requirements=["DIS-01"])
    assert places_ahead(library, 1) == ["xs-lin+xs"]
    assert places_ahead(library, 9) == ["xs-lin+xs", "xs", "xs-lin"]
    library.close()


def test_the_first_cell_of_a_place_finds_its_judgement_kept(held: Settings) -> None:
    library = open_library(held, today=lambda: TODAY)
    judging_ahead(library, held).fill(lambda: False)
    [file] = held.home.glob("gaps/*.jsonl")
    assert '"jurisdiction": "xs"' in file.read_text(encoding="utf-8")
    library.cell("DIS-08", "xs")
    assert list(held.home.glob("gaps/*.jsonl")) == [file]
    library.close()


def test_places_judged_with_the_index_are_found_by_a_service(held: Settings) -> None:
    library = open_library(held, today=lambda: TODAY)
    assert judge_now(library, held) == ["xs"]
    assert judge_now(library, held) == []
    assert len(list(held.home.glob("gaps/*.jsonl"))) == len(list(held.home.glob("norms/*.jsonl"))) == 1
    library.close()


def behind(settings: Settings) -> list[str]:
    library = open_library(settings)
    library.close()
    return [work.name for work in library.behind]


def test_a_service_judges_no_place_ahead_where_it_is_told_so(held: Settings) -> None:
    assert behind(held) == ["lexgap-vectors", "lexgap-settling", "lexgap-places"]
    assert behind(held.model_copy(update={"places_ahead": 0})) == ["lexgap-vectors", "lexgap-settling"]
