"""The body of an Akoma Ntoso document: provisions as a hierarchy, articles down to their paragraphs and points.

Nothing is left out and nothing moves: reading the text of the elements in order gives the label, heading and text of
every provision in document order. A number stands in ``num`` as printed. What an article says after a list and before
its next numbered part is an ``alinea``; after the last part it is the ``wrapUp``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from law.akoma_xml import FACTS, EIds, Element, add, add_lines, xml_text
from law.marker import mark_end
from law.provision import Provision
from law.provision import Unit as Kind
from law.subdivision import Unit, subdivide

_ELEMENTS: Final = {
    "art": "article", "sec": "section", "chp": "chapter", "part": "part", "subpart": "subpart", "title": "title",
    "subtitle": "subtitle", "book": "book", "division": "division", "subdivision": "subdivision",
    "subchp": "subchapter", "subsec": "subsection", "para": "paragraph", "subpara": "subparagraph",
    "clause": "clause", "rule": "rule", "item": "point", "point": "point",
}  # fmt: skip
"""The standard's element for the unit that begins our ids; any other unit is an ``hcontainer`` named after itself."""

_PARTS: Final = {"para": "paragraph", "item": "point", "point": "point", "subpoint": "point", "subsubpoint": "point"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A provision and the provisions below it."""

    provision: Provision
    eid: str
    children: "list[_Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A paragraph, item or point and its own parts."""

    unit: Unit
    children: "list[_Part]" = field(default_factory=list)


def write_body(act: Element, provisions: Sequence[Provision], ids: EIds) -> None:
    """Append the preamble, where the text begins with one, and the body, which the schema never lets be empty."""
    roots = _tree(provisions, ids.provisions)
    opening = _preambles(roots)
    if opening:
        preamble = add(act, "preamble")
        for node in opening:
            _write_preamble(preamble, node, ids)
    body = add(act, "body")
    for node in roots[len(opening) :]:
        _write(body, node, ids)
    if not roots:
        add(body, "hcontainer", name="no-text", eId=ids.take("no-text"))


def _tree(provisions: Sequence[Provision], eids: Sequence[str]) -> list[_Node]:
    """Nested through ``parent`` as far as that keeps document order; a parent left behind is not opened again."""
    roots: list[_Node] = []
    above: list[_Node] = []
    for provision, eid in zip(provisions, eids, strict=True):
        node = _Node(provision=provision, eid=eid)
        while above and above[-1].provision.id != provision.parent:
            above.pop()
        (above[-1].children if above else roots).append(node)
        above.append(node)
    return roots


def _preambles(roots: Sequence[_Node]) -> Sequence[_Node]:
    """The preambles before everything else; none where nothing follows, since a body may not be empty."""
    for place, node in enumerate(roots):
        if node.provision.unit is not Kind.PREAMBLE or node.children or not _has_words(node.provision):
            return roots[:place]
    return ()


def _has_words(provision: Provision) -> bool:
    return bool((provision.label + provision.heading + provision.text).strip())


def _write_preamble(preamble: Element, node: _Node, ids: EIds) -> None:
    held = node.provision
    container = add(preamble, "container", name=_unit_of(node), eId=node.eid)
    _pin(container, held)
    for name, words in (("num", held.label), ("heading", held.heading)):
        if words.strip():
            add(container, "block", words, name=name, eId=ids.take(f"{node.eid}__{name}"))
    add_lines(container, held.text)


def _pin(element: Element, held: Provision) -> None:
    """What makes an element one of our provisions, so that it can be read back as it was."""
    element.set(f"{{{FACTS}}}sha256", held.sha256)
    element.set(f"{{{FACTS}}}unit", held.unit.value)


def _unit_of(node: _Node) -> str:
    return xml_text(node.provision.id.rsplit("__", 1)[-1].split("_", 1)[0]) or node.provision.unit.value


def _write(parent: Element, node: _Node, ids: EIds) -> None:
    held, unit = node.provision, _unit_of(node)
    name = _ELEMENTS.get(unit)
    element = add(parent, name, eId=node.eid) if name else add(parent, "hcontainer", name=unit, eId=node.eid)
    _pin(element, held)
    for part, words in (("num", held.label), ("heading", held.heading)):
        if words:
            add(element, part, words)
    parts = [] if held.unit is Kind.HEADING else _nested(subdivide(held.text))
    _Text(text=held.text, eid=node.eid, ids=ids).write(element, 0, len(held.text), parts, more=bool(node.children))
    for child in node.children:
        _write(element, child, ids)


def _nested(units: Sequence[Unit]) -> list[_Part]:
    roots: list[_Part] = []
    above: list[_Part] = []
    for unit in units:
        while above and not unit.id_suffix.startswith(f"{above[-1].unit.id_suffix}__"):
            above.pop()
        part = _Part(unit=unit)
        (above[-1].children if above else roots).append(part)
        above.append(part)
    return roots


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One article's text on its way into elements; every offset is written exactly once."""

    text: str
    eid: str
    ids: EIds

    def write(self, element: Element, start: int, end: int, parts: Sequence[_Part], *, more: bool) -> None:
        """``text[start:end]`` with its parts. ``more`` says that other children will follow."""
        if not parts:
            self._gap(element, "intro" if more else "content", start, end)
            return
        self._gap(element, "intro", start, parts[0].unit.start)
        for place, part in enumerate(parts):
            self._part(element, part)
            last = place == len(parts) - 1
            until = end if last else parts[place + 1].unit.start
            self._gap(element, "wrapUp" if last and not more else "alinea", part.unit.end, until)

    def _part(self, parent: Element, part: _Part) -> None:
        unit = part.unit
        eid = self.ids.take(f"{self.eid}__{unit.id_suffix}")
        element = add(parent, _PARTS[_level(unit)], eId=eid)
        begin = mark_end(self.text, unit.start, unit.end) if _is_marked(unit) else unit.start
        # A mark alone on its line stays a line: a num would be read together with the line below it.
        begin = begin if self.text[begin : unit.end].split("\n", 1)[0].strip() else unit.start
        if begin > unit.start:
            add(element, "num", self.text[unit.start : begin])
        self.write(element, begin, unit.end, part.children, more=False)

    def _gap(self, element: Element, name: str, start: int, end: int) -> None:
        words = self.text[start:end]
        if not words.strip():
            return
        if name == "alinea":
            element = add(element, name, eId=self.ids.take(f"{self.eid}__alinea"))
            name = "content"
        add_lines(add(element, name), words)


def _level(unit: Unit) -> str:
    return unit.id_suffix.rsplit("__", 1)[-1].split("_", 1)[0]


def _is_marked(unit: Unit) -> bool:
    """Paragraphs that are counted rather than numbered are labelled 第一款 or para 1, numbered ones (1)."""
    return _level(unit) != "para" or unit.label.startswith("(")
