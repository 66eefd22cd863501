"""The text of a chapter of the Laws of Hong Kong in HKLM 1.0: its parts, sections and schedules.

A section is ``section`` with its number in ``num`` (33A.) and, in subsidiary legislation, its kind in ``role``. Notes
of the publisher on sources (``sourceNote``, ``commencementNote``) are history and no part of the text.
"""

import re
from collections.abc import Iterable
from typing import Final

from crawlers.outline import Outline, Rank
from crawlers.safe_xml import Element, child, children, local_name, words
from crawlers.unknown import UnknownMarkup, names
from crawlers.xml_lines import Markup, lines_of
from law.provision import Provision

_MARKUP: Final = Markup(
    blocks=names(
        "subsection paragraph subparagraph subsubparagraph def proviso content text continuation leadIn leadOut p div "
        "longTitle preamble enactingFormula statutoryNote note section part division subdivision crossHeading item "
        "list listItem form table tr caption blockquote quotedStructure signature signatures example formula "
        "recital made provision level"
    ),
    labels=frozenset({"num", "heading", "subheading"}),
    inline=names(
        "i b u em strong sub sup ref term date inline span a br shortTitle docTitle officialTitle quotedText "
        "placeholder thead tbody tfoot colgroup small"
    ),
    cells=frozenset({"td", "th"}),
    ignored=names("sourceNote commencementNote editorialNote marker figure img image col toc"),
)
_NOTES: Final = ("sourceNote", "commencementNote", "editorialNote")
_HEADINGS: Final = {"part": Rank.PART, "division": Rank.CHAPTER, "subdivision": Rank.SECTION}
_UNITS: Final = {
    "": "Section",
    "regulation": "Regulation",
    "rule": "Rule",
    "paragraph": "Paragraph",
    "article": "Article",
}
_CITED: Final = re.compile(r"may be cited as (?:the )?([^.]{4,200})|引[稱称][為为]《([^《》]{2,100})》")
_REPEALED: Final = re.compile(r"\(?[^()]{0,100}(?:repealed|廢除|废除)[^()]{0,100}\)?", re.IGNORECASE)
_REST: Final = frozenset({"num", "heading"})


def add_text(outline: Outline, main: Element, *, chinese: bool) -> None:
    """Add all that ``main`` holds. Raises UnknownMarkup."""
    _add(outline, children(main), chinese=chinese)


def _add(outline: Outline, elements: list[Element], *, chinese: bool) -> None:
    for element in elements:
        name, inner = local_name(element), [each for each in children(element) if local_name(each) not in _REST]
        if name in _HEADINGS:
            outline.heading(_num(element), words(child(element, "heading")), _HEADINGS[name])
            _add(outline, inner, chinese=chinese)
            outline.end_headings(_HEADINGS[name])
        elif name == "crossHeading":
            outline.heading("", words(element), Rank.LOWER)
        elif name == "section":
            outline.article(section_label(element, chinese=chinese), heading=words(child(element, "heading")))
            _add_lines(outline, inner)
        elif name == "schedule":
            outline.annex(_num(element) or ("附表" if chinese else "Schedule"), words(child(element, "heading")))
            _add(outline, inner, chinese=chinese)
        elif name != "docTitle":
            _add_lines(outline, [element])


def section_label(section: Element, *, chinese: bool) -> str:
    """Section 33A, Regulation 3, 第33A條. Raises UnknownMarkup for a section without a number or of another kind."""
    num = child(section, "num")
    number = (num.get("value") if num is not None else None) or words(num).strip(" .()")
    role = section.get("role", "")
    if not number or role not in _UNITS:
        raise UnknownMarkup(f"a section of the role {role!r} with the number {number!r} is not known: add it to _UNITS")
    return f"第{number}條" if chinese else f"{_UNITS[role]} {number}"


def _num(element: Element) -> str:
    return words(child(element, "num")).rstrip(".")


def _add_lines(outline: Outline, elements: list[Element]) -> None:
    for line in lines_of(elements, _MARKUP):
        outline.line(line)


def title_of(main: Element) -> str:
    """As the chapter prints it; HKLM need not mark it, then the words by which section 1 lets it be cited; or empty."""
    marked = (each for each in main.iter() if local_name(each) in ("docTitle", "shortTitle"))
    first = next((each for each in main.iter() if local_name(each) == "section"), None)
    cited = _CITED.search(" ".join(words(each) for each in children(first))) if first is not None else None
    return next((words(each).strip("《》") for each in marked), next(filter(None, cited.groups()), "") if cited else "")


def notes_of(main: Element) -> list[str]:
    """The publisher's notes on sources and commencement, each once, in document order."""
    return list(dict.fromkeys(words(each) for each in main.iter() if local_name(each) in _NOTES and words(each)))


def not_in_operation(main: Element) -> list[str]:
    """Problems: the sections and schedules that are printed and have not commenced."""
    pending = [each for each in main.iter() if each.get("status") == "pending"]
    return [f"not yet in operation: {local_name(each)} {_num(each)}".strip() for each in pending]


def is_stub(provisions: Iterable[Provision]) -> bool:
    """Whether all that is left of a chapter is the note that it was repealed: (Repealed 16 of 1990 s. 60)."""
    texts = [provision.text.strip() for provision in provisions if provision.text.strip()]
    return all(_REPEALED.fullmatch(text) for text in texts)
