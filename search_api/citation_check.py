"""A pasted text, checked: each citation found, resolved, in force or not, and quoted rightly or not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.citation import find_citations
from law.instrument import Version
from law.provision import Provision
from law.quotations import Quotation, is_verbatim, nearest_words, quotations
from law.text_diff import Piece, diff_texts
from search_api.library import Library
from search_api.reading import cite
from search_api.resolving import Resolved, Views, resolve
from search_api.views import InstrumentView


class Verdict(StrEnum):
    """How the words in quotation marks stand to the provision cited.

    ``ELSEWHERE`` are in another provision of the same text, ``OUTDATED`` in an older text of the same provision,
    ``UNCHECKED`` could not be compared, since what is cited was not resolved to a provision.
    """

    VERBATIM = "verbatim"
    MISQUOTED = "misquoted"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """Quoted words and what the law says instead: ``published`` are its words at their most alike place.

    ``pieces`` go from the published words to the quoted ones. ``label`` and ``version`` say where the words are, if
    they are found.
    """

    words: str
    start: int
    end: int
    verdict: Verdict
    label: str | None = None
    version: str | None = None
    published: str | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCitation:
    """One citation of the text with the quotations beside it; ``citation`` is how it is written in full."""

    resolved: Resolved
    citation: str | None
    quotes: tuple[QuoteCheck, ...]


def check_citations(library: Library, text: str, *, on: date | None = None) -> tuple[CheckedCitation, ...]:
    """Every citation in the text, in order; ``on`` is the day for which it is said whether it is in force.

    Raises BadQuery for a text that names too many laws.
    """
    citations, views = find_citations(text), Views(library, on=on)
    resolved = [resolve(library, citation, views=views) for citation in citations]
    beside: dict[int, list[QuoteCheck]] = {}
    for quotation in quotations(text, citations):
        check = _check(library, quotation, resolved[quotation.citation], views)
        beside.setdefault(quotation.citation, []).append(check)
    return tuple(
        CheckedCitation(resolved=each, citation=_in_full(each, views), quotes=tuple(beside.get(number, ())))
        for number, each in enumerate(resolved)
    )


def _check(library: Library, quotation: Quotation, resolved: Resolved, views: Views) -> QuoteCheck:
    view, provision = _place(resolved, views)
    if view is None or provision is None:
        return _verdict(quotation, Verdict.UNCHECKED)
    if is_verbatim(quotation.words, provision.text):
        return _verdict(quotation, Verdict.VERBATIM, provision.label, view.version.key)
    other = next((p for p in view.version.articles if is_verbatim(quotation.words, p.text)), None)
    if other is not None:
        return _verdict(quotation, Verdict.ELSEWHERE, other.label, view.version.key)
    older = _older_text(library, view, provision.id, quotation.words)
    if older is not None:
        return _verdict(quotation, Verdict.OUTDATED, provision.label, older.key)
    return _nearest(quotation, provision, view.version.key)


def _nearest(quotation: Quotation, provision: Provision, version: str) -> QuoteCheck:
    span = nearest_words(quotation.words, provision.text)
    if span is None:
        return _verdict(quotation, Verdict.NOT_FOUND)
    published = provision.text[slice(*span)]
    return QuoteCheck(
        words=quotation.words,
        start=quotation.start,
        end=quotation.end,
        verdict=Verdict.MISQUOTED,
        label=provision.label,
        version=version,
        published=published,
        pieces=diff_texts(published, quotation.words),
    )


def _verdict(
    quotation: Quotation, verdict: Verdict, label: str | None = None, version: str | None = None
) -> QuoteCheck:
    return QuoteCheck(
        words=quotation.words,
        start=quotation.start,
        end=quotation.end,
        verdict=verdict,
        label=label,
        version=version,
    )


def _place(resolved: Resolved, views: Views) -> tuple[InstrumentView | None, Provision | None]:
    view = views.of(resolved.instrument) if resolved.instrument else None
    provisions = view.version.provisions if view else ()
    return view, next((p for p in provisions if p.id == resolved.provision_id), None)


def _older_text(library: Library, view: InstrumentView, provision_id: str, words: str) -> Version | None:
    for each in reversed(view.versions):
        if each.version.key == view.version.key:
            continue
        provision = library.corpus.provision(each.version, provision_id)
        if provision is not None and is_verbatim(words, provision.text):
            return each.version
    return None


def _in_full(resolved: Resolved, views: Views) -> str | None:
    view, provision = _place(resolved, views)
    return cite(view.instrument, view.version, provision) if view and provision else None
