"""Values that a spreadsheet would run as a formula, made harmless for CSV as OWASP advises against CSV injection."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: str) -> str:
    """The value, with an apostrophe in front where a spreadsheet would run it."""
    return f"'{value}" if value.startswith(_STARTS) else value
