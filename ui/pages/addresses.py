"""The addresses of the pages. All state is in the query, so each link is the page's query with a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

from starlette.requests import Request

_SAFE = "/@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The query of an address as pairs in their order; every change gives a new one."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: Request) -> Self:
        """The query of a request without its empty parts, which forms send for what was not filled in."""
        return cls(pairs=tuple((name, value) for name, value in request.query_params.multi_items() if value))

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def first(self, name: str, default: str = "") -> str:
        """The first value of a name."""
        return next(iter(self.values(name)), default)

    def setting(self, **changes: str | Iterable[str] | None) -> Self:
        """With other values for some names; None or nothing takes a name out."""
        kept = [(name, value) for name, value in self.pairs if name not in changes]
        for name, value in changes.items():
            values = (value,) if isinstance(value, str) else tuple(value or ())
            kept += [(name, each) for each in values if each]
        return type(self)(pairs=tuple(kept))

    def toggling(self, name: str, value: str) -> Self:
        """With one value of a name taken out, or added where it was not there."""
        held = self.values(name)
        changed = tuple(v for v in held if v != value) if value in held else (*held, value)
        return self.setting(**{name: changed})

    def only(self, *names: str) -> Self:
        """Without all other names."""
        return type(self)(pairs=tuple((name, value) for name, value in self.pairs if name in names))

    def at(self, path: str, fragment: str = "") -> str:
        """The address of a path, which is percent-encoded here, with this query."""
        query = f"?{urlencode(self.pairs)}" if self.pairs else ""
        end = f"#{quote(fragment)}" if fragment else ""
        return f"{quote(path, safe=_SAFE)}{query}{end}"


def instrument_path(instrument: str, version: str | None = None) -> str:
    """Where the pages show an instrument, or one of its texts."""
    return f"/instruments{instrument}" + (f"@{version}" if version else "")


def cell_path(requirement: str, jurisdiction: str) -> str:
    """Where the pages show one requirement for one place."""
    return f"/gaps/{requirement}/{jurisdiction}"
