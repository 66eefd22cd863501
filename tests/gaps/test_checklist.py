"""The checklist's content, its errors, and its page in the docs."""

import shutil
import time
from pathlib import Path

import pytest

from gaps.checklist import PACKAGED, BadChecklist, Checklist, NoSuchEntry, load_checklist
from gaps.checklist_docs import checklist_page
from gaps.requirement import Modality, Requirement, Wording
from law.jurisdiction import JURISDICTIONS, Level
from law.script import fold_text, script_of

DOCS = Path(__file__).parents[2] / "docs" / "checklist.md"


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return load_checklist()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "checklist"
    shutil.copytree(PACKAGED, copy)
    return copy


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def wordings(checklist: Checklist) -> list[Wording]:
    of_areas = [area.names for area in checklist.areas]
    of_demands = [demand.names for demand in checklist.demands]
    tests = [text for r in checklist.requirements for text in (r.names, r.tests.covered, r.tests.partial)]
    of_elements = [text for r in checklist.requirements for e in r.elements for text in (e.names, e.test)]
    return [checklist.names, *of_areas, *of_demands, *tests, *of_elements]


def patterns(requirement: Requirement) -> list[str]:
    groups = [group.pattern for held in requirement.groups.values() for group in held]
    signals = [*requirement.scope_limits.values(), *requirement.excludes.values()]
    titles = [*requirement.home.values(), *requirement.usual_titles.values()]
    elements = [pattern for e in requirement.elements for held in e.patterns.values() for pattern in held]
    return [*groups, *titles, *elements, *(signal.pattern for held in signals for signal in held)]


def test_the_packaged_checklist_has_its_areas_requirements_and_demands(checklist: Checklist) -> None:
    assert (len(checklist.areas), len(checklist.requirements), len(checklist.demands)) == (16, 118, 33)
    assert [r.id for r in checklist.area("SHR").requirements] == [f"SHR-0{n}" for n in range(1, 9)]
    assert checklist.requirement("DIS-01").modality is Modality.PRINCIPLE
    assert checklist.demand("S17").requirements == ("CAT-01", "CAT-02", "CAT-03")


def test_every_requirement_has_concepts_in_chinese_and_in_english(checklist: Checklist) -> None:
    assert [r.id for r in checklist.requirements if set(r.groups) != {"zh", "en"}] == []


def test_every_requirement_is_asked_in_two_to_five_elements_that_use_all_its_concepts(checklist: Checklist) -> None:
    for requirement in checklist.requirements:
        assert 2 <= len(requirement.elements) <= 5
        for language, groups in requirement.groups.items():
            used = {name for element in requirement.elements for name in element.groups.get(language, ())}
            open_ones = [e.id for e in requirement.elements if e.open_in(language)]
            assert not open_ones, (requirement.id, language)
            if language == "zh":
                assert used == {group.name for group in groups}, requirement.id


def test_the_aspects_of_the_elements_differ(checklist: Checklist) -> None:
    for requirement in checklist.requirements:
        assert len({element.asks for element in requirement.elements}) >= 2, requirement.id
        assert len({element.test.en for element in requirement.elements}) == len(requirement.elements)


def test_each_wording_is_in_the_script_it_claims(checklist: Checklist) -> None:
    for wording in wordings(checklist):
        assert script_of(wording.zh_hans) in {"zh-Hans", None}, wording
        assert script_of(wording.zh_hant) in {"zh-Hant", None}, wording
        assert wording.in_language("zh-Hant") == wording.zh_hant


def test_a_wording_has_no_fourth_language(checklist: Checklist) -> None:
    with pytest.raises(KeyError):
        checklist.names.in_language("fr")


def test_no_pattern_names_a_place_or_the_title_of_a_sample(checklist: Checklist) -> None:
    places = {p.names["zh-Hans"][:2] for p in JURISDICTIONS.values() if p.level in {Level.PROVINCIAL, Level.CITY}}
    titles = {s.title for r in checklist.requirements for s in (r.example, r.near_miss)} - {"刑法", "档案法"}
    found = [
        (requirement.id, word)
        for requirement in checklist.requirements
        for expression in patterns(requirement)
        for word in places | titles
        if fold_text(word) in expression
    ]
    assert found == []


