"""How many requests one address may send."""

import pytest
from starlette.testclient import TestClient

from search_api.app import create_app
from search_api.library import Library
from search_api.rate_limit import Allowance, caller_of
from search_api.settings import Settings


def test_one_address_is_refused_with_the_time_to_wait_and_others_are_not(settings: Settings, library: Library) -> None:
    app = create_app(settings.model_copy(update={"requests_per_minute": 4}), library=library)
    with TestClient(app, client=("203.0.113.7", 50000)) as client:
        answers = [client.get("/api/v1/health") for _ in range(3)]
        assert [found.status_code for found in answers] == [200, 200, 429]
        assert [found.headers.get("ratelimit-remaining") for found in answers] == ["1", "0", None]
        refused = answers[-1]
        assert 1 <= int(refused.headers["retry-after"]) <= 15
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert client.get("/elsewhere").status_code == 404, "only the API is counted"
        other = TestClient(app, client=("203.0.113.8", 50000))
        assert other.get("/api/v1/health").status_code == 200


def test_the_allowance_comes_back_with_time() -> None:
    now = [0.0]
    allowance = Allowance(per_minute=60, burst=1, clock=lambda: now[0])
    assert allowance.take("a") == (0, 0.0)
    assert allowance.take("a")[1] == pytest.approx(1.0)
    now[0] = 1.1
    assert allowance.take("a")[1] == 0.0


@pytest.mark.parametrize(
    ("client", "caller"),
    [
        (("127.0.0.1", 1), None),
        (("::1", 1), None),
        (("", 0), None),
        (None, None),
        (("198.51.100.4", 1), "198.51.100.4"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
    ],
)
def test_callers_are_told_apart_by_address_or_network(client: tuple[str, int] | None, caller: str | None) -> None:
    assert caller_of({"type": "http", "client": client}) == caller


def test_no_limit_where_the_setting_is_nought(settings: Settings, library: Library) -> None:
    app = create_app(settings.model_copy(update={"requests_per_minute": 0}), library=library)
    with TestClient(app, client=("203.0.113.7", 50000)) as client:
        assert "ratelimit-remaining" not in client.get("/api/v1/health").headers
