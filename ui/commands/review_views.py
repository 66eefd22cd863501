"""Reviews as the command line shows them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.commands.exits import Exit
from ui.commands.output import print_json, print_json_lines, print_lines, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gaps.review_listing import CaseOn
    from gaps.review_records import Entry


def show_cases(cases: "Sequence[CaseOn]", *, as_json: bool) -> None:
    """The list of reviews."""
    if as_json:
        print_json_lines(_brief(one) for one in cases)
        return
    names = ("requirement", "jurisdiction", "state", "result", "assessed_by", "signed_by")
    rows = ((*(_brief(one)[name] for name in names), "; ".join(one.changed)) for one in cases)
    print_table(f"Reviews: {len(cases)}", (*names, "changed"), rows)


def show_case(one: "CaseOn", *, as_json: bool) -> None:
    """One cell with its review and every act."""
    from gaps.report import cell_record
    from gaps.review_journal import entry_record

    if as_json:
        print_json({**_brief(one), "cell": cell_record(one.cell), "journal": [*map(entry_record, one.case.entries)]})
        return
    print_lines(f"{name}: {value}" for name, value in _brief(one).items())
    print_lines(f"  {item.label} 《{item.title}》 {item.instrument} {item.provision_id}" for item in one.cell.evidence)
    show_journal(one.case.entries, as_json=False)


def show_entry(entry: "Entry", *, as_json: bool) -> int:
    """What was just done."""
    from gaps.review_journal import entry_record

    if as_json:
        print_json(entry_record(entry))
    else:
        print_lines([_line(entry)])
    return Exit.DONE


def show_journal(entries: "Iterable[Entry]", *, as_json: bool) -> None:
    """Acts, one a line."""
    from gaps.review_journal import entry_record

    if as_json:
        print_json_lines(map(entry_record, entries))
    else:
        print_lines(map(_line, entries))


def read_journal(file: Path) -> "tuple[Entry, ...]":
    """The entries of an export."""
    from gaps.review_journal import read_entry

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        return tuple(read_entry(json.loads(line)) for line in lines if line.strip())
    except (ValueError, KeyError, TypeError) as error:
        message = f"{file} holds no journal as `lexgap review export` writes it: {error}"
        raise typer.BadParameter(message, param_hint="FILE") from None


def _brief(one: "CaseOn") -> dict[str, object]:
    judged = one.case.assessment
    return {
        "requirement": one.case.requirement,
        "jurisdiction": one.case.jurisdiction,
        "state": one.state.value,
        "result": one.cell.result.value,
        "assessed_as": judged.result.value if judged else None,
        "assessed_by": judged.by if judged else None,
        "signed_by": one.case.signed_by,
        "changed": list(one.changed),
    }


def _line(entry: "Entry") -> str:
    act = entry.act
    about = " ".join(part for part in (act.requirement, act.jurisdiction) if part)
    content = ", ".join(f"{k} {v}" for k, v in act.content.items() if k in ("result", "name", "role", "owner", "due"))
    words = " · ".join(part for part in (about, content, act.comment) if part)
    return f"{entry.seq} {entry.at:%Y-%m-%d %H:%M} {act.who} {act.action.value} {words} [{entry.sha256[:12]}]"
