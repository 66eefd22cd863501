"""A source is asked slowly, at its hours, and left alone when it asks for that or is in trouble."""

import itertools
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from crawlers.crawl import Window
from crawlers.harvest.desk import FailureKind
from crawlers.harvest.policy import Policy
from crawlers.harvest.politeness import backoff, is_open, retry_after
from tests.crawlers.harvest.fetching_child import Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import Hostile, answer, hostile, in_turn

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def gaps(server: Hostile) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(received.at for received in server.received)]


def test_two_requests_to_a_host_are_a_delay_apart() -> None:
    with hostile({}, otherwise=answer()) as server:
        outcome = fetched([server.url(f"/{n}") for n in range(5)], Plan(hosts=(server.at,), delay=0.3), quick())
    assert len(outcome.pages) == 5
    # On a busy machine one request arrives later than it was sent, and the next seems to follow too soon.
    assert min(gaps(server)) > 0.15
    assert sum(gaps(server)) > 5 * 0.3 - 0.15


def test_one_host_does_not_wait_for_the_delay_of_another() -> None:
    with hostile({}, otherwise=answer()) as one, hostile({}, address="127.0.0.2", otherwise=answer()) as other:
        urls = [server.url(f"/{n}") for n in range(4) for server in (one, other)]
        outcome = fetched(urls, Plan(hosts=(one.at, other.at), delay=0.4), quick())
    assert len(outcome.pages) == 8
    assert outcome.seconds < 8 * 0.4


@pytest.mark.parametrize(
    ("opens", "closes", "zone", "asked"),
    [
        (12, 13, "UTC", True),
        (13, 12, "UTC", False),
        (11, 12, "UTC", False),
        (20, 21, "Asia/Shanghai", True),
        (19, 20, "Asia/Shanghai", False),
        (22, 13, "UTC", True),
        (3, 3, "UTC", True),
    ],
)
def test_a_source_is_open_only_in_its_own_hours(opens: int, closes: int, zone: str, *, asked: bool) -> None:
    assert is_open(Window(opens=opens, closes=closes, zone=zone), NOON) is asked


def test_outside_its_hours_a_source_is_not_asked_at_all() -> None:
    with hostile({}, otherwise=answer()) as server:
        window = Window(opens=1, closes=5, zone="Asia/Singapore")
        outcome = fetched([server.url("/law")], Plan(hosts=(server.at,), window=window), quick(now=noon))
    assert outcome.kind(server.url("/law")) is FailureKind.TEMPORARY
    assert "at this hour" in outcome.failures[server.url("/law")].reason
    assert server.received == []


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        (format_datetime(datetime(2026, 3, 2, 12, tzinfo=UTC)), 86400.0),
        ("9" * 5000, 9999999999.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(said: str | None, seconds: float | None) -> None:
    assert retry_after(said, NOON) == seconds


def test_retry_after_is_obeyed_by_every_request_to_the_host() -> None:
    behaviours = {"/1": in_turn(answer(b"", 429, Retry_After="1"), answer())}
    with hostile(behaviours, otherwise=answer()) as server:
        urls = [server.url("/1"), server.url("/2"), server.url("/3")]
        outcome = fetched(urls, Plan(hosts=(server.at,)), quick(per_host=1))
    assert len(outcome.pages) == 3
    refusal = server.received[1]
    assert refusal.path == "/1"
    assert all(later.at - refusal.at > 0.95 for later in server.received[2:])


def test_a_retry_after_of_a_day_ends_the_asking_for_this_run() -> None:
    tomorrow = format_datetime(datetime(2026, 3, 2, 12, tzinfo=UTC), usegmt=False)
    with hostile({}, otherwise=answer(b"", 503, Retry_After=tomorrow)) as server:
        server_urls = [server.url(f"/{n}") for n in range(20)]
        outcome = fetched(server_urls, Plan(hosts=(server.at,)), quick(now=noon, per_host=1))
    assert {failure.kind for failure in outcome.failures.values()} == {FailureKind.TEMPORARY}
    assert len(server.received) == 1


def test_the_rest_doubles_with_every_failure_up_to_a_bound() -> None:
    policy = Policy(contact="desk@example.org", backoff=2.0, longest_backoff=30.0, jitter=lambda: 1.0)
    assert [backoff(n, policy) for n in (1, 2, 3, 4, 5, 5000)] == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_the_rest_is_never_the_same_for_everybody() -> None:
    policy = Policy(contact="desk@example.org", backoff=2.0)
    rests = {backoff(2, policy) for _ in range(50)}
    assert len(rests) > 40
    assert min(rests) >= 2.0
    assert max(rests) <= 4.0


def test_a_host_in_trouble_is_left_alone_and_the_others_go_on() -> None:
    behaviours = {"/robots.txt": answer(b"", 404)}
    with (
        hostile(behaviours, otherwise=answer(b"", 500)) as ill,
        hostile({}, address="127.0.0.2", otherwise=answer()) as well,
    ):
        urls = [server.url(f"/{n}") for n in range(60) for server in (ill, well)]
        policy = quick(breaker=5, per_host=1)
        outcome = fetched(urls, Plan(hosts=(ill.at, well.at)), policy)
    assert outcome.pages.keys() == {well.url(f"/{n}") for n in range(60)}
    assert {failure.kind for failure in outcome.failures.values()} == {FailureKind.TEMPORARY}
    assert len(outcome.failures) == 60
    assert len(ill.received) == 1 + 5 * policy.attempts


def test_a_page_that_answers_keeps_the_host_open() -> None:
    behaviours = {"/bad": answer(b"", 500)}
    with hostile(behaviours, otherwise=answer()) as server:
        urls = [server.url(f"/bad?{n}") if n % 2 else server.url(f"/{n}") for n in range(20)]
        outcome = fetched(urls, Plan(hosts=(server.at,)), quick(breaker=2, per_host=1, attempts=1))
    assert len(outcome.pages) == 20


def test_a_storm_of_429_and_503_ends_in_bounded_time_with_every_request_accounted_for() -> None:
    storm = in_turn(*[answer(b"", status) for status in (429, 503) * 500])
    with hostile({"/robots.txt": answer(b"", 404)}, otherwise=storm) as server:
        urls = [server.url(f"/{n}") for n in range(1000)]
        policy = quick(breaker=5, per_host=2)
        outcome = fetched(urls, Plan(hosts=(server.at,)), policy)
    assert outcome.failures.keys() == set(urls)
    assert {failure.kind for failure in outcome.failures.values()} == {FailureKind.TEMPORARY}
    assert len(server.received) <= 1 + 5 * policy.attempts + policy.per_host
    assert outcome.seconds < 30
