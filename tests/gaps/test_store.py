"""Judgements kept beside the corpus are read back as they were, and made again when anything that decides changes."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from multiprocessing import active_children
from pathlib import Path

import pytest

from gaps import store
from gaps.ahead import judge_ahead, judge_in_turn
from gaps.assess import assess
from gaps.checklist import load_checklist
from gaps.harvest import Declaration, Gate
from gaps.kept_files import alone_at
from gaps.records import Cell, Completeness
from gaps.store import assess_cached, is_kept, kept_places
from gaps.turning_days import settled_since
from law.corpus import Corpus
from law.corpus_writing import writing
from tests.gaps.held import AT, ON, REPLY, hold, law, version


def kept(home: Path) -> list[Path]:
    return sorted((home / "gaps").glob("*.jsonl"))


def test_a_second_call_reads_what_the_first_one_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        first = assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("judged a second time")

        monkeypatch.setattr(store, "assess", refuse)
        assert assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON) == first


def test_a_judgement_that_another_is_already_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:

        def judged() -> tuple[Cell, ...]:
            return assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)

        first = judged()
        [file] = kept(tmp_path)
        made = file.read_bytes()
        file.unlink()

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("judged a second time")

        monkeypatch.setattr(store, "assess", refuse)
        with ThreadPoolExecutor(1) as pool:
            with alone_at(file):
                asking = pool.submit(judged)
                file.write_bytes(made)
            assert asking.result() == first


def test_a_day_of_other_law_and_another_revision_are_judged_anew(tmp_path: Path) -> None:
    checklist = load_checklist()
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        assess_cached(corpus, tmp_path, checklist, jurisdiction="xs", on=ON)
        assess_cached(corpus, tmp_path, checklist, jurisdiction="xs", on=date(2019, 1, 1))
        assert len(kept(tmp_path)) == 2
        with writing(corpus, source="invented", at=AT) as writer:
            writer.add(law("数据条例", version("公共数据应当共享。")))
        assess_cached(corpus, tmp_path, checklist, jurisdiction="xs", on=ON)
        assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize("later", [ON + timedelta(days=1), date(2030, 1, 1)])
def test_a_day_on_which_no_text_begins_or_ends_needs_no_new_judgement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: date
) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        first = assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)
        anew = assess(corpus, load_checklist(), jurisdiction="xs", on=later)

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("judged a second time")

        monkeypatch.setattr(store, "assess", refuse)
        assert is_kept(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=later)
        found = assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=later)
        assert found == anew != first


def test_the_day_on_which_a_text_begins_is_judged_anew(tmp_path: Path) -> None:
    begins = ON + timedelta(days=10)
    new = version("公共数据应当共享。", day=begins)
    with hold(tmp_path, law("政府信息公开条例", version(REPLY)), law("数据条例", new)) as corpus:
        before, after = (
            assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=day)
            for day in (begins - timedelta(days=1), begins)
        )
        assert len(kept(tmp_path)) == 2
        assert [cells[0].searched.instruments for cells in (before, after)] == [1, 2]


def test_the_day_after_a_declaration_of_completeness_ends_is_judged_anew(tmp_path: Path) -> None:
    declared = Declaration(jurisdiction="xs", state=Completeness.COMPLETE, as_of=ON, basis="counted")
    gate = Gate(declared=(declared,), fingerprint="")
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        days = [ON, ON + timedelta(days=1), ON + timedelta(days=2)]
        first, second, third = (settled_since(corpus, ("xs",), day, gate) for day in days)
    assert first != second == third == ON + timedelta(days=1)


def test_several_places_are_judged_in_processes_of_their_own_with_the_same_result(tmp_path: Path) -> None:
    with hold(
        tmp_path, law("政府信息公开条例", version(REPLY)), law("地方条例", version(REPLY), place="xs-lin")
    ) as corpus:
        places = ["xs", "xs-lin"]
        alone = [assess_cached(corpus, tmp_path / "a", load_checklist(), jurisdiction=p, on=ON) for p in places]
        assert judge_ahead(tmp_path, tmp_path, places, ON, workers=2) == 2
        assert len(kept(tmp_path)) == 2
        assert [assess_cached(corpus, tmp_path, load_checklist(), jurisdiction=p, on=ON) for p in places] == alone
        assert judge_ahead(tmp_path, tmp_path, places, ON, workers=2) == 0


def test_places_are_judged_in_turn_behind_other_work_with_the_same_result(tmp_path: Path) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        alone = assess_cached(corpus, tmp_path / "a", load_checklist(), jurisdiction="xs", on=ON)
        judge_in_turn(tmp_path, tmp_path, ["xs"], ON, stop=lambda: False)
        [file] = kept(tmp_path)
        assert assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON) == alone
        assert kept(tmp_path) == [file]


def test_judging_behind_ends_at_once_when_it_is_told_to(tmp_path: Path) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))):
        answers = iter([False, False, True])
        judge_in_turn(tmp_path, tmp_path, ["xs", "xs-lin"], ON, stop=lambda: next(answers))
        assert active_children() == []
        assert kept(tmp_path) == []


def test_a_process_that_cannot_judge_is_told(tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_bytes(b"no database at all")
    with pytest.raises(OSError, match="judged xs ended with 1"):
        judge_in_turn(tmp_path, tmp_path, ["xs"], ON, stop=lambda: False)


def test_the_places_of_kept_judgements_are_known_the_last_made_first(tmp_path: Path) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        for number, place in enumerate(["xs", "xs+xs-lin"]):
            assess_cached(corpus, tmp_path, load_checklist(), jurisdiction=place, on=ON)
            [made] = [file for file in kept(tmp_path) if file.stat().st_mtime > 100]
            os.utime(made, (number, number))
    (tmp_path / "gaps" / "broken.jsonl").write_text("{half", encoding="utf-8")
    assert list(kept_places(tmp_path)) == ["xs+xs-lin", "xs"]


def test_a_file_that_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    with hold(tmp_path, law("政府信息公开条例", version(REPLY))) as corpus:
        first = assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)
        [file] = kept(tmp_path)
        file.write_text("{half", encoding="utf-8")
        assert assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON) == first
        assert file.read_text(encoding="utf-8").count("\n") == len(first)


def test_an_empty_corpus_is_judged_too(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert len(assess_cached(corpus, tmp_path, load_checklist(), jurisdiction="xs", on=ON)) == 118
