"""Chapters of the Laws of Hong Kong: archives, languages of one chapter, stubs of repealed ones."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawlers.crawl import Ask, Page
from crawlers.readable import Unreadable
from crawlers.sources.hk_elegislation import CRAWL, SOURCE, parse
from crawlers.unknown import UnknownField, UnknownMarkup
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Instrument, Status
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

FILES = FIXTURES / "hk_elegislation"
EN, ZH, STUB = "cap_9901_en.xml", "cap_9901_zh-Hant.xml", "cap_9902_en.xml"


def read(name: str) -> Instrument:
    return parse((FILES / name).read_bytes(), name, at=AT)


def changed(name: str, old: str, new: str) -> Instrument:
    text = (FILES / name).read_text(encoding="utf-8")
    assert old in text
    return parse(text.replace(old, new).encode(), name, at=AT)


@pytest.mark.parametrize("name", [EN, ZH, STUB, "cap_9901A_en.xml"])
def test_a_chapter_reads_as_reviewed(name: str) -> None:
    assert_as_reviewed(read(name), FILES / name)


def test_the_languages_of_a_chapter_are_one_instrument() -> None:
    english, chinese = read(EN), read(ZH)
    assert english.id == chinese.id == "/akn/hk/act/cap/9901"
    assert (english.titles, chinese.titles) == (
        {"en": "Lamps (Register) Ordinance"},
        {"zh-Hant": "燈具(登記)條例"},
    )
    assert [p.id for p in chinese.versions[0].articles] == ["preamble", "art_1", "art_3a", "annex_1", "annex_1__art_1"]


def test_a_simplified_text_is_a_third_language_of_it() -> None:
    hans = changed(ZH, 'xml:lang="zh-Hant-HK"', 'xml:lang="zh-Hans-HK"')
    assert (hans.id, hans.versions[0].language) == ("/akn/hk/act/cap/9901", "zh-Hans")


def test_the_stub_of_a_repealed_chapter_is_recorded_as_repealed_and_holds_no_text(tmp_path: Path) -> None:
    law = read(STUB)
    version = law.versions[0]
    assert (law.number, version.status, version.provisions) == ("Cap. 9902", Status.REPEALED, ())
    assert [(e.text, e.action) for e in version.events] == [("(Repealed 16 of 1990 s. 60)", "repealed")]
    with Corpus.open(tmp_path) as corpus:
        with writing(corpus, source=SOURCE.id, at=AT) as writer:
            writer.add(law)
        [held] = corpus.instruments()
    assert (held.id, held.versions[0].articles) == ("/akn/hk/act/cap/9902", ())


def test_a_stub_that_is_called_in_effect_is_quarantined() -> None:
    with pytest.raises(Unreadable, match="holds no text"):
        changed(STUB, "<docStatus>Repealed", "<docStatus>In effect")


def test_a_section_that_has_not_commenced_is_named() -> None:
    assert read(EN).versions[0].problems == ("not yet in operation: section 3A",)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("In effect", "Suspended", UnknownField),
        ('xml:lang="en"', 'xml:lang="pt"', UnknownField),
        ("<docType>cap", "<docType>instrument", UnknownMarkup),
        ("<leadIn>", "<newThing/><leadIn>", UnknownMarkup),
    ],
)
def test_what_the_format_is_not_known_to_hold_stops_the_chapter(old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        changed(EN, old, new)


def archive(**more: bytes) -> Page:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for chapter, name in (("9901", EN), ("9902", STUB)):
            member = f"cap_{chapter}_en_c\\cap_{chapter}_20221001000000_en_c.xml"
            packed.writestr(member, (FILES / name).read_bytes())
        packed.writestr("cap_9901_en_c\\figure.gif", b"GIF89a")
        for name, raw in more.items():
            packed.writestr(name, raw)
    ask = Ask(url=f"https://{CRAWL.hosts[0]}/doj/data/hkel_c_leg_cap_601_cap_end_en.zip", role="archive")
    return Page(ask=ask, url=ask.url, status=200, headers={}, body=file.getvalue(), retrieved_at=AT)


def test_an_archive_with_names_in_the_manner_of_windows_is_split_into_its_chapters() -> None:
    documents = list(CRAWL.documents(archive(), ()))
    assert [d.ref for d in documents] == ["cap_9901/en", "cap_9902/en"]
    laws = [CRAWL.parse(document) for document in documents]
    assert [law.number for law in laws] == ["Cap. 9901", "Cap. 9902"]
    assert laws[0].versions[0].as_of == date(2026, 1, 1)


def test_an_archive_that_holds_other_files_or_half_of_itself_is_not_read() -> None:
    with pytest.raises(UnknownField, match="not named as a chapter"):
        list(CRAWL.documents(archive(**{"readme.xml": b"<a/>"}), ()))
    page = archive()
    with pytest.raises(Unreadable):
        list(CRAWL.documents(replace(page, body=page.body[:-40]), ()))


def test_only_the_bulk_archives_of_the_portal_are_asked_for() -> None:
    asked = [ask.url for ask in CRAWL.seeds(None)]
    assert len(asked) == len(set(asked)) == 9
    assert all(url.startswith("https://resource.data.one.gov.hk/") and url.endswith(".zip") for url in asked)
    assert not SOURCE.verified
