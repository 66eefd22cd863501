"""What is held of a place on a day."""

from datetime import date
from pathlib import Path

import pytest

from gaps.harvest import OWN, BadDeclaration, declared_mark, read_gate
from gaps.inventory import Inventory, count_by_kind, places_of, take_inventory
from gaps.records import Completeness
from law.instrument import Instrument, TextState
from tests.gaps.held import ON, REPLY, hold, law, version


def inventory(home: Path, *laws: Instrument, place: str = "xs", on: date = ON) -> Inventory:
    with hold(home, *laws) as corpus:
        return take_inventory(corpus, place, on)


def test_places_joined_by_a_plus_are_taken_apart() -> None:
    assert places_of("cn-gd+cn-gd-shenzhen") == ("cn-gd", "cn-gd-shenzhen")


def test_the_text_of_the_day_is_read(tmp_path: Path) -> None:
    texts = (version("旧文。", day=date(2010, 1, 1)), version("新文。", day=date(2020, 1, 1)))
    found = inventory(tmp_path, law("条例", *texts), on=date(2015, 1, 1))
    assert [t.version.key for t in found.texts] == ["2010-01-01"]


def test_cities_count_for_their_province_and_not_for_the_nation(tmp_path: Path) -> None:
    laws = (law("甲条例", version("一。"), place="cn-sd-jinan"), law("乙条例", version("二。"), place="cn-sd"))
    province = inventory(tmp_path / "a", *laws, place="cn-sd")
    assert {t.instrument.title: t.own for t in province.texts} == {"甲条例": False, "乙条例": True}
    assert not inventory(tmp_path / "b", *laws, place="cn").texts


def test_a_text_in_a_language_with_patterns_is_preferred(tmp_path: Path) -> None:
    texts = (version("情報は公開する。", language="ja"), version("Records shall be published.", language="en"))
    found = inventory(tmp_path, law("情報公開法", *texts, place="jp"), place="jp")
    assert [t.version.language for t in found.texts] == ["en"]
    assert found.unread == 0


def test_kinds_are_counted_and_unknown_ones_too(tmp_path: Path) -> None:
    laws = (law("甲法", version("一。")), law("乙法", version("二。")), law("丙", version("三。"), kind=None))
    assert list(count_by_kind(inventory(tmp_path, *laws).texts).items()) == [("law", 2), ("unknown", 1)]


def test_cut_off_texts_are_read_and_named(tmp_path: Path) -> None:
    found = inventory(tmp_path, law("甲法", version(REPLY, state=TextState.TRUNCATED)))
    assert len(found.texts) == len(found.truncated) == 1


def test_no_harvest_is_declared_complete_in_the_packaged_file() -> None:
    gate = read_gate()
    assert gate.harvest(("cn",), "DIS", ON).state is Completeness.UNKNOWN


DECLARED = """
declared:
  - {jurisdiction: xs, areas: [DIS], state: complete, as_of: 2026-06-30, basis: the gazette was read whole}
  - {jurisdiction: xs-lin, state: incomplete, as_of: 2026-06-30, basis: two years are missing}
"""


def test_declarations_of_a_data_directory_win_over_the_packaged_ones(tmp_path: Path) -> None:
    assert read_gate(home=tmp_path) == read_gate()
    mark = declared_mark(tmp_path)
    (tmp_path / OWN).write_text(DECLARED, encoding="utf-8")
    own = read_gate(home=tmp_path)
    assert own.harvest(("xs",), "DIS", ON).state is Completeness.COMPLETE
    assert own.fingerprint != read_gate().fingerprint
    assert declared_mark(tmp_path) != mark
    (tmp_path / OWN).write_text("declared: [{jurisdiction: xs}]", encoding="utf-8")
    with pytest.raises(BadDeclaration, match=r"declarations\.yaml: declared > 0 > state"):
        read_gate(home=tmp_path)


def test_a_declaration_reaches_its_area_and_day_only(tmp_path: Path) -> None:
    file = tmp_path / "harvest.yaml"
    file.write_text(DECLARED, encoding="utf-8")
    gate = read_gate(file)
    assert gate.harvest(("xs",), "DIS", ON).basis == "the gazette was read whole"
    assert gate.harvest(("xs",), "PIP", ON).state is Completeness.UNKNOWN
    assert gate.harvest(("xs",), "DIS", date(2026, 7, 1)).state is Completeness.UNKNOWN
    assert gate.harvest(("xs", "xs-lin"), "DIS", ON).state is Completeness.INCOMPLETE


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("declared: [{jurisdiction: xs, state: perhaps, as_of: 2026-01-01, basis: b}]", "state"),
        ("declared: [{jurisdiction: nowhere, state: complete, as_of: 2026-01-01, basis: b}]", "nowhere"),
        ("declared: [", "cannot be read"),
    ],
)
def test_a_wrong_declaration_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "harvest.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadDeclaration, match=named):
        read_gate(file)
