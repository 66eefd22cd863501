"""The norms of a place on a day: every held provision typed."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from gaps.inventory import HeldText, take_inventory
from gaps.norm_records import HeldNorm
from gaps.norms import norms_of
from gaps.survey import Progress
from law.corpus import Corpus
from law.script import fold_text


def survey_norms(corpus: Corpus, jurisdiction: str, on: date, progress: Progress | None = None) -> tuple[HeldNorm, ...]:
    """Every norm of the place's own law, in the order of rank and title. Raises UnknownJurisdiction."""
    texts = [text for text in take_inventory(corpus, jurisdiction, on).texts if text.own]
    found: list[HeldNorm] = []
    for done, text in enumerate(texts, 1):
        found.extend(_of_text(text))
        if progress is not None:
            progress(done, len(texts))
    return in_order([found])


def in_order(places: Iterable[Iterable[HeldNorm]]) -> tuple[HeldNorm, ...]:
    """The norms of several places in one order, of rank and title; those of a text as they stand in it."""
    return tuple(sorted(chain.from_iterable(places), key=_rank_and_title))


def _rank_and_title(held: HeldNorm) -> tuple[int, str, str]:
    return held.text.rank, held.text.instrument.id, held.text.version.key


def _of_text(text: HeldText) -> Iterator[HeldNorm]:
    for article in text.articles:
        about = f"{text.folded_title} {fold_text(article.provision.heading)}"
        for norm in norms_of(article.provision.text, text.language, about=about):
            yield HeldNorm(text=text, provision=article.provision, norm=norm)
