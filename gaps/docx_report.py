"""The gap report as a Word document: its tables under headings, heads repeated, title and stamp on every page.

Tables with a quote have too many columns for a page: there each row is one law's words with all that pins them below.
"""

from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle

from gaps.docx_table import table_xml
from gaps.office_file import printable, settled
from gaps.report_data import GapReport
from gaps.report_table import ReportTable
from gaps.report_words import words_in

_LANGUAGES: Final = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
_EAST_ASIAN: Final = {"en": "SimSun", "zh-Hans": "SimSun", "zh-Hant": "PMingLiU"}


def render_docx(report: GapReport) -> bytes:
    """The document; the same report gives the same bytes."""
    document = Document()
    _page(document)
    _fonts(document, report.language)
    _margins(document, report)
    document.add_heading(printable(report.title), level=0)
    for line in (report.stamp, *report.notices):
        document.add_paragraph(printable(line))
    for table in report.tables:
        _add(document, table, report.language)
    document.core_properties.title = printable(report.title)[:255]
    document.core_properties.author = "Lexgap"
    document.core_properties.language = _LANGUAGES[report.language]
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue(), report.on.isoformat())


def _add(document: DocxDocument, table: ReportTable, language: str) -> None:
    document.add_heading(table.title, level=1)
    if not table.rows:
        document.add_paragraph(words_in(language)["none"])
        return
    # One piece of XML a table: cells made one by one take a minute for the annex of a whole report.
    document.add_paragraph()._p.addnext(parse_xml(table_xml(table, language)))  # noqa: SLF001  (no public way in)


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _fonts(document: DocxDocument, language: str) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  (the default template's own style)
    style.font.name, style.font.size = "Calibri", Pt(9)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), _EAST_ASIAN[language])
    code = _LANGUAGES[language]
    east = code if code != "en-GB" else "zh-CN"
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{code}" w:eastAsia="{east}"/>'))


def _margins(document: DocxDocument, report: GapReport) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = printable(report.title)
    footer = section.footer.paragraphs[0]
    footer.text = f"{printable(report.stamp)} · {words_in(report.language)['page']} "
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))  # noqa: SLF001  (no public way in)
