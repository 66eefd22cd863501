"""``corpora/catalogue/titles.csv``: what people call instruments, whether or not they are held."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).resolve().parent.parent / "corpora" / "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """An instrument that people name: its full title, the other names for it in any language, its title in English."""

    jurisdiction: str
    title: str
    names: tuple[str, ...]
    english: str = ""


@cache
def read_catalogue(folder: Path = CATALOGUE) -> tuple[CatalogueEntry, ...]:
    """The catalogue of names; empty where the project's data lies elsewhere."""
    path = folder / "titles.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_entry(row) for row in csv.DictReader(file))


def _entry(row: Mapping[str, str]) -> CatalogueEntry:
    listed = "|".join(row[column] or "" for column in ("short_titles", "title_en", "aliases_en"))
    names = tuple(name.strip() for name in listed.split("|") if name.strip())
    return CatalogueEntry(
        jurisdiction=row["jurisdiction"], title=row["title"], names=names, english=row["title_en"] or ""
    )