def test_samples_stand_in_places_of_the_table(checklist: Checklist) -> None:
    for requirement in checklist.requirements:
        assert requirement.example.why_not is None
        assert requirement.near_miss.why_not
        assert requirement.example.jurisdiction in JURISDICTIONS


def test_an_unknown_requirement_names_the_closest(checklist: Checklist) -> None:
    with pytest.raises(NoSuchEntry, match=r"no requirement 'DIS-1'.*DIS-1"):
        checklist.requirement("DIS-1")
    with pytest.raises(NoSuchEntry, match=r"no area 'DSI'.*DIS"):
        checklist.area("DSI")


def test_the_fingerprint_follows_the_content_but_not_line_endings(folder: Path, checklist: Checklist) -> None:
    assert load_checklist(folder).fingerprint == checklist.fingerprint
    file = folder / "DIS.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_checklist(folder).fingerprint == checklist.fingerprint
    change(file, "tier: core", "tier: extended")
    assert load_checklist(folder).fingerprint != checklist.fingerprint


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("DIS.yaml", "    tier: core", "    teir: core", r"DIS\.yaml: requirements > DIS-01 > tier: Field required"),
        ("DIS.yaml", "    tier: core", "    tier: core\n    colour: red", "DIS-01 > colour: Extra inputs"),
        ("DIS.yaml", "modality: principle", "modality: wish", "DIS-01 > modality: Input should be"),
        ("DIS.yaml", "公开为常态", "公開為常態", "patterns run on folded text: write .*开 for 開"),
        ("DIS.yaml", "<govinfo>", "<nothing>", r"DIS-01: groups: zh: government information: no term <nothing>"),
        ("DIS.yaml", "公开为常态", "公开.*常态", "an unbounded repeat; write"),
        ("DIS.yaml", "公开为常态", "公开(为常态", r"this \( is not closed"),
        ("DIS.yaml", "name: open by default", "name: government information", "give every group its own name"),
        ("DIS.yaml", "jurisdiction: cn-cq", "jurisdiction: cq", "jurisdiction cq is not in the table"),
        ("DIS.yaml", "id: DIS-02", "id: DIS-01", "the ids DIS-01 occur twice"),
        ("DIS.yaml", "id: DIS-02", "id: SEC-02", "id must start with DIS-"),
        ("DIS.yaml", "demands: [S06, S07]", "demands: [S06]", r"only index\.yaml links demand S07 with DIS-01"),
        ("DIS.yaml", "code: DIS", "code: SID", r"name the file SID\.yaml or write code: DIS"),
        ("DIS.yaml", "code: DIS", "code: [DIS", r"DIS\.yaml: not YAML"),
        ("index.yaml", "areas:", "areas: [XXX]\nother:", "Extra inputs|XXX"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_field(folder: Path, file: str, old: str, new: str, message: str) -> None:
    change(folder / file, old, new)
    with pytest.raises(BadChecklist, match=message):
        load_checklist(folder)


def test_a_missing_or_unreadable_file_is_named(folder: Path) -> None:
    (folder / "SVC.yaml").unlink()
    with pytest.raises(BadChecklist, match=r"SVC\.yaml: no such file"):
        load_checklist(folder)
    (folder / "SVC.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadChecklist, match=r"SVC\.yaml: cannot be read"):
        load_checklist(folder)


def test_a_file_that_holds_no_mapping_is_refused(folder: Path) -> None:
    (folder / "SVC.yaml").write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(BadChecklist, match=r"SVC\.yaml: top level"):
        load_checklist(folder)


def test_the_page_in_the_docs_is_in_step_and_lists_everything(checklist: Checklist) -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert page == checklist_page(checklist), "write it anew: python -m gaps.checklist_docs > docs/checklist.md"
    for area in checklist.areas:
        assert f"## {area.code}: " in page
    for requirement in checklist.requirements:
        assert f"### {requirement.id}: " in page
        for element in requirement.elements:
            assert f"  - `{element.id}` ({element.asks}" in page
            assert element.test.en in page
    for demand in checklist.demands:
        assert f"**{demand.id}**" in page


def test_the_checklist_loads_fast_enough_for_a_command(checklist: Checklist) -> None:
    start = time.process_time()
    assert load_checklist().fingerprint == checklist.fingerprint
    assert time.process_time() - start < 3
