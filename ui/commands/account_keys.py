"""``lexgap accounts key``: API keys, with which programs write in the name of an account."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.exits import Exit
from ui.commands.opening import home
from ui.commands.options import Json, day, now
from ui.commands.output import plain, print_json, print_lines, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search_api.accounts.desk import AccountDesk
    from search_api.accounts.keys import ApiKeys
    from search_api.accounts.records import ApiKey

keys = typer.Typer(no_args_is_help=True, help="API keys, with which programs write in the name of an account.")
_COLUMNS = ("prefix", "account", "name", "made_at", "used_at", "expires_at", "revoked_at")


@keys.command()
def add(
    account: Annotated[str, typer.Argument(help="The account that the key acts for.")],
    name: Annotated[str, typer.Option("--name", help="What the key is for, such as the job that has it.")],
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day on which it is no longer good, YYYY-MM-DD.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Make a key and show it, once: nobody can read it again."""
    desk = account_desk()
    ends = datetime.combine(day(expires, "--expires"), time()).astimezone() if expires else None
    made, key = _keys(desk).add(desk.account(account), name, expires_at=ends)
    if as_json:
        print_json({**_record(made), "key": key})
    else:
        _table([made])
        print_lines([f"key, shown only now: {key}"])
    return Exit.DONE


@keys.command(name="list")
def list_(
    account: Annotated[str | None, typer.Argument(help="Only the keys of this account.")] = None, as_json: Json = False
) -> int:
    """List the keys: how each begins, what it is for, when it was made and last used, when it ends."""
    desk = account_desk()
    found = _keys(desk).of(desk.account(account).name if account else None)
    if as_json:
        print_json({"keys": [_record(key) for key in found]})
    else:
        _table(found)
    return Exit.DONE


@keys.command()
def revoke(
    prefix: Annotated[str, typer.Argument(help="How the key begins: lexgap_ and eight characters, as listed.")],
    as_json: Json = False,
) -> int:
    """End a key at once."""
    found = _keys(account_desk()).revoke(prefix)
    if as_json:
        print_json(_record(found))
    else:
        _table([found])
    return Exit.DONE


def account_desk() -> "AccountDesk":
    """The accounts of the data directory."""
    from search_api.accounts.desk import AccountDesk

    return AccountDesk(home=home(), clock=now)


def _keys(desk: "AccountDesk") -> "ApiKeys":
    from search_api.accounts.keys import ApiKeys

    return ApiKeys(file=desk.file, clock=desk.clock)


def _record(key: "ApiKey") -> dict[str, Any]:
    record: dict[str, Any] = plain(key)
    return record


def _table(found: "Iterable[ApiKey]") -> None:
    records = [_record(key) for key in found]
    rows = (
        [(record[name] or "")[:16] if name.endswith("_at") else record[name] for name in _COLUMNS] for record in records
    )
    print_table("API keys", [name.removesuffix("_at") for name in _COLUMNS], rows)
