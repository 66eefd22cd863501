"""``GET /sources``, ``/jurisdictions`` and ``/health``."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS
from search_api.answering import answer, given, holder, problems
from search_api.library import Library
from search_api.models import about as out
from search_api.models.search import Semantic
from search_api.parameters import NoParameters
from search_api.version import VERSION
from search_api.views import SourceView

router = APIRouter(tags=["about"])
None_ = Annotated[NoParameters, Query()]
_RIGHTS = ("title", "publisher", "licence", "terms_url", "allowed_use", "coverage", "verified_note", "address")


@router.get("/sources", response_model=out.SourcesAnswer, operation_id="listSources", responses=problems(304))
async def list_sources(request: Request, _: None_) -> Response:
    """List the sources: whose they are, on which terms, what they cover, and what is held from them."""

    def work(library: Library) -> out.SourcesAnswer:
        sources = [_source(view) for view in library.sources()]
        return out.SourcesAnswer(total=len(sources), revision=library.corpus.revision(), sources=sources)

    return await answer(request, work)


@router.get(
    "/jurisdictions", response_model=out.PlacesAnswer, operation_id="listJurisdictions", responses=problems(304)
)
async def list_jurisdictions(request: Request, _: None_) -> Response:
    """List the places and the kinds of instruments that filters take."""

    def work(library: Library) -> out.PlacesAnswer:
        held = Counter(i.jurisdiction for i in library.catalogue().instruments.values())
        places = [
            out.Place(code=p.code, parent=p.parent, level=p.level, names=dict(p.names), instruments=held[p.code])
            for p in JURISDICTIONS.values()
        ]
        kinds = [out.KindOfInstrument(code=k.code, rank=k.rank, names=dict(k.names)) for k in KINDS.values()]
        return out.PlacesAnswer(total=len(places), jurisdictions=places, kinds=kinds)

    return await answer(request, work)


@router.get("/health", response_model=out.HealthAnswer, operation_id="getHealth", responses=problems())
async def get_health(request: Request, _: None_) -> Response:
    """Say whether each part works, and what to do about what does not."""

    def work() -> Response:
        library = holder(request).get()
        response = given(request, _health(library))
        response.headers["Cache-Control"] = "no-store"
        return response

    found: Response = await request.app.state.quick.run(work)
    return found


def _health(library: Library) -> out.HealthAnswer:
    health = library.health()
    return out.HealthAnswer(
        status="degraded" if health.problems else "ok",
        version=VERSION,
        corpus_revision=health.corpus_revision,
        index_revision=health.index_revision,
        drift=health.drift,
        instruments=health.instruments,
        semantic=Semantic.model_validate(health.semantic),
        filling=library.filling is not None and library.filling.running,
        model=health.model,
        disk_free_bytes=health.disk_free_bytes,
        problems=list(health.problems),
    )


def _source(view: SourceView) -> out.Source:
    rights, held = view.rights, view.held
    return out.Source(
        id=held.source,
        **{name: getattr(rights, name, None) for name in _RIGHTS},
        jurisdictions=list(rights.jurisdictions) if rights else [],
        languages=list(rights.languages) if rights else [],
        verified=rights.verified if rights else False,
        invented=rights.invented if rights else False,
        withdrawn=out.Withdrawal.model_validate(view.withdrawn) if view.withdrawn else None,
        held=out.Held(
            instruments=held.instruments,
            versions=held.versions,
            provisions=held.provisions,
            truncated=held.truncated,
            last_import=held.last_import,
            refused=dict(held.refused),
        ),
    )
