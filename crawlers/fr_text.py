"""A document of the Federal Register in the Publishing Office's XML: preamble, regulatory text, signature.

The root is ``RULE``, ``PRORULE`` or ``NOTICE``. ``PREAMB`` holds agency, subject, action, summary and dates,
``SUPLINF`` the reasons, ``REGTEXT`` the words that amend the Code, with sections numbered as in the Code.
"""

import re
from typing import Final

from bs4 import Tag

from crawlers.html_lines import soup_of
from crawlers.outline import Outline, Rank
from crawlers.readable import Unreadable
from crawlers.safe_xml import Element, children, local_name, words
from crawlers.unknown import names
from crawlers.xml_lines import Markup, lines_of

_MARKUP: Final = Markup(
    blocks=names(
        "AGENCY SUBAGY CFR DEPDOC RIN SUBJECT AGY ACT SUM DATES EFFDATE ADD FURINF PREAMHD SUPLINF HD P FP AMDPAR "
        "AUTH SECTION SUBJECT SECTNO SIG NAME TITLE DATED LSTSUB EXTRACT NOTE FTNT GPOTABLE TTITLE BOXHD "
        "CHED ROW TNOTE PART SUBPART APPENDIX REGTEXT STARS HED PSPACE CONTENTS SECHD RESERVED EXHIBIT DATE EXECORD "
        "PRESDOC PRESDET PROCLA DETERM PRNOTICE PRMEMO PRESIGN PSIG PLACE TITLE1 TITLE3 PRES EXAMPLE SUBJGRP GPH MATH "
        "BCAP TDESC CITA SOURCE"
    ),
    inline=names("E SU AC FR I B SUP SUB LI XREF FTREF URL DEC"),
    cells=frozenset({"ENT"}),
    ignored=names("FRDOC BILCOD PRTPAGE GID img MID SIGDAT IPAR"),
)
_HOLDERS: Final = names("PREAMB SUPLINF REGTEXT AGY ACT SUM DATES EFFDATE ADD FURINF SUBPART PART APPENDIX")
_BELOW_ALL: Final = 1_000
"""Closes the section, so that the next instruction and the signature are no words of it, and no heading."""
_SECTION: Final = re.compile(r"§+\s?[0-9A-Za-z.()-]+")
_RULE: Final = re.compile(r"[=_*-]{3,}")
_PAGE: Final = re.compile(r"\[\[Page [0-9A-Z]{1,9}\]\]")


def add_document(outline: Outline, root: Element) -> None:
    """Add all that the document prints, headings of its parts included. Raises UnknownMarkup."""
    for part in children(root):
        _add(outline, [part])


def _add(outline: Outline, elements: list[Element]) -> None:
    for element in elements:
        if local_name(element) == "HD":
            outline.heading("", words(element), _rank(element))
        elif local_name(element) in _HOLDERS:
            _add(outline, children(element))
        elif local_name(element) == "SECTION":
            _add_section(outline, element)
            outline.end_headings(_BELOW_ALL)
        else:
            for line in lines_of(element, _MARKUP):
                outline.line(line)


def _add_section(outline: Outline, section: Element) -> None:
    number = next((each for each in children(section) if local_name(each) == "SECTNO"), None)
    heading = next((each for each in children(section) if local_name(each) == "SUBJECT"), None)
    label = _SECTION.match(words(number))
    if label is None:
        lines = lines_of(section, _MARKUP)
    else:
        outline.article(label[0], heading=words(heading).rstrip("."))
        lines = lines_of([each for each in children(section) if each is not number and each is not heading], _MARKUP)
    for line in lines:
        outline.line(line)


def _rank(heading: Element) -> int:
    """HED and HD1 are the highest; the level is the digit of SOURCE."""
    level = heading.get("SOURCE", "HED")[-1]
    return Rank.PART + (int(level) if level.isdigit() else 0)


def raw_paragraphs(raw: bytes) -> list[str]:
    """The paragraphs of a document's plain text page: broken lines joined, rules and marks of pages left out.

    A paragraph begins after a blank line or where a line is indented. Raises Unreadable for any other page.
    """
    printed = soup_of(raw).find("pre")
    if not isinstance(printed, Tag):
        raise Unreadable("the page holds no plain text (<pre>): the source answered with something else")
    paragraphs: list[str] = []
    open_ = False
    for line in printed.get_text().splitlines():
        held = line.strip()
        if _PAGE.fullmatch(held):
            continue
        if not held or _RULE.fullmatch(held):
            open_ = False
        elif open_ and not line.startswith((" ", "\t", "[")):
            paragraphs[-1] += f" {held}"
        else:
            paragraphs.append(held)
            open_ = not held.startswith("[")
    return paragraphs
