"""A report's table as WordprocessingML (ECMA-376, part 1, section 17.4)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from gaps.office_file import printable
from gaps.provision_address import link_target
from gaps.records import Result
from gaps.report_marks import results_by_mark
from gaps.report_table import ReportTable, Row
from gaps.tones import TONES

_NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BORDER: Final = 'w:val="single" w:sz="4" w:space="0" w:color="BFC5CC"'
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_PAGE_TWIPS: Final = 14_700
_SHARES: Final = {"name": 3, "reasons": 4, "why": 5, "why_not": 3, "quote": 8, "action": 4, "how": 4, "warning": 10,
                  "harvest": 2, "title": 3, "note": 3, "reading": 4, "read_as": 3, "said": 3, "read": 3}  # fmt: skip
_ADDRESS: Final = re.compile(r"https?://[^\s'<>]+$")
_MARK: Final = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_PINNED_FROM: Final = 6
"""In the tables with quotes the columns from here on say where the quote is from: they share one cell."""


def table_xml(table: ReportTable, language: str) -> str:
    """The whole table; its first row is repeated on each page."""
    marks = results_by_mark(language)
    folded = "quote" in table.columns
    columns = (*table.columns[:_PINNED_FROM], "pin") if folded else table.columns
    widths = _widths(columns)
    heads = (*table.heads[:_PINNED_FROM], "") if folded else table.heads
    body = (_fold(row, table) if folded else [[value] for value in row] for row in table.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(f"<w:{side} {_BORDER}/>" for side in _SIDES)
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _row([[head] for head in heads], widths, {}, head=True)
        + "".join(_row(cells, widths, marks) for cells in body)
        + "</w:tbl>"
    )


def _fold(row: Row, table: ReportTable) -> list[list[str]]:
    pins = zip(table.heads[_PINNED_FROM:], row[_PINNED_FROM:], strict=True)
    return [*([value] for value in row[:_PINNED_FROM]), [f"{head}: {value}" for head, value in pins if value]]


def _widths(columns: Sequence[str]) -> list[int]:
    shares = [5 if name == "pin" else _SHARES.get(name, 1.6) for name in columns]
    return [int(_PAGE_TWIPS * share / sum(shares)) for share in shares]


def _row(cells: Sequence[list[str]], widths: Sequence[int], marks: Mapping[str, Result], *, head: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    pairs = zip(cells, widths, strict=True)
    inner = "".join(_cell(lines, width, marks.get("".join(lines)), head=head) for lines, width in pairs)
    return f"<w:tr>{properties}{inner}</w:tr>"


def _cell(lines: list[str], width: int, result: Result | None, *, head: bool) -> str:
    shade, ink = _shade(result)
    paragraphs = "".join(_paragraph(line, ink, head=head) for text in lines for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs or "<w:p/>"}</w:tc>'


def _shade(result: Result | None) -> tuple[str, str]:
    if result is None:
        return "", ""
    tone = TONES[result]
    pattern, front = ("thinDiagStripe", "B9A3D6") if tone.hatched else ("clear", "auto")
    return f'<w:shd w:val="{pattern}" w:color="{front}" w:fill="{tone.fill}"/>', f'<w:color w:val="{tone.ink}"/>'


def _paragraph(line: str, ink: str, *, head: bool) -> str:
    bold = "<w:b/>" if head or ink else ""
    spacing = '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
    before, link = _link(line)
    words = f"{_run(before, bold + ink)}{_field(link)}" if link else _run(line, bold + ink)
    return f"<w:p>{spacing}{words}</w:p>"


def _link(line: str) -> tuple[str, str]:
    """What stands before the address that a line ends with, and the address if there is one."""
    found = _ADDRESS.search(line)
    return (line[: found.start()], found.group()) if found else (line, "")


def _field(address: str) -> str:
    """A link as a field (17.16.18, 17.16.5.25), which needs no relationship of its own."""
    code = f'<w:r><w:instrText xml:space="preserve">HYPERLINK "{escape(link_target(address))}"</w:instrText></w:r>'
    shown = _run(address, '<w:color w:val="17507A"/>', '<w:u w:val="single"/>')
    return f"{_MARK.format('begin')}{code}{_MARK.format('separate')}{shown}{_MARK.format('end')}"


def _run(words: str, look: str, line: str = "") -> str:
    """Words of one look: weight and colour stand before the size, an underline after it (17.3.2.28)."""
    text = f'<w:t xml:space="preserve">{escape(printable(words))}</w:t>'
    return f'<w:r><w:rPr>{look}<w:sz w:val="16"/>{line}</w:rPr>{text}</w:r>'
