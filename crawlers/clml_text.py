"""From the tree of a CLML document to headings, sections and schedules."""

from datetime import date
from typing import Final

from crawlers.clml_markup import MARKUP
from crawlers.outline import Outline
from crawlers.safe_xml import Element, child, children, local_name, words
from crawlers.xml_lines import lines_of
from law.dates import parse_date

_UNITS: Final = {
    "section": "Section", "regulation": "Regulation", "article": "Article", "rule": "Rule", "paragraph": "Paragraph",
}  # fmt: skip
_HEADED: Final = frozenset({"Group", "Part", "Chapter", "Pblock", "PsubBlock", "EUPart", "EUChapter", "EUSection"})
_TITLES: Final = frozenset({"Number", "Title", "TitleBlock", "Reference", "Subtitle"})
_PASSED_OVER: Final = frozenset({"Metadata", "Commentaries", "Contents", "Footnotes", "MarginNotes", "Versions"})
_WRAPPERS: Final = frozenset(
    {"Primary", "Secondary", "EURetained", "Body", "EUBody", "Schedules", "ScheduleBody", "P1group"}
)


def add_document(outline: Outline, root: Element, valid: date | None) -> list[str]:
    """Adds the text as it stood on the day; returns what was left out or is not in force. Raises UnknownMarkup."""
    return list(dict.fromkeys(_Text(outline, valid, root).add(children(root))))


def first(root: Element, *names: str) -> Element | None:
    """The first element of these names, at any depth."""
    return next((each for each in root.iter() if local_name(each) in names), None)


def _sections(element: Element) -> list[Element]:
    return [each for each in element.iter() if local_name(each) == "P1" and each.get("id")]


class _Text:
    """Adds the document to an outline, leaving out wordings that had ended where the document has a later one."""

    def __init__(self, outline: Outline, valid: date | None, root: Element) -> None:
        self.outline = outline
        self.valid = valid
        ended = {each for each in root.iter() if self._has_ended(each)}
        self.current = {p.get("id") for p in _sections(root) if p not in ended and p.getparent() not in ended}
        self.remarks: list[str] = []
        self.in_schedule = False

    def add(self, elements: list[Element], rank: int = 1, heading: str = "") -> list[str]:
        for element in elements:
            self._add_one(element, rank, heading)
        return self.remarks

    def _add_one(self, element: Element, rank: int, heading: str) -> None:
        name = local_name(element)
        if name in _PASSED_OVER or (name in _TITLES and heading):
            return
        if self._has_ended(element) and self._is_replaced(element):
            return
        if name == "P1":
            self._section(element, heading)
        elif name in _HEADED:
            self._headed(element, rank)
        elif name == "Schedule":
            self._schedule(element)
        elif name in _WRAPPERS:
            title = words(child(element, "Title"))
            self.add(
                [e for e in children(element) if local_name(e) != "Title"], rank, title if name == "P1group" else ""
            )
        else:
            self._lines([element])

    def _has_ended(self, element: Element) -> bool:
        printed = element.get("RestrictEndDate")
        end = parse_date(printed) if printed else None
        return end is not None and self.valid is not None and end < self.valid

    def _is_replaced(self, element: Element) -> bool:
        """Says of a wording that ended whether it is left out; the only wording that the document has stays."""
        number, end = words(first(element, "Pnumber", "Number")), element.get("RestrictEndDate")
        replaced = all(section.get("id") in self.current for section in _sections(element))
        what = "is left out" if replaced else "is the only one given, and kept"
        self.remarks.append(f"a wording of {number} that ended on {end} {what}")
        return replaced

    def _section(self, element: Element, heading: str) -> None:
        parts = element.get("id", "").split("-")
        unit = next((_UNITS[part] for part in reversed(parts) if part in _UNITS), None)
        unit = unit or ("Paragraph" if self.in_schedule else "Section")
        number = child(element, "Pnumber")
        label = f"{unit} {words(number)}"
        self.outline.article(label, heading=heading)
        if element.get("Status") == "Prospective":
            self.remarks.append(f"{label} is prospective: not in force in this revision")
        self._lines([each for each in children(element) if each is not number])

    def _headed(self, element: Element, rank: int) -> None:
        number, title = words(child(element, "Number")), words(child(element, "Title"))
        self.outline.heading(number, title, rank)
        self.add([e for e in children(element) if local_name(e) not in _TITLES], rank + 1)
        self.outline.end_headings(rank)

    def _schedule(self, element: Element) -> None:
        titles = [words(child(element, "TitleBlock", "Title")), words(child(element, "Reference"))]
        self.outline.annex(words(child(element, "Number")), " ".join(filter(None, titles)))
        self.in_schedule = True
        self.add([e for e in children(element) if local_name(e) not in _TITLES])

    def _lines(self, elements: list[Element]) -> None:
        for line in lines_of(elements, MARKUP):
            self.outline.line(line)
