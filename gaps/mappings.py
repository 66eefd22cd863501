"""How the requirements stand to the entries of other checklists, from ``corpora/checklists/mappings/mappings.yaml``."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from gaps.checklist import Checklist
from gaps.checklist_schema import RequirementId, Text

MAPPINGS_FILE: Final = Path(__file__).parent.parent / "corpora" / "checklists" / "mappings" / "mappings.yaml"


class Relation(StrEnum):
    """From our requirement to the other entry, as sets of what is asked."""

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    INTERSECT = "intersect"


class MappedEntry(BaseModel):
    """One pair."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    requirement: RequirementId
    entry: Text
    relation: Relation


class Mapping(BaseModel):
    """One other checklist; ``basis`` says from what its entries were read, and how far."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    checklist: Text
    title: Text
    publisher: Text
    url: Text
    basis: Text
    entries: tuple[MappedEntry, ...]


@cache
def mappings() -> tuple[Mapping, ...]:
    """Every mapping, in the order of the file. Raises pydantic's ValidationError for a file that is wrong."""
    raw = yaml.safe_load(MAPPINGS_FILE.read_bytes())
    return TypeAdapter(tuple[Mapping, ...]).validate_python(raw)


def mapping_docs(checklist: Checklist, held: Sequence[Mapping]) -> str:
    """The page ``docs/mappings.md``; a test keeps the two the same."""
    lines = [
        "# Other checklists",
        "",
        "How the requirements of the checklist stand to other checklists. The relation is read from ours to theirs:",
        "`equal` asks the same, `subset` a part of theirs, `superset` more, `intersect` shares a part.",
        "Data: `corpora/checklists/mappings/mappings.yaml`; over HTTP: `GET /api/v1/checklist/mappings`.",
    ]
    for mapping in held:
        lines += ["", f"## {mapping.title}", "", f"{mapping.publisher}, <{mapping.url}>. Read {mapping.basis}.", ""]
        lines += ["| requirement | relation | entry |", "|---|---|---|"]
        for pair in mapping.entries:
            name = checklist.requirement(pair.requirement).names.en
            lines.append(f"| {pair.requirement} {name} | {pair.relation.value} | {pair.entry} |")
    return "\n".join([*lines, ""])
