"""Provisions elsewhere that say much the same, and terms with all the definitions that laws give them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.records import Hit, Mode, SearchRequest
from law.definitions import Definition, find_definitions
from law.script import fold_text
from search_api.library import Library
from search_api.views import ProvisionView

_LONGEST_QUERY = 240
_MARKS = re.compile(r"[\s“”「」『』\"＂‘’'\-－−—]+")
_AT_ONCE = 100
_MOST_READ = 500
_SAYING = ('"{term}" "是指"', '"{term}" "指"', '"{term}是"', '"{term}" "means"')


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTerm:
    """A definition and the provision that it stands in."""

    definition: Definition
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Definitions of one term in the same words, apart from marks and script."""

    term: str
    words: str
    given: tuple[DefinedTerm, ...]


def similar(
    library: Library, view: ProvisionView, *, k: int, jurisdictions: Sequence[str] = (), on: date | None = None
) -> tuple[Hit, ...]:
    """Provisions of other instruments that are nearest in words and meaning, best first; ``on=None`` for every day."""
    words = _MARKS.sub(" ", view.provision.text).strip()[:_LONGEST_QUERY]
    if not words:
        return ()
    asked = SearchRequest(
        query=words, k=_AT_ONCE, on=on, jurisdictions=tuple(jurisdictions), mode=Mode.HYBRID, literal=True
    )
    others = (hit for hit in library.search(asked).hits if hit.instrument != view.instrument.id)
    return tuple(others)[:k]


def meanings(
    library: Library, term: str, *, jurisdictions: Sequence[str] = (), on: date | None = None
) -> tuple[Meaning, ...]:
    """What laws say that a term means: each different definition with all that give it, the most given first."""
    wanted, groups = _folded(term), defaultdict(list)
    for hit in _defining(library, term, jurisdictions, on):
        for definition in find_definitions(hit.text):
            if _folded(definition.term) == wanted:
                groups[_meaning_key(definition)].append(DefinedTerm(definition=definition, hit=hit))
    found = (Meaning(term=g[0].definition.term, words=g[0].definition.words, given=tuple(g)) for g in groups.values())
    return tuple(sorted(found, key=lambda each: (-len(each.given), each.words)))


def _defining(library: Library, term: str, jurisdictions: Sequence[str], on: date | None) -> list[Hit]:
    """Provisions that hold the term and a word that defines, each once."""
    found: dict[tuple[str, str, str], Hit] = {}
    phrase = _MARKS.sub(" ", term).strip()
    for saying in _SAYING:
        asked = SearchRequest(
            query=saying.format(term=phrase), k=_AT_ONCE, on=on, jurisdictions=tuple(jurisdictions), mode=Mode.LEXICAL
        )
        for hit in _every(library, replace(asked, literal=True)):
            found[hit.instrument, hit.version, hit.provision_id] = hit
    return [found[place] for place in sorted(found)]


def _every(library: Library, asked: SearchRequest) -> list[Hit]:
    hits: list[Hit] = []
    while len(hits) < _MOST_READ:
        page = library.search(replace(asked, offset=len(hits))).hits
        hits += page
        if len(page) < asked.k:
            break
    return hits


def _meaning_key(definition: Definition) -> str:
    """The words after the term, so that 本法所称 and （一） before it are no difference."""
    after = definition.words.partition(definition.term)[2]
    return "".join(filter(str.isalnum, _folded(after)))


def _folded(text: str) -> str:
    return fold_text(text)
