"""The mapping to other checklists names real requirements once each, and its page says the same."""

from pathlib import Path

from gaps.checklist import load_checklist
from gaps.mappings import Relation, mapping_docs, mappings

PAGE = Path(__file__).parents[2] / "docs" / "mappings.md"


def test_every_pair_names_a_requirement_of_the_checklist_once() -> None:
    checklist = load_checklist()
    for mapping in mappings():
        pairs = [(pair.requirement, pair.entry) for pair in mapping.entries]
        assert len(pairs) == len(set(pairs))
        assert all(checklist.requirement(requirement) for requirement, _ in pairs)


def test_the_four_checklists_are_there_with_every_relation() -> None:
    wanted = {"rti-rating", "unctad-cyberlaw", "global-data-barometer", "convention-108-plus"}
    assert {mapping.checklist for mapping in mappings()} == wanted
    assert {pair.relation for mapping in mappings() for pair in mapping.entries} == set(Relation)


def test_the_page_says_what_the_data_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == mapping_docs(load_checklist(), mappings())
