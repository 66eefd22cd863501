"""What a cell says, and what it never says."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gaps.harvest import Declaration, Gate
from gaps.records import Completeness, Result
from law.instrument import DatedFact, Status, TextState
from law.jurisdiction import UnknownJurisdiction
from tests.gaps.held import ON, REPLY, judged, law, version

GENERAL = "政府信息公开条例"


def test_a_duty_for_the_whole_place_is_covered_and_quoted(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version("行政机关应当依法办事。", REPLY))])
    assert cell.result is Result.COVERED
    [quote] = cell.evidence
    assert (quote.title, quote.label) == (GENERAL, "第二条")
    assert REPLY[quote.start : quote.end] == quote.quote
    assert "二十个工作日内予以答复" in quote.quote
    assert quote.status == "in_force"


def test_a_repealed_law_is_not_coverage(tmp_path: Path) -> None:
    text = replace(version(REPLY), repealed_on=DatedFact(day=date(2024, 1, 1), provenance="a notice"))
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, text)])
    assert cell.result is Result.CANNOT_SAY
    assert not cell.evidence
    assert cell.searched.not_in_force == 1
    [lost] = cell.near_misses
    assert (lost.why_not, lost.evidence.status) == ("counted until its repeal on 2024-01-01", "repealed")
    assert "二十个工作日内予以答复" in lost.evidence.quote


def test_a_repealed_law_is_shown_only_where_it_said_more_than_what_is_held(tmp_path: Path) -> None:
    old = law("政府信息公开办法", replace(version(REPLY), status=Status.REPEALED, status_code="9", as_of=ON))
    part = law(GENERAL, version("行政机关应当在规定期限内答复政府信息公开申请。"))
    less = judged(tmp_path / "less", "DIS-08", [old, part])
    assert less.near_misses[0].why_not == "counted until its repeal on a day that is not known"
    same = judged(tmp_path / "same", "DIS-08", [old, law(GENERAL, version(REPLY))])
    assert (same.result, same.near_misses) == (Result.COVERED, ())


def test_a_law_that_is_not_yet_in_force_is_not_coverage(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY, day=date(2026, 3, 1)))])
    assert cell.result is Result.CANNOT_SAY


def test_a_superseded_text_is_not_coverage(tmp_path: Path) -> None:
    texts = (version(REPLY, day=date(2010, 1, 1)), version("行政机关应当公开政府信息。", day=date(2020, 1, 1)))
    laws = [law(GENERAL, *texts)]
    assert judged(tmp_path / "now", "DIS-08", laws).result is Result.NOT_FOUND
    assert judged(tmp_path / "then", "DIS-08", laws, on=date(2015, 1, 1)).result is Result.COVERED


def test_a_text_that_is_cut_off_where_it_could_stand_cannot_say(tmp_path: Path) -> None:
    cut = version("行政机关应当公开政府信息。", state=TextState.TRUNCATED)
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, cut)])
    assert cell.result is Result.CANNOT_SAY
    assert GENERAL in cell.reasons[0]


def test_a_text_on_another_subject_that_is_cut_off_says_nothing_about_this_one(tmp_path: Path) -> None:
    laws = [
        law(GENERAL, version("行政机关应当公开政府信息。")),
        law("水土保持条例", version("水土流失应当治理。", state=TextState.TRUNCATED)),
    ]
    assert judged(tmp_path, "DIS-08", laws).result is Result.NOT_FOUND


def test_what_a_cut_off_text_still_says_counts(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY, state=TextState.TRUNCATED))])
    assert cell.result is Result.COVERED


def test_an_instrument_of_another_field_is_partial(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law("水产品条例", version(REPLY))])
    assert cell.result is Result.PARTIAL
    assert cell.reasons == ("《水产品条例》第一条: the instrument is about another field",)


def test_a_zone_is_partial(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law("自由贸易试验区政府信息公开条例", version(REPLY))])
    assert cell.result is Result.PARTIAL
    assert any("zone" in reason for reason in cell.reasons)


def test_a_city_is_partial_for_its_province(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY), place="cn-sd-jinan")], place="cn-sd")
    assert cell.result is Result.PARTIAL
    assert any("city" in reason for reason in cell.reasons)


def test_a_province_does_not_answer_for_the_nation(tmp_path: Path) -> None:
    laws = [law(GENERAL, version(REPLY), place="cn-sd"), law("档案法", version("档案应当保管。"), place="cn")]
    assert judged(tmp_path, "DIS-08", laws, place="cn").result is Result.NOT_FOUND


def test_two_places_judged_as_one_are_both_whole(tmp_path: Path) -> None:
    laws = [law(GENERAL, version(REPLY), place="cn-gd-shenzhen")]
    assert judged(tmp_path, "DIS-08", laws, place="cn-gd+cn-gd-shenzhen").result is Result.COVERED


def test_a_place_of_which_nothing_is_held_cannot_be_judged(tmp_path: Path) -> None:
    assert judged(tmp_path, "DIS-08", []).result is Result.CANNOT_SAY


def test_a_national_matter_is_inherited_by_a_province(tmp_path: Path) -> None:
    laws = [law("旅游条例", version("旅游者应当文明。"), place="cn-sd")]
    assert judged(tmp_path, "SEC-01", laws, place="cn-sd").result is Result.INHERITED


def test_a_national_matter_of_which_a_provinces_own_text_is_cut_off_cannot_be_said(tmp_path: Path) -> None:
    cut = law("数据条例", version("数据应当安全。", state=TextState.TRUNCATED), place="cn-sd")
    cell = judged(tmp_path, "SEC-11", [cut], place="cn-sd")
    assert cell.result is Result.CANNOT_SAY
    assert "数据条例" in cell.reasons[0]


def test_a_cut_off_text_in_which_such_a_rule_seldom_stands_leaves_a_national_matter_inherited(tmp_path: Path) -> None:
    cut = law("数据条例", version("数据应当安全。", state=TextState.TRUNCATED), place="cn-sd")
    assert judged(tmp_path, "ACC-07", [cut], place="cn-sd").result is Result.INHERITED


def test_a_matter_of_local_law_is_not_asked_of_a_state(tmp_path: Path) -> None:
    text = version("根据《数据法》等法律，结合本市实际情况，为了规范数据处理，制定本条例。")
    laws = [law("数据条例", text, place="cn"), law("数据条例", text, place="cn-sd")]
    assert judged(tmp_path / "state", "CAP-05", laws, place="cn").result is Result.NOT_APPLICABLE
    assert judged(tmp_path / "province", "CAP-05", laws, place="cn-sd").result is Result.COVERED


def test_what_is_not_found_names_what_was_read_and_searched_and_what_came_closest(tmp_path: Path) -> None:
    near = "行政机关收到政府信息公开申请后应当及时答复申请人。"
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version("政府信息应当公开。", near))])
    assert cell.result is Result.NOT_FOUND
    assert "no statement" in cell.reasons[0]
    assert (cell.searched.instruments, cell.searched.provisions) == (1, 2)
    assert cell.searched.queries
    assert cell.searched.kinds == {"law": 1}
    [miss] = cell.near_misses
    assert miss.evidence.label == "第二条"
    assert miss.why_not.startswith("nothing on: ")


def test_only_a_declared_harvest_lets_a_report_speak_of_a_gap(tmp_path: Path) -> None:
    laws = [law(GENERAL, version("政府信息应当公开。"))]
    entry = Declaration(
        jurisdiction="xs", areas=("DIS",), state=Completeness.COMPLETE, as_of=ON, basis="the gazette was read whole"
    )
    declared = judged(tmp_path / "a", "DIS-08", laws, gate=Gate(declared=(entry,), fingerprint=""))
    assert declared.harvest.state is Completeness.COMPLETE
    assert declared.reasons[0].startswith("a gap: ")
    assert declared.result is Result.NOT_FOUND
    unknown = judged(tmp_path / "b", "DIS-08", laws)
    assert unknown.harvest.state is Completeness.UNKNOWN
    assert "gap" not in unknown.reasons[0]


def test_traditional_characters_are_judged_by_the_same_patterns(tmp_path: Path) -> None:
    text = (
        "政府機關受理人民申請提供政府資訊之案件，應於受理申請之日起十五日內，為准駁之決定；"
        "必要時，得予延長，延長之期間不得逾十五日。"
    )
    cell = judged(
        tmp_path, "DIS-08", [law("政府資訊公開法", version(text, language="zh-Hant"), place="tw")], place="tw"
    )
    assert cell.result in (Result.COVERED, Result.PARTIAL)
    assert cell.evidence[0].quote in text


def test_english_texts_are_judged_by_english_patterns(tmp_path: Path) -> None:
    text = (
        "The head of the institution shall give written notice to the requester within thirty days after the request."
    )
    cell = judged(
        tmp_path, "DIS-08", [law("Access to Information Act", version(text, language="en"), place="ca")], place="ca"
    )
    assert cell.result in (Result.COVERED, Result.PARTIAL)
    assert cell.evidence[0].quote == text


def test_a_language_without_patterns_is_not_read_as_silence(tmp_path: Path) -> None:
    laws = [
        law("情報公開法", version("行政機関の長は、三十日以内に決定しなければならない。", language="ja"), place="jp")
    ]
    cell = judged(tmp_path, "DIS-08", laws, place="jp")
    assert cell.result is Result.CANNOT_SAY
    assert cell.searched.unread == 1


def test_an_unknown_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownJurisdiction):
        judged(tmp_path, "DIS-08", [], place="cn-atlantis")


_PRINT = """
import sys
from datetime import date
from pathlib import Path
from gaps.assess import assess
from gaps.checklist import load_checklist
from gaps.report import cell_record
from law.corpus import Corpus
import json
with Corpus.open(Path(sys.argv[1])) as corpus:
    for cell in assess(corpus, load_checklist(), jurisdiction="xs", on=date(2026, 1, 2)):
        print(json.dumps(cell_record(cell), ensure_ascii=True))
