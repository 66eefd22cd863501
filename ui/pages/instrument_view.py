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
from ui.pages.comparison import Before, with_before
from ui.pages.implementing import implementing_href
from ui.pages.marks import marked_lines, read_spans
from ui.pages.page import Page
from ui.pages.text_parts import Part, part_asked_for, parts_of, provision_asked_for

_MOST_ARTICLES_IN_CONTENTS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A provision of the text. ``anchor`` is unique; ``href`` leads to it, in another part of the text if need be.

    ``depth`` of a heading counts from 1.
    """

    provision: Provision
    anchor: str
    depth: int
    href: str
    lines: list[Markup]
    citation: str

    @property
    def is_heading(self) -> bool:
        """Whether it only opens a part of the text."""
        return self.provision.unit is Unit.HEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text of the instrument in the timeline; ``before`` is the one before it."""

    view: VersionView
    href: str
    shown: bool
    before: Before | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeView:
    """What the instrument template shows: of a long text one part, ``before`` and ``after`` it the others."""

    view: InstrumentView
    provenance: Provenance
    contents: list[ProvisionView]
    provisions: list[ProvisionView]
    texts: list[TextView]
    dates: list[tuple[str, DatedFact]]
    articles: int
    truncated: bool
    json: str
    all: str
    part: Part
    before: str | None
    after: str | None
    one: str
    cited_by: str
    bilingual: str | None
    implementing: str | None


def instrument_view(page: Page, view: InstrumentView, provenance: Provenance) -> WholeView:
    """The view of an instrument on a page."""
    parts = parts_of(view.version.provisions)
    part = part_asked_for(page.query, parts, view.version.provisions)
    provisions = _provisions(page, view, parts, part)
    languages = {text.version.language for text in view.versions}
    return WholeView(
        view=view,
        provenance=provenance,
        contents=_contents(provisions),
        provisions=provisions[part.start : part.end],
        texts=[_text(page, view, text) for text in reversed(view.versions)],
        dates=_dates(view),
        articles=len(view.version.articles),
        truncated=view.version.text_state is TextState.TRUNCATED,
        json=instrument_href(view.instrument.id, view.version.key),
        all=instrument_href(view.instrument.id),
        part=part,
        before=_at_part(page, part.number - 1) if part.number > 1 else None,
        after=_at_part(page, part.number + 1) if part.number < part.count else None,
        one=_one(page),
        cited_by=page.url(f"{instrument_path(view.instrument.id)}/cited-by"),
        bilingual=page.url(f"{instrument_path(view.instrument.id)}/bilingual") if len(languages) > 1 else None,
        implementing=implementing_href(page, view.instrument),
    )


def _provisions(page: Page, view: InstrumentView, parts: Sequence[Part], shown: Part) -> list[ProvisionView]:
    marks = dict(filter(None, map(read_spans, page.query.values("mark"))))
    seen: dict[str, int] = {}
    found = []
    for part in parts:
        elsewhere = "" if part is shown else _at_part(page, part.number)
        for provision in view.version.provisions[part.start : part.end]:
            seen[provision.id] = seen.get(provision.id, 0) + 1
            anchor = f"{provision.id}-{seen[provision.id]}" if seen[provision.id] > 1 else provision.id
            found.append(
                ProvisionView(
                    provision=provision,
                    anchor=anchor,
                    depth=len(provision.path) + 1,
                    href=f"{elsewhere}#{anchor}",
                    lines=[] if elsewhere else marked_lines(provision.text, marks.get(provision.id, ())),
                    citation="" if elsewhere else cite(view.instrument, view.version, provision),
                )
            )
    return found


def _one(page: Page) -> str:
    """The query that leads to a provision's own page, but for the provision."""
    kept = page.query.setting(part=None, at=None, mark=None).at("")
    return f"{kept}&provision=" if kept else "?provision="


def _at_part(page: Page, number: int) -> str:
    """Another part of the text shown: only the query, since a long table of contents repeats it on every line."""
    part = str(number) if number > 1 else None
    return page.query.setting(part=part, at=None, mark=None).at("") or "?"


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
    at = provision_asked_for(page.query) if shown else ""
    return TextView(view=text, href=href, shown=shown, before=with_before(page, view.instrument, version, at))


def _dates(view: InstrumentView) -> list[tuple[str, DatedFact]]:
    version = view.version
    named = (
        ("promulgated_on", version.promulgated_on),
        ("in_force_from", version.in_force_from),
        ("commenced_on", version.commenced_on),
        ("repealed_on", version.repealed_on),
    )
    return [(name, fact) for name, fact in named if fact is not None]
