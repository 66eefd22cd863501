"""Every command, in the order in which the help lists them."""

from types import ModuleType
from typing import Final

from ui.commands import (
    accounts,
    alerting,
    asking,
    backing_up,
    checking,
    citing,
    comparing,
    coverage,
    demands,
    filling_gaps,
    gaps,
    harvesting,
    importing,
    indexing,
    norms,
    parsing,
    protocol,
    reviewing,
    searching,
    serving,
    showing,
    sources,
)

EVERY: Final[tuple[ModuleType, ...]] = (
    sources,
    harvesting,
    importing,
    parsing,
    showing,
    comparing,
    citing,
    indexing,
    searching,
    gaps,
    demands,
    reviewing,
    asking,
    norms,
    filling_gaps,
    coverage,
    accounts,
    serving,
    protocol,
    alerting,
    checking,
    backing_up,
)
