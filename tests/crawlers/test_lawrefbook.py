"""Texts of ours in the genuine layout, each against its reviewed reading, and the rules that they show."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from crawlers import lawrefbook
from crawlers.importing import SourceUnavailable
from crawlers.markdown_text import NotThisLayout
from crawlers.readable import Unreadable
from law.corpus import Corpus
from law.instrument import Instrument, TextState
from law.provision import Provision
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

FOLDER = FIXTURES / "lawrefbook"
LAMPS = "行政法规/路灯管理条例(2019-03-02).md"
SHADE = "DLC/山东地方法规/地方性法规/山东/济南市树荫条例(2020-01-15).md"
DECISION = "司法解释/最高人民法院关于修改《关于审理树荫纠纷案件的规定》的决定.md"
REPLY = "司法解释/最高人民法院关于树荫归属问题的批复(2014-05-01).md"


def read(ref: str) -> Instrument:
    return lawrefbook.parse((FOLDER / ref).read_bytes(), ref, at=AT)


def from_text(text: str, ref: str = "行政法规/某条例(2020-01-01).md") -> Instrument:
    return lawrefbook.parse(text.encode(), ref, at=AT)


def law_of(*lines: str, head: str = "2020年1月1日 国务院发布") -> str:
    return f"# 某条例\n\n{head}\n\n<!-- INFO END -->\n\n" + "\n\n".join(lines)


def by_id(instrument: Instrument) -> dict[str, Provision]:
    return {p.id: p for p in instrument.versions[0].provisions}


@pytest.mark.parametrize("ref", [LAMPS, SHADE, DECISION, REPLY])
def test_the_reading_is_the_reviewed_one(ref: str) -> None:
    assert_as_reviewed(read(ref), FOLDER / ref)


def test_an_amended_text_prints_the_commencement_of_the_original() -> None:
    version = read(LAMPS).versions[0]
    assert version.in_force_from is None
    assert version.commenced_on is not None
    assert version.commenced_on.day == date(1998, 7, 1)
    assert version.promulgated_on is not None
    assert version.promulgated_on.day == date(2019, 3, 2)


def test_both_titles_before_the_verb_are_repealed_and_the_one_that_is_applied_is_not() -> None:
    version = read(LAMPS).versions[0]
    assert [c.target_title for c in version.repeal_clauses] == ["路灯暂行管理办法", "路灯收费规定（试行）"]
    clause = version.repeal_clauses[0]
    text = by_id(read(LAMPS))[clause.provision_id].text
    assert text[clause.start : clause.end] == clause.quote
    assert clause.repealed_on == date(1998, 7, 1)


def test_a_line_that_only_cites_an_article_begins_none() -> None:
    articles = by_id(read(LAMPS))
    assert articles["art_4"].text.endswith("第四条规定的检查结果应当公布。")
    assert articles["art_3-1"].label == "第三条之一"
    assert articles["art_3"].path == ("第二章 设置", "第一节 规划")


def test_a_regulation_of_a_city_is_the_citys_though_the_province_approved_it() -> None:
    instrument = read(SHADE)
    assert instrument.jurisdiction == "cn-sd-jinan"
    assert instrument.kind == "local_regulation"
    assert instrument.issuing_body == "济南市人民代表大会常务委员会"
    approved = instrument.versions[0].events[1]
    assert (approved.day, approved.action) == (date(2020, 1, 15), "approved")


def test_quoted_articles_of_another_text_are_no_articles_of_the_decision() -> None:
    provisions = by_id(read(DECISION))
    assert list(provisions) == ["preamble", "item_1", "item_2"]
    assert "第二条 前条所称树木，包括行道树。”" in provisions["item_1"].text
    assert provisions["item_2"].text == "删除第五条。\n本决定自2021年4月22日起施行。"


def test_an_undivided_text_is_one_provision_without_a_number() -> None:
    instrument = read(REPLY)
    [whole] = instrument.versions[0].provisions
    assert (whole.id, whole.label) == ("text", "")
    assert whole.text.startswith("某省高级人民法院：")
    assert whole.text.endswith("此复。")
    assert instrument.number == "法释〔2014〕99号"


def test_a_number_that_is_due_begins_an_article_though_the_word_for_provides_follows() -> None:
    text = law_of("第一条 甲。", "第二条 规定事项的条例另行公布。", "第三条 本条例自2020年2月1日起施行。")
    assert by_id(from_text(text))["art_2"].text == "规定事项的条例另行公布。"


def test_articles_run_together_in_one_paragraph_are_parted_and_the_place_is_named() -> None:
    text = law_of("第一条 甲应当公开。 第二条乙依照第一条办理。", "第三条 本条例自2020年2月1日起施行。")
    version = from_text(text).versions[0]
    assert [p.id for p in version.provisions] == ["art_1", "art_2", "art_3"]
    assert version.problems == ("printed within the paragraph before: 第二条",)


def test_a_missing_article_is_a_problem() -> None:
    text = law_of("第一条 甲。", "第三条 本条例自2020年2月1日起施行。")
    assert "no article between 第一条 and 第三条" in from_text(text).versions[0].problems


@pytest.mark.parametrize(
    "last",
    [
        "第二条 主管部门应当建立",
        "第二条 违反本条例第九条的，处以罚款。",
        "第二条 主管部门应当公开信息。",
    ],
    ids=["ends in a sentence", "cites an article that is not there", "says nothing of its commencement"],
)
def test_a_text_that_was_cut_off_is_marked(last: str) -> None:
    version = from_text(law_of("## 第一章 总则", "第一条 甲。", last)).versions[0]
    assert version.text_state is TextState.TRUNCATED
    assert version.problems


def test_an_old_law_without_a_clause_of_commencement_is_whole() -> None:
    text = law_of("第一条 甲。", "第二条 乙。", head="1982年12月10日 全国人民代表大会公布")
    version = from_text(text, "宪法相关法/某法(1982-12-10).md").versions[0]
    assert version.text_state is TextState.AS_ENACTED


def test_on_the_day_of_promulgation_means_the_versions_day_only_if_it_was_never_amended() -> None:
    lines = ("第一条 甲。", "第二条 本条例自公布之日起施行。")
    first = from_text(law_of(*lines)).versions[0]
    assert first.in_force_from is not None
    assert first.in_force_from.day == date(2020, 1, 1)
    amended = law_of(*lines, head="2001年1月1日 国务院发布\n\n2020年1月1日 《国务院关于修改某条例的决定》修订")
    version = from_text(amended).versions[0]
    assert version.in_force_from is None
    assert version.commenced_on is not None
    assert version.commenced_on.day == date(2001, 1, 1)


def test_a_name_without_a_day_leaves_it_to_the_history_and_to_unknown() -> None:
    told = from_text(law_of("第一条 甲。", "第二条 本条例自2020年2月1日起施行。"), "行政法规/某条例.md").versions[0]
    assert told.key == "2020-01-01"
    untold = from_text(law_of("第一条 甲。", "第二条 乙施行。", head=""), "行政法规/某条例.md").versions[0]
    assert untold.key == "undated"
    assert untold.promulgated_on is None


def test_a_day_that_no_calendar_has_is_a_problem_and_not_a_crash() -> None:
    text = law_of("第一条 甲。", "第二条 本条例自2020年13月45日起施行。", head="2020年2月30日 国务院发布")
    version = from_text(text, "行政法规/某条例(2020-02-31).md").versions[0]
    assert version.key == "undated"
    assert version.in_force_from is None
    assert any("2020-02-31" in problem for problem in version.problems)
    assert any("2020年2月30日" in problem for problem in version.problems)


def test_the_source_states_no_status_and_none_is_made_up() -> None:
    version = read(LAMPS).versions[0]
    assert (version.status.value, version.status_code, version.as_of) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        ("# 某条例".encode()[:-1], "half-written"),
        (law_of("第一条 甲应当依照本条例的规定办理。").encode("gb18030"), "GB 18030"),
        (law_of("第一条 甲应当依照本条例的规定办理。").encode().decode("latin-1").encode(), "garbled"),
        (law_of("第一条 甲应当依照本条例的规定办理。").encode().decode("gbk", "replace").encode(), "U+FFFD"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML page"),
        (b"# The Act\n\n<!-- INFO END -->\n\nSection 1 This Act may be cited as the Lamps Act.", "Chinese"),
    ],
)
def test_what_is_no_whole_text_is_not_taken_for_law(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says.replace("+", r"\+")):
        lawrefbook.parse(raw, "行政法规/某条例.md", at=AT)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# 某条例\n\n第一条 甲。", "INFO END"),
        ("2020年1月1日 国务院发布\n\n<!-- INFO END -->\n\n第一条 甲。", "no title"),
        ("# 某条例\n\n<!-- INFO END -->\n\n", "stub"),
    ],
)
def test_a_file_in_another_layout_says_what_is_missing(text: str, says: str) -> None:
    with pytest.raises(NotThisLayout, match=says):
        from_text(text)


@pytest.mark.parametrize(
    "text", ["第" * 350_000, "《" * 350_000 + "废止。", "《甲》" * 120_000 + "同时废止", "自" * 350_000]
)
@pytest.mark.parametrize("place", ["article", "history", "text"])
def test_a_megabyte_of_one_character_is_read_in_linear_time(text: str, place: str) -> None:
    layouts = {
        "article": law_of(f"第一条 {text}"),
        "history": law_of("第一条 甲。", head=text),
        "text": law_of(text),
    }
    begun = time.monotonic()
    assert from_text(layouts[place]).versions[0].provisions
    assert time.monotonic() - begun < 5  # about half a second; a quadratic pattern takes minutes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "laws", ignore=shutil.ignore_patterns("*.json")))


def test_a_second_import_changes_nothing(tmp_path: Path, folder: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        first = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        second = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        assert (first.new, first.quarantined, first.skipped) == (5, 0, 2)
        assert (second.unchanged, second.new, second.revision) == (5, 0, first.revision)


def test_the_books_of_a_code_are_one_instrument_in_the_order_of_its_articles(tmp_path: Path, folder: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        [code] = corpus.with_title("树木法典")
        provisions = corpus.provisions(code.versions[0])
        assert [p.id for p in provisions if p.text] == ["art_1", "art_2", "art_3"]
        assert provisions[0].heading == "总则"
        assert code.versions[0].source_ref == "民法典/"


def test_what_is_no_law_is_passed_over_by_name(tmp_path: Path, folder: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        report = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        assert {r.source_ref: r.reason for r in report.refusals} == {
            "_index.md": "a page of the site's menu, not a law",
            "案例/树荫案.md": "a decided case, not a law",
        }
        assert report.complete


def test_the_same_text_in_two_folders_is_taken_in_once(tmp_path: Path, folder: Path) -> None:
    shutil.copy(folder / LAMPS, folder / "司法解释" / Path(LAMPS).name)
    with Corpus.open(tmp_path / "home") as corpus:
        report = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        [again] = [r for r in report.refusals if "same text" in r.reason]
        assert again.source_ref == LAMPS
        assert report.new == 5


def test_a_garbled_file_is_quarantined_and_the_others_are_kept(tmp_path: Path, folder: Path) -> None:
    (folder / "行政法规" / "坏条例(2020-01-01).md").write_bytes("# 坏条例\n第一条 甲".encode("gb18030"))
    (folder / "DLC" / "未知地方法规").mkdir()
    (folder / "DLC" / "未知地方法规" / "某条例.md").write_text(law_of("第一条 甲。"), encoding="utf-8")
    with Corpus.open(tmp_path / "home") as corpus:
        report = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        assert (report.new, report.quarantined, report.refused) == (5, 1, 1)
        assert not report.complete
        assert {r.outcome for r in corpus.refusals("lawrefbook")} == {"skipped", "quarantined", "refused"}
        assert all(r.sha256 for r in corpus.refusals("lawrefbook") if r.outcome != "skipped")


def test_an_amended_file_becomes_a_version_beside_the_one_held(tmp_path: Path, folder: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        text = (folder / LAMPS).read_text(encoding="utf-8").replace("每月检查一次", "每周检查一次")
        (folder / "行政法规" / "路灯管理条例(2024-05-06).md").write_text(text, encoding="utf-8")
        report = lawrefbook.import_lawrefbook(corpus, folder, at=AT)
        assert (report.new_version, report.unchanged) == (1, 5)
        [lamps] = corpus.with_title("路灯管理条例")
        assert [v.key for v in lamps.versions] == ["2019-03-02", "2024-05-06"]


def test_a_folder_that_is_not_there_says_what_to_give(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus, pytest.raises(SourceUnavailable, match="give the folder"):
        lawrefbook.import_lawrefbook(corpus, tmp_path / "nothing", at=AT)
