"""What each cell says of the elements of its requirement, and how they decide on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from gaps.checklist import BadChecklist, load_checklist
from gaps.records import Cell, ElementState, Result
from gaps.report import cell_record, read_cell
from law.instrument import TextState
from law.provision import Provision, Unit
from tests.gaps.held import REPLY, judged, law, version

GENERAL = "政府信息公开条例"
PACKAGED = Path(__file__).resolve().parents[2] / "corpora" / "checklists" / "disclosure-and-privacy"


def states(cell: Cell) -> dict[str, ElementState]:
    return {element.element: element.state for element in cell.elements}


def test_each_element_names_the_quote_that_meets_it_with_its_place_in_the_published_text(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY))])
    assert set(states(cell).values()) == {ElementState.MET}
    assert list(states(cell)) == ["reply", "days", "extension", "general"]
    days = next(element for element in cell.elements if element.element == "days")
    [place] = days.met_by
    assert "日内" in REPLY[place.start : place.end]
    assert cell.evidence[place.evidence].elements == ("reply", "days", "extension", "general")


def test_an_element_that_no_quote_meets_is_not_found_and_the_cell_is_partial(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY.partition("；")[0] + "。"))])
    assert cell.result is Result.PARTIAL
    assert states(cell)["extension"] is ElementState.NOT_FOUND
    assert states(cell)["days"] is ElementState.MET


def test_an_element_that_may_stand_in_what_is_cut_off_cannot_be_said(tmp_path: Path) -> None:
    text = version(REPLY.partition("；")[0] + "。", state=TextState.TRUNCATED)
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, text)])
    assert states(cell)["extension"] is ElementState.CANNOT_SAY


def test_an_element_needs_its_number(tmp_path: Path) -> None:
    bare = "The head shall notify an applicant who made a request for a government record within such days as are fit. "
    number = "The head shall notify an applicant who made a request for a government record within 30 days. "
    laws = [law("Access to Information Act", version(bare, language="en"))]
    assert states(judged(tmp_path / "bare", "DIS-08", laws))["days"] is ElementState.NOT_FOUND
    laws = [law("Access to Information Act", version(number, language="en"))]
    assert states(judged(tmp_path / "number", "DIS-08", laws))["days"] is ElementState.MET


def test_an_element_in_a_clause_that_only_encourages_is_not_met(tmp_path: Path) -> None:
    text = "鼓励行政机关主动公开下列政府信息：预算、决算和统计信息。"
    cell = judged(tmp_path, "DIS-03", [law(GENERAL, version(text))])
    assert cell.result is Result.PARTIAL
    assert states(cell)["unasked"] is ElementState.NOT_FOUND


def test_a_law_of_one_sector_does_not_meet_the_element_on_reach(tmp_path: Path) -> None:
    text = "个人可以查阅、复制其个人信息。"
    laws = [law("旅馆业条例", version(text)), law("网络数据条例", version("国家机关应当依法共享公共数据。"))]
    cell = judged(tmp_path, "PIP-04", laws)
    assert cell.result is Result.PARTIAL
    assert states(cell)["general"] is ElementState.NOT_FOUND
    assert states(cell)["copy"] is ElementState.MET


def test_two_articles_of_one_law_may_meet_all_elements_together(tmp_path: Path) -> None:
    texts = ("个人有权请求个人信息处理者更正其个人信息。", "个人有权请求个人信息处理者删除其个人信息。")
    cell = judged(tmp_path / "one", "PIP-05", [law("个人信息保护法", version(*texts))])
    assert cell.result is Result.COVERED
    assert cell.reasons == ("《个人信息保护法》第一条 and 第二条 say it together",)
    apart = [law("个人信息保护法", version(texts[0])), law("个人信息保护规定", version(texts[1]))]
    assert judged(tmp_path / "two", "PIP-05", apart).result is Result.PARTIAL


def test_a_chapter_for_one_zone_limits_its_articles(tmp_path: Path) -> None:
    text = version("公共管理和服务机构应当编制全省统一的公共数据目录。")
    [article] = text.provisions
    zone = replace(article, path=("第八章 新区数据改革",))
    cells = [
        judged(tmp_path / name, "CAT-01", [law("数据条例", replace(text, provisions=(provision,)))])
        for name, provision in (("whole", article), ("zone", zone))
    ]
    assert [cell.result for cell in cells] == [Result.COVERED, Result.PARTIAL]
    assert "its chapter holds" in cells[1].reasons[0]


def test_a_schedule_that_amends_other_acts_is_no_evidence(tmp_path: Path) -> None:
    words = "An individual is entitled to a copy of the personal data relating to him. "
    schedule = Provision(
        id="sch_1", unit=Unit.ARTICLE, label="Paragraph 1", text=words, path=("SCHEDULE 1 Consequential amendments",)
    )
    text = version(words, language="en")
    whole, amending = law("Privacy Act", text), law("Privacy Act", replace(text, provisions=(schedule,)))
    assert judged(tmp_path / "a", "PIP-04", [whole]).result is Result.COVERED
    cell = judged(tmp_path / "b", "PIP-04", [amending])
    assert cell.result is Result.NOT_FOUND
    assert cell.near_misses[0].evidence.elements == ()


def test_elements_survive_the_record(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law(GENERAL, version(REPLY))])
    assert read_cell(cell_record(cell)) == cell


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - id: open\n", "      - id: body\n", "give every element its own id"),
        ("            - open by default\n", "            - never named\n", "no zh group 'never named'"),
        ("        general: true\n", "", "name its groups, or write general: true"),
    ],
)
def test_a_mistake_in_an_element_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    for file in PACKAGED.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    file = tmp_path / "DIS.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadChecklist, match=message):
        load_checklist(tmp_path)
