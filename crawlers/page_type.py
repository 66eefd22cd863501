"""What an answer is by its first bytes, and what was due by the request: servers send their web page for anything."""

import io
import re
import zipfile
from typing import Final
from urllib.parse import parse_qs, urlsplit

from crawlers.crawl import Ask
from crawlers.readable import Unreadable

HTML: Final = "HTML"
XML: Final = "XML"
JSON: Final = "JSON"
ZIP: Final = "ZIP"
DOCX: Final = "docx"
PDF: Final = "PDF"
TEXT: Final = "text"
_MAGIC: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0", "old Word or WPS (.doc)"),
    (b"\x89PNG", "image (PNG)"),
    (b"\xff\xd8\xff", "image (JPEG)"),
    (b"GIF8", "image (GIF)"),
    (b"II*\x00", "image (TIFF)"),
    (b"MM\x00*", "image (TIFF)"),
    (b"RIFF", "image or sound (RIFF)"),
    (b"Rar!", "archive (RAR)"),
    (b"7z\xbc\xaf\x27", "archive (7z)"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"Founder CEB", "page images (CEB)"),
    (b"CAJ", "page images (CAJ)"),
    (b"HN\x00\x00", "page images (CAJ)"),
)
_READ: Final = frozenset({HTML, XML, JSON, ZIP, DOCX, PDF, TEXT})
_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|\s){0,20}"
    rb"<(?:!doctype\s{1,9}html|(?:html|head|body|script|meta|title|div|table|p|center|h1)\b)",
    re.IGNORECASE | re.DOTALL,
)
_BY_ENDING: Final = {"json": JSON, "xml": XML, "feed": XML, "docx": DOCX, "zip": ZIP, "pdf": PDF}
_BY_MEDIA: Final = (
    ("json", JSON),
    ("wordprocessingml", DOCX),
    ("zip", ZIP),
    ("pdf", PDF),
    ("atom", XML),
    ("/xml", XML),
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def type_of(body: bytes) -> str:
    """One of the types above, or the name of one that is not read. Raises Unreadable for a broken archive."""
    magic = next((name for start, name in _MAGIC if body.startswith(start)), None)
    if magic == ZIP:
        return _type_of_archive(body)
    if magic:
        return magic
    if body.startswith(_MARKS[1:]):
        return TEXT if b"<\x00h\x00t\x00" not in body[:400].lower() else HTML
    start = body.removeprefix(_MARKS[0]).lstrip()
    if start[:1] in (b"{", b"["):
        return JSON
    if _HTML.match(start[:5_000]):
        return HTML
    if start.startswith(b"<"):
        return XML
    return "binary data" if b"\x00" in body else TEXT


def _type_of_archive(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(f"half an archive or a damaged one ({error}): fetch it again") from error
    if "OFD.xml" in names:
        return "fixed pages (OFD)"
    if "[Content_Types].xml" not in names:
        return ZIP
    if "word/document.xml" in names:
        return DOCX
    return "Office file other than a text (xlsx, pptx)"


def type_due(ask: Ask, content_type: str) -> str | None:
    """What the request asks for, or what the answer says it is; None where neither says more than a page."""
    address = urlsplit(ask.url)
    endings = [address.path.rpartition(".")[2].lower(), *parse_qs(address.query).get("format", [])]
    due = next((_BY_ENDING[ending] for ending in endings if ending in _BY_ENDING), None)
    accepted = next((value for name, value in ask.headers.items() if name.lower() == "accept"), "")
    if due is None and "html" not in accepted and "*/*" not in accepted:
        due = _by_media(accepted)
    return due or ("html" not in content_type and _by_media(content_type)) or None


def _by_media(media: str) -> str | None:
    return next((name for part, name in _BY_MEDIA if part in media.lower()), None)


def refuse_other_type(sent: str, due: str | None) -> None:
    """Raises Unreadable for a type that no parser reads, and for a web page where data or a file is due."""
    if sent not in _READ:
        raise Unreadable(f"unsupported type: {sent}; the text is not read, see the document at its source")
    if sent == HTML and due is not None:
        raise Unreadable(
            f"an HTML page came where {due} is due: the site answered with its web app, a login or a challenge; "
            "look at it in a browser and ask again later"
        )
    if sent in (PDF, ZIP, DOCX) and due in (JSON, XML):
        raise Unreadable(f"a {sent} file came where {due} is due: the address answers with another document")
    if due == DOCX and sent == ZIP:
        raise Unreadable("an archive came that is no Word document, where docx is due: ask for a new link")
