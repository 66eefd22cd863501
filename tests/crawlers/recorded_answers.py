"""The answers of every source as a harvest keeps them: our fixtures, and the recordings beside the project."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx

from crawlers.crawl import Ask, Page, Recording
from crawlers.page_faults import refuse_faulty_page
from crawlers.source import CRAWLS
from law.instrument import Instrument
from tests.crawlers.reviewed import AT, FIXTURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One document's answer, and those beside it."""

    source: str
    page: Page
    beside: tuple[Page, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.source} {self.page.ask.ref or self.page.url}"


def page_of_recording(recording: Recording) -> Page:
    headers = {"content-type": recording.content_type}
    return Page(
        ask=recording.ask,
        url=recording.ask.url,
        status=recording.status,
        headers=headers,
        body=recording.raw,
        retrieved_at=AT,
    )


def read(answer: Answer) -> list[Instrument]:
    """The way of a harvest, from the page to what is stored."""
    refuse_faulty_page(answer.page)
    crawl = CRAWLS[answer.source]
    return [crawl.parse(document) for document in crawl.documents(answer.page, answer.beside)]


def pages_in(source: str, folder: Path) -> list[Page]:
    """All recorded answers of a source, lists too."""
    if source == "hk_elegislation":
        return [_page_of_chapters(path) for path in sorted(folder.glob("*.xml"))]
    if source in ("sg_sso", "us_federal_register"):
        return [_page_of_file(path) for path in sorted(folder.iterdir()) if path.suffix in (".html", ".xml", ".txt")]
    if source == "cn_flk":
        return [page for path in sorted(folder.glob("*.txt")) for page in _record_and_text(path)]
    return [page_of_recording(recording) for recording in CRAWLS[source].recorded(folder)]


def answers_in(folder: Path) -> Iterator[Answer]:
    """The answers that hold documents, of every source that has a folder there."""
    for source in sorted(CRAWLS):
        if not (folder / source).is_dir():
            continue
        pages = pages_in(source, folder / source)
        by_key = {page.ask.key: page for page in pages}
        for page in pages:
            beside = tuple(by_key[key] for key in page.ask.beside if key in by_key)
            answer = Answer(source=source, page=page, beside=beside)
            if _holds_documents(answer):
                yield answer


def _holds_documents(answer: Answer) -> bool:
    try:
        return any(version.provisions for law in read(answer) for version in law.versions)
    except ValueError:
        return False


def _page(ask: Ask, raw: bytes, content_type: str) -> Page:
    return page_of_recording(Recording(ask=ask, raw=raw, content_type=content_type))


def _page_of_file(path: Path) -> Page:
    types = {".html": "text/html", ".xml": "application/xml", ".txt": "text/plain"}
    ref = None if path.stem == "list" else path.stem.replace("_", "/", 1)
    url = f"https://example.org/{path.name}"
    return _page(Ask(url=url, role="document", ref=ref), path.read_bytes(), types[path.suffix])


def _page_of_chapters(path: Path) -> Page:
    chapter, _, language = path.stem.rpartition("_")
    raw = zipped(f"{chapter}_20221001000000_{language}_c.xml", path.read_bytes())
    return _page(Ask(url="https://example.org/caps_en.zip", role="archive"), raw, "application/zip")


def zipped(name: str, raw: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), raw)
    return packed.getvalue()


def docx_of(text: str) -> bytes:
    """A Word document with a line a paragraph."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def _record_and_text(path: Path) -> list[Page]:
    details = Ask(url="https://example.org/flfgDetails", role="details")
    text = Ask(url=f"https://example.org/{path.stem}.docx", role="docx", ref=path.stem, beside=(details.key,))
    return [
        _page(details, path.with_suffix(".json").read_bytes(), "application/json"),
        _page(text, docx_of(path.read_text(encoding="utf-8")), "application/octet-stream"),
    ]


OURS = tuple(answers_in(FIXTURES))
"""Read once: every test of mutations begins from these."""
