"""What is no law is never read as one: web pages, shells, stubs, half files, bombs, unknown fields."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from crawlers.cn_govcn_list import read_search
from crawlers.docx_lines import docx_lines
from crawlers.eu_metadata import read_metadata
from crawlers.government_page import beijing_day
from crawlers.readable import Unreadable
from crawlers.safe_xml import read_xml
from crawlers.sources import ca_justice, cn_flk, cn_govcn, eu_cellar, jp_egov, tw_moj, uk_legislation, us_ecfr, us_uslm
from crawlers.unknown import UnknownField, UnknownMarkup
from tests.crawlers.reviewed import AT, FIXTURES

EVERY = [ca_justice, cn_flk, cn_govcn, eu_cellar, jp_egov, tw_moj, uk_legislation, us_ecfr, us_uslm]
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
)
SHELL = b'<!doctype html><html><body><div id="app"></div><script src="/app.js"></script></body></html>'


@pytest.mark.parametrize("source", EVERY, ids=lambda each: each.SOURCE.id)
@pytest.mark.parametrize("page", [CHALLENGE, SHELL, b"", b"\x00\x01", b"{}", b"<a/>", b'{"code": 500}'])
def test_no_source_reads_something_else_as_law(source: Any, page: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        source.parse(page, "32099R0001", at=AT)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (ca_justice, "act.xml"),
        (jp_egov, "405AC0000000999_20240401_504AC0000000001.xml"),
        (tw_moj, "zh.xml"),
        (tw_moj, "en.json"),
        (uk_legislation, "revised.xml"),
        (us_ecfr, "title-99-part-7-2024-05-17.xml"),
        (us_uslm, "title.xml"),
        (eu_cellar, "32099R0001.xhtml"),
        (cn_govcn, "page.html"),
    ],
)
def test_a_half_document_is_refused(source: Any, name: str) -> None:
    raw = (FIXTURES / source.SOURCE.id / name).read_bytes()
    for part in (0.2, 0.5, 0.9):
        with pytest.raises(Unreadable, match=r"whole|half"):
            source.parse(raw[: int(len(raw) * part)], name, at=AT)


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        (ca_justice, "act.xml", "DefinedTermEn", "Novelty"),
        (jp_egov, "405AC0000000999_20240401_504AC0000000001.xml", "ItemSentence", "Novelty"),
        (uk_legislation, "revised.xml", "OrderedList", "Novelty"),
        (us_ecfr, "title-99-part-7-2024-05-17.xml", "I>", "NOVELTY>"),
        (us_uslm, "public-law.xml", "chapeau", "novelty"),
        (eu_cellar, "32099R0001.xhtml", "oj-sti-art", "novelty"),
    ],
)
def test_markup_that_is_not_known_stops_the_document(source: Any, name: str, old: str, new: str) -> None:
    raw = (FIXTURES / source.SOURCE.id / name).read_text(encoding="utf-8").replace(old, new)
    with pytest.raises(UnknownMarkup, match=r"(?i)novelty"):
        source.parse(raw.encode(), name, at=AT)


def test_a_field_that_is_not_known_stops_the_record() -> None:
    law = json.loads((FIXTURES / "tw_moj" / "en.json").read_text(encoding="utf-8"))
    with pytest.raises(UnknownField, match="LawNovelty"):
        tw_moj.parse(json.dumps({**law, "LawNovelty": "1"}).encode(), "en.json", at=AT)
    details = json.loads((FIXTURES / "cn_flk" / "details.json").read_text(encoding="utf-8"))
    details["data"]["novelty"] = 1
    with pytest.raises(UnknownField, match="novelty"):
        cn_flk.parse(json.dumps(details).encode(), "details.json", at=AT)


def test_a_status_code_that_is_not_known_stops_the_record() -> None:
    details = json.loads((FIXTURES / "cn_flk" / "details.json").read_text(encoding="utf-8"))
    details["data"]["sxx"] = 9
    with pytest.raises(UnknownField, match="sxx 9"):
        cn_flk.parse(json.dumps(details).encode(), "details.json", at=AT)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    outside = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a>&b;</a>'
    for document in (laughs, outside):
        with pytest.raises(Unreadable, match="entities"):
            read_xml(document.encode())


def test_a_gzip_bomb_and_a_half_gzip_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than"):
        read_xml(gzip.compress(b"<a>" + b"0" * 20_000_000 + b"</a>"))
    with pytest.raises(Unreadable, match="half-written"):
        read_xml(gzip.compress(b"<a>words</a>" * 50)[:-12])


def test_old_word_files_web_pages_and_bombs_are_no_docx() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    for raw, reason in ((b"\xd0\xcf\x11\xe0....", "old Word"), (SHELL, "web page"), (packed.getvalue(), "unpacks")):
        with pytest.raises(Unreadable, match=reason):
            docx_lines(raw)


def test_a_stub_of_a_repealed_chapter_is_no_law() -> None:
    stub = (FIXTURES / "us_ecfr" / "title-99-part-7-2024-05-17.xml").read_text(encoding="utf-8")
    head = stub[: stub.index("<AUTH>")]
    with pytest.raises(Unreadable, match="no text of a law"):
        us_ecfr.parse(f"{head}<P>[Reserved]</P></DIV5>".encode(), "2024-05-17", at=AT)


def test_the_empty_shell_of_a_search_is_recognised() -> None:
    with pytest.raises(Unreadable, match="empty shell"):
        read_search(b'{"code":200,"msg":"ok","data":null,"paramsVO":{"q":"x"}}')


def test_documents_of_a_search_are_listed_with_their_numbers() -> None:
    record = {
        "id": "1", "pcode": "国办发〔2024〕99号", "title": "关于<em>公开</em>样例信息的意见",
        "summary": "", "childtype": "",
        "pubtimeStr": "2024.01.12", "url": "https://www.gov.cn/x.htm", "puborg": "国务院办公厅",
    }  # fmt: skip
    reply = {"code": 200, "searchVO": {"catMap": {"gongwen": {"catName": "gongwen", "listVO": [record]}}}}
    listed = read_search(json.dumps(reply).encode())[0]
    assert (listed.title, listed.category) == ("关于公开样例信息的意见", "gongwen")
    assert listed.published
    assert listed.published.isoformat() == "2024-01-12"


def test_a_midnight_in_beijing_is_not_the_day_before() -> None:
    assert beijing_day(1704988800000).isoformat() == "2024-01-12"


def test_an_effect_before_the_act_was_made_is_left_out(shared_dir: Path) -> None:
    about = read_metadata((shared_dir / "sources/eu_cellar/32022R2065_metadata.json").read_bytes())
    assert [day.isoformat() for day in about.effects] == ["2022-11-16"]
    assert about.problems == ("the metadata gives 2022-02-17 as effect, before the act was made: left out",)
    assert about.end is None


def test_recorded_replies_of_the_policy_library_are_listed_or_refused(shared_dir: Path) -> None:
    folder = shared_dir / "sources" / "cn_govcn"
    listed = read_search((folder / "search-gov_data_catMap_reduced.json").read_bytes())
    assert [each.number for each in listed] == ["国函〔2026〕80号", "交运发〔2026〕86号"]
    with pytest.raises(Unreadable, match="empty shell"):
        read_search((folder / "search-gov_data_shell_no_results.json").read_bytes())


@pytest.mark.parametrize(
    ("source", "name"),
    [(tw_moj, "zh.xml"), (jp_egov, "405AC0000000999_20240401_504AC0000000001.xml"), (cn_govcn, "page.html")],
)
def test_a_text_that_was_decoded_wrongly_on_its_way_is_refused(source: Any, name: str) -> None:
    raw = (FIXTURES / source.SOURCE.id / name).read_bytes()
    with pytest.raises(ValueError, match=r"garbled|known|neither|whole"):
        source.parse(raw.decode("latin-1").encode(), name, at=AT)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_english_apostrophes_decoded_wrongly_are_noticed(encoding: str) -> None:
    act = (FIXTURES / "ca_justice" / "act.xml").read_text(encoding="utf-8").replace("closed", "the office’s own")
    garbled = act.encode().decode(encoding, "replace").encode()
    with pytest.raises(Unreadable, match=r"garbled"):
        ca_justice.parse(garbled, "act.xml", at=AT)
