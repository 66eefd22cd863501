"""What an account keeps: searches, alerts and the log of what was sent."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from gaps.review_records import Role as Part
from search_api.accounts.records import Role
from search_api.alerts.records import Delivery, Every, Watch
from search_api.models.base import Model
from search_api.parameters import GapAsks, PageLanguage, SearchAsks, Words


class SavedSearchSent(BaseModel):
    """A search to keep."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Words, Field(min_length=1, max_length=60, description="What to call it, without a slash.")]
    search: Annotated[SearchAsks, Field(description="The search, as `GET /search` takes it.")]


class AlertSent(BaseModel):
    """What to be told of, and where: exactly one of `search` and `gaps`."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Words, Field(min_length=1, max_length=80, description="What to call it, without a slash.")]
    to: Annotated[
        Words,
        Field(
            max_length=500, description="`mailto:NAME@HOST`, or an `https://` address that gets signed JSON by POST."
        ),
    ]
    search: Annotated[SearchAsks | None, Field(description="Tell of provisions that this search newly finds.")] = None
    gaps: Annotated[GapAsks | None, Field(description="Tell of cells of these that are judged otherwise.")] = None
    every: Annotated[
        Every, Field(description="`harvest`: as soon as what came in can be found; `daily`: once a day.")
    ] = Every.HARVEST
    language: Annotated[PageLanguage, Field(description="The language of e-mails.")] = "en"


class AccountAnswer(Model):
    """Whose API key it is."""

    name: str
    """The name that stands in the review journal."""
    role: Role
    """`reviewer`, or `admin` who also switches accounts on the pages."""
    part: Part | None
    """What the review journal lets that name do; null where nobody has given it a part."""
    searches: int
    """How many searches it keeps."""
    alerts: int
    """How many alerts it has."""


class SavedSearch(Model):
    """A search that the account keeps."""

    name: str
    """What it is called."""
    search: dict[str, Any]
    """The search, as `GET /search` takes it."""
    saved_at: datetime
    """When it was kept."""
    href: str
    """Its address here."""
    results: str
    """What it finds now."""
    page: str
    """The same as a page."""
    feed: str
    """What it finds as an Atom feed, newest texts first, which any feed reader follows without a key."""


class SavedSearches(Model):
    """The searches that the account keeps."""

    records: ClassVar[str] = "items"

    total: int
    """How many."""
    items: list[SavedSearch]
    """The searches, by name."""


class Alert(Model):
    """What the account is told of, and where."""

    name: str
    """What it is called."""
    watch: Watch
    """`search` or `gaps`."""
    asks: dict[str, Any]
    """The search or the cells, as sent."""
    to: str
    """Where what is new is sent."""
    every: Every
    """When it is looked for."""
    language: Literal["en", "zh-Hans", "zh-Hant"]
    """The language of e-mails."""
    revision: int
    """What came in after this corpus revision is new."""
    looked_at: datetime | None
    """When it was looked for last; null where it has not been yet."""
    href: str
    """Its address here."""
    feed: str | None
    """The same search as an Atom feed; null for cells, whose changes `/gaps/changes` lists."""


class AlertMade(Alert):
    """An alert that was just made."""

    secret: str | None
    """Signs what is sent to a web address, and is shown only now; null for e-mail."""


class Alerts(Model):
    """The alerts of the account."""

    records: ClassVar[str] = "items"

    total: int
    """How many."""
    items: list[Alert]
    """The alerts, by name."""


class NewsItem(Model):
    """One thing that is new: a provision, or a cell that is judged otherwise."""

    key: str
    """The same for the same thing, whenever it is told."""
    title: str
    """The citation, or the requirement and its place."""
    href: str
    """Where it is answered."""
    summary: str
    """The place, text and status of a provision; what a cell was and is, and why."""
    quote: str
    """The provision; empty for a cell, which `href` quotes."""


class News(Model):
    """What an alert would tell now; nothing is sent or marked."""

    records: ClassVar[str] = "items"

    since: int
    """The corpus revision after which things are new."""
    revision: int
    """The newest corpus revision that was looked at."""
    complete: bool
    """False where more matches than are ever read through."""
    total: int
    """How many there are."""
    items: list[NewsItem]
    """What is new."""


class Deliveries(Model):
    """A part of the log."""

    records: ClassVar[str] = "items"

    total: int
    """How many attempts there are in all."""
    items: list[Delivery]
    """Attempts, newest first."""
