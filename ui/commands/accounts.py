"""``lexgap accounts``: who may sign in to review and to administer. Reading needs no account."""

import sys
from typing import Annotated, Any

import typer

from search_api.accounts.records import Account, AccountRefused, Role
from ui.commands.account_keys import account_desk, keys
from ui.commands.exits import Exit
from ui.commands.opening import settings
from ui.commands.options import Json
from ui.commands.output import print_json, print_table, say

accounts = typer.Typer(no_args_is_help=True, help="Accounts of those who review and administer.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name, which the review journal shows.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
]


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    accounts.add_typer(keys, name="key")
    app.add_typer(accounts, name="accounts")


@accounts.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="reviewer, or admin who also switches accounts.")] = Role.REVIEWER,
    subject: Annotated[
        str | None, typer.Option(help="Who it is at the OpenID provider; no password is asked for then.")
    ] = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
) -> int:
    """Make an account. A reviewer's part in reviews is given with `lexgap review`."""
    identity = _identity(subject) if subject is not None else None
    password = _password(from_input=password_stdin) if subject is None or password_stdin else None
    _print([account_desk().add(name, role, password=password, subject=identity)], as_json=as_json)
    return Exit.DONE


@accounts.command()
def link(
    name: Name,
    subject: Annotated[
        str | None, typer.Argument(metavar="[SUBJECT]", help="Who it is at the OpenID provider, as the page tells it.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="No longer let it sign in there.")] = False,
    as_json: Json = False,
) -> int:
    """Let somebody known to the OpenID provider sign in as an account; its sessions end."""
    if (subject is None) is not undo:
        raise AccountRefused("name the subject at the provider, or --undo")
    _print([account_desk().link(name, _identity(subject) if subject else None)], as_json=as_json)
    return Exit.DONE


@accounts.command(name="list")
def list_(as_json: Json = False) -> int:
    """List the accounts with their roles and when each was last used."""
    _print(list(account_desk().accounts()), as_json=as_json)
    return Exit.DONE


@accounts.command()
def disable(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Open the account again.")] = False,
    as_json: Json = False,
) -> int:
    """Close an account and end its sessions at once; what was done under its name stays."""
    _print([account_desk().disable(name, disabled=not undo)], as_json=as_json)
    return Exit.DONE


@accounts.command()
def password(name: Name, password_stdin: FromInput = False) -> int:
    """Give an account another password and end its sessions."""
    desk = account_desk()
    known = desk.account(name).name
    desk.set_password(known, _password(from_input=password_stdin))
    say(f"{known} has another password; every session of it has ended")
    return Exit.DONE


def _identity(subject: str) -> str:
    """``issuer subject``: the page of somebody unknown shows both, and what it shows can be pasted."""
    issuer = settings().oidc_issuer
    if " " in subject.strip():
        return subject.strip()
    if issuer is None:
        raise AccountRefused("no OpenID provider is set: set LEXGAP_OIDC_ISSUER first")
    return f"{issuer} {subject.strip()}"


def _password(*, from_input: bool) -> str:
    """Never an argument: those are seen by every process of the machine."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _print(found: list[Account], *, as_json: bool) -> None:
    records = [_record(account) for account in found]
    if as_json:
        print_json({"accounts": records})
    else:
        columns = ("name", "role", "made", "last signed in", "closed")
        print_table("Accounts", columns, map(_row, records))


def _record(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role.value,
        "subject": account.subject,
        "made_at": account.made_at.isoformat(),
        "signed_in_at": account.signed_in_at.isoformat() if account.signed_in_at else None,
        "disabled_at": account.disabled_at.isoformat() if account.disabled_at else None,
    }


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    days = [(record[name] or "")[:16] for name in ("made_at", "signed_in_at", "disabled_at")]
    return (record["name"], record["role"], *days)
