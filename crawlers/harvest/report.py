"""What one harvest did: counts by outcome, and everything that was not taken in, with its reason and place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from law.harvest_rows import HarvestRun

DISAPPEARED, REAPPEARED = "disappeared", "reappeared"
QUARANTINED, REFUSED, TEMPORARY, MISSING = "quarantined", "refused", "temporary", "missing"
UNLISTED = "unlisted"
"""Outcomes besides new, new_version, changed and unchanged. ``missing`` is what a source names and does not have,
``unlisted`` what it says that it has and does not name."""
_MOST_LISTED: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that was not taken in, or is gone: ``ref`` names the document, ``url`` is where it is."""

    outcome: str
    ref: str | None
    url: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a reading has found so far."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    said_to_exist: int | None = None

    def trouble(self, outcome: str, ref: str | None, url: str, reason: str) -> None:
        """Count and list something that was not taken in."""
        self.counts[outcome] += 1
        self.troubles.append(Trouble(outcome=outcome, ref=ref, url=url, reason=reason))

    def unlisted(self, said: int, named: int) -> None:
        """The source says that it has more documents than its lists named."""
        why = f"the lists name {named} documents, and the source says that it has {said}"
        self.counts[UNLISTED] += said - named
        self.troubles.append(Trouble(outcome=UNLISTED, ref=None, url="", reason=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """One harvest of one source. ``state`` is finished or stopped; a stopped one took nothing into the corpus.

    ``counts`` is by outcome, in documents, with ``pages``, ``documents``, ``provisions`` and ``amendments`` as further
    figures. ``whole`` says whether all that the source has was seen; ``said_to_exist`` how many documents it says that
    it has. ``seconds`` is the whole harvest, ``revision`` the corpus's after it.
    """

    source: str
    began_at: datetime
    ended_at: datetime
    state: str
    whole: bool
    counts: Mapping[str, int]
    said_to_exist: int | None = None
    troubles: tuple[Trouble, ...] = ()
    stopped_because: str | None = None
    seconds: float = 0.0
    revision: int = 0

    @property
    def complete(self) -> bool:
        """True if it finished and nothing was quarantined, refused, missing or left for another time."""
        lacking = (QUARANTINED, REFUSED, TEMPORARY, MISSING)
        return self.state == "finished" and not any(self.counts.get(name) for name in lacking)

    def row(self) -> HarvestRun:
        """The harvest's row in the corpus; of the troubles the first five hundred of each outcome."""
        kinds: dict[str, list[Mapping[str, Any]]] = {}
        for each in self.troubles:
            listed = kinds.setdefault(each.outcome, [])
            if len(listed) < _MOST_LISTED:
                listed.append({"ref": each.ref, "url": each.url, "reason": each.reason})
        names = ("source", "began_at", "ended_at", "state", "whole", "said_to_exist", "counts")
        return HarvestRun(**{name: getattr(self, name) for name in names}, failures=kinds)
