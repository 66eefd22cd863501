"""The service when Elasticsearch goes away and comes back: told at once, whole again without a restart."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.build import build_index
from index.elastic_client import connect
from index.elastic_indices import Indices
from index.engine import EngineName
from search_api.app import create_app
from search_api.settings import Settings
from tests.elastic_server import Door
from tests.index.small_corpus import corpus_of, small_corpus

pytestmark = pytest.mark.shared
SEARCH = "/api/v1/search?q=敏感个人信息&on=any&mode=lexical"


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Door]:
    opened = Door(elasticsearch_url)
    opened.open()
    yield opened
    opened.shut()


@pytest.fixture
def settings(door: Door, tmp_path: Path) -> Iterator[Settings]:
    name = f"service{uuid.uuid4().hex[:8]}"
    chosen = Settings(home=tmp_path, embedder="none", elasticsearch_url=door.url, elasticsearch_index=name)
    build_index(
        corpus_of(tmp_path, small_corpus()), tmp_path, engine=EngineName.ELASTICSEARCH, cluster=chosen.cluster()
    )
    yield chosen
    door.open()
    time.sleep(1.1)
    indices = Indices(connect(chosen.cluster()))
    indices.remove([facts.name for facts in indices.listed()])


def test_a_service_without_its_elasticsearch_says_so_at_once_and_recovers(settings: Settings, door: Door) -> None:
    with TestClient(create_app(settings)) as client:
        answer = client.get(SEARCH)
        assert answer.status_code == 200, answer.text
        assert answer.json()["total"] > 0
        door.shut()
        began = time.monotonic()
        answer = client.get(SEARCH)
        assert time.monotonic() - began < 2
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Elasticsearch" in answer.json()["detail"]
        health = client.get("/api/v1/health").json()
        assert health["status"] == "degraded"
        assert any("Elasticsearch" in problem for problem in health["problems"])
        door.open()
        time.sleep(1.2)
        assert client.get(SEARCH).json()["total"] > 0
        assert client.get("/api/v1/health").json()["status"] == "ok"


def test_a_service_that_starts_before_its_elasticsearch_answers_when_that_is_there(
    settings: Settings, door: Door
) -> None:
    door.shut()
    with TestClient(create_app(settings)) as client:
        assert client.get(SEARCH).status_code == 503
        assert client.get("/api/v1/jurisdictions").status_code == 200
        door.open()
        time.sleep(1.2)
        assert client.get(SEARCH).status_code == 200


def test_secrets_of_the_settings_are_never_shown() -> None:
    chosen = Settings(elasticsearch_api_key="s3cret", elasticsearch_user="clerk", elasticsearch_password="w0rd")  # type: ignore[arg-type]  # noqa: S106  (pydantic reads a str as a secret)
    assert not any(secret in repr((chosen, chosen.cluster())) for secret in ("s3cret", "w0rd"))
    assert chosen.cluster().api_key == "s3cret"