"""


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    laws = [law(f"政府信息公开条例{n}", version("政府信息应当公开。", REPLY)) for n in "甲乙丙丁"]
    judged(tmp_path, "DIS-08", laws)
    digests = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", _PRINT, str(tmp_path)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert run.stdout.count(b"\n") == 118
        digests.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(digests) == 1


def test_the_duty_is_quoted_before_the_sanction_for_failing_it(tmp_path: Path) -> None:
    failing = REPLY.replace("予以答复；", "予以答复，逾期不答复的，责令改正，依法给予处分；")
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(failing, REPLY))])
    assert [e.label for e in cell.evidence] == ["第二条", "第一条"]


def test_the_law_is_quoted_before_what_courts_say_of_it(tmp_path: Path) -> None:
    laws = [
        law("关于审理政府信息公开案件的规定", version(REPLY), kind="judicial_interpretation"),
        law(GENERAL, version(REPLY), kind="administrative_regulation"),
    ]
    assert judged(tmp_path, "DIS-08", laws).evidence[0].title == GENERAL


def test_half_a_rule_in_an_instrument_of_another_field_is_partial_and_in_one_zone_of_it_a_near_miss(
    tmp_path: Path,
) -> None:
    half = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复。"
    assert judged(tmp_path / "own", "DIS-08", [law(GENERAL, version(half))]).result is Result.PARTIAL
    assert judged(tmp_path / "other", "DIS-08", [law("水产品条例", version(half))]).result is Result.PARTIAL
    cell = judged(tmp_path / "zone", "DIS-08", [law("自由贸易试验区水产品条例", version(half))])
    assert cell.result is Result.NOT_FOUND
    assert "another field" in cell.near_misses[0].why_not


def test_it_is_partial_where_the_instrument_speaks_of_much_else_of_the_field(tmp_path: Path) -> None:
    half = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复。"
    much = "本条例所称信用、档案、投诉、听证、评估、监控、隐私、专利、互联网、清单，由水产部门规定。"
    cell = judged(tmp_path, "DIS-08", [law("自由贸易试验区水产品条例", version(half, much))])
    assert cell.result is Result.PARTIAL
    assert cell.evidence[0].quote in half


def test_a_rule_that_is_only_named_as_a_principle_is_partial(tmp_path: Path) -> None:
    named = "行政机关应当按照需求导向、分类分级、安全可控的原则，有序开放公共数据。"
    cell = judged(tmp_path, "CAT-05", [law("数据条例", version(named))])
    assert cell.result in (Result.PARTIAL, Result.NOT_FOUND)
