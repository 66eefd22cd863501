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
from gaps.review_records import Role as Part
from index.build import build_index
from law.corpus import Corpus
from search_api.app import create_app
from search_api.models.search import SearchAnswer
from search_api.parameters import SearchParameters
from search_api.settings import Settings
from tests.search_api.conftest import key_of

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CURLS = [line for line in re.findall(r"^curl .*$", TEXT, re.MULTILINE) if "_KEY" not in line]
WRITING = [line for line in re.findall(r"^curl .*$", TEXT, re.MULTILINE) if "_KEY" in line]
SITE = "http://127.0.0.1:8000"


def run_curl(client: TestClient, line: str) -> Any:
    """What the service answers to a curl command: GET with -G or without data, else POST of the data as they are."""
    words = iter(shlex.split(line)[1:])
    address, data, follows, get, method, headers = "", [], False, False, "GET", {}
    for word in words:
        if word in ("-d", "--data-urlencode"):
            data.append(next(words))
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-X":
            method = next(words)
        elif word in ("-L", "-G"):
            follows, get = follows or word == "-L", get or word == "-G"
        else:
            address = word.removeprefix(SITE)
    if data and not get:
        return client.post(address, content=data[0].encode(), headers=headers)
    pairs = [tuple(part.split("=", 1)) for part in data]
    asked = f"{address}?{urlencode(pairs)}" if pairs else address
    return client.request(method, asked, headers=headers, follow_redirects=follows)


def fill_with_samples(home: Path) -> None:
    with Corpus.open(home) as corpus:
        import_sample(corpus, at=datetime(2026, 1, 2, tzinfo=UTC))
        build_index(corpus, home)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("samples")
    fill_with_samples(home)
    with TestClient(create_app(Settings(home=home, embedder="none"))) as client:
        yield client


@pytest.mark.parametrize("line", CURLS)
def test_every_example_runs(samples: TestClient, line: str) -> None:
    found = run_curl(samples, line)
    assert found.status_code == 200, found.text[:300]
    if "/search'" in line:
        assert SearchAnswer.model_validate({**found.json(), "hits": []}).total > 0


def test_the_examples_of_writing_run_one_after_another(tmp_path: Path) -> None:
    fill_with_samples(tmp_path)
    app = create_app(Settings(home=tmp_path, embedder="none"))
    with TestClient(app) as client:
        keys = {"$LEXGAP_KEY": key_of(app, "ann", Part.ASSESSOR), "$SIGNER_KEY": key_of(app, "sue", Part.SIGNER)}
        for example in WRITING:
            line = re.sub(r"\$\w+_KEY", lambda name: keys[name[0]], example)
            found = run_curl(client, line)
            posts, deletes = " -d " in line, " -X DELETE " in line and "account" in line
            assert found.status_code == (201 if posts else 204 if deletes else 200), (line, found.text[:300])
        assert client.get("/api/v1/reviews/DIS-01/xs").json()["state"] == "confirmed"


def test_every_address_is_documented(samples: TestClient) -> None:
    paths: dict[str, Any] = samples.get("/api/v1/openapi.json").json()["paths"]
    known = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    told = set(re.findall(r"\| `((?:GET|POST|DELETE) [^`]+)` \|", TEXT))
    # One sentence tells that every list is a table, too, and that .json may end every address.
    bases = {each: each.removesuffix(".{form}").removesuffix(".json") for each in known - told}
    assert told == known - {each for each, base in bases.items() if base != each and base in told}


def test_every_parameter_of_a_search_is_documented() -> None:
    names = [field.alias or name for name, field in SearchParameters.model_fields.items()]
    assert [name for name in names if f"`{name}`" not in TEXT] == []
