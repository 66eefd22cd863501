"""The query parameters of every address: read, checked and named as the field names them. Unknown ones are refused."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.plan import UNKNOWN
from search_api.views import BadFilter

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_VALUES = 50
MOST_QUERY_CHARACTERS = 512


def _readable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("it holds control characters or bytes that are not UTF-8: send it as UTF-8 text")
    return text


def split_values(values: list[str]) -> list[str]:
    """Several values come as a repeated parameter or with commas between them."""
    found = [part.strip() for value in values for part in value.split(",") if part.strip()]
    if len(found) > _MOST_VALUES:
        raise ValueError(f"at most {_MOST_VALUES} values are taken, {len(found)} were given")
    return [_readable(value) for value in found]


Words = Annotated[str, AfterValidator(_readable)]
Values = Annotated[list[str], AfterValidator(split_values)]
PageLanguage = Literal["en", "zh-Hans", "zh-Hant"]
_PLACES = "Codes of places, repeated or with commas: `cn`, `cn-sh`, `hk`, `eu`. Each includes the places below it."
_DAY = "`YYYY-MM-DD` or `today` (the default): the day for which it is said whether a text is in force."
_FIELDS = (
    "Only these fields of each record, repeated or with commas; of an answer about one thing, only these of its own. "
    "Of tables only these columns, of lines only these members. All by default."
)


class Parameters(BaseModel):
    """Parameters of an address; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    fields: Annotated[Values, Field(description=_FIELDS)] = []


class SearchAsks(BaseModel):
    """What is looked for: a search apart from how much of it is shown."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    q: Annotated[
        Words,
        Field(
            min_length=1,
            max_length=MOST_QUERY_CHARACTERS,
            description="Words, a question, a quoted phrase, a title or a citation, in Chinese (either script) or "
            "English.",
        ),
    ]
    on: Annotated[
        Words,
        Field(max_length=10, description=_DAY + " Texts known not to be law on it are left out; `any` keeps them."),
    ] = "today"
    jurisdiction: Annotated[Values, Field(description=_PLACES)] = []
    with_parents: Annotated[bool, Field(description="Add the law of the places above (national law for a city).")] = (
        False
    )
    kind: Annotated[Values, Field(description="Kinds of instruments, repeated or with commas.")] = []
    language: Annotated[Values, Field(description="Languages of the texts: `zh-Hans`, `zh-Hant`, `en` …")] = []
    promulgated_from: Annotated[
        Words, Field(alias="from", max_length=10, description="First day of promulgation, `YYYY-MM-DD`.")
    ] = ""
    promulgated_to: Annotated[
        Words, Field(alias="to", max_length=10, description="Last day of promulgation, `YYYY-MM-DD`.")
    ] = ""
    mode: Annotated[
        Literal["hybrid", "lexical", "semantic"], Field(description="By words and meaning, by words, or by meaning.")
    ] = "hybrid"
    exact_script: Annotated[
        bool, Field(description="Keep Traditional apart from Simplified characters instead of matching both.")
    ] = False
    literal: Annotated[bool, Field(description="Read no filters (a day, a place) from the words of the query.")] = False


class SearchParameters(Parameters, SearchAsks):
    """What ``GET /search`` takes."""

    k: Annotated[int, Field(ge=1, le=100, description="How many hits.")] = 10
    offset: Annotated[int, Field(ge=0, le=9_999, description="How many hits to pass over; offset + k ≤ 10,000.")] = 0
    lang: Annotated[PageLanguage, Field(description="The language of the labels of facets.")] = "en"


class ExportParameters(SearchParameters):
    """What ``GET /search.csv`` and the like take: those of a search, for more hits at a time."""

    k: Annotated[int, Field(ge=1, le=1000, description="How many hits.")] = 100


class InstrumentListParameters(Parameters):
    """What ``GET /instruments`` takes."""

    title: Annotated[Words, Field(max_length=200, description="Only titles that contain this, in either script.")] = ""
    jurisdiction: Annotated[Values, Field(description=_PLACES)] = []
    kind: Annotated[Values, Field(description="Kinds of instruments, repeated or with commas.")] = []
    on: Annotated[Words, Field(max_length=10, description=_DAY)] = "today"
    in_force: Annotated[bool, Field(description="Only instruments with a text that may be law on the day.")] = False
    limit: Annotated[int, Field(ge=1, le=200, description="How many instruments.")] = 50
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="How many instruments to pass over.")] = 0


class InstrumentParameters(Parameters):
    """What an instrument, its versions and its provisions take."""

    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD`: the day for which the status is said.")] = ""
    language: Annotated[Words, Field(max_length=20, description="The language of the text: `zh-Hans`, `en` …")] = ""


class GapAsks(BaseModel):
    """Which cells are looked at."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    jurisdiction: Annotated[
        Values,
        Field(
            description="Places to judge, at most 12: `cn-sh`, or two judged as one, `cn-gd+cn-gd-shenzhen`. By "
            "default the place of which most is held."
        ),
    ] = []
    area: Annotated[Values, Field(description="Areas of the checklist, such as `DIS`; all by default.")] = []
    requirement: Annotated[Values, Field(description="Requirements, such as `DIS-01`; all by default.")] = []


class GapParameters(Parameters, GapAsks):
    """What ``GET /gaps`` takes."""

    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD` or `today`: the day of the law.")] = "today"
    detail: Annotated[
        Literal["full", "brief"], Field(description="`brief` leaves out evidence, near-misses and queries.")
    ] = "full"


class DayParameters(Parameters):
    """What ``GET /gaps/{requirement}/{jurisdiction}`` takes."""

    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD` or `today`: the day of the law.")] = "today"


class CoverageParameters(Parameters):
    """What ``GET /coverage`` takes."""

    jurisdiction: Annotated[Values, Field(description=_PLACES)] = []


class NoParameters(Parameters):
    """For addresses that take none."""


def read_day(text: str, *, parameter: str = "on") -> date:
    """A day in ISO form. Raises BadFilter that shows the form."""
    # Python reads other ISO forms too (20211101, 2021-W44-1); the addresses promise only this one.
    with suppress(ValueError):
        return date.fromisoformat(text if _DAY_FORM.fullmatch(text) else "")
    shown = "YYYY-MM-DD, for example 2021-11-01" + (", or today" if parameter == "on" else "")
    raise BadFilter(f"{parameter}={text[:40]!r} is not a day: write {shown}", parameter=parameter)


def read_day_or_today(text: str, today: date) -> date:
    """A day, where ``today`` and nothing mean today."""
    return today if text in ("", "today") else read_day(text)


def read_languages(values: Sequence[str]) -> tuple[str, ...]:
    """Language tags (BCP 47: language, script, region). Raises BadFilter."""
    for value in values:
        if value != UNKNOWN and not _LANGUAGE.fullmatch(value):
            message = f"language={value[:40]!r} is not a language tag: write zh-Hans, zh-Hant, en, ja or the like"
            raise BadFilter(message, parameter="language", closest=("zh-Hans", "zh-Hant", "en"))
    return tuple(dict.fromkeys(values))
