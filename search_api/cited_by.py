"""Who cites an instrument or a provision of it, found through the index and read as citations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.records import Hit, Mode, SearchRequest
from law.citation import find_citations
from law.identifier import title_key
from law.instrument import Instrument
from law.named_titles import titles_in
from search_api.catalogue import Catalogue
from search_api.library import Library
from search_api.remembered import Remembered

_AT_ONCE = 100
_MOST_READ = 2_000
_SHORTEST_NAME = 2
_MOST_NAMES = 8
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A provision that cites; ``raw`` is ``hit.text[start:end]``, ``cited`` the provision cited, None for the whole."""

    hit: Hit
    raw: str
    start: int
    end: int
    cited: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """Every citation found, in order of the citing law. ``complete`` is False where not all could be read."""

    citing: tuple[Citing, ...]
    complete: bool

    def of(self, provision_id: str | None) -> tuple[Citing, ...]:
        """Those of one provision; all for None."""
        return tuple(each for each in self.citing if provision_id in (None, each.cited))


_CITED: Remembered[CitedBy] = Remembered(most=200)


def citations_of(library: Library, instrument: Instrument) -> CitedBy:
    """What ``cited_by`` finds, remembered until the library holds something else."""
    state = (str(library.home), library.generation())
    return _CITED.get(state, instrument.id, lambda: cited_by(library, instrument))


def cited_by(library: Library, instrument: Instrument) -> CitedBy:
    """The provisions of other instruments that cite this one, in the newest text that does."""
    catalogue, complete = library.catalogue(), True
    newest: dict[tuple[str, str], Hit] = {}
    for name in _names(instrument):
        hits, whole = _naming(library, name)
        complete &= whole
        for hit in hits:
            place = (hit.instrument, hit.provision_id)
            if hit.instrument != instrument.id and (place not in newest or newest[place].version < hit.version):
                newest[place] = hit
    found = (each for place in sorted(newest) for each in _citations(newest[place], instrument, catalogue))
    return CitedBy(citing=tuple(found), complete=complete)


def _names(instrument: Instrument) -> list[str]:
    """What the instrument is called; the title without the state's name finds it with that name too."""
    names = [name.removeprefix(_STATE) for name in (*instrument.titles.values(), *instrument.short_titles)]
    if instrument.number:
        names.append(instrument.number)
    kept = (name.replace('"', " ").strip() for name in names)
    return list(dict.fromkeys(name for name in kept if len(title_key(name)) >= _SHORTEST_NAME))[:_MOST_NAMES]


def _naming(library: Library, name: str) -> tuple[list[Hit], bool]:
    """The provisions of every day whose words hold the name, and whether those are all."""
    asked = SearchRequest(query=f'"{name}"', k=_AT_ONCE, mode=Mode.LEXICAL, literal=True)
    hits: list[Hit] = []
    while len(hits) < _MOST_READ:
        result = library.search(replace(asked, offset=len(hits)))
        hits += result.hits
        if len(result.hits) < _AT_ONCE:
            return hits, True
    return hits, False


def _citations(hit: Hit, instrument: Instrument, catalogue: Catalogue) -> Iterator[Citing]:
    taken: list[tuple[int, int]] = []
    for citation in find_citations(hit.text):
        name = citation.document_number or citation.title
        if name and _means(name, hit, instrument, catalogue):
            taken.append((citation.start, citation.end))
            yield Citing(hit=hit, raw=citation.raw, start=citation.start, end=citation.end, cited=citation.article)
    for named in titles_in(hit.text):
        inside = any(start <= named.start < end for start, end in taken)
        if not inside and _means(named.title, hit, instrument, catalogue):
            raw = hit.text[named.start : named.end]
            yield Citing(hit=hit, raw=raw, start=named.start, end=named.end, cited=None)


def _means(name: str, hit: Hit, instrument: Instrument, catalogue: Catalogue) -> bool:
    """A name that several instruments have means, in a law of the same place, that place's own."""
    names = catalogue.names
    ids = names.resolve(names.by_end(name) or name).ids
    return instrument.id in ids and (len(ids) == 1 or hit.jurisdiction == instrument.jurisdiction)
