"""The filters that are on, each with the address of the same page without it."""

from dataclasses import dataclass

from markupsafe import Markup

from index.records import SearchResult, Understood
from law.jurisdiction import ancestors
from ui.pages.page import Page
from ui.pages.parameters import ANY_DAY

PAGING = {"offset": None}
_ONE_AT_A_TIME = ("jurisdiction", "kind", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in words and where its removal leads; ``read`` says that it was read from the words of the query."""

    text: Markup
    remove: str
    read: bool = False


def chips(page: Page, result: SearchResult | None = None) -> list[Chip]:
    """The day first, which is on unless it was taken off; then the others in the order of the form."""
    read = result.understood if result else Understood()
    on_a_day = result is None or (result.request.on is not None and read.on is None)
    found = [*_read(page, read), *(_day(page) if on_a_day else []), *_values(page), *_dates(page)]
    query = page.query.setting(**PAGING)
    if query.first("with_parents"):
        found.append(Chip(text=page.words("chip.with_parents"), remove=page.here(query.setting(with_parents=None))))
    if query.first("mode", "hybrid") != "hybrid":
        text = page.words(f"mode.{query.first('mode')}") if _known_mode(page) else Markup.escape(query.first("mode"))
        found.append(Chip(text=text, remove=page.here(query.setting(mode=None))))
    for name in filter(query.first, ("exact_script", "literal")):
        found += [Chip(text=page.words(f"chip.{name}"), remove=page.here(query.setting(**{name: None})))]
    return found


def _read(page: Page, read: Understood) -> list[Chip]:
    """What was read from the words goes away together: there is one switch for it. Of several places one may go."""
    literal = page.query.setting(**PAGING, literal="true")
    found = [(page.words("chip.on_day", day=read.on.isoformat()), literal)] if read.on else []
    for code in read.jurisdictions:
        name = "chip.read_place" if ancestors(code) else "chip.read_place_alone"
        others = [other for other in read.jurisdictions if other != code]
        left = literal.setting(jurisdiction=others, with_parents="true") if others else literal
        if others and read.on:
            left = left.setting(on=read.on.isoformat())
        found.append((page.words(name, place=page.labels.place(code)), left))
    return [Chip(text=text, remove=page.here(left), read=True) for text, left in found]


def _day(page: Page) -> list[Chip]:
    if ANY_DAY in page.query.values("on"):
        return []
    day = page.query.first("on", "today")
    if day == "today":
        shown = page.words("chip.on_today", day=page.today.isoformat() if page.today else "")
    else:
        shown = page.words("chip.on_day", day=day)
    return [Chip(text=shown, remove=page.here(page.query.setting(**PAGING, on=ANY_DAY)))]


def _values(page: Page) -> list[Chip]:
    query = page.query.setting(**PAGING)
    return [
        Chip(text=Markup.escape(page.labels.facet(name, value)), remove=page.here(query.toggling(name, value)))
        for name in _ONE_AT_A_TIME
        for value in query.values(name)
    ]


def _dates(page: Page) -> list[Chip]:
    query = page.query.setting(**PAGING)
    return [
        Chip(text=page.words(f"chip.{name}", day=query.first(name)), remove=page.here(query.setting(**{name: None})))
        for name in ("from", "to")
        if query.first(name)
    ]


def _known_mode(page: Page) -> bool:
    return page.words.has(f"mode.{page.query.first('mode')}")
