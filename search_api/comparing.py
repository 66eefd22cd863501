"""Two texts of an instrument beside each other: what one changes in the other, or the same law in two languages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from law.instrument import Version
from law.provision import Provision
from law.text_diff import Change, ProvisionChange, diff_provisions
from law.timeline import in_order
from search_api.library import Library
from search_api.reading import read_asked
from search_api.views import InstrumentView, NotHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts of one instrument and every provision of either, in the order of the newer one."""

    old: InstrumentView
    new: InstrumentView
    changes: tuple[ProvisionChange, ...]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many provisions each thing happened to."""
        found = Counter(change.change for change in self.changes)
        return {change: found[change] for change in Change}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A provision in each language asked for, in their order; None where that text has no such number."""

    provision_id: str
    provisions: tuple[Provision | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Texts of one instrument in several languages, aligned by the numbers of their provisions."""

    texts: tuple[InstrumentView, ...]
    pairs: tuple[Pair, ...]


def compare(
    library: Library, address: str, *, before: str = "", after: str = "", language: str | None = None
) -> Comparison:
    """What the text of ``after`` changes in that of ``before``: days, or keys of texts.

    By default the text that the address means, and the one held before it in the same language. Raises as
    ``Library.instrument`` does.
    """
    name = read_asked(address).name
    new = library.instrument(f"{name}@{after}" if after else address, language=language)
    key = before or _key_before(new)
    old = library.instrument(f"{name}@{key}", language=new.version.language)
    changes = diff_provisions(old.version.provisions, new.version.provisions)
    return Comparison(old=old, new=new, changes=changes)


def side_by_side(
    library: Library, address: str, languages: Sequence[str] = (), *, on: date | None = None
) -> SideBySide:
    """The same law in several languages, by default all that are held of it. Raises as ``Library.instrument`` does."""
    name = read_asked(address).name
    held = _languages(library.catalogue().find(name).versions)
    chosen = tuple(dict.fromkeys(languages)) or held
    if len(chosen) == 1:
        raise NotHeld(f"{name} is held in {', '.join(held)} only: there is no other language to set beside it")
    texts = tuple(library.instrument(address, on=on, language=language) for language in chosen)
    return SideBySide(texts=texts, pairs=_pairs([view.version for view in texts]))


def _key_before(view: InstrumentView) -> str:
    same = [v for v in in_order(view.instrument.versions) if v.language == view.version.language]
    place = next(number for number, v in enumerate(same) if v.key == view.version.key)
    if place == 0:
        message = f"no text of {view.instrument.title} before that of {view.version.key} is held in the same language"
        raise NotHeld(message, held=f"Held: {', '.join(v.key for v in same)}.")
    return same[place - 1].key


def _languages(versions: Sequence[Version]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(version.language for version in versions))


def _pairs(versions: Sequence[Version]) -> tuple[Pair, ...]:
    """In the order of the first text; what only another one has follows what stands before it there."""
    texts = [{p.id: p for p in version.provisions} for version in versions]
    order = list(texts[0])
    for version in versions[1:]:
        place = 0
        for provision in version.provisions:
            if provision.id in texts[0]:
                place = order.index(provision.id) + 1
            elif provision.id not in order:
                order.insert(place, provision.id)
                place += 1
    return tuple(Pair(provision_id=i, provisions=tuple(text.get(i) for text in texts)) for i in order)
