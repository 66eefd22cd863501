"""The filters that are on, each with the address of the same page without it."""

from dataclasses import dataclass

from markupsafe import Markup

from ui.pages.page import Page
from ui.pages.parameters import ANY_DAY

PAGING = {"offset": None}
_ONE_AT_A_TIME = ("jurisdiction", "kind", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in words and where its removal leads."""

    text: Markup
    remove: str


def chips(page: Page) -> list[Chip]:
    """The day first, which is on unless it was taken off; then the others in the order of the form."""
    found = [*_day(page), *_values(page), *_dates(page)]
    query = page.query.setting(**PAGING)
    if query.first("with_parents"):
        found.append(Chip(text=page.words("chip.with_parents"), remove=page.here(query.setting(with_parents=None))))
    if query.first("mode", "hybrid") != "hybrid":
        text = page.words(f"mode.{query.first('mode')}") if _known_mode(page) else Markup.escape(query.first("mode"))
        found.append(Chip(text=text, remove=page.here(query.setting(mode=None))))
    if query.first("exact_script"):
        found.append(Chip(text=page.words("chip.exact_script"), remove=page.here(query.setting(exact_script=None))))
    return found


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
