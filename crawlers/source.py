"""The sources that are known: the modules of ``crawlers.sources``, and the collections that are imported as a whole.

A module is a source by its ``SOURCE`` (its rights and coverage); ``CRAWL`` says how it is harvested.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final

from crawlers import china_law, folder, lawrefbook, sample, sources
from crawlers.crawl import Crawl
from crawlers.rights import Source

__all__ = ["CRAWLS", "MODULES", "SOURCES", "Source", "UnknownSource", "source"]


def _official() -> Iterator[tuple[str, ModuleType]]:
    for name in sorted(found.name for found in iter_modules(sources.__path__)):
        yield name, import_module(f"{sources.__name__}.{name}")


MODULES: Final[Mapping[str, ModuleType]] = MappingProxyType(dict(_official()))
"""The modules of the official sources, by the source's id, which is the module's name."""
SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        **{module.SOURCE.id: module.SOURCE for module in (china_law, folder, lawrefbook, sample)},
        **{name: module.SOURCE for name, module in MODULES.items()},
    }
)
"""The rights register, by the source's id."""
CRAWLS: Final[Mapping[str, Crawl]] = MappingProxyType(
    {name: module.CRAWL for name, module in MODULES.items() if hasattr(module, "CRAWL")}
)
"""How the sources that can be harvested are asked, by the source's id."""


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
