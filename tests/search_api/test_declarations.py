"""A gap is spoken of as soon as whoever runs the service vouches for a place, and only where that can be read."""

from pathlib import Path

from starlette.testclient import TestClient

from gaps.harvest import OWN
from gaps.records import Result
from search_api.app import create_app
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import INSTRUMENTS, TODAY, fill

COMPLETE = "declared: [{jurisdiction: xs, state: complete, as_of: 2027-01-01, basis: the gazette was read whole}]"


def test_a_declaration_of_the_data_directory_lets_a_report_speak_of_a_gap(tmp_path: Path) -> None:
    fill(tmp_path, *INSTRUMENTS)
    library = open_library(Settings(home=tmp_path, embedder="none"), today=lambda: TODAY)

    def spoken() -> set[bool]:
        absent = [cell for cell in library.gaps(["xs"]).cells if cell.result is Result.NOT_FOUND]
        return {cell.reasons[0].startswith("a gap: ") for cell in absent}

    before = library.generation()
    assert spoken() == {False}
    (tmp_path / OWN).write_text(COMPLETE, encoding="utf-8")
    assert (spoken(), library.generation() != before) == ({True}, True)
    (tmp_path / OWN).unlink()
    assert (spoken(), library.generation()) == ({False}, before)
    library.close()


def test_declarations_that_cannot_be_read_stop_judgements_alone(tmp_path: Path) -> None:
    fill(tmp_path, *INSTRUMENTS)
    (tmp_path / OWN).write_text("declared: [{jurisdiction: nowhere}]", encoding="utf-8")
    settings = Settings(home=tmp_path, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_app(settings, library=library), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/instruments").status_code == 200
        refused = client.get("/api/v1/gaps?jurisdiction=xs&area=DIS")
    assert refused.status_code == 503
    assert "declarations.yaml" in refused.json()["detail"]
    assert str(tmp_path) not in refused.text
