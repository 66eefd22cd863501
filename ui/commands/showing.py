"""``lexgap show`` and ``lexgap cite``: a text or one provision of it, and the citations in a pasted text."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import plain, print_json, print_lines, say

if TYPE_CHECKING:
    from law.instrument import Version
    from law.provision import Provision
    from search_api.provenance import Provenance
    from search_api.views import InstrumentView


class Form(StrEnum):
    """How a text is printed."""

    MARKDOWN = "markdown"
    JSON = "json"
    AKN = "akn"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.command(name="show")(show)


def show(
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT[@DATE]", help="An id, a title or a short title.")],
    provision: Annotated[str | None, typer.Option(help="One provision, by id (art_13) or label (第十三条).")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print it.")] = Form.MARKDOWN,
    as_json: Json = False,
) -> int:
    """Print an instrument as it stood on a day, or one provision of it."""
    from search_api.reading import provision_in

    with open_library() as library:
        view = library.instrument(instrument)
        found = library.provenance(view.instrument.id)
        chosen = (provision_in(view.instrument, view.version, provision),) if provision else view.version.provisions
    if as_json or form is Form.JSON:
        print_json({**_record(view, chosen), **_provenance(view, found)})
    else:
        _PRINT[form](view, chosen)
        gone = found.gone_since(view.version)
        if gone is not None:
            say(
                f"{view.version.source} no longer has it since {gone.date().isoformat()}; this is the text kept from it"
            )
    return Exit.DONE


def _print_markdown(view: "InstrumentView", provisions: "tuple[Provision, ...]") -> None:
    print_lines(_markdown(view, provisions))


def _print_akoma_ntoso(view: "InstrumentView", provisions: "tuple[Provision, ...]") -> None:
    from law.akoma_ntoso import to_akoma_ntoso

    print_lines([to_akoma_ntoso(view.instrument, view.version, provisions).decode()])


def _print_html(view: "InstrumentView", provisions: "tuple[Provision, ...]") -> None:
    from search_api.text_page import render_text

    print_lines([render_text(view, provisions)])


_PRINT = {Form.MARKDOWN: _print_markdown, Form.AKN: _print_akoma_ntoso, Form.HTML: _print_html}


def _record(view: "InstrumentView", provisions: "tuple[Provision, ...]") -> dict[str, object]:
    version = view.version
    return {
        "instrument": view.instrument.id,
        "title": view.instrument.title,
        "jurisdiction": view.instrument.jurisdiction,
        "kind": view.instrument.kind,
        "number": view.instrument.number,
        "issuing_body": view.instrument.issuing_body,
        "on": plain(view.on),
        "status": plain(view.status),
        **{name: plain(getattr(version, name)) for name in _VERSION_FACTS},
        "provisions": [{**plain(p), "sha256": p.sha256} for p in provisions],
    }


def _provenance(view: "InstrumentView", found: "Provenance") -> dict[str, object]:
    from search_api.routes.provenance import amendments_answer, sources_answer

    answers = (sources_answer(view.instrument, found), amendments_answer(view.instrument, found))
    return {name: value for a in answers for name, value in a.model_dump(mode="json", exclude={"instrument"}).items()}


_VERSION_FACTS = (
    "key",
    "language",
    "promulgated_on",
    "in_force_from",
    "commenced_on",
    "text_state",
    "source",
    "source_ref",
    "source_url",
    "retrieved_at",
    "sha256",
    "events",
    "problems",
)


def _markdown(view: "InstrumentView", provisions: "tuple[Provision, ...]") -> list[str]:
    lines = [f"# {view.instrument.title}", "", *(event.text for event in view.version.events), ""]
    lines += [f"> {view.on.isoformat()}: {view.status.status.value} ({view.status.basis})", _origin(view.version), ""]
    for provision in provisions:
        lines += [_heading_or_text(provision), ""]
    return lines


def _heading_or_text(provision: "Provision") -> str:
    if provision.unit == "heading":
        return f"{'#' * min(2 + len(provision.path), 6)} {provision.label} {provision.heading}".rstrip()
    return " ".join(part for part in (provision.label, provision.heading, provision.text) if part)


def _origin(version: "Version") -> str:
    where = version.source_url or version.source_ref
    taken = version.retrieved_at.date().isoformat()
    return f"> {version.source}: {where}; retrieved {taken}; text {version.text_state.value}; sha256 {version.sha256}"
