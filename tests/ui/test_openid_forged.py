"""What an OpenID provider, or whoever pretends to be one, may say without being believed."""

from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey

from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from tests.ui.openid_provider import Change, Liar, OpenStaffSite, come_back, leave

OTHER = RSAKey.generate_key(2048, parameters={"kid": "first"})


def _hours_ago(claims: dict[str, Any]) -> None:
    claims["exp"] = claims["iat"] - 3600


def _hours_ahead(claims: dict[str, Any]) -> None:
    claims["iat"] += 3600


def _set(**values: object) -> Change:
    return lambda claims: claims.update(values)


def _drop(name: str) -> Change:
    return lambda claims: claims.pop(name)


@pytest.mark.parametrize(
    "change",
    [
        _set(iss="https://other.example"),
        _set(aud="another"),
        _set(aud=["lexgap", "another"]),
        _set(azp="another"),
        _set(nonce="of another sign-in"),
        _set(sub=""),
        _set(sub=7),
        _set(sub="x" * 256),
        _set(sub="林"),
        _hours_ago,
        _hours_ahead,
        *map(_drop, ("iss", "sub", "aud", "exp", "iat", "nonce")),
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk, change: Change
) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    liar.change = change
    answer = come_back(open_staff_site(liar.address), liar)
    assert answer.status_code == 403
    assert "lexgap_session" not in answer.cookies


@pytest.mark.parametrize("forged", ["another key", "a secret that all know", "no signature", "no token", "no sense"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk, forged: str
) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    match forged:
        case "another key":
            liar.key = OTHER
        case "a secret that all know":
            liar.key = OctKey.generate_key(256, parameters={"kid": "first"})
            liar.published = [liar.key]
            liar.header = {"alg": "HS256", "kid": "first"}
        case "no signature":
            liar.token = {"id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJsaW4tMSJ9."}
        case "no token":
            liar.token = {"id_token": None}
        case _:
            liar.token = {"id_token": "no sense"}
    assert come_back(open_staff_site(liar.address), liar).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"state": "of another browser"}, {"state": ""}, {"code": ""}, {"code": "x" * 5000}, {"iss": "https://o.example"}],
)
def test_a_way_back_that_this_browser_did_not_begin_is_refused(
    open_staff_site: OpenStaffSite,
    liar: Liar,
    accounts: AccountDesk,
    changes: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    assert come_back(open_staff_site(liar.address), liar, **changes).status_code == 403
    said = {"state": "not its own", "code": "sent no code", "iss": "'https://o.example'"}
    assert said[next(iter(changes))] in caplog.text


def test_the_way_back_is_gone_once(open_staff_site: OpenStaffSite, liar: Liar, accounts: AccountDesk) -> None:
    accounts.add("lin", Role.REVIEWER, subject=f"{liar.address} lin-1")
    client = open_staff_site(liar.address)
    brought = leave(client)
    liar.challenge, liar.nonce = brought["code_challenge"], brought["nonce"]
    back = {"code": "c", "state": brought["state"]}
    assert client.get("/sign-in/openid/back", params=back).status_code == 303
    assert client.get("/sign-in/openid/back", params=back).status_code == 403


def test_the_code_is_worth_nothing_without_the_browser_that_asked(open_staff_site: OpenStaffSite, liar: Liar) -> None:
    client = open_staff_site(liar.address)
    brought = leave(client)
    liar.challenge = "of another browser"
    back = {"code": "c", "state": brought["state"]}
    assert client.get("/sign-in/openid/back", params=back).status_code == 403
