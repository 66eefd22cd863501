"""API keys: shown once, kept as hashes, and good until they expire, are revoked, or their account is closed."""

from datetime import timedelta
from pathlib import Path

import pytest

from search_api.accounts.attempts import FROM_A_PLACE, WINDOW_S
from search_api.accounts.desk import AccountDesk
from search_api.accounts.keys import ApiKeys
from search_api.accounts.records import Account, AccountRefused, KeyRefused, Role, TooManyAttempts
from tests.search_api.test_accounts import PLACE, SENTENCE, Clock

UNKNOWN = f"lexgap_00000000_{'0' * 64}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> AccountDesk:
    return AccountDesk(home=tmp_path, clock=clock)


@pytest.fixture
def lin(desk: AccountDesk) -> Account:
    return desk.add("lin", Role.REVIEWER, subject="https://id.example 1")


@pytest.fixture
def keys(desk: AccountDesk, clock: Clock) -> ApiKeys:
    return ApiKeys(file=desk.file, clock=clock)


def test_a_key_acts_for_its_account_and_is_nowhere_kept(keys: ApiKeys, lin: Account) -> None:
    made, key = keys.add(lin, " weekly  job ")
    assert (made.account, made.name, made.used_at, made.expires_at) == ("lin", "weekly job", None, None)
    assert key.startswith(f"{made.prefix}_")
    assert len(key.removeprefix(f"{made.prefix}_")) == 64, "256 bits"
    assert keys.account_of(key, address=PLACE) == lin
    held = b"".join(path.read_bytes() for path in keys.file.parent.iterdir())
    assert made.prefix.encode() in held
    assert key.removeprefix(made.prefix).encode() not in held


def test_when_a_key_was_used_is_noted_once_a_minute(keys: ApiKeys, lin: Account, clock: Clock) -> None:
    _, key = keys.add(lin, "job")
    began = clock.now
    seen = []
    for seconds in (0, 59, 60):
        clock.now = began + timedelta(seconds=seconds)
        keys.account_of(key, address=PLACE)
        seen.append(keys.of("lin")[0].used_at)
    assert seen == [began, began, began + timedelta(seconds=60)]


@pytest.mark.parametrize("change", ["x", " ", "0", ""])
def test_a_key_that_differs_in_one_character_is_unknown(keys: ApiKeys, lin: Account, change: str) -> None:
    _, key = keys.add(lin, "job")
    for wrong in (key[:-1] + change, change + key[1:]):
        if wrong != key:
            with pytest.raises(KeyRefused, match="not known"):
                keys.account_of(wrong, address=PLACE)


def test_an_expired_a_revoked_and_a_closed_accounts_key_say_what_they_are(
    keys: ApiKeys, lin: Account, desk: AccountDesk, clock: Clock
) -> None:
    _, short = keys.add(lin, "short", expires_at=clock.now + timedelta(days=1))
    gone, revoked = keys.add(lin, "gone")
    _, good = keys.add(lin, "good")
    assert keys.account_of(short, address=PLACE) == lin
    clock.now += timedelta(days=1)
    assert keys.revoke(gone.prefix).revoked_at == clock.now
    for key, why in ((short, "expired on 2026-01-03"), (revoked, "was revoked on 2026-01-03")):
        with pytest.raises(KeyRefused, match=f"{why}: make one with `lexgap accounts key add"):
            keys.account_of(key, address=PLACE)
    desk.disable("lin")
    with pytest.raises(KeyRefused, match="closed"):
        keys.account_of(good, address=PLACE)
    desk.disable("lin", disabled=False)
    assert keys.account_of(good, address=PLACE) == lin


def test_a_revoked_key_keeps_the_day_and_an_unknown_one_cannot_be_revoked(
    keys: ApiKeys, lin: Account, clock: Clock
) -> None:
    made, _ = keys.add(lin, "job")
    first = keys.revoke(made.prefix)
    clock.now += timedelta(days=1)
    assert keys.revoke(made.prefix) == first
    with pytest.raises(AccountRefused, match="accounts key list"):
        keys.revoke("lexgap_")


def test_failures_are_limited_by_place_and_a_good_key_goes_on(keys: ApiKeys, lin: Account, clock: Clock) -> None:
    _, key = keys.add(lin, "job")
    for _ in range(FROM_A_PLACE):
        with pytest.raises(KeyRefused):
            keys.account_of(UNKNOWN, address=PLACE)
    with pytest.raises(TooManyAttempts) as late:
        keys.account_of(UNKNOWN, address=PLACE)
    assert 0 < late.value.retry_after <= WINDOW_S + 1
    assert keys.account_of(key, address=PLACE) == lin
    with pytest.raises(KeyRefused):
        keys.account_of(UNKNOWN, address="198.51.100.9")
    clock.now += timedelta(seconds=late.value.retry_after)
    with pytest.raises(KeyRefused):
        keys.account_of(UNKNOWN, address=PLACE)


def test_failing_keys_keep_nobody_from_signing_in(keys: ApiKeys, lin: Account, desk: AccountDesk) -> None:
    desk.set_password(lin.name, SENTENCE)
    for _ in range(FROM_A_PLACE):
        with pytest.raises(KeyRefused):
            keys.account_of(UNKNOWN, address=PLACE)
    assert desk.sign_in("lin", SENTENCE, address=PLACE)


@pytest.mark.parametrize(("name", "days", "why"), [(" ", 1, "name"), ("x" * 61, 1, "60"), ("job", 0, "is past")])
def test_what_cannot_be_made_says_why(
    keys: ApiKeys, lin: Account, clock: Clock, name: str, days: int, why: str
) -> None:
    with pytest.raises(AccountRefused, match=why):
        keys.add(lin, name, expires_at=clock.now + timedelta(days=days))


def test_a_closed_account_is_given_no_key(keys: ApiKeys, lin: Account, desk: AccountDesk) -> None:
    assert lin.disabled_at is None
    with pytest.raises(AccountRefused, match="--undo"):
        keys.add(desk.disable("lin"), "job")


def test_where_nobody_has_an_account_no_key_is_known_and_nothing_is_made(keys: ApiKeys, tmp_path: Path) -> None:
    with pytest.raises(KeyRefused):
        keys.account_of(UNKNOWN, address=PLACE)
    assert keys.of() == ()
    assert list(tmp_path.iterdir()) == []
