"""The provisions of an Akoma Ntoso document, whoever wrote it: hierarchy, numbers, headings and lines.

The unit that carries text is the article; in documents that have none, the section, rule or the like, see _BASIC. What
stands above it are headings. A document that Lexgap wrote marks its provisions, and is read back as it was.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from crawlers.akoma_lines import lines_of, printed
from crawlers.safe_xml import Element, child, children, local_name
from crawlers.unknown import UnknownMarkup, names
from law.akoma_xml import FACTS
from law.numbering import UnknownLabel, provision_id
from law.provision import Provision, Unit

_BASIC: Final = ("article", "section", "rule", "paragraph", "clause", "point", "hcontainer")
_HIERARCHY: Final = names(
    "alinea article book chapter clause division hcontainer indent level list paragraph part point proviso rule "
    "section subchapter subclause subdivision sublist subparagraph subpart subrule subsection subtitle title tome "
    "transitional crossHeading"
)
_BODIES: Final = names(
    "body mainBody judgmentBody portionBody introduction background motivation arguments remedies decision"
)
_ANNEXES: Final = names("attachment annex component schedule appendix")
_OUTSIDE: Final = names("quotedStructure embeddedStructure embeddedText quotedText attachments components")
_OURS: Final = f"{{{FACTS}}}unit"
_EID: Final = re.compile(r"[a-z]{1,14}(?:_[0-9a-z-]{1,20})?(?:__[a-z]{1,14}(?:_[0-9a-z-]{1,20})?){0,7}")
_CITED: Final = frozenset({"article", "section", "rule"})
_BARE: Final = re.compile(r"([0-9]{1,5}[A-Za-z]{0,3})\.?")
"""1. of a section is cited as Section 1."""
_GLOBAL: Final = re.compile(r"(?:.*__)?((?:art|sec|reg|rule)_[0-9]{1,5}[0-9a-z-]{0,15})")
"""Articles run through the whole instrument: their ids carry nothing of what is above them."""


def provisions_of(document: Element) -> tuple[Provision, ...]:
    """The provisions of an act, bill, doc or judgment in document order. Raises UnknownMarkup."""
    reader = _Reader(basic=_basic_unit(document), ours=any(each.get(_OURS) for each in document.iter()))
    for part in children(document):
        name = local_name(part)
        if name == "preamble":
            reader.preamble(part)
        elif name in _BODIES:
            reader.body(part, ())
        elif name in ("attachments", "components"):
            reader.attachments(part)
        elif name == "conclusions":
            reader.add("conclusions", Unit.ANNEX, part, (), lines=lines_of(children(part)))
        elif name not in ("meta", "coverPage", "preface", "header"):
            raise UnknownMarkup(f"the element <{name}> of a document is not known here")
    return tuple(reader.done)


def _basic_unit(document: Element) -> str:
    quoted = {inner for each in document.iter() if local_name(each) in _OUTSIDE for inner in each.iterdescendants()}
    found = {local_name(each) for each in document.iter() if each not in quoted}
    return next((name for name in _BASIC if name in found), "")


@dataclass(slots=True, kw_only=True)
class _Reader:
    basic: str
    ours: bool
    done: list[Provision] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)

    def preamble(self, preamble: Element) -> None:
        own = [each for each in children(preamble) if each.get(_OURS)]
        for each in own:
            blocks = {each.get("name"): each for each in children(each) if local_name(each) == "block"}
            rest = [part for part in children(each) if local_name(part) != "block"]
            label, heading = (_exact(blocks.get(name)) for name in ("num", "heading"))
            self._append(each, "preamble", Unit.PREAMBLE, label, heading, lines_of(rest, apart=""), ())
        if not own:
            self.add("preamble", Unit.PREAMBLE, preamble, (), lines=lines_of(children(preamble)))

    def body(self, body: Element, above: tuple[Provision, ...]) -> None:
        """What is no part of the hierarchy becomes a unit without a number, so that no word is lost."""
        loose: list[Element] = []
        for each in children(body):
            if local_name(each) in _BODIES or self._is_provision(each):
                self._flush(loose, above)
                (self.body if local_name(each) in _BODIES else self._provision)(each, above)
            elif each.get("name") != "no-text":
                loose.append(each)
        self._flush(loose, above)

    def attachments(self, part: Element) -> None:
        for attachment in children(part):
            document = next((each for each in children(attachment) if local_name(each) != "heading"), attachment)
            annex = self.add("annex", Unit.ANNEX, attachment, (), lines=[])
            for inner in children(document):
                if local_name(inner) in _BODIES:
                    self.body(inner, (annex,))
                elif local_name(inner) not in ("meta", "coverPage"):
                    self._flush([inner], (annex,))

    def add(
        self, wanted: str, unit: Unit, element: Element, above: tuple[Provision, ...], *, lines: list[str]
    ) -> Provision:
        label, heading = self._head(element)
        return self._append(element, wanted, unit, label, heading, lines, above)

    def _flush(self, loose: list[Element], above: tuple[Provision, ...]) -> None:
        lines = lines_of(loose)
        if lines:
            held = f"{above[-1].id}__text" if above else "text"
            self._append(None, held, Unit.ARTICLE, "", "", lines, above)
        loose.clear()

    def _is_provision(self, element: Element) -> bool:
        return element.get(_OURS) is not None if self.ours else local_name(element) in _HIERARCHY

    def _provision(self, element: Element, above: tuple[Provision, ...]) -> None:
        unit = self._unit(element)
        open_ = unit is not Unit.ARTICLE or self.ours
        nested = [each for each in children(element) if self._is_provision(each)] if open_ else []
        lines = lines_of([each for each in _own(element) if each not in nested], apart="" if self.ours else " ")
        apart = unit is Unit.HEADING and not self.ours
        made = self.add(local_name(element), unit, element, above, lines=[] if apart else lines)
        if apart and lines:
            self._append(None, f"{made.id}__text", Unit.PREAMBLE, "", "", lines, (*above, made))
        for each in nested:
            self._provision(each, (*above, made))

    def _unit(self, element: Element) -> Unit:
        if self.ours:
            return Unit(element.get(_OURS, ""))
        if element.get("name", "").casefold() in _ANNEXES:
            return Unit.ANNEX
        if local_name(element) == self.basic:
            return Unit.ARTICLE
        inner = any(local_name(each) == self.basic for each in element.iterdescendants())
        bare = not lines_of(_own(element))
        return Unit.HEADING if inner or bare else Unit.ARTICLE

    def _head(self, element: Element) -> tuple[str, str]:
        if local_name(element) == "crossHeading":
            return "", printed(element)
        told = [child(element, name) for name in ("num", "heading", "subheading")]
        if self.ours:
            return _exact(told[0]), _exact(told[1])
        label, bare = printed(told[0]), _BARE.fullmatch(printed(told[0]))
        if bare and local_name(element) in _CITED:
            label = f"{local_name(element).capitalize()} {bare[1]}"
        return label, " ".join(filter(None, (printed(told[1]), printed(told[2]))))

    def _append(
        self,
        element: Element | None,
        wanted: str,
        unit: Unit,
        label: str,
        heading: str,
        lines: list[str],
        above: tuple[Provision, ...],
    ) -> Provision:
        made = Provision(
            id=self._id(element.get("eId", "") if element is not None else "", wanted, unit, label, above),
            unit=unit,
            label=label,
            heading=heading,
            text="\n".join(lines),
            path=tuple(f"{each.label} {each.heading}".strip() for each in above),
            parent=above[-1].id if above else None,
        )
        self.done.append(made)
        return made

    def _id(self, eid: str, wanted: str, unit: Unit, label: str, above: tuple[Provision, ...]) -> str:
        made = eid if self.ours else ""
        if not made:
            made = (eid.lower() if _EID.fullmatch(eid.lower()) else "") or _from_label(label, above) or wanted
            running = unit is Unit.ARTICLE and not any(each.unit is Unit.ANNEX for each in above)
            made = _GLOBAL.sub(r"\1", made) if running else made
        self.used[made] += 1
        return made if self.used[made] == 1 else f"{made}__dup_{self.used[made]}"


def _own(element: Element) -> list[Element]:
    """What an element holds beside its number and heading."""
    if local_name(element) == "crossHeading":
        return []
    return [each for each in children(element) if local_name(each) not in ("num", "heading", "subheading")]


def _exact(element: Element | None) -> str:
    return "".join(str(part) for part in element.itertext()) if element is not None else ""


def _from_label(label: str, above: tuple[Provision, ...]) -> str:
    try:
        return provision_id(label, above[-1].id if above else None)
    except UnknownLabel:
        return ""
