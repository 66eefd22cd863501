"""An instrument made ready for its template: table of contents, provisions with anchors, timeline, facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from law.instrument import DatedFact, TextState
from law.provision import Provision, Unit
from search_api.addresses import instrument_href
from search_api.provenance import Provenance
from search_api.reading import cite
from search_api.views import InstrumentView, VersionView
from ui.pages.addresses import instrument_path
from ui.pages.marks import marked_lines, read_spans
from ui.pages.page import Page

_MOST_ARTICLES_IN_CONTENTS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A provision on the page. ``anchor`` is unique on it; ``depth`` of a heading counts from 1."""

    provision: Provision
    anchor: str
    depth: int
    lines: list[Markup]
    citation: str

    @property
    def is_heading(self) -> bool:
        """Whether it only opens a part of the text."""
        return self.provision.unit is Unit.HEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text of the instrument in the timeline; ``before`` leads to what it changes in the one before it."""

    view: VersionView
    href: str
    shown: bool
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeView:
    """What the instrument template shows."""

    view: InstrumentView
    provenance: Provenance
    contents: list[ProvisionView]
    provisions: list[ProvisionView]
    texts: list[TextView]
    dates: list[tuple[str, DatedFact]]
    articles: int
    truncated: bool
    json: str


def instrument_view(page: Page, view: InstrumentView, provenance: Provenance) -> WholeView:
    """The view of an instrument on a page."""
    provisions = _provisions(page, view)
    address = instrument_href(view.instrument.id, view.version.key)
    return WholeView(
        view=view,
        provenance=provenance,
        contents=_contents(provisions),
        provisions=provisions,
        texts=[_text(page, view, text) for text in reversed(view.versions)],
        dates=_dates(view),
        articles=len(view.version.articles),
        truncated=view.version.text_state is TextState.TRUNCATED,
        json=address,
    )


def _provisions(page: Page, view: InstrumentView) -> list[ProvisionView]:
    marks = dict(filter(None, map(read_spans, page.query.values("mark"))))
    seen: dict[str, int] = {}
    found = []
    for provision in view.version.provisions:
        seen[provision.id] = seen.get(provision.id, 0) + 1
        repeated = f"-{seen[provision.id]}" if seen[provision.id] > 1 else ""
        found.append(
            ProvisionView(
                provision=provision,
                anchor=f"{provision.id}{repeated}",
                depth=len(provision.path) + 1,
                lines=marked_lines(provision.text, marks.get(provision.id, ())),
                citation=cite(view.instrument, view.version, provision),
            )
        )
    return found


def _contents(provisions: Sequence[ProvisionView]) -> list[ProvisionView]:
    """The headings; where a text has none, its articles if they are few enough to be of use."""
    headings = [p for p in provisions if p.is_heading]
    if headings:
        return [p for p in provisions if p.is_heading or p.provision.unit in (Unit.PREAMBLE, Unit.ANNEX)]
    return list(provisions) if len(provisions) <= _MOST_ARTICLES_IN_CONTENTS else []


def _text(page: Page, view: InstrumentView, text: VersionView) -> TextView:
    version = text.version
    shown = version.key == view.version.key and version.language == view.version.language
    several = sum(1 for other in view.versions if other.version.key == version.key) > 1
    href = page.instrument(view.instrument.id, version.key, language=version.language if several else "")
    return TextView(view=text, href=href, shown=shown, before=_with_before(page, view, text))


def _with_before(page: Page, view: InstrumentView, text: VersionView) -> str | None:
    """Where the text is compared with the one before it in the same language, if one is held."""
    same = [other.version.key for other in view.versions if other.version.language == text.version.language]
    if text.version.key == same[0]:
        return None
    days = {"from": same[same.index(text.version.key) - 1], "to": text.version.key}
    return page.url(f"{instrument_path(view.instrument.id)}/diff", language=text.version.language, **days)


def _dates(view: InstrumentView) -> list[tuple[str, DatedFact]]:
    version = view.version
    named = (
        ("promulgated_on", version.promulgated_on),
        ("in_force_from", version.in_force_from),
        ("commenced_on", version.commenced_on),
        ("repealed_on", version.repealed_on),
    )
    return [(name, fact) for name, fact in named if fact is not None]
