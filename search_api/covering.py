"""The coverage statement of a library: what is held of places, against the catalogue and what is declared."""

from collections.abc import Sequence

from gaps.coverage import CoverageStatement, coverage
from gaps.harvest import read_gate
from search_api.library import Library


def coverage_of(library: Library, places: Sequence[str]) -> CoverageStatement:
    """Of the instruments that are in memory already. Raises UnknownJurisdiction, BadDeclaration."""
    instruments = library.catalogue().instruments.values()
    return coverage(library.corpus, places, instruments=instruments, gate=read_gate(home=library.home))
