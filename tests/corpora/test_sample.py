import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.jurisdiction import JURISDICTIONS, place_of_instrument
from law.kind import kind_of

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
MANIFEST = yaml.safe_load((SAMPLE / "sample.yaml").read_text(encoding="utf-8"))
ENTRIES = MANIFEST["instruments"]
ARTICLE = re.compile(r"^(?:第[^\s条條]{1,9}[条條](?:之[一二三])?|Article \d+|Section \d+) ", re.MULTILINE)
NOTICE = {"en": "Invented sample", "zh-Hans": "虚构样例", "zh-Hant": "虛構樣例"}

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["path"].rpartition("/")[2])


def parts(entry: dict[str, Any]) -> tuple[str, list[str], str]:
    """Title, the lines under it, and the body; the mark of invention, checked here, is left out."""
    head, marker, body = (SAMPLE / entry["path"]).read_text(encoding="utf-8").partition("<!-- INFO END -->")
    assert marker
    lines = [line for line in head.splitlines() if line]
    assert lines[0] == f"<!-- {lines[-1]} -->"
    return lines[1].removeprefix("# "), lines[2:-1], body


def test_the_manifest_lists_exactly_the_files_that_lie_there() -> None:
    listed = [entry["path"] for entry in ENTRIES]
    assert sorted(listed) == sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.md"))
    assert len(listed) >= 12


@each_entry
def test_every_sample_says_first_that_it_is_invented(entry: dict[str, Any]) -> None:
    """In the first line, and again in words that a reader of the text meets before its first article."""
    first = (SAMPLE / entry["path"]).read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith(f"<!-- {NOTICE[entry['language']]}")
    assert "Samplia" in first


@each_entry
def test_a_sample_belongs_to_an_invented_place(entry: dict[str, Any]) -> None:
    place = JURISDICTIONS[entry["jurisdiction"]]
    assert "invented" in place.names["en"]
    if place.code == "xs-lin":
        title, lines, _ = parts(entry)
        assert place_of_instrument(title, history=lines, within="xs") == "xs-lin"


@each_entry
def test_a_sample_is_of_the_kind_expected(entry: dict[str, Any]) -> None:
    title, lines, _ = parts(entry)
    folder = entry["path"].rpartition("/")[0]
    kind = kind_of(title, jurisdiction=entry["jurisdiction"], folder_category=folder, history=lines)
    assert kind == entry["expect"]["kind"]


@each_entry
def test_a_sample_has_the_articles_expected(entry: dict[str, Any]) -> None:
    assert len(ARTICLE.findall(parts(entry)[2])) == entry["expect"]["articles"]


@each_entry
def test_the_days_expected_stand_in_the_history(entry: dict[str, Any]) -> None:
    _, lines, _ = parts(entry)
    for key in ("promulgated_on", "in_force_from"):
        day = entry["expect"][key]
        written = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日")
        assert any(line.startswith(written) for line in lines), key


def test_only_the_truncated_sample_lacks_a_commencement_clause() -> None:
    commencement = re.compile(r"施行|(?:enters|comes) into force")
    without = [entry["path"] for entry in ENTRIES if not commencement.search(parts(entry)[2].splitlines()[-1])]
    truncated = [entry["path"] for entry in ENTRIES if entry["expect"].get("text_state") == "truncated"]
    assert without == truncated
    assert len(truncated) == 1


def test_a_repealing_sample_names_the_repealed_one_by_its_title() -> None:
    titles = {parts(entry)[0]: entry for entry in ENTRIES}
    (repealing,) = (entry for entry in ENTRIES if "repeals" in entry["expect"])
    assert repealing["expect"]["repeals"] in parts(repealing)[2]
    assert titles[repealing["expect"]["repeals"]]["expect"]["repealed_on"] == repealing["expect"]["in_force_from"]
