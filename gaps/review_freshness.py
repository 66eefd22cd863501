"""Whether what a decision rested on is still so: the quoted words, the law of the day, the requirement."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from gaps.records import Cell, Evidence, Result
from gaps.requirement import Requirement
from gaps.review_records import Assessment
from law.corpus import Corpus
from law.instrument import Instrument
from law.text_diff import Op, diff_texts
from law.timeline import version_on

_WITHOUT_QUOTES: Final = frozenset({Result.NOT_FOUND, Result.CANNOT_SAY, Result.INHERITED, Result.NOT_APPLICABLE})

_SIGNS: Final = {Op.DELETE: "−", Op.INSERT: "+"}
_MOST_CHANGES: Final = 6
_MOST_SHOWN: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A quote as it stands on a day: pinned to the text of that day, or why it no longer stands."""

    evidence: Evidence
    changed: str | None = None


def requirement_hash(requirement: Requirement) -> str:
    """SHA-256 of what a person judges by: names, tests, level and modality. Patterns are no part of it."""
    parts = [asdict(requirement.names), asdict(requirement.tests), requirement.level.value, requirement.modality.value]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def held_instruments(corpus: Corpus, ids: Collection[str]) -> Mapping[str, Instrument]:
    """The instruments of these ids that are held, read at once."""
    return {one.id: one for one in corpus.instruments(ids=ids)} if ids else {}


def standing(item: Evidence, instrument: Instrument | None, corpus: Corpus, on: date) -> Standing:
    """The quote on a day; a newer text with the same words in the same place carries it on."""
    where = f"《{item.title}》{item.label}"
    if instrument is None:
        return Standing(evidence=item, changed=f"{where} is no longer held")
    found = version_on(instrument, on, item.language)
    if found is None:
        return Standing(evidence=item, changed=f"no text of {where} in force on {on.isoformat()} is held")
    version, status = found
    provision = corpus.provision(version, item.provision_id)
    if provision is None:
        return Standing(evidence=item, changed=f"the text of {version.key} has no {where}")
    if provision.sha256 != item.sha256:
        differs = f"{where}: the text of {version.key} differs from the text of {item.version} that was quoted"
        return Standing(
            evidence=item, changed=f"{differs}: {_how(item.quote, _was(item, instrument, corpus), provision.text)}"
        )
    pinned = replace(
        item,
        version=version.key,
        status=status.status.value,
        status_basis=status.basis,
        text_state=version.text_state.value,
        source=version.source,
        source_url=version.source_url,
    )
    return Standing(evidence=pinned)


def _was(item: Evidence, instrument: Instrument, corpus: Corpus) -> str | None:
    """The whole provision as it was quoted, where that text is still held: a quote may be a part of it."""
    texts = (v for v in instrument.versions if (v.key, v.language) == (item.version, item.language))
    provisions = (corpus.provision(version, item.provision_id) for version in texts)
    return next((p.text for p in provisions if p is not None and p.sha256 == item.sha256), None)


def _how(quote: str, was: str | None, text: str) -> str:
    """The words that went and came, as signs that need no translation; … where they are many.

    Without the provision as it ``was``, only the quote can be compared: what the text has before and after it is left
    out. “=” says that the quoted words themselves still stand there.
    """
    if quote in text:
        return f"= “{_short(quote)}”"
    pieces = list(diff_texts(quote if was is None else was, text))
    while was is None and pieces and pieces[0].op is Op.INSERT:
        del pieces[0]
    while was is None and pieces and pieces[-1].op is Op.INSERT:
        del pieces[-1]
    signs = [f"{_SIGNS[piece.op]} “{_short(piece.text)}”" for piece in pieces if piece.op is not Op.EQUAL]
    return ", ".join(signs[:_MOST_CHANGES]) + (", …" if len(signs) > _MOST_CHANGES else "")


def _short(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


def what_changed(
    judged: Assessment, standings: Collection[Standing], requirement: Requirement, cell: Cell
) -> Iterator[str]:
    """Why a decision no longer stands, each a sentence; nothing where it does. ``cell`` is the program's suggestion."""
    yield from (one.changed for one in standings if one.changed is not None)
    if judged.requirement_sha256 != requirement_hash(requirement):
        yield "the requirement was worded anew after the decision"
    # Where no quote carries a decision, what the program now finds is the only sign that something has changed.
    if judged.result in _WITHOUT_QUOTES and cell.result is not judged.suggested:
        yield (
            f"the program suggested {judged.suggested.value} when it was decided, and now suggests {cell.result.value}"
        )
