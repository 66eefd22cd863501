"""Texts, titles, sources and addresses that try to become code are shown as words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from index.build import build_index
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Event, Instrument
from law.provision import Provision, Unit
from search_api.opening import open_library
from search_api.settings import Settings
from tests.law.texts import AT, version
from tests.ui.reading_html import read
from ui.site import create_site

ATTACK = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7*7 }}{% x %}"
ID = "/akn/xs/act/hostile"


def hostile() -> Instrument:
    held = version(
        "2024-01-01",
        language="zh-Hans",
        promulgated_on=date(2024, 1, 1),
        in_force_from=date(2024, 2, 1),
        source_url="javascript:alert(3)",
        events=(Event(text=ATTACK, day=date(2024, 1, 1), action="adopted"),),
        problems=(ATTACK,),
        status_code=ATTACK,
    )
    texts = (
        Provision(id="chp_1", unit=Unit.HEADING, label="第一章", heading=ATTACK),
        Provision(id="art_1", unit=Unit.ARTICLE, label="第一条", heading=ATTACK, text=f"公开{ATTACK}", path=(ATTACK,)),
    )
    return Instrument(
        id=ID,
        jurisdiction="xs",
        titles={"zh-Hans": f"恶意公开{ATTACK}", "en": ATTACK},
        issuing_body=ATTACK,
        number=ATTACK,
        alternates={"x": ATTACK},
        versions=(replace(held, provisions=texts),),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("hostile")
    with Corpus.open(home) as corpus:
        with writing(corpus, source="test", at=AT) as writer:
            writer.add(hostile())
        build_index(corpus, home)
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: date(2026, 1, 2))
    with TestClient(create_site(settings, library=library), raise_server_exceptions=False) as opened:
        yield opened
    library.close()


@pytest.mark.parametrize(
    "address",
    [
        "/?q=公开",
        "/?q=公开&on=any",
        f"/instruments{ID}",
        "/instruments?title=公开",
        "/sources",
        f"/?q={ATTACK.replace('&', '%26').replace('#', '%23')}",
        f"/?q=公开&jurisdiction={ATTACK}",
        f"/?q=公开&mode={ATTACK}",
        f"/?q=公开&on={ATTACK}",
        f"/?q=公开&from={ATTACK}",
        f"/?q=公开&lang={ATTACK}",
        f"/instruments{ID}?mark={ATTACK}",
        f"/instruments{ID}?on={ATTACK}",
        "/instruments/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/gaps?jurisdiction=%3Cscript%3E",
        "/gaps/%3Cscript%3E/xs",
        "/%3Cscript%3E",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_an_attack_is_shown_as_words(client: TestClient, address: str, language: str) -> None:
    page = read(client, address, language)
    assert page.status < 500
    assert "<script>alert" not in page.raw
    assert not page.html.find_all("img")
    assert [tag for tag in page.html.find_all("script") if not str(tag.get("src", "")).startswith("/static/")] == []
    assert [name for _, name, _ in page.attributes() if name.startswith("on")] == []
    assert not [a for a in page.html.find_all(href=True) if str(a["href"]).lower().startswith("javascript")]
    assert "49" not in page.title


def test_the_words_of_the_attack_are_there(client: TestClient) -> None:
    page = read(client, f"/instruments{ID}", "en")
    assert ATTACK in page.html.get_text()
    assert "javascript:alert(3)" in page.words


def test_a_language_that_is_none_does_not_get_into_links(client: TestClient) -> None:
    page = read(client, "/?lang=%22%3E%3Cscript%3E")
    assert all("script" not in str(a["href"]) for a in page.all("main a"))
