"""The index of the Justice Laws Website: ``/eng/XML/Legis.xml``, all consolidated acts and regulations.

``ActsRegsList`` holds ``Acts/Act`` and ``Regulations/Regulation``, one entry a language, each with ``UniqueId``,
``Language`` (eng, fra), ``LinkToXML``, ``Title`` and ``CurrentToDate``. The index was not recorded: its form is known
from descriptions, the documents were recorded.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawlers.crawl import Ask, Found, Page, Recording
from crawlers.safe_xml import Element, attribute, child, children, local_name, read_xml, words
from crawlers.unknown import UnknownMarkup, names

HOSTS: Final = ("laws-lois.justice.gc.ca",)
_SITE: Final = "https://laws-lois.justice.gc.ca"
_INDEX: Final = Ask(url=f"{_SITE}/eng/XML/Legis.xml", role="list")
_PARTS: Final = {"Acts": "Act", "Regulations": "Regulation"}
_ENTRY: Final = names(
    "UniqueId OfficialNumber Language LinkToXML LinkToHTMLToC Title CurrentToDate RegsMadeUnderAct ReversedShortTitle"
)
_LANGUAGES: Final = {"eng": "eng", "fra": "fra"}
_FOLDERS: Final = {"en": "eng", "fr": "fra"}


def seeds(_: date | None) -> Iterable[Ask]:
    """The index. It gives the day up to which a text is current, not the day of its last change: nothing to narrow."""
    return (_INDEX,)


def discover(page: Page) -> Found:
    """Each act and regulation in English and French. Raises Unreadable, UnknownMarkup."""
    if page.ask.role != "list":
        return Found()
    root = read_xml(page.body)
    if local_name(root) != "ActsRegsList":
        raise UnknownMarkup(f"<{local_name(root)}> is not the index of acts and regulations")
    asks = tuple(_ask(entry) for part in children(root) for entry in _entries(part))
    return Found(asks=asks, total=len(asks))


def _entries(part: Element) -> list[Element]:
    expected = _PARTS.get(local_name(part))
    entries = children(part)
    unknown = {local_name(field) for entry in entries for field in children(entry)} - _ENTRY
    if expected is None or unknown or any(local_name(entry) != expected for entry in entries):
        raise UnknownMarkup(f"unknown in the index: {local_name(part)} {sorted(unknown)}: add it to ca_justice_list")
    return entries


def _ask(entry: Element) -> Ask:
    printed = words(child(entry, "Language"))
    if printed not in _LANGUAGES:
        raise UnknownMarkup(f"unknown Language {printed!r} in the index: add it to crawlers.ca_justice_list")
    name = urlsplit(words(child(entry, "LinkToXML"))).path.rpartition("/")[2]
    return _document(_LANGUAGES[printed], name.removesuffix(".xml"))


def _document(folder: str, name: str) -> Ask:
    return Ask(url=f"{_SITE}/{folder}/XML/{name}.xml", role="document", ref=f"{folder}/{name}")


def recorded(folder: Path) -> Iterator[Recording]:
    """Documents by the number and language that they state; the index by its root."""
    for path in sorted(folder.glob("*.xml")):
        raw = path.read_bytes()
        root = read_xml(raw)
        ask = _INDEX if local_name(root) == "ActsRegsList" else _document(*_named(root))
        yield Recording(ask=ask, raw=raw, content_type="text/xml")


def _named(root: Element) -> tuple[str, str]:
    identification = child(root, "Identification")
    number = child(identification, "InstrumentNumber") if identification is not None else None
    chapter = child(identification, "Chapter", "ConsolidatedNumber") if identification is not None else None
    return _FOLDERS[attribute(root, "lang")], words(number).replace("/", "-") or words(chapter)
