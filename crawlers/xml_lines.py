"""From marked-up provisions to lines: a paragraph is a line, and its number stands before its words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from crawlers.safe_xml import Element, children, local_name, words
from crawlers.unknown import UnknownMarkup

_CLOSING: Final = re.compile(r"[.,;:)\]”’]{1,2}")
"""What closes a sentence after words that are quoted as blocks of their own."""
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What each element of a format does to a line; an element in none of the sets is not read past but raises.

    ``blocks`` begin a line. ``labels`` begin one too, and the block that follows goes on in it: (a) and its words.
    ``inline`` elements stay in their line, and so does all within the ``cells`` of a table's row; ``ignored`` ones
    carry no words of the law. ``label_of`` gives the words of a label, or of a block that numbers itself (a list
    item), in the form in which the source prints them.
    """

    blocks: frozenset[str]
    labels: frozenset[str] = _NOTHING
    inline: frozenset[str] = _NOTHING
    cells: frozenset[str] = _NOTHING
    ignored: frozenset[str] = _NOTHING
    label_of: Callable[[Element], str] = words


@dataclass(slots=True)
class _Lines:
    done: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    after_label: bool = False
    cells_open: int = 0

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.after_label = self.after_label and not text.strip()

    def end(self) -> None:
        if self.after_label:
            return
        if self.cells_open:
            self.parts.append(" ")
            return
        line = " ".join("".join(self.parts).split())
        self.parts = []
        if self.done and _CLOSING.fullmatch(line):
            self.done[-1] += line
        elif line:
            self.done.append(line)

    def label(self, text: str) -> None:
        self.end()
        if text:
            self.parts.append(text + " ")
            self.after_label = not self.cells_open


def lines_of(elements: Element | list[Element], markup: Markup) -> list[str]:
    """The lines of an element, or of several. Raises UnknownMarkup."""
    lines = _Lines()
    for element in elements if isinstance(elements, list) else [elements]:
        _walk(element, markup, lines)
        lines.end()
    lines.after_label = False
    lines.end()
    return lines.done


def _walk(element: Element, markup: Markup, lines: _Lines) -> None:
    name = local_name(element)
    if name in markup.ignored:
        return
    if name in markup.labels:
        lines.label(markup.label_of(element))
        return
    if name not in markup.blocks and name not in markup.inline and name not in markup.cells:
        raise UnknownMarkup(f"the element <{name}> is not known here: say what it does in the source's markup")
    block = name in markup.blocks
    if block:
        lines.label(markup.label_of(element)) if _numbers_itself(element) else lines.end()
    lines.cells_open += name in markup.cells
    lines.text(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, markup, lines)
        lines.text(child.tail)
    if block or name in markup.cells:
        lines.end()
    lines.cells_open -= name in markup.cells


def _numbers_itself(element: Element) -> bool:
    return local_name(element) == "ListItem" and not any(local_name(each) == "Label" for each in children(element))
