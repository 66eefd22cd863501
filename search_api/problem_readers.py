"""What each error of ours tells a caller: its status, what is wrong, and what to do next. Nothing of the machine."""

import logging
from collections.abc import Callable, Container
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from gaps.harvest import BadDeclaration
from index.records import BadQuery, IndexUnavailable
from law.corpus import CorpusUnavailable
from law.identifier import BadAddress
from law.jurisdiction import UnknownJurisdiction
from law.kind import UnknownKind
from search_api.budget import Overloaded
from search_api.problem import Problem, failure
from search_api.single_flight import StillWorking
from search_api.views import Ambiguous, BadFilter, Named, NotHeld, Withdrawn
from search_api.write_problems import WRITE_READERS

_LOG = logging.getLogger("lexgap.api")
_RETRY_UNAVAILABLE_S: Final = 5
# Faults of a statement of ours; every other one is the database's: gone, locked, damaged, out of connections.
_OURS: Final = (ProgrammingError, IntegrityError, DataError, NotSupportedError)
_NO_CORPUS: Final = (
    "The corpus cannot be read at the moment; why has been logged. Try again in a few seconds. Who runs this service: "
    "start its database again, or restore a backup."
)
_NO_DECLARATIONS: Final = (
    "What is declared complete cannot be read, so no place is judged; why has been logged. Who runs this service: "
    "correct `declarations.yaml` in the data directory."
)


def named_record(named: Named) -> dict[str, str]:
    """A name with the address that answers for it."""
    href = f"/api/v1/instruments{named.id}"
    return {"id": named.id, "title": named.title, "jurisdiction": named.jurisdiction, "href": href}


def _not_held(error: NotHeld) -> Problem:
    closest = [named_record(n) for n in error.closest]
    hint = f" The closest: {', '.join(c['title'] for c in closest)}." if closest else ""
    extra = {"closest": closest, "held": error.held}
    return Problem(status=404, detail=f"{error}.{hint} {error.held}".strip(), kind="not-held", extra=extra)


def _withdrawn(error: Withdrawn) -> Problem:
    work = error.gone.instrument
    known = {"id": work.id, "titles": dict(work.titles), "jurisdiction": work.jurisdiction, "kind": work.kind}
    known |= {"number": work.number, "issuing_body": work.issuing_body, "alternates": dict(work.alternates)}
    reasons = [{"source": w.source, "at": w.at.isoformat(), "reason": w.reason} for w in error.gone.withdrawals]
    extra = {"instrument": known, "withdrawn": reasons}
    return Problem(
        status=410, detail=f"{error}. Its record stays; its words are not shown.", kind="withdrawn", extra=extra
    )


def _ambiguous(error: Ambiguous) -> Problem:
    extra = {"candidates": [named_record(n) for n in error.candidates]}
    return Problem(status=300, detail=str(error), kind="ambiguous", extra=extra)


def _bad_filter(error: BadFilter) -> Problem:
    errors = [{"parameter": error.parameter, "message": str(error), "closest": list(error.closest)}]
    return Problem(status=422, detail=str(error), kind="invalid-parameter", extra={"errors": errors})


def _bad_code(error: UnknownJurisdiction | UnknownKind) -> Problem:
    parameter = "kind" if isinstance(error, UnknownKind) else "jurisdiction"
    errors = [{"parameter": parameter, "message": str(error), "closest": []}]
    return Problem(status=422, detail=str(error), kind="invalid-parameter", extra={"errors": errors})


def _unavailable(detail: str) -> Problem:
    headers = {"Retry-After": str(_RETRY_UNAVAILABLE_S)}
    return Problem(status=503, detail=detail, kind="unavailable", headers=headers)


def _no_corpus(error: CorpusUnavailable | NoConnection) -> Problem:
    _LOG.error("the corpus cannot be read: %s", error)
    return _unavailable(_NO_CORPUS)


def _bad_declarations(error: BadDeclaration) -> Problem:
    _LOG.error("no place can be judged: %s", error)
    return _unavailable(_NO_DECLARATIONS)


def _database(error: DBAPIError) -> Problem:
    if isinstance(error, _OURS):
        return failure()
    # The driver's words alone: a statement's parameters may be what somebody looks up.
    _LOG.error("the database of the corpus does not answer: %s: %s", type(error).__name__, error.orig)
    return _unavailable(_NO_CORPUS)


def _not_ready(error: StillWorking) -> Problem:
    extra = {"pending": [asdict(one) for one in error.pending]}
    return replace(_later(error), kind="not-ready", extra=extra)


def _later(error: StillWorking | Overloaded) -> Problem:
    headers = {"Retry-After": str(error.retry_after)}
    return Problem(status=503, detail=str(error), kind="busy", headers=headers)


def too_much(error: Overloaded, parameters: Container[str]) -> Problem:
    """As above; where the address takes what makes an answer smaller, that is told too."""
    problem = _later(error)
    smaller = [said for name, said in _SMALLER.items() if name in parameters]
    if not error.late or not smaller:
        return problem
    return replace(problem, detail=f"{problem.detail} If that fails too, ask for less: {', or '.join(smaller)}.")


_SMALLER: Final = {
    "jurisdiction": "fewer places (`jurisdiction`)",
    "area": "one `area`",
    "kind": "one `kind`",
    "k": "a smaller `k`",
    "limit": "a smaller `limit`",
    "text": "a shorter `text`",
}
READERS: Final[dict[type[Exception], Callable[[Any], Problem]]] = {
    NotHeld: _not_held,
    Withdrawn: _withdrawn,
    Ambiguous: _ambiguous,
    BadFilter: _bad_filter,
    UnknownJurisdiction: _bad_code,
    UnknownKind: _bad_code,
    BadAddress: lambda e: Problem(status=400, detail=str(e), kind="bad-address"),
    BadQuery: lambda e: Problem(status=400, detail=str(e), kind="bad-query"),
    IndexUnavailable: lambda e: _unavailable(str(e)),
    CorpusUnavailable: _no_corpus,
    NoConnection: _no_corpus,
    BadDeclaration: _bad_declarations,
    DBAPIError: _database,
    StillWorking: _not_ready,
    Overloaded: _later,
    **WRITE_READERS,
}
