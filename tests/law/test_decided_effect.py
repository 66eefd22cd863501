"""An amended text is not in force before the day that the decision to amend states."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import DatedFact, Instrument, Status, Version
from law.timeline import status_on
from tests.law.texts import AT, instrument, version

DAY, LATER = date(2025, 10, 28), date(2026, 1, 1)
TITLE = "样例大会关于修改《样例法》的决定"
CLAUSE = "二、: 本决定自2026年1月1日起施行"


def text(in_force: DatedFact | None = None) -> Version:
    days: dict[str, Any] = {"promulgated_on": DAY, "commenced_on": date(2017, 6, 1), "as_of": DAY}
    made = version("2025-10-28", "第一条。", status=Status.IN_FORCE, status_code="现行有效", **days)
    return replace(made, in_force_from=in_force)


def decision(day: date | None, title: str = TITLE) -> Instrument:
    made = version("2025-10-28", "将《样例法》第一条修改为：“话。”", promulgated_on=DAY, source_ref=title)
    return instrument(title, replace(made, in_force_from=DatedFact(day=day, provenance=CLAUSE) if day else None))


def held(home: Path, *laws: Instrument) -> tuple[Instrument, Version]:
    with Corpus.open(home) as corpus:
        with writing(corpus, source="test", at=AT) as writer:
            for law in laws:
                writer.add(law)
        found = corpus.instrument(instrument("样例法").id)
        assert found is not None
        return found, found.versions[0]


def test_the_decisions_own_day_is_taken_with_its_words(tmp_path: Path) -> None:
    for number, laws in enumerate(((decision(LATER), instrument("样例法", text())),) * 2):
        law, found = held(tmp_path / str(number), *(laws if number else reversed(laws)))
        assert found.in_force_from == DatedFact(day=LATER, provenance=f"{TITLE}: {CLAUSE}")
        assert status_on(law, found, date(2025, 12, 31)).status is Status.NOT_YET_IN_FORCE
        assert status_on(law, found, LATER).status is Status.IN_FORCE


def test_an_earlier_day_that_a_source_gives_yields_to_the_decision(tmp_path: Path) -> None:
    _, found = held(tmp_path, decision(LATER), instrument("样例法", text(DatedFact(day=DAY, provenance="a list"))))
    assert found.in_force_from is not None
    assert found.in_force_from.day == LATER


def test_a_later_day_of_the_text_itself_stays(tmp_path: Path) -> None:
    own = DatedFact(day=date(2026, 7, 1), provenance="the text")
    _, found = held(tmp_path, decision(LATER), instrument("样例法", text(own)))
    assert found.in_force_from == own


def test_a_decision_without_a_day_and_two_that_differ_say_nothing(tmp_path: Path) -> None:
    _, silent = held(tmp_path / "silent", decision(None), instrument("样例法", text()))
    other = decision(date(2026, 3, 1), "样例大会关于修改《样例法》等两部法律的决定")
    _, differing = held(tmp_path / "differing", decision(LATER), other, instrument("样例法", text()))
    assert silent.in_force_from is None
    assert silent.commenced_on is not None
    assert differing.commenced_on is not None


def test_the_same_text_imported_again_has_not_changed(tmp_path: Path) -> None:
    laws = (decision(LATER), instrument("样例法", text()))
    held(tmp_path, *laws)
    with Corpus.open(tmp_path) as corpus:
        before = corpus.revision()
    held(tmp_path, *laws)
    with Corpus.open(tmp_path) as corpus:
        assert corpus.revision() == before
