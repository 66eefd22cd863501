"""The corpus: what is written is read back, a second import changes nothing, and faults are explained."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from law.corpus import Corpus, CorpusUnavailable, Refusal
from law.corpus_check import check_corpus
from law.corpus_writing import CorpusBusy, Outcome, writing
from law.instrument import Instrument, RepealClause, Status, TextState
from law.timeline import status_on
from tests.law.texts import AT, instrument, version

FIRST = version("2012-05-01", "第一条的话。", "第二条\n第二款。", promulgated_on=date(2012, 5, 1))
LAW = instrument("中华人民共和国样例法", FIRST, kind="law")


def put(corpus: Corpus, *laws: Instrument, source: str = "test") -> list[Outcome]:
    with writing(corpus, source=source, at=AT) as writer:
        return [writer.add(law) for law in laws]


def test_what_is_added_is_read_back_word_for_word(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert put(corpus, LAW) == [Outcome.NEW]
        held = corpus.instrument(LAW.id)
        assert held is not None
        assert corpus.provisions(held.versions[0]) == FIRST.provisions
        assert held.versions[0].promulgated_on == FIRST.promulgated_on
        assert held.versions[0].text_sha256 == FIRST.text_sha256
        assert held.versions[0].retrieved_at == AT


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
        before = corpus.revision()
        assert put(corpus, LAW) == [Outcome.UNCHANGED]
        assert corpus.revision() == before == 1


def test_the_same_law_from_two_sources_is_one_instrument_with_one_primary_text(tmp_path: Path) -> None:
    cut = version("2012-05-01", "第一条的话。", source="zweite", text_state=TextState.TRUNCATED)
    for order in (
        ((LAW, "test"), (instrument("样例法", cut), "zweite")),
        ((instrument("样例法", cut), "zweite"), (LAW, "test")),
    ):
        home = tmp_path / order[0][1]
        with Corpus.open(home) as corpus:
            for law, source in order:
                put(corpus, law, source=source)
            (held,) = corpus.instruments()
            assert [v.source for v in held.versions] == ["test"], "the whole text is preferred to the one cut off"
            (everything,) = corpus.instruments(every_source=True)
            assert {v.source for v in everything.versions} == {"test", "zweite"}


def test_a_new_text_under_the_same_law_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    later = version("2020-01-01", "新的话。", promulgated_on=date(2020, 1, 1))
    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
        assert put(corpus, instrument("样例法", later)) == [Outcome.NEW_VERSION]
        held = corpus.instrument(LAW.id)
        assert held is not None
        assert [v.key for v in held.versions] == ["2012-05-01", "2020-01-01"]


def test_a_source_that_goes_back_to_an_earlier_text_shows_that_text_again(tmp_path: Path) -> None:
    def put_on(day: int, text: str) -> Outcome:
        law = instrument("样例法", replace(version("2012-05-01", text), retrieved_at=AT + timedelta(days=day)))
        return put(corpus, law)[0]

    with Corpus.open(tmp_path) as corpus:
        outcomes = [put_on(day, text) for day, text in enumerate(("甲。", "乙。", "甲。", "甲。"))]
        (held,) = corpus.instruments()
        (shown,) = held.versions
        assert outcomes == [Outcome.NEW, Outcome.NEW_VERSION, Outcome.CHANGED, Outcome.UNCHANGED]
        assert corpus.provisions(shown)[0].text == "甲。"
        assert len(corpus.editions(held.id)) == 2


def test_the_same_text_read_on_a_later_day_has_not_changed(tmp_path: Path) -> None:
    first = replace(FIRST, as_of=date(2026, 1, 1), status=Status.IN_FORCE, status_code="有效")
    with Corpus.open(tmp_path) as corpus:
        put(corpus, replace(LAW, versions=(first,)))
        before = corpus.revision()
        later = replace(first, as_of=date(2026, 3, 1), retrieved_at=AT + timedelta(days=59))
        assert put(corpus, replace(LAW, versions=(later,))) == [Outcome.UNCHANGED]
        assert corpus.revision() == before
        repealed = replace(later, status=Status.REPEALED, status_code="失效")
        assert put(corpus, replace(LAW, versions=(repealed,))) == [Outcome.CHANGED]
        (held,) = corpus.instruments()
        assert (held.versions[0].status, held.versions[0].as_of) == (Status.REPEALED, date(2026, 3, 1))


def test_a_repeal_clause_finds_its_target_even_when_the_target_comes_later(tmp_path: Path) -> None:
    clause = RepealClause(
        provision_id="art_1",
        target_title="样例法",
        quote="《样例法》同时废止",
        start=0,
        end=9,
        repealed_on=date(2024, 1, 1),
    )
    new = version("2023-09-01", promulgated_on=date(2023, 9, 1), repeal_clauses=(clause,))
    with Corpus.open(tmp_path) as corpus:
        put(corpus, instrument("新样例法", new))
        put(corpus, LAW)
        held = corpus.instrument(LAW.id)
        assert held is not None
        assert status_on(held, held.versions[0], date(2024, 1, 1)).status is Status.REPEALED


def test_the_same_bytes_read_by_a_better_parser_replace_the_former_reading(tmp_path: Path) -> None:
    better = version("2012-05-01", "第一条的话。", "第二条，全。", promulgated_on=date(2012, 5, 1), sha256=FIRST.sha256)
    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
        put(corpus, instrument("样例法", better))
        (held,) = corpus.instruments(every_source=True)
        assert [v.text_sha256 for v in held.versions] == [better.text_sha256]


def test_two_instruments_of_one_document_are_both_kept(tmp_path: Path) -> None:
    pair = [
        instrument(f"同卷{n}法", version("2012-05-01", f"第{n}部。", source_ref="both.md", sha256="one"))
        for n in "甲乙"
    ]
    with Corpus.open(tmp_path) as corpus:
        put(corpus, *pair)
        assert put(corpus, *pair) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
        assert [len(law.versions) for law in corpus.instruments()] == [1, 1]


def test_what_was_refused_is_remembered_with_its_reason(tmp_path: Path) -> None:
    refusal = Refusal(source="test", source_ref="README.md", outcome="skipped", reason="not a law")
    with Corpus.open(tmp_path) as corpus:
        with writing(corpus, source="test", at=AT) as writer:
            writer.refuse(refusal)
        assert corpus.refusals() == (refusal,)
        assert corpus.revision() == 0


def test_a_run_that_fails_leaves_the_corpus_as_it_was(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        faulty = replace(LAW, id="/akn/cn/act/x", jurisdiction=None)  # type: ignore[arg-type]  # a fault amid a run
        with pytest.raises(IntegrityError):
            put(corpus, LAW, faulty)
        assert corpus.revision() == 0
        assert list(corpus.instruments()) == []


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus, writing(corpus, source="test", at=AT):
        other = Corpus.open(tmp_path)
        with pytest.raises(CorpusBusy, match="another lexgap process"), writing(other, source="test", at=AT):
            pass
        other.close()


def test_a_file_that_is_not_a_corpus_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_bytes(b"this is not a database" * 100)
    with pytest.raises(CorpusUnavailable, match="lexgap import"):
        Corpus.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_directory_is_refused_with_a_way_out(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CorpusUnavailable, match="LEXGAP_HOME"):
        Corpus.open(tmp_path)


def test_a_writer_killed_in_the_middle_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
    code = f"""
        import os, signal
        from law.corpus import Corpus
        from law.corpus_writing import writing
        from tests.law.texts import AT, instrument, version
        with writing(Corpus.open({str(tmp_path)!r}), source="test", at=AT) as writer:
            for n in range(300):
                writer.add(instrument(f"第{{n}}号规定", version("2020-01-01", f"话{{n}}")))
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    with Corpus.open(tmp_path) as corpus:
        assert [law.id for law in corpus.instruments()] == [LAW.id]
        assert put(corpus, instrument("其后规定", version("2021-01-01"))) == [Outcome.NEW]
    assert sqlite3.connect(tmp_path / "corpus.sqlite").execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_full_disk_takes_the_run_back_and_says_so(tmp_path: Path) -> None:
    from law.corpus_writing import CorpusFull

    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
        # SQLite's own page limit gives the genuine "database or disk is full".
        with corpus.engine.connect() as db:
            pages = db.exec_driver_sql("PRAGMA page_count").scalar()
            db.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            big = instrument("很长的规定", version("2020-01-01", *["长" * 5000] * 50))
            db.close()
        with pytest.raises(CorpusFull, match="disk"):
            put(corpus, big)
        assert [law.id for law in corpus.instruments()] == [LAW.id]


def test_a_text_that_was_changed_behind_the_corpus_is_found(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, LAW)
        assert check_corpus(corpus) == []
        with corpus.engine.begin() as db:
            db.exec_driver_sql("UPDATE provision SET text = '别的话。' WHERE id = 'art_1'")
        (problem,) = check_corpus(corpus)
        assert LAW.id in problem
