"""The sources that are known: one module each, with ``SOURCE`` (its rights and coverage) and a pure ``parse``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from crawlers import china_law, lawrefbook, sample
from crawlers.rights import Source

__all__ = ["SOURCES", "Source", "UnknownSource", "source"]

SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {module.SOURCE.id: module.SOURCE for module in (china_law, lawrefbook, sample)}
)
"""The rights register, by the source's id."""


class UnknownSource(KeyError):
    """No source has this id; the message lists those that there are."""

    def __str__(self) -> str:
        return str(self.args[0])


def source(name: str) -> Source:
    """A source by its id; hyphens are taken for underscores. Raises UnknownSource."""
    found = SOURCES.get(name.replace("-", "_"))
    if found is None:
        raise UnknownSource(f"there is no source {name!r}: use one of {', '.join(SOURCES)}")
    return found
