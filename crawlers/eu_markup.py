"""The three markups of EU acts: the Official Journal's (oj-…), the consolidated texts' and that of before 1998."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from crawlers.html_lines import Line, joined_labels, lines_of_page, soup_of
from crawlers.outline import Outline
from crawlers.unknown import UnknownMarkup, names
from law.heading import article_label
from law.provision import Provision, Unit

_ARTICLE: Final = frozenset({"oj-ti-art", "title-article-norm"})
_ARTICLE_TITLE: Final = frozenset({"oj-sti-art", "stitle-article-norm"})
_DIVISION: Final = frozenset({"title-division-1", "oj-ti-section-1"})
_DIVISION_TITLE: Final = frozenset({"title-division-2", "oj-ti-section-2"})
_ANNEX: Final = frozenset({"title-annex-1"})
_ANNEX_TITLE: Final = frozenset({"title-annex-2"})
_DOCUMENT_TITLE: Final = frozenset({"title-doc-first", "title-doc-last", "oj-doc-ti"})
_NOTE: Final = frozenset({"footnote", "oj-note"})
_TEXT: Final = names(
    "norm oj-normal list grid-list-column-2 oj-signatory oj-final oj-ti-grseq-1 oj-ti-tbl oj-tbl-txt oj- "
    "tbl-hdr oj-enumeration-spacing title-gr-seq-level-1 title-gr-seq-level-2 title-gr-seq-level-3 tbl- "
    "norm tbl-hdr signatory inline-element final"
)
_LABELS: Final = frozenset({"list grid-list-column-1", "no-parag"})
_PASSED_OVER: Final = re.compile(
    r"arrow|modref|reference|disclaimer|hd-.*|oj-hd-.*|toc-.*|title-fam-member.*|title-doc-oj-reference"
)
_CLOSING: Final = re.compile(r"This (?:Regulation|Directive|Decision) (?:shall be|is) (?:binding|addressed)|Done at ")
_RECITAL: Final = re.compile(r"\((?P<number>[0-9]{1,3})\)\s")
_DEPTHS: Final = {"part": 1, "title": 2, "chapter": 3, "section": 4, "subsection": 5}
_NUMBER_COLUMN: Final = re.compile(r"[(‘]?[0-9A-Za-z]{1,5}[.)]{1,2}|[—–-]")


def read_lines(page: bytes) -> list[Line]:
    """The lines of an act's page; the text alone where the page marks it (before 1998)."""
    soup = soup_of(page)
    whole = soup.find(id="TexteOnly") or soup.body or soup
    lines = lines_of_page(whole, labels=_LABELS)
    bare = None if any(line.css in _LABELS for line in lines) else _NUMBER_COLUMN
    return list(_first_classes(joined_labels(lines, labels=_LABELS, bare=bare)))


def _first_classes(lines: Iterator[Line]) -> Iterator[Line]:
    """Of several classes the first tells what a line is (norm inline-element)."""
    for line in lines:
        yield replace(line, css=line.css.split(" ")[0])


def title_lines(lines: list[Line]) -> list[str]:
    """The title as printed: its lines up to where it is printed again."""
    titles = [line.text for line in lines if line.css in _DOCUMENT_TITLE and not line.anchor.startswith("anx")]
    again = next((n for n in range(1, len(titles)) if titles[n] == titles[0]), len(titles))
    return titles[:again] or [line.text for line in lines[:1]]


def is_article(line: Line) -> bool:
    """Whether the line is the number of an article, by its class or as the only words of an old page's line."""
    label = article_label(line.text) if not line.css else None
    return line.css in _ARTICLE or (label is not None and label[0] == line.text)


def is_classed(lines: list[Line]) -> bool:
    """Whether the page tells articles from text by classes; pages from before 1998 do not."""
    return any(line.css in _ARTICLE for line in lines)


def add_text(outline: Outline, lines: list[Line]) -> tuple[Provision, ...]:
    """The provisions of an act. Raises UnknownMarkup."""
    classed = is_classed(lines)
    titles = [n for n, line in enumerate(lines) if line.css in _DOCUMENT_TITLE and not line.anchor.startswith("anx")]
    start = titles[-1] + 1 if titles else 1
    reader = _Reader(outline)
    for line in lines[start:]:
        if not classed and is_article(line):
            outline.article(line.text)
        else:
            reader.read(line, classed=classed)
    reader.flush()
    return tuple(_unit_of(provision) for provision in outline.finish())


def _unit_of(provision: Provision) -> Provision:
    if provision.id.startswith("recital_"):
        return replace(provision, unit=Unit.PREAMBLE)
    return replace(provision, label="") if provision.id.startswith("conclusions") else provision


class _Reader:
    """Holds a heading's number until its title has come."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.pending: tuple[str, str] | None = None
        self.closing = False
        self.in_annex = False

    def read(self, line: Line, *, classed: bool) -> None:
        css = line.css
        if css and _PASSED_OVER.fullmatch(css):
            return
        if css in _ARTICLE or css in _DIVISION or css in _ANNEX or self._begins_annex(line):
            self.flush()
            kind = "article" if css in _ARTICLE else "division" if css in _DIVISION else "annex"
            self.pending = (kind, line.text)
        elif css in _ARTICLE_TITLE | _DIVISION_TITLE | _ANNEX_TITLE or (css in _DOCUMENT_TITLE and self.pending):
            self.flush(line.text)
        elif classed and css and css not in _TEXT | _NOTE | _DOCUMENT_TITLE:
            raise UnknownMarkup(
                f"the class {css!r} is not known here ({line.text[:40]!r}): add it to crawlers.eu_markup"
            )
        else:
            self.flush()
            self._text(line)

    def _begins_annex(self, line: Line) -> bool:
        return line.css in _DOCUMENT_TITLE and line.anchor.startswith("anx") and line.text.upper().startswith("ANNEX")

    def _text(self, line: Line) -> None:
        recital = _RECITAL.match(line.text) if line.anchor.startswith("rct") else None
        if recital:
            self.outline.article(f"Recital {recital['number']}", line.text[recital.end() :])
            return
        closes = bool(_CLOSING.match(line.text)) and not self.in_annex
        if (closes or line.css in _NOTE) and not self.closing:
            self.closing = True
            self.outline.annex("Conclusions")
        self.outline.line(line.text)

    def flush(self, title: str = "") -> None:
        if self.pending is None:
            return
        (kind, label), self.pending = self.pending, None
        if kind == "article":
            self.outline.article(label, heading=title)
        elif kind == "division":
            self.outline.heading(label, title, _DEPTHS.get(label.split(" ")[0].casefold(), 6))
        else:
            self.outline.annex(label, title)
            self.in_annex, self.closing = True, False
