"""Quotes: the sentence that speaks, with its place in the published text, the version and the hash it is pinned to."""

from collections.abc import Sequence
from datetime import date

from gaps.concepts import Span, tightest_window
from gaps.judgement import Finding
from gaps.records import Evidence
from law.script import fold
from law.timeline import status_on

_LONGEST_QUOTE = 400
_SENTENCE_ENDS = "。！？\n"


def evidence_of(finding: Finding, on: date, elements: Sequence[str] = ()) -> Evidence:
    """The quote of a finding: the whole sentences around the tightest place where every concept found stands.

    ``elements`` are the ids of those that it meets.
    """
    text, provision = finding.text, finding.article.provision
    start, end = quote_span(provision.text, _told(finding))
    status = status_on(text.instrument, text.version, on)
    return Evidence(
        instrument=text.instrument.id,
        title=text.instrument.title,
        jurisdiction=text.instrument.jurisdiction,
        version=text.version.key,
        language=text.version.language,
        provision_id=provision.id,
        label=provision.label,
        quote=provision.text[start:end],
        start=start,
        end=end,
        sha256=provision.sha256,
        text_state=text.version.text_state.value,
        status=status.status.value,
        status_basis=status.basis,
        elements=tuple(elements),
        weight=float(finding.strength),
        source=text.version.source,
        source_url=text.version.source_url,
    )


def _told(finding: Finding) -> Span:
    spans = finding.hits.spans.values()
    return tightest_window(spans) if spans else finding.hits.tightest


def quote_span(published: str, folded_span: Span) -> Span:
    """The published sentences that a span of the folded text lies in; a very long sentence is cut to its place."""
    start, end = fold(published).origin(*folded_span)
    left = max((published.rfind(mark, 0, start) for mark in _SENTENCE_ENDS), default=-1) + 1
    right = min(
        (at for mark in _SENTENCE_ENDS if (at := published.find(mark, end - 1)) >= 0), default=len(published) - 1
    )
    stop = right if published[right : right + 1] == "\n" else right + 1
    if stop - left <= max(_LONGEST_QUOTE, end - start):
        return left, stop
    spare = max(0, (_LONGEST_QUOTE - (end - start)) // 2)
    return max(left, start - spare), min(stop, end + spare)
