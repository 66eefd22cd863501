"""Documents that a source serves in two files, kept beside each other: the text and the record about it."""

import re
from pathlib import Path
from typing import Final

_CELEX: Final = re.compile(r"[0-9]{5}[A-Z][0-9]{4}")


def metadata_beside(page: Path) -> bytes | None:
    """The SPARQL result for an EU act: ``32016R0679_metadata.json`` beside ``32016R0679.xhtml``; None without one."""
    celex = _CELEX.match(page.name)
    return _read(page.with_name(f"{celex[0]}_metadata.json")) if celex else None


def docx_beside(record: Path) -> bytes | None:
    """The text of a record of the national database: the docx of the same name; None without one."""
    return _read(record.with_suffix(".docx"))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
