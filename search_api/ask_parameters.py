"""The query parameters of ``/ask``."""

from typing import Annotated

from pydantic import Field

from search_api.parameters import PageLanguage, Parameters, Words


class AskParameters(Parameters):
    """What ``GET /ask`` takes."""

    q: Annotated[
        Words,
        Field(min_length=1, max_length=500, description="A question in plain words, in Chinese or English."),
    ]
    jurisdiction: Annotated[
        Words,
        Field(
            max_length=60,
            description="The place asked about, such as `cn-sh`; the law of the places above it counts. By default the "
            "place that most of what is found belongs to.",
        ),
    ] = ""
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD` or `today`: the day of the law.")] = "today"
    lang: Annotated[
        PageLanguage | None, Field(description="The language of labels and letter; by default the question's.")
    ] = None
