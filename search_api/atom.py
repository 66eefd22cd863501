"""Lists as Atom feeds (RFC 4287), for whoever wants to be told what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from lxml import etree

_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a feed; ``key`` names it for ever, ``href`` is where it is answered, without the host."""

    key: str
    title: str
    href: str
    updated: datetime
    summary: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed. ``site`` is the address of the service (``https://law.example``) that the links begin with."""

    title: str
    subtitle: str
    site: str
    href: str
    entries: Sequence[Entry]
    following: str | None = None


def atom_bytes(feed: Feed) -> bytes:
    """The feed, newest entries first; its own day is that of its newest entry."""
    entries = sorted(feed.entries, key=lambda entry: entry.updated, reverse=True)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[arg-type,dict-item,unused-ignore]  # the stubs know no default name
    _add(root, "id", f"{feed.site}{feed.href}")
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(entries[0].updated if entries else _NEVER))
    _add(_add(root, "author"), "name", "Lexgap")
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{feed.site}{feed.href}")
    if feed.following:
        _add(root, "link", rel="next", type="application/atom+xml", href=f"{feed.site}{feed.following}")
    for entry in entries:
        _entry(root, entry, feed.site)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def urn(*parts: str) -> str:
    """A name for an entry that is a URI whatever characters the parts have."""
    return "urn:lexgap:" + ":".join(quote(part, safe="/@.-") for part in parts)


def _entry(root: etree._Element, entry: Entry, site: str) -> None:
    node = _add(root, "entry")
    _add(node, "id", entry.key)
    _add(node, "title", entry.title)
    _add(node, "updated", _moment(entry.updated))
    _add(node, "link", rel="alternate", href=f"{site}{entry.href}")
    if entry.summary:
        _add(node, "summary", entry.summary, type="text")
    if entry.content:
        _add(node, "content", entry.content, type="text")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text:
        node.text = _NOT_IN_XML.sub("\ufffd", text)
    return node


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
