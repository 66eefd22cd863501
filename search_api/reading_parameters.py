"""The query parameters of what helps a reader: suggestions, comparisons, citations, terms."""

from typing import Annotated, Literal

from pydantic import Field

from search_api.parameters import Parameters, Values, Words


class SuggestParameters(Parameters):
    """What ``GET /suggest`` takes."""

    q: Annotated[Words, Field(min_length=1, max_length=100, description="What was typed so far, in either script.")]
    of: list[Literal["title", "short_title", "place", "term"]] = Field(
        default_factory=list, description="Only suggestions of these; repeated."
    )
    limit: Annotated[int, Field(ge=1, le=50, description="How many.")] = 10


class DiffParameters(Parameters):
    """What ``GET /instruments/…/diff`` takes."""

    before: Annotated[
        Words, Field(alias="from", max_length=10, description="The older text: a day, or the key of a text held.")
    ] = ""
    after: Annotated[
        Words, Field(alias="to", max_length=10, description="The newer text: a day, or the key of a text held.")
    ] = ""
    language: Annotated[Words, Field(max_length=20, description="The language of the texts: `zh-Hans`, `en` …")] = ""
    unchanged: Annotated[bool, Field(description="Also give the provisions that did not change.")] = False


class BilingualParameters(Parameters):
    """What ``GET /instruments/…/bilingual`` takes."""

    languages: Values = Field(
        default_factory=list, description="Languages in their order, `zh-Hant,en`; all that are held."
    )
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD`: the day for which the status is said.")] = ""


class CitedByParameters(Parameters):
    """What ``GET /instruments/…/cited-by`` takes."""

    provision: Annotated[Words, Field(max_length=200, description="Only citations of this provision: `art_13`.")] = ""
    limit: Annotated[int, Field(ge=1, le=200, description="How many citations.")] = 50
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="How many citations to pass over.")] = 0


class SimilarParameters(Parameters):
    """What ``GET /instruments/…/provisions/…/similar`` takes."""

    k: Annotated[int, Field(ge=1, le=50, description="How many.")] = 10
    jurisdiction: Values = Field(default_factory=list, description="Only of these places and the places below them.")
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD`, `today` or `any`.")] = "today"


class TermsParameters(Parameters):
    """What ``GET /terms`` takes."""

    q: Annotated[Words, Field(min_length=1, max_length=60, description="The term, in either script or in English.")]
    jurisdiction: Values = Field(default_factory=list, description="Only of these places and the places below them.")
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD`, `today` or `any`.")] = "today"
