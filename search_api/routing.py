"""Which routers make up the API, in the order in which an address is looked for."""

from typing import Final

from fastapi import Depends, FastAPI

from search_api.list_forms import forms_of
from search_api.routes import (
    about,
    account,
    account_alerts,
    ask,
    changes,
    citations,
    citing,
    comparing,
    coverage,
    demands,
    exports,
    filling_gaps,
    gap_changes,
    gap_exports,
    gaps,
    identifiers,
    instruments,
    norms,
    provenance,
    review_acts,
    reviews,
    search,
    suggest,
)
from search_api.validation import refuse_repeated

PREFIX: Final = "/api/v1"
# What stands below an instrument is looked for before it: its own address may hold slashes.
_TOPICS: Final = (
    search,
    suggest,
    citations,
    citing,
    changes,
    exports,
    provenance,
    comparing,
    instruments,
    gap_changes,
    gap_exports,
    gaps,
    reviews,
    demands,
    ask,
    norms,
    filling_gaps,
    coverage,
    about,
)
_OF_ACCOUNTS: Final = (account, account_alerts, review_acts)
_WITH_FORMS_OF_THEIR_OWN: Final = (search, gaps, norms)
_CHECKED: Final = (Depends(refuse_repeated),)


def include_routes(app: FastAPI) -> None:
    """Add every address of the API, and those of its lists as tables."""
    for topic in _TOPICS:
        if topic is not instruments:
            forms = forms_of(topic.router, tables=topic not in _WITH_FORMS_OF_THEIR_OWN)
            app.include_router(forms, prefix=PREFIX, dependencies=_CHECKED)
        app.include_router(topic.router, prefix=PREFIX, dependencies=_CHECKED)
    for topic in _OF_ACCOUNTS:
        app.include_router(topic.router, prefix=PREFIX, dependencies=_CHECKED)
    app.include_router(identifiers.router)
