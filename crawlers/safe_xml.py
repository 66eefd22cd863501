"""XML from outside, read with entities, document types and the network switched off."""

import gzip
import io
import zlib
from typing import Final, TypeAlias

from lxml import etree

from crawlers.readable import Unreadable

Element: TypeAlias = etree._Element  # noqa: SLF001  (lxml gives its class no public name)

_LARGEST: Final = 50_000_000
_HIGHEST_RATIO: Final = 100
_GZIP: Final = b"\x1f\x8b"


def read_xml(raw: bytes) -> Element:
    """The root of a document, gzipped or not. Raises Unreadable for anything but whole XML without entities."""
    plain = gunzip(raw).removeprefix(b"\xef\xbb\xbf")
    if not plain.strip():
        raise Unreadable("the document is empty: the source may ask to be tried again later")
    if plain.lstrip()[:9].lower() in (b"<!doctype", b"<html") and b"<html" in plain[:500].lower():
        raise Unreadable("an HTML page came where XML is due: the source answered with something else")
    try:
        root = etree.fromstring(plain, _parser())
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"the document is no whole XML ({error.msg}): fetch it again") from error
    if any(isinstance(node, etree._Entity) for node in root.iter()):  # noqa: SLF001  (no public name either)
        raise Unreadable("the document uses entities of its own, which are never expanded: see what it is")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)


def gunzip(raw: bytes) -> bytes:
    """The bytes unpacked if they are gzip, else unchanged. Raises Unreadable for half files and for bombs."""
    if len(raw) > _LARGEST:
        raise Unreadable(f"the document has {len(raw):,} bytes, more than the {_LARGEST:,} that are read")
    if not raw.startswith(_GZIP):
        return raw
    cap = min(_LARGEST, _HIGHEST_RATIO * len(raw))
    try:
        plain = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(cap + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise Unreadable(f"the gzip file is damaged or half-written ({error}): fetch it again") from error
    if len(plain) > cap:
        raise Unreadable(f"the gzip file unpacks to more than {cap:,} bytes: it is not read")
    return plain


def local_name(element: Element) -> str:
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element) -> list[Element]:
    """The child elements, without comments."""
    return [child for child in element if isinstance(child.tag, str)]


def child(element: Element, *names: str) -> Element | None:
    """The first descendant along a path of local names."""
    here: Element | None = element
    for name in names:
        here = next((each for each in children(here) if local_name(each) == name), None) if here is not None else None
    return here


def attribute(element: Element, name: str) -> str:
    """The attribute of a local name, in whatever namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def words(element: Element | None) -> str:
    """All text within, with white space made single."""
    return " ".join("".join(str(part) for part in element.itertext()).split()) if element is not None else ""
