"""The rights register beside what is held from each source."""

from law.corpus import Corpus
from search_api.holdings import holdings
from search_api.views import Holding, SourceView


def source_views(corpus: Corpus) -> tuple[SourceView, ...]:
    """Registered sources and all others that something is held from, by id."""
    # The register brings every parser with it, which nothing but this needs.
    from crawlers.source import SOURCES

    held = {holding.source: holding for holding in holdings(corpus)}
    withdrawn = {gone.source: gone for gone in corpus.withdrawals()}
    register = {source.id: source for source in SOURCES.values()}
    return tuple(
        SourceView(rights=register.get(name), held=held.get(name) or _nothing(name), withdrawn=withdrawn.get(name))
        for name in sorted({*held, *register})
    )


def _nothing(source: str) -> Holding:
    return Holding(source=source, instruments=0, versions=0, provisions=0, truncated=0, last_import=None, refused={})
