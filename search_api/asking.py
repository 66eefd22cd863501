"""Asking: a question in plain words, answered with quotes from what is held, or refused with what is held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gaps.answer_records import Answer, Generated, Held
from gaps.answering import Picked, candidates_of, pick
from gaps.letter import letter_of
from gaps.question import Question, family, read_question
from gaps.requirement import Language
from gaps.wording_check import INSTRUCTION, checked_wording, prompt_of
from index.records import BadQuery, Hit, Mode, SearchRequest
from index.wording_generator import GeneratorUnavailable
from law.jurisdiction import JURISDICTIONS, ancestors
from search_api.covering import coverage_of
from search_api.library import Library
from search_api.parts import Wording

NOTHING_FITS: Final = "nothing that we hold of this place on disclosure or privacy fits the question"
ANSWERED: Final = "quotes from what we hold; what is absent is not found in it, which does not say that there is no law"
_MAIN_HITS: Final = 60
_SIDE_HITS: Final = 30
_MOST_TITLES: Final = 12
_CONSTANT: Final = 5
MOST_CHARACTERS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question put to the library. Without ``jurisdiction`` the place that most of what is found belongs to."""

    question: str
    on: date
    jurisdiction: str | None = None
    language: str | None = None
    mode: Mode = Mode.HYBRID


def ask(library: Library, asked: Asked) -> Answer:
    """Answer a question. Raises BadQuery, UnknownJurisdiction, IndexUnavailable.

    Deterministic: the same corpus, index and question give the same answer. ``language`` is that of the letter, by
    default the question's own.
    """
    text = " ".join(asked.question.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise BadQuery(f"ask a question of 1 to {MOST_CHARACTERS} characters")
    question = read_question(text)
    place, inferred = _place(library, question, asked)
    searches = question.searches[_language_of(library, place, question.language)]
    main = [_search(library, question.text, place, asked, first=True)]
    main += [_search(library, query, place, asked) for query in searches.main]
    side = [_search(library, query, place, asked) for query in searches.procedure]
    picked = pick(question, candidates_of(question, main, side))
    searched = (question.text, *searches.main, *searches.procedure)
    return _answer(library, question, picked, asked, place, searched, inferred=inferred)


def _language_of(library: Library, place: str, own: Language) -> Language:
    """The language to search the place's law in: the question's own, unless all that is held is in the other."""
    places = {place, *ancestors(place)}
    held = {
        family(version.language)
        for instrument in library.catalogue().instruments.values()
        if instrument.jurisdiction in places
        for version in instrument.versions
    }
    return own if own in held or not held else next(iter(held))


def _answer(
    library: Library,
    question: Question,
    picked: Picked,
    asked: Asked,
    place: str,
    searched: tuple[str, ...],
    *,
    inferred: bool,
) -> Answer:
    language = asked.language or question.script
    letter = letter_of(question.text, question.theme, language, picked.quotes) if picked.answered else None
    return Answer(
        question=question.text,
        language=language,
        jurisdiction=place,
        inferred=inferred,
        on=asked.on,
        answered=picked.answered,
        reason=ANSWERED if picked.answered else NOTHING_FITS,
        quotes=picked.quotes,
        related=picked.related,
        nearest=picked.nearest,
        held=held_of(library, place),
        letter=letter,
        generated=_generated(library.wording, question, picked),
        searched=searched,
    )


def _generated(wording: Wording | None, question: Question, picked: Picked) -> Generated | None:
    """The wording of a generator, checked against the quotes; None where there is none or nothing to word."""
    quotes = (*(quote for group in picked.quotes.values() for quote in group), *picked.related)
    if wording is None or not quotes:
        return None
    try:
        reply = wording.word(INSTRUCTION, prompt_of(question.text, quotes))
    except GeneratorUnavailable as error:
        return Generated(model=wording.model, withheld=str(error))
    return checked_wording(wording.model, reply, quotes)


def held_of(library: Library, place: str) -> Held:
    """What is held of a place and of those above it, and what the catalogue has and is not held."""
    places = [place, *ancestors(place)]
    statement = coverage_of(library, places)
    stated = [each for each in statement.places if each.jurisdiction in places]
    missing = [entry.title or entry.title_en for each in stated for entry in each.not_held]
    return Held(
        revision=statement.revision,
        jurisdiction=place,
        instruments=sum(each.instruments for each in stated),
        truncated=sum(rank.truncated for each in stated for rank in each.ranks),
        not_held=tuple(missing[:_MOST_TITLES]),
        not_held_count=len(missing),
    )


def _place(library: Library, question: Question, asked: Asked) -> tuple[str, bool]:
    """The place asked about: the one named, the one in the question's words, else that of most of what is found.

    Of several places in the question's words it is the one that most of what is found is of.
    """
    if asked.jurisdiction:
        return JURISDICTIONS[asked.jurisdiction].code, False
    result = library.search(SearchRequest(query=question.text, k=_MAIN_HITS, on=asked.on, mode=Mode.LEXICAL))
    named = result.understood.jurisdictions
    if len(named) == 1:
        return named[0], False
    return _most_found(result.hits, named) or next(iter(named), library.main_place()), True


def _most_found(hits: Iterable[Hit], named: Sequence[str]) -> str | None:
    weights: dict[str, float] = defaultdict(float)
    for rank, hit in enumerate(hits):
        around = (hit.jurisdiction, *ancestors(hit.jurisdiction))
        for place in (code for code in around if code in named) if named else around[-1:]:
            weights[place] += 1 / (_CONSTANT + rank)
    return min(weights, key=lambda code: (-weights[code], code), default=None)


def _search(library: Library, query: str, place: str, asked: Asked, *, first: bool = False) -> Sequence[Hit]:
    """The question itself by words and meaning, the searches beside it by words; no law of places below."""
    request = SearchRequest(
        query=query,
        k=_MAIN_HITS if first else _SIDE_HITS,
        on=asked.on,
        jurisdictions=(place,),
        with_parents=True,
        mode=asked.mode if first else Mode.LEXICAL,
        literal=True,
    )
    own = (place, *ancestors(place))
    return [hit for hit in library.search(request).hits if hit.jurisdiction in own]
