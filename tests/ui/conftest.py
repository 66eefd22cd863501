"""The pages on the sample corpus: a real index and a real gap analysis of an invented place."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from crawlers.sample import import_sample
from index.build import build_index
from index.records import SearchRequest
from law.corpus import Corpus
from search_api.accounts.desk import AccountDesk
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings
from tests.ui.openid_provider import Liar, OpenStaffSite, lying
from tests.ui.reading_html import Read, read
from ui.site import create_site

TODAY = date(2026, 1, 2)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    with Corpus.open(home) as corpus:
        import_sample(corpus, at=AT)
        build_index(corpus, home)
    return Settings(home=home, embedder="none")


@pytest.fixture(scope="session")
def library(settings: Settings) -> Iterator[Library]:
    opened = open_library(settings, today=lambda: TODAY)
    # The first search and the first judgement load tables; on a busy machine that takes longer than an answer may.
    opened.search(SearchRequest(query="信息"))
    opened.gaps(["xs", "xs-lin"])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def site(settings: Settings, library: Library) -> FastAPI:
    return create_site(settings, library=library)


@pytest.fixture(scope="session")
def client(site: FastAPI) -> Iterator[TestClient]:
    with TestClient(site, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


ADDRESSES = {
    "start": "/",
    "search": "/?q=政府信息公开",
    "search with filters": "/?q=政府信息&jurisdiction=xs&kind=law&on=2015-01-01&mode=lexical&exact_script=true",
    "nothing found": "/?q=zzqqxxyy",
    "instrument": "/instruments/akn/xs/act/样例国政府信息公开法",
    "old text": "/instruments/akn/xs/act/样例国政府信息公开法@2012-03-15",
    "instruments": "/instruments",
    "gaps": "/gaps?jurisdiction=xs&jurisdiction=xs-lin",
    "cell": "/gaps/DIS-01/xs",
    "checklist": "/checklist",
    "sources": "/sources",
    "demands": "/demands?jurisdiction=xs",
    "coverage": "/coverage?jurisdiction=xs",
    "coverage of all": "/coverage",
    "help": "/help",
    "ask": "/ask",
    "answer": "/ask?q=政府信息公开&jurisdiction=xs",
    "letter": "/ask/letter?q=政府信息公开&jurisdiction=xs",
    "comparison": "/instruments/akn/xs/act/样例国政府信息公开法/diff",
    "provision": "/instruments/akn/xs/act/样例国政府信息公开法/provisions/art_3",
    "cited by": "/instruments/akn/xs/act/样例国政府信息公开法/cited-by",
    "checklist of an area": "/checklist?area=DIS",
    "other checklists": "/checklist/mappings",
    "norms": "/norms?jurisdiction=xs",
    "conflicts": "/norms?jurisdiction=xs&with_parents=true&show=conflicts",
    "places compared": "/compare?requirement=DIS-05&jurisdiction=xs-lin&jurisdiction=xs&before=2015-01-01",
    "implementing": "/implementing?instrument=样例国政府信息公开法",
    "gap changes": "/gaps/changes?jurisdiction=xs&since=0",
    "terms": "/terms?q=政府信息",
    "citations": "/citations",
    "sign in": "/sign-in",
    "not held": "/instruments/火星法",
    "no such page": "/nothing/here",
    "unknown place": "/gaps?jurisdiction=atlantis",
}


@pytest.fixture(params=ADDRESSES, ids=list(ADDRESSES))
def any_address(request: pytest.FixtureRequest) -> str:
    return ADDRESSES[request.param]


@pytest.fixture(scope="session")
def pages_read(client: TestClient) -> Callable[[str], Read]:
    """Each page in English, read once for all that is asked of it."""
    return cache(lambda address: read(client, address, "en"))


@pytest.fixture
def any_page(pages_read: Callable[[str], Read], any_address: str) -> Read:
    return pages_read(any_address)


@pytest.fixture
def liar() -> Iterator[Liar]:
    with lying() as provider:
        yield provider


@pytest.fixture
def accounts(tmp_path: Path) -> AccountDesk:
    return AccountDesk(home=tmp_path, clock=lambda: datetime.now(UTC))


@pytest.fixture
def open_staff_site(settings: Settings, library: Library, accounts: AccountDesk) -> Iterator[OpenStaffSite]:
    opened: list[TestClient] = []

    def browser(issuer: str, secret: str | None = None) -> TestClient:
        kept = SecretStr(secret) if secret else None
        named = {"oidc_issuer": issuer, "oidc_client_secret": kept, "oidc_label": "the staff directory"}
        ours = settings.model_copy(update=named)
        site = create_site(ours, library=library)
        site.state.accounts = accounts
        client = TestClient(site, follow_redirects=False, raise_server_exceptions=False)
        opened.append(client)
        return client

    yield browser
    for client in opened:
        client.close()
