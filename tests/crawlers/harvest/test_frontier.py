"""The journal of a harvest: nothing is asked twice, nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.crawl import Ask
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.frontier import Frontier, Kept
from crawlers.harvest.snapshots import Position, RunFacts

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
RUN = RunFacts(source="small", began_at=AT)
PLACE = Position(file="f.warc.gz", offset=7, sha256="ab" * 32, url="https://x.example/1", date=AT.isoformat())
KEPT = Kept(answer={"status": 200, "headers": {"etag": '"1"'}}, position=PLACE, whole_at=AT)


def ask(name: str, ref: str | None = None) -> Ask:
    return Ask(url=f"https://x.example/{name}", role="document", ref=ref)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    journal = Frontier(tmp_path, "small")
    journal.begin(RUN, [ask("1"), ask("2"), ask("3")])
    yield journal
    journal.close()


def test_requests_are_handed_out_once_and_oldest_first(frontier: Frontier) -> None:
    assert [each.url[-1] for each in frontier.take(2)] == ["1", "2"]
    assert [each.url[-1] for each in frontier.take(2)] == ["3"]
    assert frontier.take(2) == ()


def test_what_ends_soon_is_handed_out_before_what_can_wait(frontier: Frontier) -> None:
    frontier.queue([Ask(url="https://x.example/s", role="document", ref="s", soon=True)])
    assert [(each.url[-1], each.soon) for each in frontier.take(2)] == [("s", True), ("1", False)]


def test_a_request_comes_back_as_it_was_put_in(frontier: Frontier) -> None:
    full = Ask(
        url="https://x.example/post",
        role="list",
        ref="法一",
        method="POST",
        body=b'{"page": 1}\xff',
        headers={"Accept": "application/json"},
        about={"title": "个人信息保护法"},
        beside=("k1", "k2"),
    )
    frontier.queue([full])
    assert frontier.take(9)[-1] == full


def test_the_same_request_found_twice_is_asked_once_also_after_its_answer(frontier: Frontier) -> None:
    (first,) = frontier.take(1)
    frontier.answered(first.key, KEPT, [ask("2"), ask("1"), ask("4")])
    assert [each.url[-1] for each in frontier.take(9)] == ["2", "3", "4"]


def test_what_was_in_flight_when_the_process_died_is_asked_again(tmp_path: Path, frontier: Frontier) -> None:
    first, *_ = frontier.take(2)
    frontier.answered(first.key, KEPT, [])
    again = Frontier(tmp_path, "small")
    assert again.run() == (RUN, "fetching")
    again.resume()
    assert [each.url[-1] for each in again.take(9)] == ["2", "3"]
    again.close()


@pytest.mark.parametrize(("kind", "asked"), [(FailureKind.TEMPORARY, True), (FailureKind.MISSING, False)])
def test_only_what_failed_for_the_time_being_is_asked_again(frontier: Frontier, kind: FailureKind, asked: bool) -> None:
    (first, *_) = frontier.take(9)
    frontier.failed(first.key, Failure(kind=kind, reason="no answer"))
    assert frontier.has_temporary_failures() is asked
    frontier.resume()
    assert (first in frontier.take(9)) is asked


def test_a_new_run_forgets_what_was_to_be_asked_but_not_what_was_answered(frontier: Frontier) -> None:
    (first, *_) = frontier.take(1)
    frontier.answered(first.key, KEPT, [])
    later = RunFacts(source="small", began_at=AT.replace(day=2), limit=3, since=date(2026, 1, 1), replay=True)
    frontier.begin(later, [ask("1")])
    assert frontier.run() == (later, "fetching")
    assert frontier.counts().known == 1
    assert frontier.kept(first.key) == KEPT
    assert frontier.place_of("ab" * 32) == PLACE
    assert frontier.place_of("cd" * 32) is None


def test_a_limit_counts_documents_not_requests(frontier: Frontier) -> None:
    frontier.begin(RUN, [ask("list")])
    (listed,) = frontier.take(1, 2)
    found = [ask("a-facts", "a"), ask("b-facts", "b"), ask("c-facts", "c"), ask("a-text", "a"), ask("page-2")]
    frontier.answered(listed.key, KEPT, found, 2)
    assert [each.url.rpartition("/")[2] for each in frontier.take(9, 2)] == ["a-facts", "b-facts", "a-text"]
    assert frontier.counts().beyond == 1
