"""``lexgap alerts``: saved searches and gap cells, and sending what is new in them."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.records import Mode
from search_api.alerts.records import BadAlert, Every, Watch
from ui.commands.exits import Exit
from ui.commands.opening import open_library, settings
from ui.commands.options import Json, Places, listed, now
from ui.commands.output import plain, print_json, print_lines, print_table

if TYPE_CHECKING:
    from search_api.alerts.desk import AlertDesk
    from search_api.alerts.records import Alert, Saved
    from search_api.alerts.running import Runner
    from search_api.alerts.sending import MailServer
    from search_api.library import Library

alerts = typer.Typer(no_args_is_help=True, help="Saved searches and gap cells: what is new in them is sent to you.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a saved search.")]
Many = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.add_typer(alerts, name="alerts")


@alerts.command()
def add(
    name: Name,
    to: Annotated[str, typer.Option(help="mailto:NAME@HOST, or an https:// address.")],
    query: Annotated[str, typer.Option(help="The search.")] = "",
    gaps: Annotated[bool, typer.Option("--gaps", help="Watch gap cells instead of a search.")] = False,
    jurisdiction: Places = None,
    kind: Annotated[Many, typer.Option(help="A kind of instrument; repeatable.")] = None,
    mode: Annotated[Mode, typer.Option(help="Words, meaning, or both.")] = Mode.HYBRID,
    area: Annotated[Many, typer.Option(help="An area of the checklist; repeatable.")] = None,
    requirement: Annotated[Many, typer.Option(help="A requirement; repeatable.")] = None,
    every: Annotated[Every, typer.Option(help="At every run after something came in, or once a day.")] = Every.HARVEST,
    as_json: Json = False,
) -> int:
    """Save a search or a choice of gap cells. What comes in from now on is new."""
    from search_api.alerts.desk import is_web
    from search_api.alerts.finding import check

    watch = Watch.GAPS if gaps else Watch.SEARCH
    if gaps == bool(query.strip()):
        raise BadAlert("give --query for a search, or --gaps for gap cells, and not both")
    of_search = {"q": query, "kind": listed(kind), "mode": mode.value}
    of_gaps = {"area": listed(area), "requirement": listed(requirement)}
    given = {**(of_gaps if gaps else of_search), "jurisdiction": listed(jurisdiction)}
    asks: dict[str, Any] = {option: list(v) if isinstance(v, tuple) else v for option, v in given.items() if v}
    is_web(to)
    with open_library() as library:
        check(library, watch, asks)
        revision = library.corpus.revision()
    saved = _desk().add(name, watch, asks, to=to, every=every, revision=revision)
    if as_json:
        print_json(_record(saved) | ({"secret": saved.secret} if saved.secret else {}))
    else:
        print_lines([f"saved: {saved.name}", *([f"secret, shown only now: {saved.secret}"] if saved.secret else [])])
    return Exit.DONE


@alerts.command(name="list")
def list_(as_json: Json = False) -> int:
    """List what is saved."""
    saved = _desk().all()
    if as_json:
        print_json({"saved": [_record(each) for each in saved]})
    else:
        rows = ([s.name, s.watch.value, plain(s.asks), s.to, s.every.value, s.revision, s.looked_at] for s in saved)
        print_table("Saved", ("name", "watches", "asks", "to", "every", "revision", "looked at"), rows)
    return Exit.DONE


@alerts.command()
def remove(name: Name, as_json: Json = False) -> int:
    """Forget a saved search."""
    _desk().remove(name)
    if as_json:
        print_json({"removed": name})
    return Exit.DONE


@alerts.command()
def run(
    name: Annotated[Many, typer.Option(help="Only this one, due or not; repeatable.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent; send and mark nothing.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Look for what is new in everything that is due, and send it."""
    from search_api.alerts.records import State

    failed = False
    with open_library() as library:
        if dry_run:
            _print_new(library, [_desk().get(each) for each in name or ()] or _desk().all(), as_json=as_json)
            return Exit.DONE
        for outcome in _runner(library).run(name or ()):
            state = outcome.state.value if outcome.state else "nothing new"
            failed |= outcome.state is State.FAILED
            if as_json:
                count = len(outcome.alert.items)
                print_json({"name": outcome.alert.saved.name, "state": state, "items": count, "said": outcome.said})
            else:
                tail = f": {outcome.said}" if outcome.said else ""
                print_lines([f"{outcome.alert.saved.name}: {state}, {len(outcome.alert.items)} new{tail}"])
    return Exit.SOME_REFUSED if failed else Exit.DONE


@alerts.command()
def history(
    name: Name,
    since: Annotated[int, typer.Option(min=0, help="The corpus revision to begin after.")] = 0,
    as_json: Json = False,
) -> int:
    """Show what a saved search would have sent since a corpus revision; nothing is sent."""
    with open_library() as library:
        _print_new(library, (_desk().get(name),), since=since, as_json=as_json)
    return Exit.DONE


@alerts.command()
def log(
    name: Annotated[str | None, typer.Option(help="Only of this saved search.")] = None, as_json: Json = False
) -> int:
    """List every attempt to send."""
    attempts = _desk().log(name)
    if as_json:
        print_json({"deliveries": plain(attempts)})
    else:
        rows = ([d.at, d.name, d.attempt, d.state.value, d.items, d.said] for d in attempts)
        print_table("Deliveries", ("at", "name", "attempt", "state", "items", "said"), rows)
    return Exit.DONE


def _print_new(
    library: "Library", saved: "tuple[Saved, ...] | list[Saved]", *, since: int | None = None, as_json: bool
) -> None:
    from search_api.alerts.finding import what_is_new
    from search_api.alerts.sending import alert_record, alert_text

    for each in saved:
        alert: Alert = what_is_new(library, each, since=since)
        if as_json:
            print_json(alert_record(alert, settings().public_url or ""))
        else:
            print_lines([alert_text(alert, settings().public_url or "")])


def _runner(library: "Library") -> "Runner":
    from search_api.alerts.running import Runner
    from search_api.alerts.sending import sender_for

    send = sender_for(_mail_server(), settings().public_url or "")
    return Runner(library=library, desk=_desk(), send=send, now=now, sleep=time.sleep)


def _mail_server() -> "MailServer | None":
    from search_api.alerts.sending import MailServer

    chosen = settings()
    if chosen.smtp_host is None or chosen.smtp_from is None:
        return None
    return MailServer(
        host=chosen.smtp_host,
        port=chosen.smtp_port,
        sender=chosen.smtp_from,
        user=chosen.smtp_user,
        password=chosen.smtp_password.get_secret_value() if chosen.smtp_password else None,
        security=chosen.smtp_security,
    )


def _desk() -> "AlertDesk":
    from search_api.alerts.desk import AlertDesk

    return AlertDesk(file=settings().home / "alerts" / "alerts.sqlite")


def _record(saved: "Saved") -> dict[str, Any]:
    return {key: value for key, value in plain(saved).items() if key != "secret"}
