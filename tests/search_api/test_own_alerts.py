"""Alerts of accounts: they go to public addresses only, and files from before there were any still open."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search_api.alerts.desk import AlertDesk
from search_api.alerts.own import OwnAlerts
from search_api.alerts.records import Alert, Every, Item, Saved, Watch
from search_api.alerts.sending import NotSent, alert_record, sender_for

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE = """
CREATE TABLE saved (
  name TEXT PRIMARY KEY, watch TEXT NOT NULL, asks TEXT NOT NULL, target TEXT NOT NULL, every TEXT NOT NULL,
  revision INTEGER NOT NULL, secret TEXT NOT NULL, looked_at TEXT
) STRICT;
INSERT INTO saved VALUES ('lin: news', 'search', '{"q": "a"}', 'mailto:lin@law.example', 'harvest', 1, '', NULL);
INSERT INTO saved VALUES ('mine', 'search', '{"q": "a"}', 'mailto:me@law.example', 'harvest', 1, '', NULL);
"""


def an_alert(to: str, account: str) -> Alert:
    saved = Saved(
        name="lin: news", watch=Watch.SEARCH, asks={"q": "a"}, to=to, every=Every.DAILY, revision=0,
        account=account,
    )  # fmt: skip
    item = Item(key="k", title="《新法》第一条", href="/api/v1/instruments/x", summary="xs")
    return Alert(id="a1", saved=saved, since=0, revision=1, items=(item,))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_what_an_account_saved_never_knocks_inside_the_network(host: str) -> None:
    with pytest.raises(NotSent, match="public internet"):
        sender_for(None, "")(an_alert(f"https://{host}:9/hook", "lin"), NOON)


@pytest.mark.parametrize(("account", "inside"), [("", ()), ("lin", ("127.0.0.1",))])
def test_the_command_line_and_a_host_that_is_allowed_reach_it(account: str, inside: tuple[str, ...]) -> None:
    with pytest.raises(NotSent, match="refused"):
        sender_for(None, "", inside)(an_alert("http://127.0.0.1:9/hook", account), NOON)


def test_a_web_address_is_told_the_name_that_the_account_gave() -> None:
    assert alert_record(an_alert("https://law.example", "lin"))["name"] == "news"
    assert alert_record(an_alert("https://law.example", ""))["name"] == "lin: news"


@pytest.mark.parametrize("to", ["https://law.example/钩", "https://a..b/", "https://例え.example/"])
def test_a_target_that_is_no_address_fails_for_itself(to: str) -> None:
    """Such were taken once; what cannot be sent must not keep the others back."""
    with pytest.raises(NotSent, match="is no address") as refused:
        sender_for(None, "")(an_alert(to, ""), NOON)
    assert not refused.value.again


def test_a_file_from_before_there_were_accounts_alerts_still_tells_whose_is_whose(tmp_path: Path) -> None:
    file = tmp_path / "alerts.sqlite"
    db = sqlite3.connect(file)
    db.executescript(BEFORE)
    db.close()
    desk = AlertDesk(file=file)
    assert [(saved.name, saved.account, saved.language) for saved in desk.all()] == [
        ("lin: news", "lin", "en"), ("mine", "", "en"),
    ]  # fmt: skip
    own = OwnAlerts(desk=desk, account="lin")
    assert [saved.name for saved in own.all()] == ["news"]
    own.remove("news")
    desk.add("new", Watch.GAPS, {}, to="mailto:a@law.example", every=Every.DAILY, revision=1, account="lin", entries=3)
    assert [(saved.name, saved.account, saved.entries) for saved in desk.all()] == [
        ("mine", "", None), ("new", "lin", 3),
    ]  # fmt: skip
