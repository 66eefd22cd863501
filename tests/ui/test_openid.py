"""Signing in through an OpenID provider: a real one from the shelf, and one of our own."""

from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from joserfc.jwk import ECKey
from pydantic import SecretStr
from starlette.testclient import TestClient

from search_api.accounts.attempts import FROM_A_PLACE
from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import AccountRefused, Role
from search_api.settings import Settings
from tests.ui.openid_provider import Liar, OpenStaffSite, come_back, leave
from tests.ui.reading_html import LANGUAGES, read
from ui.site import provider_of

SENTENCE = "a sentence that nobody knows"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_provider_from_the_shelf_signs_a_reviewer_in(open_staff_site: OpenStaffSite, accounts: AccountDesk) -> None:
    import oidc_provider_mock  # loads what its own dependency calls dated

    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        issuer = f"http://localhost:{server.server_port}"
        accounts.add("lin", Role.REVIEWER, subject=f"{issuer} lin@staff.example")
        client = open_staff_site(issuer, "known to both")
        gone = client.get("/sign-in/openid", params={"next": "/gaps?place=cn"}).headers["location"]
        assert gone.startswith(f"{issuer}/oauth2/authorize")
        answer = httpx2.post(gone, data={"sub": "lin@staff.example"})
        back = urlsplit(answer.headers["location"])
        returned = client.get(f"{back.path}?{back.query}")
    assert (returned.status_code, returned.headers["location"]) == (303, "/gaps?place=cn")
    assert "lin" in read(client, "/account", "en").texts(".signed-in a")[0]


def test_the_way_there_asks_for_as_little_as_can_be(open_staff_site: OpenStaffSite, liar: Liar) -> None:
    brought = leave(open_staff_site(liar.address))
    assert brought["scope"] == "openid"
    assert (brought["response_type"], brought["code_challenge_method"]) == ("code", "S256")
    assert brought["redirect_uri"] == "http://testserver/sign-in/openid/back"
    assert min(len(brought[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_the_settings_name_the_client_and_its_secret(liar: Liar) -> None:
    assert provider_of(Settings(oidc_issuer=None)) is None
    made = provider_of(Settings(oidc_issuer=liar.address, oidc_client_id="l", oidc_client_secret=SecretStr("hush")))
    assert made is not None
    assert (made.client_id, made.client_secret) == ("l", "hush")
    assert "hush" not in repr(Settings(oidc_client_secret=SecretStr("hush")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_no_account_was_made_for_is_told_what_to_have_linked(
    open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk, language: str
) -> None:
    client = open_staff_site(liar.address)
    client.headers["Accept-Language"] = language
    answer = come_back(client, liar)
    assert answer.status_code == 403
    assert f"<code>{liar.address} lin-1</code>" in answer.text
    assert accounts.accounts() == ()
    accounts.add("lin", Role.REVIEWER, password=SENTENCE)
    accounts.link("lin", f"{liar.address} lin-1")
    assert come_back(client, liar).status_code == 303


def test_a_provider_may_change_its_keys(open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    client = open_staff_site(liar.address)
    assert come_back(client, liar).status_code == 303
    asked = len(liar.asked)
    assert come_back(client, liar).status_code == 303
    assert len(liar.asked) == asked
    liar.key = ECKey.generate_key("P-256", parameters={"kid": "second"})
    liar.published, liar.header = [liar.key], {"alg": "ES256", "kid": "second"}
    assert come_back(client, liar).status_code == 303
    assert len(liar.asked) > asked


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_is_set_up_wrongly_is_told_of_on_the_page(
    open_staff_site: OpenStaffSite, liar: Liar, said: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    liar.said = said
    answer = open_staff_site(liar.address).get("/sign-in/openid")
    assert answer.status_code == 502
    assert "the staff directory does not answer" in answer.text
    assert liar.address in caplog.text


def test_a_provider_that_is_down_leaves_the_password(open_staff_site: OpenStaffSite) -> None:
    client = open_staff_site("http://127.0.0.1:9")
    answer = client.get("/sign-in/openid")
    assert answer.status_code == 502
    assert 'name="password"' in answer.text


def test_nobody_is_sent_to_another_site_afterwards(
    open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk
) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    client = open_staff_site(liar.address)
    brought = leave(client, "https://evil.example/")
    liar.challenge, liar.nonce = brought["code_challenge"], brought["nonce"]
    answer = client.get("/sign-in/openid/back", params={"code": "c", "state": brought["state"]})
    assert answer.headers["location"] == "/account"


def test_one_place_cannot_begin_without_end(open_staff_site: OpenStaffSite, liar: Liar) -> None:
    client = open_staff_site(liar.address)
    told = [client.get("/sign-in/openid").status_code for _ in range(FROM_A_PLACE + 1)]
    assert (set(told[:-1]), told[-1]) == ({303}, 429)


def test_without_a_provider_the_page_offers_none(client: TestClient) -> None:
    assert client.get("/sign-in/openid", follow_redirects=False).status_code == 404
    assert client.get("/sign-in/openid/back", follow_redirects=False).status_code == 404
    assert "openid" not in client.get("/sign-in").text


def test_an_account_keeps_a_way_to_sign_in(accounts: AccountDesk) -> None:
    accounts.add("lin", Role.REVIEWER, subject="https://id.example lin-1")
    accounts.add("wu", Role.REVIEWER, password=SENTENCE)
    with pytest.raises(AccountRefused, match="password first"):
        accounts.link("lin", None)
    with pytest.raises(AccountRefused, match="lexgap accounts list"):
        accounts.link("wu", "https://id.example lin-1")
    assert accounts.link("wu", "https://id.example wu-1").subject == "https://id.example wu-1"
    assert accounts.link("wu", None).subject is None
