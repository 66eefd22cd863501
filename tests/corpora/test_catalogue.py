import csv
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from law.identifier import title_key
from law.jurisdiction import JURISDICTIONS
from law.script import fold_text

CATALOGUE = Path(__file__).resolve().parents[2] / "corpora" / "catalogue"


def rows_of(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TITLES = rows_of("titles.csv")
TERMS = rows_of("terms.csv")


def names_of(row: dict[str, str], *columns: str) -> list[str]:
    return [name for column in columns for name in row[column].split("|") if name]


def test_the_catalogue_of_titles_has_the_size_and_the_columns_promised() -> None:
    assert list(TITLES[0]) == ["jurisdiction", "title", "short_titles", "title_en", "aliases_en"]
    assert len(TITLES) >= 120


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["title"])
def test_a_title_is_of_a_known_place_and_complete(row: dict[str, str]) -> None:
    assert row["jurisdiction"] in JURISDICTIONS
    assert row["title"]
    assert row["title_en"]
    for value in row.values():
        assert value == value.strip()
        assert "" not in value.split("|")[1:]


def test_within_a_place_an_alias_means_one_instrument() -> None:
    meant: dict[tuple[str, str], set[str]] = {}
    for row in TITLES:
        for name in {fold_text(name) for name in (row["title"], *names_of(row, "short_titles", "aliases_en"))}:
            meant.setdefault((row["jurisdiction"], name), set()).add(row["title"])
    assert {key: titles for key, titles in meant.items() if len(titles) > 1} == {}


def test_no_title_is_listed_twice() -> None:
    keys = Counter((row["jurisdiction"], title_key(row["title"])) for row in TITLES)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("alias", "title"),
    [
        ("个保法", "中华人民共和国个人信息保护法"),
        ("数安法", "中华人民共和国数据安全法"),
        ("网安法", "中华人民共和国网络安全法"),
        ("信息公開條例", "中华人民共和国政府信息公开条例"),
        ("民诉法", "中华人民共和国民事诉讼法"),
        ("消法", "中华人民共和国消费者权益保护法"),
        ("PIPL", "中华人民共和国个人信息保护法"),
        ("GDPR", "Regulation (EU) 2016/679"),
        ("DPA 2018", "Data Protection Act 2018"),
        ("個資法", "個人資料保護法"),
    ],
)
def test_lawyers_short_names_lead_to_the_instrument(alias: str, title: str) -> None:
    found = [row["title"] for row in TITLES if alias in names_of(row, "short_titles", "aliases_en")]
    assert found == [title]


def test_the_catalogued_statutes_of_the_mainland_are_held_under_these_very_titles(shared_dir: Path) -> None:
    held = set()
    for path in (shared_dir / "corpora" / "LawRefBook-Laws").glob("*法*/*.md"):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        held.add(title_key(heading.removeprefix("# ")))
    mainland = [row["title"] for row in TITLES if row["jurisdiction"] == "cn"]
    statutes = [title for title in mainland if title.endswith("法") and not title.endswith("办法")]
    missing = [title for title in statutes if title_key(title) not in held]
    assert len(statutes) > 60
    assert missing == []


def test_the_glossary_has_the_size_and_the_columns_promised() -> None:
    assert list(TERMS[0]) == ["concept", "zh_hans", "zh_hant", "en"]
    assert len(TERMS) >= 220
    assert len({row["concept"] for row in TERMS}) == len(TERMS)


def test_the_glossary_is_ordered_by_area() -> None:
    areas = [area for area, _ in groupby(row["concept"].partition(".")[0] for row in TERMS)]
    assert len(areas) == len(set(areas))


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row["concept"])
def test_every_term_stands_in_its_script_and_language(row: dict[str, str]) -> None:
    for column in ("zh_hans", "zh_hant", "en"):
        names = row[column].split("|")
        assert all(name and name == name.strip() for name in names)
        assert len(names) == len(set(names))
    simplified = row["zh_hans"].replace("著", "着")  # folded to one for matching, both are Simplified
    assert fold_text(simplified) == fold_text(simplified, exact_script=True)
    assert row["en"].isascii()


def test_the_glossary_knows_the_words_of_taiwan() -> None:
    (row,) = (row for row in TERMS if row["concept"] == "privacy.personal_information")
    assert "個人資料" in row["zh_hant"].split("|")
    assert any("資訊" in row["zh_hant"] for row in TERMS)
