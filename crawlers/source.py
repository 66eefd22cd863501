"""The sources that are known: one module each, with ``SOURCE`` (its rights and coverage) and a pure ``parse``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from crawlers import (
    ca_justice,
    china_law,
    cn_flk,
    cn_govcn,
    eu_cellar,
    folder,
    jp_egov,
    lawrefbook,
    sample,
    tw_moj,
    uk_legislation,
    us_ecfr,
    us_uslm,
)
from crawlers.rights import Source

__all__ = ["SOURCES", "Source", "UnknownSource", "source"]

_COLLECTIONS: Final = (china_law, folder, lawrefbook, sample)
_OFFICIAL: Final = (
    ca_justice, cn_flk, cn_govcn, eu_cellar, jp_egov, tw_moj, uk_legislation, us_ecfr, us_uslm,
)  # fmt: skip
SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {module.SOURCE.id: module.SOURCE for module in (*_COLLECTIONS, *_OFFICIAL)}
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
