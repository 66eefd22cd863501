"""Every official source reads our fixtures, written in its genuine format, as they were reviewed."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from crawlers.source import SOURCES
from crawlers.sources import (
    ca_justice,
    cn_flk,
    cn_govcn,
    eu_cellar,
    jp_egov,
    tw_moj,
    uk_legislation,
    us_ecfr,
    us_uslm,
)
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

COLLECTIONS = {"china_law", "lawrefbook", "sample"}
ONE_FILE = [
    (ca_justice, "act.xml"),
    (ca_justice, "regulation_fr.xml"),
    (cn_govcn, "page.html"),
    (cn_govcn, "notice.html"),
    (eu_cellar, "02099R0001_consolidated.xhtml"),
    (eu_cellar, "31958R9999.html"),
    (jp_egov, "405AC0000000999_20240401_504AC0000000001.xml"),
    (tw_moj, "zh.xml"),
    (tw_moj, "en.json"),
    (tw_moj, "new.xml"),
    (uk_legislation, "revised.xml"),
    (us_ecfr, "title-99-part-7-2024-05-17.xml"),
    (us_uslm, "public-law.xml"),
    (us_uslm, "title.xml"),
]


def docx_of(text: str) -> bytes:
    """A Word document with a line a paragraph."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("source", "name"), ONE_FILE, ids=lambda each: getattr(each, "__name__", each))
def test_a_fixture_reads_as_reviewed(source: Any, name: str) -> None:
    fixture = FIXTURES / source.SOURCE.id / name
    assert_as_reviewed(source.parse(fixture.read_bytes(), name, at=AT), fixture)


def test_a_text_of_the_official_journal_reads_as_reviewed_with_its_metadata() -> None:
    fixture = FIXTURES / "eu_cellar" / "32099R0001.xhtml"
    metadata = fixture.with_name("32099R0001_metadata.json").read_bytes()
    assert_as_reviewed(eu_cellar.parse(fixture.read_bytes(), fixture.name, at=AT, metadata=metadata), fixture)


def test_a_record_of_the_national_database_reads_as_reviewed_with_its_docx() -> None:
    fixture = FIXTURES / "cn_flk" / "details.json"
    document = docx_of(fixture.with_suffix(".txt").read_text(encoding="utf-8"))
    assert_as_reviewed(cn_flk.parse(fixture.read_bytes(), fixture.name, at=AT, document=document), fixture)


@pytest.mark.parametrize("source_id", sorted(SOURCES.keys() - COLLECTIONS))
def test_every_official_source_has_a_reviewed_fixture(source_id: str) -> None:
    assert list((FIXTURES / source_id).glob("*.expected.json")), f"{source_id} has no fixture with reviewed JSON"


REVIEWED = [path for name in sorted(SOURCES.keys() - COLLECTIONS) for path in (FIXTURES / name).glob("*.expected.json")]


@pytest.mark.parametrize("path", REVIEWED, ids=lambda path: path.name)
def test_no_reviewed_file_is_left_without_its_fixture(path: Path) -> None:
    assert path.with_name(path.name.removesuffix(".expected.json")).is_file()
