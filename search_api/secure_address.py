"""Addresses to which secrets may be sent: encrypted ones, or this machine itself."""

from typing import Final
from urllib.parse import urlsplit

THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def is_secure(address: str) -> bool:
    """Whether it is an https address, or an http one of this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = parts.scheme == "http" and parts.hostname in THIS_MACHINE
    return bool(parts.hostname) and (plain or parts.scheme == "https")
