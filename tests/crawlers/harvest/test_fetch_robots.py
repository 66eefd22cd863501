"""robots.txt is read before anything else of a server, and obeyed."""

import itertools
from datetime import UTC, datetime

import pytest

from crawlers.harvest.desk import FailureKind
from tests.crawlers.harvest.fetching_child import Outcome, Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import Behaviour, Hostile, answer, drip, hostile, in_turn, redirect, reset

RULES = b"User-agent: *\nDisallow: /secret\nAllow: /secret/open\n\nUser-agent: Lexgap\nDisallow: /draft\n"


def crawled(robots: Behaviour, *paths: str, **policy: object) -> tuple[Hostile, Outcome]:
    with hostile({"/robots.txt": robots}, otherwise=answer()) as server:
        urls = [server.url(path) for path in paths or ("/law",)]
        return server, fetched(urls, Plan(hosts=(server.at,)), quick(**policy))


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    server, outcome = crawled(answer(RULES), "/law", "/draft/1", "/secret/1")
    assert outcome.pages.keys() == {server.url("/law"), server.url("/secret/1")}
    assert outcome.kind(server.url("/draft/1")) is FailureKind.REFUSED
    assert "robots.txt" in outcome.failures[server.url("/draft/1")].reason
    assert server.received[0].path == "/robots.txt"
    assert len(server.asked("/robots.txt")) == 1
    assert server.asked("/draft/1") == []


def test_a_redirect_to_a_forbidden_page_is_not_followed() -> None:
    behaviours = {"/robots.txt": answer(RULES), "/law": redirect("/draft/2")}
    with hostile(behaviours, otherwise=answer()) as server:
        outcome = fetched([server.url("/law")], Plan(hosts=(server.at,)), quick())
    assert outcome.kind(server.url("/law")) is FailureKind.REFUSED
    assert server.asked("/draft/2") == []


@pytest.mark.parametrize("status", [404, 410, 403, 401])
def test_without_a_robots_txt_everything_may_be_asked(status: int) -> None:
    server, outcome = crawled(answer(b"", status))
    assert server.url("/law") in outcome.pages


@pytest.mark.parametrize(
    "trouble", [answer(b"", 503), answer(b"", 429), reset, drip], ids=["503", "429", "reset", "drip"]
)
def test_a_server_whose_robots_txt_cannot_be_read_is_not_asked_now(trouble: Behaviour) -> None:
    server, outcome = crawled(trouble, "/law", "/other", deadline=0.5)
    assert {failure.kind for failure in outcome.failures.values()} == {FailureKind.TEMPORARY}
    assert {received.path for received in server.received} == {"/robots.txt"}
    assert len(server.received) == 3


def test_a_robots_txt_that_answers_at_the_second_try_is_obeyed() -> None:
    server, outcome = crawled(in_turn(answer(b"", 503), answer(RULES)), "/law", "/draft")
    assert outcome.pages.keys() == {server.url("/law")}


def test_a_robots_txt_that_leads_off_the_source_closes_the_server() -> None:
    server, outcome = crawled(redirect("http://elsewhere.example/robots.txt"))
    assert outcome.kind(server.url("/law")) is FailureKind.REFUSED


@pytest.mark.parametrize(("said", "own", "kept"), [("0.4", 0.1, 0.4), ("0.1", 0.4, 0.4)])
def test_the_larger_of_crawl_delay_and_our_own_delay_is_kept(said: str, own: float, kept: float) -> None:
    robots = answer(f"User-agent: *\nCrawl-delay: {said}\n".encode())
    server, outcome = crawled(robots, "/1", "/2", "/3", delay=own)
    assert len(outcome.pages) == 3
    times = [received.at for received in server.received]
    assert all(later - earlier > kept - 0.15 for earlier, later in itertools.pairwise(times))


def test_a_crawl_delay_out_of_proportion_is_refused_and_said() -> None:
    server, outcome = crawled(answer(b"User-agent: *\nCrawl-delay: 86400\n"))
    assert outcome.kind(server.url("/law")) is FailureKind.REFUSED
    assert "86400 s" in outcome.failures[server.url("/law")].reason


def test_the_page_says_when_it_was_taken() -> None:
    server, outcome = crawled(answer(RULES), now=noon)
    assert outcome.pages[server.url("/law")].retrieved_at == noon()


def noon() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)
