"""The headings that a provision stands under, and its own: asked for by ``heading:个人信息权利`` or ``章节:``."""

from collections.abc import Iterable, Iterator

from index.plan import Phrase
from index.segment import segment
from law.provision import Provision


def headings_of(provision: Provision) -> tuple[str, ...]:
    """The headings above a provision from the outermost in, as published, then its own where it has one."""
    return tuple(heading for heading in (*provision.path, provision.heading) if heading)


def heading_phrases(asked: Iterable[str], *, exact_script: bool = False) -> tuple[Phrase, ...]:
    """What must stand in one heading: its units, since a heading may be asked for by a single character."""
    units = (tuple(segment(text, exact_script=exact_script).units) for text in asked)
    return tuple(Phrase(words=words) for words in units if words)


def fitting_headings(provision: Provision, asked: Iterable[Phrase], *, exact_script: bool = False) -> Iterator[str]:
    """The headings that have any of the phrases, in their order."""
    wanted = [phrase.words for phrase in asked]
    for heading in headings_of(provision) if wanted else ():
        units = tuple(segment(heading, exact_script=exact_script).units)
        if any(_within(words, units) for words in wanted):
            yield heading


def _within(words: tuple[str, ...], units: tuple[str, ...]) -> bool:
    return any(units[at : at + len(words)] == words for at in range(len(units) - len(words) + 1))
