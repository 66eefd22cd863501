"""A text, or part of it, as one HTML page that needs nothing else: to keep, to send, to print."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from law.provision import Provision, Unit
from search_api.reading import cite
from search_api.views import InstrumentView


def render_text(view: InstrumentView, provisions: Sequence[Provision]) -> str:
    """The page. Its own words are English; the law's stay as published, each article with the citation to paste."""
    folder = Path(__file__).with_name("templates")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("text_page.html").render(
        view=view,
        text=view.version,
        title=view.instrument.titles.get(view.version.language, view.instrument.title),
        blocks=[_block(view, provision) for provision in provisions],
        whole=len(provisions) == len(view.version.provisions),
        url=_web_address(view.version.source_url),
    )


def _block(view: InstrumentView, provision: Provision) -> dict[str, object]:
    return {
        "provision": provision,
        "heading": provision.unit is Unit.HEADING,
        "level": min(2 + len(provision.path), 6),
        "lines": [line for line in provision.text.splitlines() if line.strip()],
        "citation": cite(view.instrument, view.version, provision),
    }


def _web_address(url: str | None) -> str | None:
    """An address that may be followed; any other is only printed."""
    return url if url and url.startswith(("https://", "http://")) else None
