"""From ranked provisions to the quotes of an answer. Deterministic and extractive: nothing is said but quotes.

The words of a provision are data: they are typed and quoted, and nothing that they ask for is ever done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.answer_records import Quoted
from gaps.norm_records import DISCLOSURE, Norm, NormKind
from gaps.norms import norms_of, speaks_of_the_field
from gaps.pinning import pinned
from gaps.question import Question, family
from index.records import Hit
from law.script import fold_text

_MOST: Final = 6
_MOST_OF_ONE_INSTRUMENT: Final = 5
_FIRST: Final = 8
"""The first hits of a question, by which one that names nothing of the field is found to be about it, or not."""
_ENOUGH: Final = 3
_NEARLY_ALL: Final = 0.75
_LIST_BONUS: Final = 2.5
"""A sentence that opens a list says more than the ones that refer to it."""
_MOST_BESIDE: Final = 2
"""Of provisions that hold in general and share nothing with the question, as many say what is public or secret."""
_GENERAL: Final = 6
"""The first hits of a search for the procedure hold whatever the question is about."""
_FITS: Final = 0.34
"""The share of the question's words from which a provision that says something on disclosure answers it."""
_RELATED: Final = 0.45
"""The share from which a provision that is no norm goes before those that only fit."""
_MOST_RELATED: Final = 4
_DEPTH: Final = 20
"""The constant of reciprocal rank fusion: small, since the first hits of a search matter most here."""


_MAIN: Final = 1.0
_SIDE: Final = 0.6
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A provision found: ``score`` by its ranks in the searches, ``main`` that of those for the question itself.

    ``general`` is one that a search for the procedure had among its first, of an instrument on disclosure or privacy.
    """

    hit: Hit
    score: float
    main: float
    overlap: float
    norms: tuple[Norm, ...]
    general: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The quotes of an answer, and what came closest where there are none."""

    quotes: Mapping[NormKind, tuple[Quoted, ...]]
    related: tuple[Quoted, ...]
    nearest: tuple[Quoted, ...]

    @property
    def answered(self) -> bool:
        """Whether anything fits the question."""
        return bool(self.quotes or self.related)


def candidates_of(
    question: Question, main: Iterable[Sequence[Hit]], procedure: Iterable[Sequence[Hit]]
) -> tuple[Candidate, ...]:
    """The provisions of all searches, best first, each once, with what they say."""
    hits: dict[_Key, Hit] = {}
    scores: dict[_Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    general: set[_Key] = set()
    for weight, result in [(_MAIN, r) for r in main] + [(_SIDE, r) for r in procedure]:
        for rank, hit in enumerate(result):
            key = (hit.instrument, hit.version, hit.language, hit.provision_id)
            hits.setdefault(key, hit)
            scores[key][weight is _SIDE] += weight / (_DEPTH + rank)
            if weight is _SIDE and rank < _GENERAL:
                general.add(key)
    made = (_candidate(question, hits[key], *both, general=key in general) for key, both in scores.items())
    return tuple(sorted(made, key=lambda c: (-_weight(c), c.hit.instrument, c.hit.provision_id, c.hit.version)))


def pick(question: Question, candidates: Sequence[Candidate]) -> Picked:
    """The quotes that answer; none at all where no provision on disclosure or privacy fits the question."""
    fitting = [c for c in candidates if c.main and c.overlap >= _FITS and (c.norms or _of_the_field(c))]
    if not fitting or not (question.of_the_field or _about_the_field(fitting)):
        return Picked(quotes={}, related=(), nearest=tuple(_plain(question, c) for c in _closest(candidates)))
    quotes = {kind: _of_kind(kind, candidates) for kind in NormKind}
    shown = {(q.instrument, q.provision_id) for group in quotes.values() for q in group}
    beside = [c for c in fitting if (c.hit.instrument, c.hit.provision_id) not in shown]
    beside.sort(key=lambda c: c.overlap < _RELATED)
    related = tuple(_plain(question, c) for c in beside[:_MOST_RELATED])
    return Picked(quotes={kind: group for kind, group in quotes.items() if group}, related=related, nearest=())


def _about_the_field(fitting: Sequence[Candidate]) -> bool:
    """Whether enough of what fits best speaks of disclosure or privacy: for questions that name neither.

    One must have nearly all that is asked: rules on traffic accidents, too, say what of them is published.
    """
    first = sorted(fitting, key=lambda c: -c.main)[:_FIRST]
    speaking = sum(any(norm.kind in DISCLOSURE for norm in c.norms) for c in first)
    return speaking >= _ENOUGH and max(c.overlap for c in first) >= _NEARLY_ALL


def _candidate(question: Question, hit: Hit, main: float, side: float, *, general: bool) -> Candidate:
    language = family(hit.language)
    about = fold_text(f"{hit.title} {' '.join(hit.path)} {hit.heading}")
    return Candidate(
        hit=hit,
        score=main + side,
        main=main,
        overlap=question.overlap(f"{about} {fold_text(hit.text)}", language),
        norms=norms_of(hit.text, language, about=about),
        general=general and speaks_of_the_field(fold_text(hit.title), language),
    )


def _weight(candidate: Candidate) -> float:
    return candidate.score * (0.25 + candidate.overlap)


def _of_the_field(candidate: Candidate) -> bool:
    return speaks_of_the_field(fold_text(candidate.hit.text), family(candidate.hit.language))


def _of_kind(kind: NormKind, candidates: Sequence[Candidate]) -> tuple[Quoted, ...]:
    """The best quotes of a kind, not more than a few of one instrument."""
    named = ((c, _telling(c, kind)) for c in candidates)
    fit = [(c, norm) for c, norm in named if norm and (c.general or c.overlap >= _FITS)]
    fit.sort(key=lambda pair: -_weight(pair[0]) * (_LIST_BONUS if pair[1].items else 1.0))
    found: list[Quoted] = []
    beside = 0
    for candidate, norm in fit:
        general = kind in DISCLOSURE and candidate.overlap < _FITS
        if general and beside == _MOST_BESIDE:
            continue
        if sum(q.instrument == candidate.hit.instrument for q in found) < _MOST_OF_ONE_INSTRUMENT:
            found.append(_quoted(candidate, norm))
            beside += general
    return tuple(found[:_MOST])


def _telling(candidate: Candidate, kind: NormKind) -> Norm | None:
    """The first norm of a kind; of time limits rather one with a length."""
    norms = [norm for norm in candidate.norms if norm.kind is kind]
    return next((norm for norm in norms if norm.duration), norms[0] if norms else None)


def _closest(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda c: (-c.overlap, -c.main, c.hit.instrument, c.hit.provision_id))[:_MOST_RELATED]


def _quoted(candidate: Candidate, norm: Norm) -> Quoted:
    return pinned(
        candidate.hit,
        norm.quote.start,
        norm.quote.end,
        kind=norm.kind,
        items=tuple(item.text for item in norm.items),
        actor=norm.actor.text if norm.actor else None,
        grounds=norm.grounds,
        tests=norm.tests,
        action=norm.action,
        duration=norm.duration,
        relevance=round(candidate.overlap, 3),
    )


def _plain(question: Question, candidate: Candidate) -> Quoted:
    """The line of a provision that shares most with the question."""
    text, at, best = candidate.hit.text, 0, (-1.0, 0, 0)
    for line in text.split("\n"):
        share = question.overlap(fold_text(line), family(candidate.hit.language))
        best = max(best, (share, -at, -(at + len(line))))
        at += len(line) + 1
    return pinned(candidate.hit, -best[1], -best[2], kind=None, relevance=round(candidate.overlap, 3))
