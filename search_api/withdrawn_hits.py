"""An index may be older than the withdrawal of a source: what it still finds there is left out of every answer."""

from dataclasses import replace

from index.records import SearchResult
from law.corpus import Corpus


def without_withdrawn(result: SearchResult, corpus: Corpus) -> SearchResult:
    """The answer without the hits of withdrawn sources; it says how many were left out and how to mend the counts."""
    gone = {withdrawal.source for withdrawal in corpus.withdrawals()}
    kept = tuple(hit for hit in result.hits if hit.source not in gone)
    left_out = len(result.hits) - len(kept)
    if not left_out:
        return result
    note = f"{left_out} hits of withdrawn sources are left out; the counts still hold them until `lexgap index` is run"
    return replace(result, hits=kept, total=result.total - left_out, notes=(*result.notes, note))
