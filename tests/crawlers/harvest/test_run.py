"""What a harvest takes in, marks and leaves, on a small source over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.harvest.one_harvest import HarvestBusy, only_harvest
from crawlers.harvest.run import Order, harvest
from crawlers.source import UnknownSource
from law.corpus import Corpus
from law.harvest_rows import gone_since, last_runs
from tests.crawlers.harvest.small_source import SOURCE, Harvests, serving

NAMES = tuple(f"a{number:02}" for number in range(40))


@pytest.fixture
def harvests(tmp_path: Path) -> Iterator[Harvests]:
    with serving() as site:
        yield Harvests(site, tmp_path)


def test_a_first_harvest_takes_everything_in(harvests: Harvests) -> None:
    harvests.site.put("a", "b", "c")
    report = harvests.run()
    assert (report.state, report.whole, report.complete) == ("finished", True, True)
    assert report.counts == {"documents": 3, "new": 3, "pages": 4, "provisions": 3}
    assert report.said_to_exist == 3
    with Corpus.open(harvests.home) as corpus:
        assert corpus.revision() == report.revision == 1
        last = last_runs(corpus)[SOURCE]
    assert (last.state, last.whole, last.said_to_exist, last.counts) == ("finished", True, 3, report.counts)
    assert (last.began_at, last.ended_at) == (report.began_at, report.ended_at)


def test_a_second_harvest_of_the_same_texts_changes_nothing_and_parses_nothing(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.run()
    report = harvests.run()
    assert report.counts == {"documents": 2, "pages": 3, "unchanged": 2}
    assert report.revision == 1
    assert harvests.site.seen_tags == ["/list", "/doc/a", "/doc/b"]


def test_the_content_decides_when_a_source_sends_the_same_again(harvests: Harvests) -> None:
    harvests.site.put("a")
    harvests.run()
    harvests.clock.seconds += 40 * 86_400
    report = harvests.run()
    assert harvests.site.seen_tags == []
    assert report.counts["unchanged"] == 1


def test_another_text_at_the_same_address_is_a_new_version_and_the_old_one_stays(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.run()
    harvests.site.put("a", words="An office publishes its budget and its contracts.", day="2024-06-01")
    report = harvests.run()
    assert {n: report.counts[n] for n in ("new_version", "unchanged")} == {"new_version": 1, "unchanged": 1}
    old, new = harvests.texts("a")
    assert (old.key, new.key) == ("2020-01-01", "2024-06-01")
    assert old.in_force_from is not None
    assert old.in_force_from.day.isoformat() == "2020-01-01"
    assert old.text_sha256 != new.text_sha256


def test_what_a_whole_harvest_no_longer_finds_is_marked_and_kept(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    del harvests.site.texts["a07"]
    report = harvests.run()
    assert report.counts["disappeared"] == 1
    assert [(t.ref, t.url) for t in report.troubles] == [("a07", f"{harvests.site.base}/doc/a07")]
    (held,) = harvests.texts("a07")
    (other,) = harvests.texts("a08")
    with Corpus.open(harvests.home) as corpus:
        assert gone_since(corpus, held) == report.ended_at
        assert gone_since(corpus, other) is None
        assert corpus.provisions(held)
    harvests.site.put("a07")
    again = harvests.run()
    assert again.counts["reappeared"] == 1
    with Corpus.open(harvests.home) as corpus:
        assert gone_since(corpus, held) is None


def test_a_document_that_is_listed_but_answers_410_has_disappeared(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    harvests.site.status["/doc/a03"] = 410
    report = harvests.run()
    assert (report.counts["disappeared"], report.counts["unchanged"]) == (1, 39)


def test_a_document_that_never_was_there_is_missing_not_gone(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.site.status["/doc/b"] = 404
    report = harvests.run()
    assert (report.counts["missing"], report.counts["new"]) == (1, 1)
    assert report.counts.get("disappeared") is None


def test_a_failure_for_the_time_being_is_never_a_disappearance(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    harvests.site.status["/doc/a05"] = 503
    report = harvests.run()
    assert report.counts["temporary"] == 1
    assert "disappeared" not in report.counts
    assert not report.complete
    harvests.site.status.clear()
    harvests.site.log.clear()
    resumed = harvests.run(resume=True)
    assert harvests.site.log == ["/doc/a05"]
    assert (resumed.began_at, resumed.complete) == (report.began_at, True)
    with Corpus.open(harvests.home) as corpus:
        assert "temporary" not in last_runs(corpus)[SOURCE].counts


def test_a_list_that_cannot_be_had_lets_nothing_disappear(harvests: Harvests) -> None:
    harvests.site.put("a", "b", "c")
    harvests.run()
    harvests.site.status["/list"] = 503
    report = harvests.run()
    assert (report.whole, report.counts) == (False, {"temporary": 1})


def test_a_list_that_cannot_be_read_lets_nothing_disappear(harvests: Harvests) -> None:
    harvests.site.put("a", "b", "c")
    harvests.run()
    harvests.site.raw["/list"] = b'{"total": 3, "entries": []}'
    report = harvests.run()
    assert (report.whole, report.counts) == (False, {"pages": 1, "quarantined": 1})


def test_lists_that_name_less_than_the_source_says_it_has_let_nothing_disappear(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    del harvests.site.texts["a00"]
    harvests.site.said = 200
    report = harvests.run()
    assert (report.whole, report.said_to_exist, report.counts["unlisted"]) == (False, 200, 161)
    assert "disappeared" not in report.counts
    assert report.troubles[0].reason == "the lists name 39 documents, and the source says that it has 200"


def test_a_mass_disappearance_stops_the_run_until_a_person_has_looked(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    for name in NAMES[:4]:
        del harvests.site.texts[name]
    harvests.site.put("a39", words="Another text.", day="2025-01-01")
    stopped = harvests.run()
    assert stopped.state == "stopped"
    assert "--accept-disappearance" in str(stopped.stopped_because)
    assert len(harvests.texts("a39")) == 1
    harvests.site.log.clear()
    accepted = harvests.run(resume=True, accept_disappearance=True)
    assert (accepted.state, accepted.counts["disappeared"], accepted.counts["new_version"]) == ("finished", 4, 1)
    assert harvests.site.log == []
    assert len(harvests.texts("a39")) == 2
    assert harvests.texts("a00")


def test_three_documents_of_many_may_go_without_a_stop(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    for name in NAMES[:3]:
        del harvests.site.texts[name]
    assert harvests.run().counts["disappeared"] == 3


def test_a_source_that_loses_all_it_had_is_stopped_however_few_it_had(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.run()
    harvests.site.texts.clear()
    assert harvests.run().state == "stopped"


def test_a_source_whose_first_twenty_documents_all_fail_is_broken(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    before = [version.text_sha256 for name in NAMES for version in harvests.texts(name)]
    for name in NAMES:
        harvests.site.texts[name] = {"title": "moved", "paragraphs": "elsewhere"}
    report = harvests.run()
    assert report.state == "stopped"
    assert "changed its form" in str(report.stopped_because)
    assert [version.text_sha256 for name in NAMES for version in harvests.texts(name)] == before
    with Corpus.open(harvests.home) as corpus:
        assert last_runs(corpus)[SOURCE].failures["broken"][0]["reason"] == report.stopped_because
        assert corpus.refusals(SOURCE) == ()


def test_one_document_that_cannot_be_read_is_quarantined_with_its_reason_and_place(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    harvests.site.texts["a09"] = {"title": "Act a09", "day": "2020-01-01", "words": ""}
    report = harvests.run()
    (trouble,) = report.troubles
    assert (trouble.outcome, trouble.ref, trouble.reason) == ("quarantined", "a09", "no words")
    assert harvests.texts("a09")
    with Corpus.open(harvests.home) as corpus:
        assert [(r.source_ref, r.reason) for r in corpus.refusals(SOURCE)] == [("a09", "no words")]
    again = harvests.run()
    assert again.counts["quarantined"] == 1
    harvests.site.put("a09", words="Words again.", day="2024-01-01")
    assert harvests.run().counts["new_version"] == 1
    with Corpus.open(harvests.home) as corpus:
        assert corpus.refusals(SOURCE) == ()


def test_a_parser_that_runs_into_an_unforeseen_form_costs_one_document_not_the_run(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    harvests.site.texts["a"]["day"] = "soon"
    report = harvests.run()
    assert (report.counts["new"], report.counts["quarantined"]) == (1, 1)
    assert report.troubles[0].reason.startswith("ValueError: ")


def test_a_challenge_page_with_status_200_is_never_taken_for_a_document(harvests: Harvests) -> None:
    harvests.site.put("a", "b")
    page = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    harvests.site.raw["/doc/a"] = page
    report = harvests.run()
    assert (report.counts["new"], report.counts["quarantined"]) == (1, 1)
    assert harvests.texts("a") == []


def test_a_limit_narrows_the_run_and_lets_nothing_disappear(harvests: Harvests) -> None:
    harvests.site.put(*NAMES)
    harvests.run()
    harvests.site.log.clear()
    report = harvests.run(limit=5)
    assert (report.whole, report.counts["documents"]) == (False, 5)
    assert len(harvests.site.log) == 6
    assert "disappeared" not in report.counts


def test_a_second_harvest_at_the_same_time_is_refused_and_names_the_first(harvests: Harvests) -> None:
    harvests.site.put("a")
    with only_harvest(harvests.home, SOURCE), pytest.raises(HarvestBusy, match=r"by process \d+"):
        harvests.run()
    assert harvests.run().counts["new"] == 1


def test_a_source_that_is_not_harvested_is_named_with_those_that_are(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus, pytest.raises(UnknownSource, match="tw_moj"):
        harvest("lawrefbook", corpus, home=tmp_path, order=Order())
