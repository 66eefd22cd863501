"""``lexgap alerts``: saved searches and gap cells, and sending what is new in them."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.records import Mode
from search_api.alerts.records import ALERTS_FILE, BadAlert, Every, Watch
from ui.commands.exits import Exit
from ui.commands.opening import open_library, settings
from ui.commands.options import Json, Places, listed, now
from ui.commands.output import plain, print_json, print_lines, print_table

if TYPE_CHECKING:
    from search_api.alerts.desk import AlertDesk
    from search_api.alerts.records import Alert, Saved
    from search_api.alerts.running import Outcome
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
    language: Annotated[str, typer.Option(help="Of e-mails: en, zh-Hans or zh-Hant.")] = "en",
    as_json: Json = False,
) -> int:
    """Save a search or a choice of gap cells. What comes in from now on is new."""
    from search_api.alerts.desk import is_web
    from search_api.alerts.finding import check, review_entries
    from search_api.choosing import known

    watch = Watch.GAPS if gaps else Watch.SEARCH
    if gaps == bool(query.strip()):
        raise BadAlert("give --query for a search, or --gaps for gap cells, and not both")
    of_search = {"q": query, "kind": listed(kind), "mode": mode.value}
    of_gaps = {"area": listed(area), "requirement": listed(requirement)}
    given = {**(of_gaps if gaps else of_search), "jurisdiction": listed(jurisdiction)}
    asks: dict[str, Any] = {option: list(v) if isinstance(v, tuple) else v for option, v in given.items() if v}
    is_web(to)
    known([language], {"en", "zh-Hans", "zh-Hant"}, parameter="language")
    with open_library() as library:
        check(library, watch, asks)
        revision, entries = library.corpus.revision(), review_entries(library) if gaps else None
    saved = _desk().add(name, watch, asks, to=to, every=every, revision=revision, language=language, entries=entries)
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
    from search_api.alerts.due import only_sender, runner_of
    from search_api.alerts.records import State
    from ui.alert_mail import alert_mail

    failed = False
    with open_library() as library:
        if dry_run:
            _print_new(library, [_desk().get(each) for each in name or ()] or _desk().all(), as_json=as_json)
            return Exit.DONE
        with only_sender(settings().home):
            runner = runner_of(library, settings(), now=now, sleep=time.sleep, word=alert_mail)
            for outcome in runner.run(name or ()):
                failed |= outcome.state is State.FAILED
                if as_json:
                    print_json(outcome_record(outcome))
                else:
                    print_lines([in_words(outcome)])
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
    from search_api.alerts.sending import alert_record
    from ui.alert_mail import alert_mail

    for each in saved:
        alert: Alert = what_is_new(library, each, since=since)
        if as_json:
            print_json(alert_record(alert, settings().public_url or ""))
        else:
            print_lines([alert_mail(alert, settings().public_url or "").text])


def send_what_is_due() -> "tuple[Outcome, ...]":
    """What other commands call when texts can be found that could not before; what fails is told, and no failure."""
    if not settings().alerts or not settings().home.joinpath(ALERTS_FILE).exists():
        return ()
    from search_api.alerts.due import send_due
    from ui.alert_mail import alert_mail

    with open_library() as library:
        return send_due(library, settings(), now=now, sleep=time.sleep, word=alert_mail)


def outcome_record(outcome: "Outcome") -> dict[str, Any]:
    """What became of a saved search, as JSON."""
    count = len(outcome.alert.items)
    return {"name": outcome.alert.saved.name, "state": _state(outcome), "items": count, "said": outcome.said}


def in_words(outcome: "Outcome") -> str:
    """The same in one line."""
    tail = f": {outcome.said}" if outcome.said else ""
    return f"{outcome.alert.saved.name}: {_state(outcome)}, {len(outcome.alert.items)} new{tail}"


def _state(outcome: "Outcome") -> str:
    if outcome.state is not None:
        return outcome.state.value
    return "put off" if outcome.said else "nothing new"


def _desk() -> "AlertDesk":
    from search_api.alerts.due import desk_of

    return desk_of(settings().home)


def _record(saved: "Saved") -> dict[str, Any]:
    return {key: value for key, value in plain(saved).items() if key != "secret"}
