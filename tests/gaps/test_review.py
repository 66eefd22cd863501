"""One assesses and another signs; a decision overrides while what it rests on stands, and is stale when it does not."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gaps.assess import assess
from gaps.checklist import load_checklist
from gaps.records import Cell, Evidence, Result
from gaps.report import cell_record, read_cell
from gaps.report_data import gap_report
from gaps.report_words import say
from gaps.review import ReviewDesk
from gaps.review_evidence import chosen_quote
from gaps.review_journal import DamagedJournal, Journal, check_chain, entry_record, read_entry
from gaps.review_listing import case_on, cases_on
from gaps.review_records import PlanLine, ReviewRefused, Role, State
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Instrument
from law.timeline import status_on, version_on
from tests.gaps.held import AT, ON, REPLY, hold, law, version

TITLE = "政府信息公开条例"
SILENT = "行政机关收到政府信息公开申请后应当答复。"
LATER = date(2026, 3, 1)


@dataclass
class Clock:
    now: datetime = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def desk_on(corpus: Corpus, home: Path) -> ReviewDesk:
    checklist = load_checklist()

    def suggest(jurisdiction: str, on: date) -> tuple[Cell, ...]:
        asked = [checklist.requirement("DIS-08")]
        return assess(corpus, checklist, jurisdiction=jurisdiction, on=on, requirements=asked)

    return ReviewDesk(corpus=corpus, journal=Journal(home), terms=lambda: checklist, suggest=suggest, clock=Clock())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReviewDesk]:
    """The invented place has a law that says nothing on the term, and another that does."""
    with hold(
        tmp_path, law(TITLE, version(SILENT)), law("答复期限规定", version("本规定自公布之日起施行。", REPLY))
    ) as corpus:
        made = desk_on(corpus, tmp_path)
        for name, role in (("Ann", Role.ASSESSOR), ("Bo", Role.SIGNER), ("Cy", Role.SIGNER), ("Di", Role.VIEWER)):
            made.set_reviewer("admin", name, role)
        yield made


def quote_of(desk: ReviewDesk, title: str, provision: str, words: str | None = None) -> Evidence:
    [instrument] = desk.corpus.with_title(title)
    found = version_on(instrument, ON)
    assert found is not None
    held = desk.corpus.provision(found[0], provision)
    assert held is not None
    return chosen_quote(instrument, found[0], found[1], held, words)


def one(desk: ReviewDesk, on: date = ON) -> Cell:
    [cell] = desk.judged("xs", on)
    return cell


def decide(desk: ReviewDesk, result: Result = Result.PARTIAL, words: str | None = None) -> None:
    quote = quote_of(desk, TITLE, "art_1", words)
    desk.add_evidence("Ann", "DIS-08", "xs", quote, "it says that they must reply", on=ON)
    desk.assess("Ann", "DIS-08", "xs", result, "a duty, but no days", on=ON)
    desk.sign("Bo", "DIS-08", "xs")


def change(desk: ReviewDesk, *laws: Instrument) -> None:
    with writing(desk.corpus, source="invented", at=AT + timedelta(days=1)) as writer:
        for item in laws:
            writer.add(item)


def test_a_cell_goes_from_suggested_through_review_to_confirmed(desk: ReviewDesk) -> None:
    assert one(desk).review.state == "suggested"
    desk.comment("Ann", "DIS-08", "xs", "I will look at it")
    assert one(desk).review.state == "in_review"
    desk.assess("Ann", "DIS-08", "xs", Result.PARTIAL, "because", on=ON)
    desk.request_changes("Bo", "DIS-08", "xs", "say more")
    assert one(desk).review.state == "changes_requested"
    with pytest.raises(ReviewRefused, match="changes_requested, not in_review"):
        desk.sign("Bo", "DIS-08", "xs")
    desk.assess("Ann", "DIS-08", "xs", Result.PARTIAL, "because the days are missing", on=ON)
    desk.sign("Bo", "DIS-08", "xs")
    review = one(desk).review
    assert (review.state, review.by, review.assessed_by) == ("confirmed", "Bo", "Ann")


def test_only_a_signed_decision_overrides_and_the_suggestion_stays_visible(desk: ReviewDesk) -> None:
    suggested = one(desk)
    desk.assess("Ann", "DIS-08", "xs", Result.PARTIAL, "because", on=ON)
    assert one(desk).result is suggested.result
    desk.sign("Bo", "DIS-08", "xs")
    decided = one(desk)
    assert decided.result is Result.PARTIAL
    assert decided.review.suggested == suggested.result.value
    assert decided.reasons == ("decided by Ann, signed by Bo on 2026-01-02: because",)
    assert [say(decided.reasons[0], code)[1] for code in ("zh-Hans", "zh-Hant")] == [True, True]


def test_a_decision_is_in_every_form_of_the_report(desk: ReviewDesk) -> None:
    decide(desk, Result.COVERED)
    cell = one(desk)
    assert read_cell(json.loads(json.dumps(cell_record(cell)))) == cell
    table = gap_report([cell], load_checklist(), on=ON).table("results")
    [row] = table.rows
    assert row[table.column("result")] == "● covered"
    assert row[table.column("review_by")] == "Bo"
    assert row[table.column("suggested")] == "partial"


def test_whoever_assessed_does_not_sign(desk: ReviewDesk) -> None:
    desk.assess("Bo", "DIS-08", "xs", Result.PARTIAL, "because", on=ON)
    with pytest.raises(ReviewRefused, match="one assesses, another signs"):
        desk.sign("Bo", "DIS-08", "xs")
    desk.sign("Cy", "DIS-08", "xs")
    assert one(desk).review.state == "confirmed"


@pytest.mark.parametrize(("who", "why"), [("Di", "is a viewer"), ("Eve", "not among the reviewers"), ("", "nobody")])
def test_viewers_and_strangers_decide_nothing(desk: ReviewDesk, who: str, why: str) -> None:
    with pytest.raises(ReviewRefused, match=why):
        desk.assess(who, "DIS-08", "xs", Result.PARTIAL, "because", on=ON)
    with pytest.raises(ReviewRefused, match=why):
        desk.comment(who, "DIS-08", "xs", "words")


def test_an_assessor_does_not_sign_and_a_removed_reviewer_does_nothing(desk: ReviewDesk) -> None:
    desk.assess("Bo", "DIS-08", "xs", Result.PARTIAL, "because", on=ON)
    with pytest.raises(ReviewRefused, match="is no signer"):
        desk.sign("Ann", "DIS-08", "xs")
    desk.set_reviewer("admin", "Cy", None)
    with pytest.raises(ReviewRefused, match="not among the reviewers"):
        desk.sign("Cy", "DIS-08", "xs")


def test_covered_without_a_quote_in_force_is_impossible(desk: ReviewDesk) -> None:
    for item in one(desk).evidence:
        desk.remove_evidence("Ann", "DIS-08", "xs", item.instrument, item.provision_id, "wrong", on=ON)
    with pytest.raises(ReviewRefused, match="without a quote in force"):
        desk.assess("Ann", "DIS-08", "xs", Result.COVERED, "because", on=ON)


def test_a_draft_or_a_text_that_was_not_yet_law_is_no_evidence(desk: ReviewDesk) -> None:
    change(
        desk,
        law("答复办法草案", version("应当在五日内答复。"), kind="proposal"),
        law("来年条例", version("应当在五日内答复。", day=date(2027, 1, 1))),
    )
    for title in ("答复办法草案", "来年条例"):
        [instrument] = desk.corpus.with_title(title)
        held = desk.corpus.provisions(instrument.versions[0])[0]
        status = status_on(instrument, instrument.versions[0], ON)
        item = chosen_quote(instrument, instrument.versions[0], status, held)
        with pytest.raises(ReviewRefused, match="it is no evidence"):
            desk.add_evidence("Ann", "DIS-08", "xs", item, "because", on=ON)


def test_not_found_needs_a_log_of_searches_and_no_quotes(desk: ReviewDesk, tmp_path: Path) -> None:
    with pytest.raises(ReviewRefused, match="contradiction"):
        desk.assess("Ann", "DIS-08", "xs", Result.NOT_FOUND, "because", on=ON)
    with Corpus.open(tmp_path / "empty") as corpus:
        bare = desk_on(corpus, tmp_path / "empty")
        bare.set_reviewer("admin", "Ann", Role.ASSESSOR)
        with pytest.raises(ReviewRefused, match="without a log of searches"):
            bare.assess("Ann", "DIS-08", "xs", Result.NOT_FOUND, "because", on=ON)


def test_every_decision_says_why_and_words_must_stand_in_the_law(desk: ReviewDesk) -> None:
    with pytest.raises(ReviewRefused, match="say why"):
        desk.assess("Ann", "DIS-08", "xs", Result.PARTIAL, "  ", on=ON)
    with pytest.raises(ReviewRefused, match="do not stand in"):
        quote_of(desk, TITLE, "art_1", "应当在三日内答复")
    assert quote_of(desk, TITLE, "art_1", "应当答复").quote == "应当答复"


def test_touched_evidence_must_be_assessed_again(desk: ReviewDesk) -> None:
    decide(desk)
    item = one(desk).evidence[0]
    desk.remove_evidence("Ann", "DIS-08", "xs", item.instrument, item.provision_id, "wrong", on=ON)
    assert one(desk).review.state == "in_review"
    with pytest.raises(ReviewRefused, match="assess it first"):
        desk.sign("Cy", "DIS-08", "xs")
    with pytest.raises(ReviewRefused, match="not among the quotes"):
        desk.remove_evidence("Ann", "DIS-08", "xs", item.instrument, item.provision_id, "wrong", on=ON)


def test_a_decision_is_stale_when_the_quoted_words_change(desk: ReviewDesk) -> None:
    decide(desk)
    newer = version("行政机关收到申请后可以答复。", day=date(2026, 2, 1))
    change(desk, law(TITLE, version(SILENT), newer))
    assert one(desk).review.state == "confirmed"
    cell = one(desk, LATER)
    assert cell.review.state == "stale"
    assert cell.result.value == cell.review.suggested
    assert cell.review.changed == (
        (
            f"《{TITLE}》第一条: the text of 2026-02-01 differs from the text of 2020-01-01 that was quoted: "
            "− “政府信息公开”, − “应当”, + “可以”"
        ),
    )
    assert all(say(cell.review.changed[0], code)[1] for code in ("zh-Hans", "zh-Hant"))
    [listed] = cases_on(desk, LATER, State.STALE)
    assert listed.changed == cell.review.changed


def test_a_decision_is_stale_when_words_beside_the_quoted_ones_change_and_says_that_those_still_stand(
    desk: ReviewDesk,
) -> None:
    decide(desk)
    change(desk, law(TITLE, version(SILENT), version(SILENT + "但是可以不答复。", day=date(2026, 2, 1))))
    [changed] = one(desk, LATER).review.changed
    assert changed.endswith(f": = “{SILENT}”")


def test_what_stood_beside_the_quote_before_is_not_told_as_new(desk: ReviewDesk) -> None:
    beside = "区政府可以根据实际需要另作规定。"
    old = (version(SILENT), version(SILENT + beside, day=date(2025, 6, 1)))
    change(desk, law(TITLE, *old))
    decide(desk, words=SILENT)
    change(desk, law(TITLE, *old, version(SILENT.replace("应当", "可以") + beside, day=date(2026, 2, 1))))
    [changed] = one(desk, LATER).review.changed
    assert changed.endswith(": − “应当”, + “可以”")


def test_a_newer_text_with_the_same_words_carries_the_decision_on(desk: ReviewDesk) -> None:
    decide(desk)
    change(desk, law(TITLE, version(SILENT), version(SILENT, "增加一条。", day=date(2026, 2, 1))))
    cell = one(desk, LATER)
    assert cell.review.state == "confirmed"
    assert {e.version for e in cell.evidence if e.title == TITLE} == {"2026-02-01"}


def test_a_decision_survives_a_corpus_that_is_made_anew(desk: ReviewDesk, tmp_path: Path) -> None:
    decide(desk)
    before = one(desk)
    for file in tmp_path.glob("corpus.sqlite*"):
        file.rename(tmp_path / f"old-{file.name}")
    laws = (law("另一条例", version("本条例自公布之日起施行。")), law(TITLE, version(SILENT)))
    with hold(tmp_path, *laws, law("答复期限规定", version("本规定自公布之日起施行。", REPLY))) as corpus:
        after = one(desk_on(corpus, tmp_path))
    assert (after.result, after.review, after.evidence) == (before.result, before.review, before.evidence)


def test_a_decision_does_not_speak_for_earlier_days(desk: ReviewDesk) -> None:
    decide(desk)
    assert one(desk, date(2024, 1, 1)).review.state == "suggested"


def test_a_decision_without_quotes_is_stale_when_the_program_finds_something_else(tmp_path: Path) -> None:
    with hold(tmp_path, law(TITLE, version("政府信息应当准确。"))) as corpus:
        desk = desk_on(corpus, tmp_path)
        desk.set_reviewer("admin", "Ann", Role.ASSESSOR)
        desk.set_reviewer("admin", "Bo", Role.SIGNER)
        desk.assess("Ann", "DIS-08", "xs", Result.NOT_FOUND, "searched by hand too", on=ON)
        desk.sign("Bo", "DIS-08", "xs")
        assert one(desk).review.state == "confirmed"
        change(desk, law("信息公开条例", version(REPLY)))
        cell = one(desk)
        assert (cell.review.state, cell.result) == ("stale", Result.COVERED)
        assert "now suggests covered" in cell.review.changed[0]


def test_the_journal_cannot_be_changed_and_shows_where_it_was(desk: ReviewDesk, tmp_path: Path) -> None:
    decide(desk)
    entries = desk.journal.entries()
    check_chain(entries)
    file = tmp_path / "reviews" / "journal.sqlite"
    db = sqlite3.connect(file)
    for statement in ("UPDATE entry SET record = '{}'", "DELETE FROM entry"):
        with pytest.raises(sqlite3.IntegrityError, match="entries stay"):
            db.execute(statement)
    db.close()
    for at in range(len(entries)):
        forged = replace(entries[at], act=replace(entries[at].act, who="Eve"))
        with pytest.raises(DamagedJournal, match=f"entry {at + 1} "):
            check_chain((*entries[:at], forged, *entries[at + 1 :]))
    with pytest.raises(DamagedJournal):
        check_chain(entries[1:])


def test_a_journal_is_exported_and_taken_in_unless_the_two_have_parted(desk: ReviewDesk, tmp_path: Path) -> None:
    decide(desk)
    records = [json.loads(json.dumps(entry_record(e))) for e in desk.journal.entries()]
    other = Journal(tmp_path / "other")
    assert other.take_in(map(read_entry, records[:4])) == 4
    assert other.take_in(map(read_entry, records)) == len(records) - 4
    assert other.take_in(map(read_entry, records)) == 0
    assert other.entries() == desk.journal.entries()
    assert other.mark() == desk.journal.mark()
    parted = replace(desk, journal=Journal(tmp_path / "third"))
    parted.set_reviewer("admin", "Zoe", Role.SIGNER)
    with pytest.raises(ReviewRefused, match="parted"):
        parted.journal.take_in(map(read_entry, records))


def test_a_journal_that_somebody_is_just_beginning_reads_as_empty(tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "journal.sqlite").touch()
    assert Journal(tmp_path).entries() == ()
    assert Journal(tmp_path).mark() == "0" * 12


def test_two_who_act_at_once_do_not_overwrite_each_other(desk: ReviewDesk) -> None:
    entry = desk.comment("Ann", "DIS-08", "xs", "first")
    with pytest.raises(ReviewRefused, match="somebody else"):
        desk.journal.append(entry.act, at=AT, seen=entry.seq - 1)


def test_the_plan_names_an_owner_and_a_day(desk: ReviewDesk) -> None:
    desk.set_plan("Ann", "DIS-08", "xs", PlanLine(owner="法制办", due=date(2027, 1, 1)))
    assert desk.plan()["DIS-08", "xs"] == PlanLine(owner="法制办", due=date(2027, 1, 1))
    assert one(desk).review.state == "suggested"
    assert case_on(desk, desk.case("DIS-08", "xs"), ON).state is State.SUGGESTED


def test_the_same_journal_gives_the_same_cells(desk: ReviewDesk) -> None:
    decide(desk)
    assert cell_record(one(desk)) == cell_record(one(desk))
