"""The record of a cell, and the page that shows it in three languages."""

import json
import re

import pytest

from gaps.checklist import load_checklist
from gaps.html_report import quoted, render_html
from gaps.records import Cell, Result
from gaps.report import cell_record, read_cell
from gaps.report_data import gap_report
from gaps.report_words import LANGUAGES, say, words_in
from law.instrument import TextState
from tests.gaps.held import ON, REPLY, judged, law, version


def page_of(*cells: Cell, language: str = "en") -> str:
    return render_html(gap_report(cells, load_checklist(), on=ON, language=language))


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Cell]:
    def one(name: str, *laws: object) -> Cell:
        return judged(tmp_path_factory.mktemp(name), "DIS-08", laws)  # type: ignore[arg-type]  # instruments only

    return [
        one("covered", law("政府信息公开条例", version(REPLY))),
        one("partial", law("水产品条例", version(REPLY.replace("应当", "应当<b>")))),
        one("missing", law("政府信息公开条例", version("行政机关收到政府信息公开申请后应当答复。"))),
        one("cut", law("政府信息公开条例", version("政府信息应当公开。", state=TextState.TRUNCATED))),
    ]


def test_the_record_has_the_fields_that_other_programs_read(cells: list[Cell]) -> None:
    record = json.loads(json.dumps(cell_record(cells[0]), ensure_ascii=False))
    assert {"requirement", "jurisdiction", "on", "result", "reasons", "evidence", "near_misses", "searched"} <= set(
        record
    )
    evidence = record["evidence"][0]
    assert {"instrument", "title", "label", "version", "quote", "start", "end", "sha256", "elements"} <= set(evidence)
    assert {"instruments", "provisions", "queries"} <= set(record["searched"])
    assert record["review"]["state"] == "suggested"
    assert record["harvest"]["state"] == "unknown"


def test_a_record_is_read_back_unchanged(cells: list[Cell]) -> None:
    for cell in cells:
        assert read_cell(json.loads(json.dumps(cell_record(cell)))) == cell


def test_the_four_results_are_here(cells: list[Cell]) -> None:
    assert [c.result for c in cells] == [Result.COVERED, Result.PARTIAL, Result.NOT_FOUND, Result.CANNOT_SAY]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_was_read_before_any_result(cells: list[Cell], language: str) -> None:
    page = page_of(cells[0], language=language)
    words = words_in(language)
    held = words["held_line"].format(instruments="1", provisions="1")
    assert page.index(held) < page.index(f"> {words['covered']}</span>")
    assert words["bounded"] in page
    assert words["harvest_unknown"] in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_from_elsewhere_and_escapes_what_it_quotes(cells: list[Cell], language: str) -> None:
    page = page_of(cells[1], language=language)
    assert not re.search(r"<script|<link|<img|@import|url\(", page)
    assert "应当&lt;b&gt;" in page
    assert "<b>自" not in page


def test_a_text_that_is_cut_off_is_counted_at_the_top(cells: list[Cell]) -> None:
    page = page_of(cells[3])
    assert "1 of these texts are cut off" in page


def test_sentences_of_the_judgement_are_said_in_chinese(cells: list[Cell]) -> None:
    for cell in cells:
        for sentence in (*cell.reasons, cell.harvest.basis, *(e.status_basis for e in cell.evidence)):
            for language in ("zh-Hans", "zh-Hant"):
                text, known = say(sentence, language)
                assert known, sentence
                assert re.search("[\u4e00-\u9fff]", text)


def test_an_unknown_sentence_stays_english_and_is_marked() -> None:
    assert say("no such sentence", "zh-Hans") == ("no such sentence", False)


def test_every_word_of_the_report_has_three_languages() -> None:
    assert words_in("en").keys() == words_in("zh-Hans").keys() == words_in("zh-Hant").keys()
    with pytest.raises(KeyError):
        words_in("fr")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_whatever_a_near_miss_lacks_is_said_in_chinese(language: str) -> None:
    asked = (groups for requirement in load_checklist().requirements for groups in requirement.groups.values())
    lacking = {f"nothing on: {group.name}" for groups in asked for group in groups}
    english = {sentence for sentence in lacking if re.search("[A-Za-z]", say(sentence, language)[0])}
    assert not english


def test_a_lacking_element_is_named_in_chinese() -> None:
    required = [e.names for r in load_checklist().requirements for e in r.elements if e.required]
    english = {n.en for n in required if re.search("[A-Za-z]", say(f"《甲》第一条: nothing on: {n.en}", "zh-Hant")[0])}
    assert not english
    assert say("《甲》第一条: nothing on: Free of charge", "zh-Hans") == ("《甲》第一条：未涉及：免费", True)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_why_a_provision_is_partial_or_a_near_miss_is_said_in_chinese(language: str) -> None:
    """A reason that the checklist gets new needs its Chinese words in ``gaps/limit_words.toml``."""
    signals = (by for r in load_checklist().requirements for by in (r.scope_limits, r.excludes))
    reasons = {signal.why for by in signals for family in by.values() for signal in family}
    english = {reason for reason in reasons if re.search("[A-Za-z]", say(reason, language)[0])}
    assert not english


def test_a_quote_is_marked_in_its_provision(cells: list[Cell]) -> None:
    [evidence] = cells[0].evidence
    assert f"<mark>{evidence.quote}</mark>" in quoted(evidence, REPLY)


def test_a_report_without_cells_is_a_page() -> None:
    assert "</html>" in page_of()
