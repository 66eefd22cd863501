"""What holds for every page in every language: structure, names, languages, no script, nothing from elsewhere."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from starlette.testclient import TestClient

from tests.ui.reading_html import LANGUAGES, Read, read

_LABELLED = ("button", "submit", "hidden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_language_asked_for(client: TestClient, any_address: str, language: str) -> None:
    page = read(client, any_address, language)
    assert page.html.html is not None
    assert page.html.html["lang"] == language
    assert page.title.strip(" ·")
    assert page.status in (200, 404, 422)
    assert "{" not in page.title


def test_the_browsers_language_is_the_default(client: TestClient, any_address: str) -> None:
    page = read(client, any_address, None, **{"accept-language": "zh-TW,zh;q=0.8"})
    assert page.html.html is not None
    assert page.html.html["lang"] == "zh-Hant"


def test_it_has_landmarks_and_one_heading_of_the_first_rank(any_page: Read) -> None:
    for selector in ("header.top", "nav[aria-label]", "main#main", "footer"):
        assert any_page.all(selector), selector
    assert len(any_page.all("h1")) == 1
    assert any_page.all("a.skip")[0]["href"] == "#main"
    ranks = [int(tag.name[1]) for tag in any_page.html.find_all(re.compile(r"^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in pairwise(ranks)), ranks


def test_ids_are_unique_and_every_reference_has_its_end(any_page: Read) -> None:
    ids = [tag["id"] for tag in any_page.html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    wanted = {
        value
        for _, name, values in any_page.attributes()
        for value in values.split()
        if name in ("for", "aria-labelledby", "aria-describedby")
    }
    fragments = {str(tag["href"])[1:] for tag in any_page.html.find_all(href=re.compile("^#."))}
    assert (wanted | fragments) - set(ids) == set()


def test_every_field_has_a_label_and_every_link_words(any_page: Read) -> None:
    for field in any_page.html.find_all(["input", "select", "textarea"]):
        if field.get("type") not in _LABELLED:
            labelled = field.find_parent("label") or any_page.all(f'label[for="{field.get("id")}"]')
            assert labelled, field
    for link in any_page.html.find_all(["a", "button"]):
        assert link.get_text(strip=True) or link.get("aria-label"), link


def test_it_is_light(client: TestClient, any_address: str) -> None:
    assert len(read(client, any_address, "zh-Hant").raw.encode()) < 100_000


def test_pictures_are_hidden_from_readers_of_words(any_page: Read) -> None:
    for picture in any_page.html.find_all("svg"):
        assert picture.get("aria-hidden") == "true", picture
    assert not any_page.html.find_all("img", alt=False)


def test_there_is_no_script_or_style_in_the_page(any_page: Read) -> None:
    assert not any_page.html.find_all("style")
    assert all(tag.get("src") and not tag.get_text(strip=True) for tag in any_page.html.find_all("script"))
    assert [name for _, name, _ in any_page.attributes() if name == "style" or name.startswith("on")] == []
    assert not any_page.html.find_all("meta", attrs={"http-equiv": True})


def test_nothing_is_fetched_from_elsewhere(any_page: Read) -> None:
    for tag in any_page.html.find_all(["script", "link", "img", "iframe", "source", "use", "form"]):
        for name in ("src", "href", "action"):
            assert not urlsplit(str(tag.get(name, ""))).netloc, tag


def test_only_known_schemes_are_linked_to(any_page: Read) -> None:
    assert {urlsplit(str(a["href"])).scheme for a in any_page.html.find_all("a", href=True)} <= {"", "http", "https"}


def test_the_policy_forbids_inline_code(client: TestClient, any_address: str) -> None:
    policy = client.get(any_address).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_chinese_words_on_an_english_page_are_marked_as_chinese(client: TestClient) -> None:
    for address in ("/?q=政府信息", "/instruments/akn/xs/act/样例国政府信息公开法", "/gaps/DIS-01/xs"):
        page = read(client, address, "en")
        for text in page.html.find_all(string=re.compile(r"[\u4e00-\u9fff]{8,}")):
            parent = text.parent
            if parent is not None and parent.name not in ("title", "option", "code") and not _in_switch(parent):
                assert _language(parent) != "en", text


def test_it_does_not_give_advice_and_names_its_version(any_page: Read) -> None:
    footer = any_page.texts("footer")[0]
    assert "not legal advice" in footer
    assert "Lexgap" in footer


def test_the_switch_leads_to_the_same_page(client: TestClient, any_address: str) -> None:
    page = read(client, any_address, "en")
    for language in LANGUAGES:
        href = next(str(a["href"]) for a in page.all(".languages a") if a["hreflang"] == language)
        assert urlsplit(href).path == urlsplit(page.address).path
        assert f"lang={language}" in href


def _language(tag: Tag) -> str:
    holder = tag if tag.get("lang") else tag.find_parent(lang=True)
    return str(holder["lang"]) if isinstance(holder, Tag) else ""


def _in_switch(tag: Tag) -> bool:
    return tag.find_parent(class_=["languages", "examples", "chips"]) is not None
