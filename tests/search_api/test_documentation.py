"""docs/api.md is complete, and its examples run."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from crawlers.sample import import_sample
from index.build import build_index
from law.corpus import Corpus
from search_api.app import create_app
from search_api.models.search import SearchAnswer
from search_api.parameters import SearchParameters
from search_api.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CURLS = re.findall(r"^curl .*$", TEXT, re.MULTILINE)
SITE = "http://127.0.0.1:8000"


def read_curl(line: str) -> tuple[str, bool]:
    """The address that a curl command asks for, and whether it follows redirects."""
    words = iter(shlex.split(line)[1:])
    address, data, follows = "", [], False
    for word in words:
        if word in ("-d", "--data-urlencode"):
            name, _, value = next(words).partition("=")
            data.append((name, value))
        elif word == "-L":
            follows = True
        elif word != "-G":
            address = word.removeprefix(SITE)
    return f"{address}?{urlencode(data)}" if data else address, follows


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("samples")
    with Corpus.open(home) as corpus:
        import_sample(corpus, at=datetime(2026, 1, 2, tzinfo=UTC))
        build_index(corpus, home)
    with TestClient(create_app(Settings(home=home, embedder="none"))) as client:
        yield client


@pytest.mark.parametrize("line", CURLS)
def test_every_example_runs(samples: TestClient, line: str) -> None:
    address, follows = read_curl(line)
    found = samples.get(address, follow_redirects=follows)
    assert found.status_code == 200, found.text[:300]
    if "/search?" in address:
        assert SearchAnswer.model_validate({**found.json(), "hits": []}).total > 0


def test_every_address_is_documented(samples: TestClient) -> None:
    paths: dict[str, Any] = samples.get("/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if f"| `GET {path}` |" not in TEXT] == []
    assert set(re.findall(r"\| `GET ([^`]+)` \|", TEXT)) == set(paths)


def test_every_parameter_of_a_search_is_documented() -> None:
    names = [field.alias or name for name, field in SearchParameters.model_fields.items()]
    assert [name for name in names if f"`{name}`" not in TEXT] == []
