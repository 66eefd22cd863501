"""Writing Akoma Ntoso elements: text that XML can hold, and identifiers that occur once in a document."""

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from lxml import etree

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FACTS: Final = "urn:lexgap:facts"
"""Our own facts, which Akoma Ntoso has no element for; the standard lets them stand in ``proprietary``."""

Element: TypeAlias = etree._Element  # noqa: SLF001  (lxml gives its class no public name)

_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_IDS: Final = re.compile(r"\s+")


def xml_text(text: str) -> str:
    """The text with U+FFFD, or a space for white space, where XML 1.0 (section 2.2) cannot hold a character.

    The length stays the same.
    """
    return _NOT_IN_XML.sub(lambda match: " " if match[0].isspace() else "\ufffd", text)


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new last child of ``parent``."""
    child = etree.SubElement(parent, f"{{{AKN}}}{name}")
    for key, value in attributes.items():
        child.set(key, xml_text(value))
    if text is not None:
        child.text = xml_text(text)
    return child


def add_lines(parent: Element, text: str) -> None:
    """One ``p`` for each line that is not blank."""
    for line in text.splitlines():
        if line.strip():
            add(parent, "p", line)


class EIds:
    """Gives out each eId once; an id that is wanted again gets ``~2``, as in `law.unit_reader`."""

    def __init__(self, provisions: Iterable[str]) -> None:
        """Reserve the provisions' own ids before anything else can take them."""
        self._taken: set[str] = set()
        self._times: dict[str, int] = {}
        self.provisions = [self.take(wanted) for wanted in provisions]

    def take(self, wanted: str) -> str:
        """The id, without white space, which the schema forbids, and with a number where it is taken."""
        base = _NOT_IN_IDS.sub("-", xml_text(wanted)) or "provision"
        given = base
        while given in self._taken:
            self._times[base] = self._times.get(base, 1) + 1
            given = f"{base}~{self._times[base]}"
        self._taken.add(given)
        return given
