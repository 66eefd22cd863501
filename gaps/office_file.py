"""Word and Excel files that are the same, byte for byte, whenever the same report is written, and hold any text.

Both are ZIP archives (ECMA-376, part 2) whose writers put in the moment of writing; here it becomes a fixed one.
"""

import re
import zipfile
from io import BytesIO
from typing import Final

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP archive can hold."""
_DATES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]{0,300}>)[^<]{0,40}(</dcterms:)")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


def settled(archive: bytes, day: str) -> bytes:
    """The same document with ``day`` (ISO form) as its day of making, and no moment of writing in it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + day.encode() + rb"T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def printable(text: str) -> str:
    """The text with each character that XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
