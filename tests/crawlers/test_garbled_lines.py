"""One garbled line in a sound Chinese text is noticed, and no genuine text is called garbled."""

import time
from pathlib import Path

import pytest

from crawlers.checks import missing_sections
from crawlers.crawl import Ask, Page
from crawlers.garbled import refuse_garbled
from crawlers.page_faults import refuse_faulty_page
from crawlers.readable import Unreadable
from law.provision import Provision, Unit
from tests.crawlers.faulty_pages import LAW
from tests.crawlers.reviewed import AT

EVERY = 5


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("utf-8", "cp1252"), ("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "koi8-r"), ("gb18030", "euc_jp")],
)
def test_a_line_in_another_encoding_than_the_rest_is_noticed(right: str, wrong: str) -> None:
    line = "本办法由市人民政府办公厅负责解释，自发布之日起施行。"
    with pytest.raises(Unreadable):
        refuse_garbled(f"{LAW * 5}\n{line.encode(right).decode(wrong, 'ignore')}\n{LAW}")


def test_a_day_without_its_characters_is_noticed() -> None:
    with pytest.raises(Unreadable, match=r"garbled|lost"):
        refuse_garbled(f"{LAW}\n2020?7?1?")


def test_signs_of_multiplication_are_no_damage() -> None:
    refuse_garbled(f"{LAW}原告×××诉被告××××公司一案，长×宽＝2××××3，以及35℃±2℃。")


@pytest.mark.shared
def test_no_genuine_text_of_the_collection_is_called_garbled(shared_dir: Path) -> None:
    paths = sorted((shared_dir / "corpora" / "LawRefBook-Laws").rglob("*.md"))[::EVERY]
    assert len(paths) > 600
    for path in paths:
        refuse_garbled(path.read_text(encoding="utf-8"))


def test_a_page_nested_without_end_is_refused_before_it_is_read() -> None:
    body = b"<html><body>" + b"<div>" * 200_000 + LAW.encode() + b"</div>" * 200_000 + b"</body></html>"
    ask = Ask(url="https://example.org/law.html", role="document", ref="law")
    headers = {"content-type": "text/html; charset=utf-8"}
    page = Page(ask=ask, url=ask.url, status=200, headers=headers, body=body, retrieved_at=AT)
    begun = time.process_time()
    with pytest.raises(Unreadable, match="nested deeper"):
        refuse_faulty_page(page)
    assert time.process_time() - begun < 10


def test_an_item_left_out_of_a_schedule_is_named() -> None:
    held = [
        Provision(id=f"schedule_2__sec_{n}", unit=Unit.ARTICLE, label=f"Section {n}", text="Investigations")
        for n in (1, 2, 4)
    ]
    assert missing_sections(held) == ("no section between Section 2 and Section 4",)
