"""A database that is gone, locked or damaged while the service runs: told with 503, logged, and nothing leaked."""

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crawlers.sample import import_sample
from index.build import build_index
from law.corpus import Corpus
from search_api.opening import open_library
from search_api.settings import Settings
from tests.postgresql_server import running_postgresql
from tests.search_api.conftest import AT, INSTRUMENTS, TODAY, fill
from ui.site import create_site

ASKED = "/api/v1/instruments?title=公开"
PAGE = "/instruments"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path / "held-here", *INSTRUMENTS)
    return tmp_path / "held-here"


@pytest.fixture
def served(home: Path) -> Iterator[TestClient]:
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_site(settings, library=library), raise_server_exceptions=False) as client:
        assert client.get(ASKED).json()["total"] == 1
        yield client
    library.close()


def tells_that_it_cannot_be_read(client: TestClient, *secrets: str) -> bool:
    """503 with a moment to come back, in the API and on a page, and none of the secrets."""
    told, page = client.get(ASKED), client.get(PAGE, headers={"Accept-Language": "en"})
    assert (told.status_code, page.status_code) == (503, 503), (told.text, page.text[:500])
    assert int(told.headers["retry-after"]) > 0 < int(page.headers["retry-after"])
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["type"] == "urn:lexgap:problem:unavailable"
    assert "restore a backup" in told.json()["detail"]
    assert "text/html" in page.headers["content-type"]
    shown = told.text + page.text
    leaked = ("SELECT", "sqlite", "psycopg", "Traceback", "corpus_revision", *secrets)
    return [secret for secret in leaked if secret in shown] == []


def test_a_file_that_is_gone_is_told_and_not_made_anew(
    served: TestClient, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = home.parent / "elsewhere.sqlite"
    shutil.move(home / "corpus.sqlite", kept)
    with caplog.at_level(logging.ERROR, logger="lexgap.api"):
        assert tells_that_it_cannot_be_read(served, "held-here")
    assert "is gone" in caplog.text
    assert "目前无法读取资料库" in served.get(PAGE, headers={"Accept-Language": "zh-CN"}).text
    assert not (home / "corpus.sqlite").exists(), "an empty corpus would say that nothing is held"
    shutil.move(kept, home / "corpus.sqlite")
    assert served.get(ASKED).json()["total"] == 1


def test_a_damaged_file_is_told(served: TestClient, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "damaged").write_bytes(b"no database at all, but long enough to be looked at" * 400)
    for left in home.glob("corpus.sqlite-*"):
        left.unlink()
    (home / "damaged").replace(home / "corpus.sqlite")
    with caplog.at_level(logging.ERROR, logger="lexgap.api"):
        assert tells_that_it_cannot_be_read(served, "held-here")
    assert "not a database" in caplog.text
    assert "title" not in caplog.text, "what people look up is not logged"


def test_a_replaced_file_is_read_anew(served: TestClient, home: Path, tmp_path: Path) -> None:
    fill(tmp_path / "other", *INSTRUMENTS[:1])
    with sqlite3.connect(tmp_path / "other" / "corpus.sqlite") as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("UPDATE revision SET id = 7")
    other.close()
    for left in home.glob("corpus.sqlite-*"):
        left.unlink()
    shutil.copy(tmp_path / "other" / "corpus.sqlite", home / "copied")
    (home / "copied").replace(home / "corpus.sqlite")
    assert served.get("/api/v1/instruments").json()["total"] == 1


def test_a_locked_file_is_told_within_the_budget(served: TestClient, home: Path) -> None:
    holding = sqlite3.connect(home / "corpus.sqlite", isolation_level=None)
    holding.execute("PRAGMA locking_mode = EXCLUSIVE")
    holding.close()
    library = served.app.state.library.get()  # type: ignore[attr-defined]  # Starlette's client keeps the application
    library.corpus.engine.dispose()
    holding = sqlite3.connect(home / "corpus.sqlite", isolation_level=None)
    holding.execute("PRAGMA journal_mode = DELETE")
    holding.execute("BEGIN EXCLUSIVE")
    told = served.get(ASKED)
    holding.execute("ROLLBACK")
    holding.close()
    assert told.status_code == 503
    assert int(told.headers["retry-after"]) > 0
    assert "held-here" not in told.text


def test_a_postgresql_that_stops_is_told_and_one_that_comes_back_is_read(tmp_path: Path) -> None:
    with running_postgresql() as server:
        address = server.make("lexgap")
        with Corpus.open(address) as corpus:
            import_sample(corpus, at=AT)
            build_index(corpus, tmp_path)
        settings = Settings(home=tmp_path, embedder="none", database=address)
        library = open_library(settings, today=lambda: TODAY)
        with TestClient(create_site(settings, library=library), raise_server_exceptions=False) as client:
            assert client.get("/api/v1/instruments").json()["total"] > 0
            server.stop()
            assert tells_that_it_cannot_be_read(client, str(server.port), "lexgap@")
            server.start()
            assert client.get("/api/v1/instruments").json()["total"] > 0
        library.close()
