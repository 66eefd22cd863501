"""Records of single files, as ``lexgap parse`` prints them, and the register of sources."""

from pathlib import Path

import pytest

from crawlers.parsing import UnreadableDocument, parse_file
from crawlers.source import SOURCES, UnknownSource, source
from law.jurisdiction import JURISDICTIONS
from tests.crawlers.reviewed import FIXTURES

LAMPS = FIXTURES / "lawrefbook" / "行政法规" / "路灯管理条例(2019-03-02).md"


def test_a_record_has_exactly_the_fields_of_the_contract() -> None:
    record = parse_file("lawrefbook", LAMPS)
    assert list(record) == [
        "title", "jurisdiction", "kind", "number", "issuing_body", "promulgated_on", "in_force_from", "status",
        "language", "text_state", "provisions", "problems",
    ]  # fmt: skip
    assert record["title"] == "路灯管理条例"
    assert record["promulgated_on"] == "2019-03-02"
    assert record["in_force_from"] is None
    assert [p["label"] for p in record["provisions"]] == [
        "第一条", "第二条", "第三条", "第三条之一", "第四条", "第五条", "附件1",
    ]  # fmt: skip
    assert list(record["provisions"][0]) == ["id", "label", "heading", "text"]


def test_a_local_regulation_outside_of_its_folder_is_placed_by_who_adopted_it(tmp_path: Path) -> None:
    shade = FIXTURES / "lawrefbook/DLC/山东地方法规/地方性法规/山东/济南市树荫条例(2020-01-15).md"
    copy = tmp_path / shade.name
    copy.write_bytes(shade.read_bytes())
    assert parse_file("lawrefbook", copy)["jurisdiction"] == "cn-sd-jinan"


def test_one_book_of_a_code_says_that_the_others_are_missing() -> None:
    record = parse_file("lawrefbook", FIXTURES / "lawrefbook/民法典/总则.md")
    assert record["problems"] == ["only 总则: the other books are in files of their own"]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "空.md").write_bytes(b"")
    with pytest.raises(UnreadableDocument, match="empty"):
        parse_file("lawrefbook", tmp_path / "空.md")
    with pytest.raises(UnreadableDocument, match="No such file"):
        parse_file("lawrefbook", tmp_path / "missing.md")
    with pytest.raises(UnreadableDocument, match="there is no source 'lawbook'"):
        parse_file("lawbook", tmp_path / "空.md")
    with pytest.raises(UnreadableDocument, match="no single files"):
        parse_file("sample", tmp_path / "空.md")


def test_every_source_names_its_rights_and_known_places() -> None:
    for name, entry in SOURCES.items():
        assert entry.id == name
        # The terms of files that a person brings have no address.
        assert entry.terms_url or name == "folder"
        assert all((entry.licence, entry.allowed_use, entry.coverage, entry.verified_note))
        assert set(entry.jurisdictions) <= set(JURISDICTIONS)
    assert source("china-law") is SOURCES["china_law"]
    with pytest.raises(UnknownSource, match="use one of"):
        source("nothing")
