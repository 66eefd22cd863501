"""What a change of the corpus does to cells is told against any past revision, with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from gaps.alerts import Earlier, GapAlerts, alert_record, alerts_since
from gaps.checklist import load_checklist
from gaps.index_search import IndexSearcher
from gaps.records import Cell, IndexSearch, Result
from gaps.review import ReviewDesk
from gaps.review_journal import Journal
from gaps.review_records import Role
from gaps.store import assess_cached
from index.build import build_index
from index.readiness import Readiness
from law.corpus import Corpus
from law.corpus_writing import writing
from law.earlier_corpus import NoSuchRevision, Wanted, changed_since, earlier_corpus
from law.instrument import Instrument, TextState
from tests.gaps.held import AT, ON, REPLY, law, version

TITLE = "政府信息公开条例"
SILENT = "行政机关收到政府信息公开申请后应当答复。"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Revision 1 says nothing on the term, 2 amends the law so that it does, 3 brings a law of somewhere else."""
    with Corpus.open(tmp_path) as made:
        amended = law(TITLE, version(SILENT), version(REPLY, day=date(2025, 1, 1)))
        for n, laws in enumerate(
            ([law(TITLE, version(SILENT))], [amended], [law("乡规", version("略。"), place="eu")])
        ):
            take_in(made, n, *laws)
        yield made


def take_in(corpus: Corpus, n: int, *laws: Instrument) -> None:
    with writing(corpus, source="invented", at=AT + timedelta(days=n)) as writer:
        for one in laws:
            writer.add(one)


def alerts(corpus: Corpus, home: Path, since: int, on: date = ON, index: IndexSearcher | None = None) -> GapAlerts:
    checklist = load_checklist()

    def suggest(place: str, day: date) -> tuple[Cell, ...]:
        return assess_cached(corpus, home, checklist, jurisdiction=place, on=day)

    clock = lambda: datetime(2026, 1, 3, tzinfo=UTC)  # noqa: E731  (one fixed moment)
    desk = ReviewDesk(corpus=corpus, journal=Journal(home), terms=lambda: checklist, suggest=suggest, clock=clock)
    after = [cell for cell in desk.judged("xs", on) if cell.requirement.startswith("DIS")]
    earlier = Earlier(corpus=corpus, home=home, checklist=checklist, reviews=desk, index=index)
    return alerts_since(
        since,
        corpus=corpus,
        instruments={one.id: one for one in corpus.instruments()},
        after=after,
        then=lambda place, day: earlier.cells(since, place, day),
    )


def test_an_amended_law_changes_its_cells_and_says_which_words(corpus: Corpus, tmp_path: Path) -> None:
    found = alerts(corpus, tmp_path, 1)
    [change] = [c for c in found.changes if c.requirement == "DIS-08"]
    assert (change.before, change.after) == (Result.NOT_FOUND, Result.COVERED)
    assert change.why[0] == f"now quoted: 《{TITLE}》第一条 (2025-01-01)"
    assert found.touched == {"xs": (TITLE,)}
    record = alert_record(change, found)
    assert (record["before"], record["after"], record["since"], record["revision"]) == (
        "not_found_in_what_we_hold", "covered", 1, 3,
    )  # fmt: skip


def test_cells_of_then_say_that_the_index_is_of_another_revision_not_that_there_is_none(
    corpus: Corpus, tmp_path: Path
) -> None:
    def never() -> NoReturn:
        raise AssertionError("an index of another revision was opened")

    def searched(since: int) -> set[IndexSearch]:
        index = IndexSearcher(readiness=Readiness(tmp_path), open=never)
        return {cell.searched.index for cell in alerts(corpus, tmp_path, since, index=index).before}

    assert searched(1) == {IndexSearch.MISSING}
    build_index(corpus, tmp_path)
    assert searched(1) == {IndexSearch.OUTDATED}


def test_a_change_somewhere_else_raises_no_alert(corpus: Corpus, tmp_path: Path) -> None:
    found = alerts(corpus, tmp_path, 2)
    assert (found.changes, found.touched) == ((), {"xs": ()})


def test_against_the_empty_corpus_everything_is_new(corpus: Corpus, tmp_path: Path) -> None:
    found = alerts(corpus, tmp_path, 0)
    assert {c.before for c in found.changes if c.result_changed} <= {Result.CANNOT_SAY, Result.NOT_FOUND}
    assert any(c.after is Result.COVERED for c in found.changes)


def test_a_decision_that_became_stale_is_an_alert(corpus: Corpus, tmp_path: Path) -> None:
    checklist = load_checklist()
    with earlier_corpus(corpus, 1) as past:
        desk = ReviewDesk(
            corpus=past,
            journal=Journal(tmp_path),
            terms=lambda: checklist,
            suggest=lambda place, on: assess_cached(past, tmp_path / "p", checklist, jurisdiction=place, on=on),
            clock=lambda: datetime(2026, 1, 3, tzinfo=UTC),
        )
        desk.set_reviewer("admin", "Ann", Role.ASSESSOR)
        desk.set_reviewer("admin", "Bo", Role.SIGNER)
        desk.assess("Ann", "DIS-08", "xs", Result.NOT_FOUND, "searched", on=ON)
        desk.sign("Bo", "DIS-08", "xs")
    [change] = [c for c in alerts(corpus, tmp_path, 1).changes if c.requirement == "DIS-08"]
    assert "the review went from confirmed to stale" in change.why


def test_the_earlier_corpus_is_what_was_held_then(corpus: Corpus) -> None:
    for revision, keys in ((1, ["2020-01-01"]), (2, ["2020-01-01", "2025-01-01"]), (3, ["2020-01-01", "2025-01-01"])):
        with earlier_corpus(corpus, revision) as past:
            [instrument] = [one for one in past.instruments() if one.title == TITLE]
            assert [v.key for v in instrument.versions] == keys
            assert past.revision() == revision
            assert past.provisions(instrument.versions[0])[0].text == SILENT
    with earlier_corpus(corpus, 0) as past:
        assert (list(past.instruments()), past.revision()) == ([], 0)


def test_only_the_words_that_are_wanted_are_copied_and_every_title_and_repeal_is_there(corpus: Corpus) -> None:
    with earlier_corpus(corpus, 3, wanted=Wanted(jurisdictions=["eu"])) as past:
        words = {one.title: past.provisions(one.versions[0]) for one in past.instruments()}
    assert (words[TITLE], [p.text for p in words["乡规"]]) == ((), ["略。"])
    [named] = [one.id for one in corpus.instruments() if one.title == TITLE]
    with earlier_corpus(corpus, 3, wanted=Wanted(jurisdictions=[], ids=[named])) as past:
        assert [bool(past.provisions(one.versions[0])) for one in past.instruments()] == [
            one.id == named for one in past.instruments()
        ]


def test_the_choice_among_sources_is_that_of_the_time(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        take_in(corpus, 0, law(TITLE, version(SILENT, state=TextState.TRUNCATED)))
        take_in(corpus, 1, law(TITLE, replace(version(SILENT, "第二条。"), sha256="1" * 64)))
        with earlier_corpus(corpus, 1) as past:
            [instrument] = past.instruments()
            assert instrument.versions[0].text_state is TextState.TRUNCATED


def test_a_revision_that_never_was_is_refused(corpus: Corpus) -> None:
    with pytest.raises(NoSuchRevision, match="name 0 to 3"), earlier_corpus(corpus, 4):
        pass
    assert changed_since(corpus, 3) == frozenset()
