"""The paragraphs of a Word document in reading order, with the rows of its tables."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from crawlers.readable import Unreadable

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_LARGEST: Final = 50_000_000
_MOST_MEMBERS: Final = 10_000
_DAMAGED: Final = (
    OpcError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, AttributeError,
    IndexError, TypeError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile, lxml and python-docx raise, each in its own way, for packages that lack a part or hold half of one."""


def docx_lines(raw: bytes) -> list[str]:
    """The lines of a docx file; a row of a table is one line. Raises Unreadable."""
    _refuse_other_formats(raw)
    try:
        return [line.strip() for line in _lines(raw) if line.strip()]
    except _DAMAGED as error:
        raise Unreadable(f"the docx file is damaged or no Word document ({error!r}): fetch it again") from error


def _lines(raw: bytes) -> Iterator[str]:
    for part in docx.Document(io.BytesIO(raw)).iter_inner_content():
        if isinstance(part, Paragraph):
            yield from part.text.split("\n")
        elif isinstance(part, Table):
            yield from ("\t".join(_cells(row.cells)) for row in part.rows)


def _cells(cells: tuple[object, ...]) -> list[str]:
    """Cells that are merged are listed once for each column that they span: they are read once."""
    texts = [" ".join(str(getattr(cell, "text", "")).split()) for cell in dict.fromkeys(cells)]
    return [text for text in texts if text]


def _refuse_other_formats(raw: bytes) -> None:
    if raw.startswith(_OLD_WORD):
        raise Unreadable("the file is in the old Word format (.doc): convert it to docx, for example with LibreOffice")
    if raw[:200].lstrip()[:1] == b"<":
        raise Unreadable("a web page came where a docx file is due: ask the download address for a new link")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise Unreadable(f"the file is no whole docx ({error}): fetch it again") from error
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST:
        raise Unreadable("the docx file unpacks to more than is read of a law: see what it is")
