"""``/citations``: a pasted text, each of its citations found, resolved and compared with what is quoted beside it.

Nothing of the text is kept. It is sent as plain text, which holds three times as much Chinese as a form's own encoding.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from search_api.answering import holder
from search_api.citation_check import CheckedCitation, check_citations
from search_api.models.citations import MOST_CHARACTERS
from search_api.resolving import Outcome
from ui.pages.page import Page, respond

router = APIRouter()
_FIELD: Final = "text="
_TOO_LARGE: Final = 413
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A citation with the way to what it means."""

    checked: CheckedCitation
    href: str | None


@router.get("/citations")
async def citations_page(request: Request) -> Response:
    """The form."""
    return await respond(request, lambda _library, page: _render(page, "", None))


@router.post("/citations")
async def check_page(request: Request) -> Response:
    """The form with what was found in the text."""
    body = (await request.body()).decode("utf-8", "replace")
    text = body.removeprefix(_FIELD).removesuffix("\r\n").replace("\r\n", "\n")
    if len(text) > MOST_CHARACTERS:
        raise HTTPException(_TOO_LARGE)

    def work() -> Response:
        library = holder(request).get()
        page = Page.of(request, library)
        return _render(page, text, check_citations(library, text) if text.strip() else None)

    response: Response = await request.app.state.slow.run(work)
    response.headers["Cache-Control"] = "no-store"
    return response


def _render(page: Page, text: str, found: tuple[CheckedCitation, ...] | None) -> Response:
    return page.render(
        "citations.html",
        text=text,
        found=None if found is None else [_checked(page, each) for each in found[:_SHOWN]],
        total=len(found or ()),
        counts=Counter(each.resolved.outcome for each in found or ()),
        outcomes=tuple(Outcome),
        longest=MOST_CHARACTERS,
    )


def _checked(page: Page, each: CheckedCitation) -> Checked:
    found = each.resolved
    href = page.instrument(found.instrument, found.version, found.provision_id or "") if found.instrument else None
    return Checked(checked=each, href=href)
