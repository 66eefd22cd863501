"""Cells as people read them: the shared reading, and our own of this folder."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.relevance.gap_scores import Reading

_HERE = Path(__file__).parent
_CODES = {
    "PRC": "cn",
    "北京": "cn-bj",
    "上海": "cn-sh",
    "河南": "cn-ha",
    "重庆": "cn-cq",
    "浙江": "cn-zj",
    "山东": "cn-sd",
    "广东-深圳": "cn-gd+cn-gd-shenzhen",
}


def shared_readings(shared: Path) -> list[Reading]:
    """The cells read without the program's quotes, in the folder beside the project."""
    return [
        Reading(
            requirement=row["requirement_id"],
            jurisdiction=_CODES[row["jurisdiction"]],
            label=row["label"],
            law_title=row["law_title"],
            article=row["article_no"],
            confidence=row["confidence"],
        )
        for row in _rows(shared / "checklist" / "dev_truth.csv")
    ]


def own_readings() -> list[Reading]:
    """Read with the program's quotes at hand and then kept still."""
    return _own("gap_reading.csv")


def foreign_readings() -> list[Reading]:
    """Texts of Taiwan, the European Union, the United Kingdom, Canada and the United States, read before any result."""
    return _own("foreign_reading.csv")


def blind_readings() -> list[Reading]:
    """The eight places of Chinese law, read before any result was looked at: one file an area of the checklist."""
    return [
        reading
        for file in sorted((_HERE / "blind_readings").glob("*.csv"))
        for reading in _own(f"{file.parent.name}/{file.name}")
    ]


def second_reading() -> list[dict[str, str]]:
    """Blind cells with the label that somebody else read in the law: some drawn by lot, and later all the rest."""
    return list(_rows(_HERE / "second_reading.csv"))


def held_on_second_reading(label: str, chosen: str) -> tuple[int, int]:
    """How many of the cells with a label kept it, and how many were read again: those drawn by ``lot``, or the rest."""
    again = [row["second"] for row in second_reading() if (row["first"], row["chosen"]) == (label, chosen)]
    return again.count(label), len(again)


def _own(name: str) -> list[Reading]:
    return [_reading(row) for row in _rows(_HERE / name)]


def _reading(row: dict[str, str]) -> Reading:
    names = ("requirement", "jurisdiction", "label", "law_title", "article")
    return Reading(**{name: row[name] for name in names}, confidence=row.get("confidence", "high"))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
