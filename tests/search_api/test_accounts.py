"""Accounts: how passwords are kept, who gets in, when sessions end, and what many failures lead to."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search_api.accounts.attempts import (
    FOR_A_NAME,
    FOR_A_NAME_FROM_A_PLACE,
    FROM_A_PLACE,
    WINDOW_S,
    check_attempts,
    count_attempt,
    forgive_attempts,
)
from search_api.accounts.database import opened
from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import AccountRefused, Role, SignInRefused, TooManyAttempts
from search_api.accounts.sessions import IDLE, LONGEST

SENTENCE = "a sentence that nobody knows"
PLACE = "192.0.2.7"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> AccountDesk:
    made = AccountDesk(home=tmp_path, clock=clock)
    made.add("lin", Role.REVIEWER, password=SENTENCE)
    return made


@pytest.mark.usefixtures("desk")
def test_the_password_is_kept_as_an_argon2id_hash_in_a_file_for_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "accounts" / "accounts.sqlite"
    assert file.stat().st_mode & 0o077 == 0
    assert SENTENCE.encode() not in file.read_bytes()
    with sqlite3.connect(file) as db:
        (kept,) = db.execute("SELECT hash FROM account").fetchone()
    assert kept.startswith("$argon2id$v=19$m=65536")
    db.close()


def test_a_session_is_found_by_its_secret_which_is_nowhere_kept(desk: AccountDesk, tmp_path: Path) -> None:
    session = desk.sign_in("lin", SENTENCE, address=PLACE)
    found = desk.session(session.token)
    assert found is not None
    assert (found.token, found.form_token) == (session.token, session.form_token)
    assert found.account.role is Role.REVIEWER
    assert session.token.encode() not in (tmp_path / "accounts" / "accounts.sqlite").read_bytes()
    assert session.form_token != session.token
    assert desk.session(session.token + "x") is None


def test_two_sessions_have_two_secrets_and_signing_out_ends_one(desk: AccountDesk) -> None:
    one, other = (desk.sign_in("lin", SENTENCE, address=PLACE) for _ in range(2))
    assert one.token != other.token
    desk.sign_out(one)
    assert desk.session(one.token) is None
    assert desk.session(other.token) is not None


@pytest.mark.parametrize("passed", [IDLE, LONGEST])
def test_sessions_end_when_they_are_idle_or_old(desk: AccountDesk, clock: Clock, passed: timedelta) -> None:
    session = desk.sign_in("lin", SENTENCE, address=PLACE)
    ends = clock.now + passed
    while clock.now < ends - timedelta(hours=1):
        clock.now += timedelta(hours=1) if passed == LONGEST else timedelta(0)
        if passed == IDLE:
            break
        assert desk.session(session.token) is not None
    clock.now = ends
    assert desk.session(session.token) is None


@pytest.mark.parametrize(("name", "password"), [("lin", "another sentence of some length"), ("mo", SENTENCE), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(
    desk: AccountDesk, name: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="do not belong together"):
        desk.sign_in(name, password, address=PLACE)


def test_a_closed_account_is_out_at_once_and_can_come_back(desk: AccountDesk) -> None:
    session = desk.sign_in("lin", SENTENCE, address=PLACE)
    assert desk.disable("lin").disabled_at is not None
    assert desk.session(session.token) is None
    with pytest.raises(SignInRefused):
        desk.sign_in("lin", SENTENCE, address=PLACE)
    desk.disable("lin", disabled=False)
    assert desk.session(session.token) is None
    assert desk.sign_in("lin", SENTENCE, address=PLACE)


def test_another_password_ends_every_session(desk: AccountDesk) -> None:
    session = desk.sign_in("lin", SENTENCE, address=PLACE)
    desk.set_password("lin", "quite another sentence")
    assert desk.session(session.token) is None
    assert desk.sign_in("lin", "quite another sentence", address=PLACE)


def test_five_failures_stop_a_name_from_a_place_and_time_lets_it_go_on(desk: AccountDesk, clock: Clock) -> None:
    _fail(desk, FOR_A_NAME_FROM_A_PLACE, name="lin", place=PLACE)
    with pytest.raises(TooManyAttempts) as refused:
        desk.sign_in("lin", SENTENCE, address=PLACE)
    assert 0 < refused.value.retry_after <= WINDOW_S + 1
    assert desk.sign_in("lin", SENTENCE, address="198.51.100.9")
    clock.now += timedelta(seconds=refused.value.retry_after)
    assert desk.sign_in("lin", SENTENCE, address=PLACE)


def test_one_place_cannot_try_many_names(desk: AccountDesk) -> None:
    for number in range(FROM_A_PLACE):
        _fail(desk, 1, name=f"guess{number}", place=PLACE)
    with pytest.raises(TooManyAttempts):
        desk.sign_in("lin", SENTENCE, address=PLACE)


def test_those_who_sign_in_from_one_office_do_not_shut_each_other_out(desk: AccountDesk, clock: Clock) -> None:
    with opened(desk.file) as db:
        for number in range(2 * FOR_A_NAME):
            facts = {"name": f"reviewer{number % 3}", "address": PLACE, "now": clock.now.timestamp() + number}
            check_attempts(db, **facts)
            count_attempt(db, **facts)
            forgive_attempts(db, **facts)


def test_whoever_has_an_account_does_not_clear_the_failures_of_a_place(desk: AccountDesk) -> None:
    for number in range(FROM_A_PLACE):
        if number == FROM_A_PLACE // 2:
            assert desk.sign_in("lin", SENTENCE, address=PLACE)
        _fail(desk, 1, name=f"guess{number}", place=PLACE)
    with pytest.raises(TooManyAttempts):
        desk.sign_in("lin", SENTENCE, address=PLACE)


def test_many_places_cannot_try_one_name(desk: AccountDesk) -> None:
    for number in range(FOR_A_NAME):
        _fail(desk, 1, name="lin", place=f"198.51.100.{number}")
    with pytest.raises(TooManyAttempts):
        desk.sign_in("lin", SENTENCE, address=PLACE)


def _fail(desk: AccountDesk, times: int, *, name: str, place: str) -> None:
    """Fail quickly: what is too long for a password is not compared."""
    for _ in range(times):
        with pytest.raises(SignInRefused):
            desk.sign_in(name, "x" * 300, address=place)


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "this is Mo herself", "x" * 257])
def test_weak_passwords_are_refused_with_the_rule(desk: AccountDesk, weak: str) -> None:
    with pytest.raises(AccountRefused, match="password"):
        desk.add("mo", Role.ADMIN, password=weak)


@pytest.mark.parametrize("name", ["", " ", "-x", "a b", "a/b", "x" * 65, "a\x00b"])
def test_names_that_cannot_be_shown_are_refused(desk: AccountDesk, name: str) -> None:
    with pytest.raises(AccountRefused, match="name"):
        desk.add(name, Role.REVIEWER, password=SENTENCE)


def test_a_name_is_given_once(desk: AccountDesk) -> None:
    with pytest.raises(AccountRefused, match="taken"):
        desk.add("lin", Role.ADMIN, password=SENTENCE)
    with pytest.raises(AccountRefused, match="lexgap accounts list"):
        desk.account("mo")


def test_an_account_of_a_provider_has_no_password_and_signs_in_by_its_subject(desk: AccountDesk) -> None:
    desk.add("mo", Role.ADMIN, subject="https://id.example 42")
    assert desk.sign_in_as("https://id.example 42").account.name == "mo"
    for name, password in (("mo", ""), ("mo", SENTENCE)):
        with pytest.raises(SignInRefused):
            desk.sign_in(name, password, address=PLACE)
    with pytest.raises(SignInRefused):
        desk.sign_in_as("https://id.example 43")


def test_the_same_password_typed_on_another_keyboard_fits(desk: AccountDesk) -> None:
    composed = "une phrase très longue"
    desk.add("zoe", Role.REVIEWER, password=composed)
    assert desk.sign_in("zoe", composed.replace("è", "e\u0300"), address=PLACE)


def test_where_nobody_has_an_account_nothing_is_made(tmp_path: Path, clock: Clock) -> None:
    empty = AccountDesk(home=tmp_path, clock=clock)
    assert empty.accounts() == ()
    assert empty.session("anything") is None
    assert list(tmp_path.iterdir()) == []
