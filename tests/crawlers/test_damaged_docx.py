"""A damaged docx is refused with a reason, wherever the damage is."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.docx_lines import docx_lines
from crawlers.readable import Unreadable


def whole() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("第一条　为了公开样例信息，制定本条例。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "事项", "时限"
    document.save(file)
    return file.getvalue()


WHOLE = whole()


def with_part(name: str, raw: bytes | None) -> bytes:
    """The package with one part replaced, or left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
            elif raw is not None:
                new.writestr(each, raw)
    return file.getvalue()


def test_paragraphs_and_rows_are_lines() -> None:
    assert docx_lines(WHOLE) == ["第一条　为了公开样例信息，制定本条例。", "事项\t时限"]


@pytest.mark.parametrize("raw", [None, b"", b"<w:document", b"<a/>", b"\x00\x01"])
@pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_package_that_lacks_a_part_is_refused(name: str, raw: bytes | None) -> None:
    with pytest.raises(Unreadable, match="docx"):
        docx_lines(with_part(name, raw))


@given(at=st.integers(min_value=0, max_value=len(WHOLE) - 1), value=st.binary(min_size=1, max_size=8))
def test_a_damaged_package_is_read_or_refused_and_nothing_else(at: int, value: bytes) -> None:
    try:
        lines = docx_lines(WHOLE[:at] + value + WHOLE[at + len(value) :])
    except Unreadable:
        return
    assert all(lines)


@given(length=st.integers(min_value=0, max_value=len(WHOLE) - 1))
def test_half_a_package_is_refused(length: int) -> None:
    with pytest.raises(Unreadable):
        docx_lines(WHOLE[:length])
