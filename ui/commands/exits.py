"""Exit codes of the command line, and the errors that it explains instead of showing a trace."""

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code means to the program that called."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    SOME_REFUSED = 3
    INTERRUPTED = 130


def explained() -> tuple[type[Exception], ...]:
    """The errors whose message is meant for the user: a failure that says what to do next."""
    from crawlers.importing import SourceUnavailable
    from gaps.harvest import BadDeclaration
    from gaps.review_journal import DamagedJournal
    from gaps.review_records import ReviewRefused
    from index.build import CorpusMoved
    from index.generation import IndexBusy
    from index.records import IndexUnavailable
    from index.vectors import DamagedVectors, VectorsBusy, WrongModel
    from law.corpus import CorpusUnavailable
    from law.corpus_writing import CorpusBusy, CorpusFull
    from search_api.alerts.records import AlertsBusy
    from search_api.backup.records import BackupRefused
    from search_api.views import Ambiguous, NotHeld, Withdrawn

    stores = (CorpusUnavailable, CorpusBusy, CorpusFull, IndexUnavailable, IndexBusy, CorpusMoved)
    vectors = (DamagedVectors, VectorsBusy, WrongModel)
    reviews = (ReviewRefused, DamagedJournal)
    ours = (AlertsBusy, BackupRefused, BadDeclaration, SourceUnavailable, NotHeld, Withdrawn, Ambiguous)
    return (*stores, *vectors, *reviews, *ours, OSError)


def wrong_use() -> tuple[type[Exception], ...]:
    """The errors that a different command line would not have met."""
    from crawlers.source import UnknownSource
    from gaps.checklist import NoSuchEntry
    from index.records import BadQuery
    from law.earlier_corpus import NoSuchRevision
    from law.identifier import BadAddress
    from law.jurisdiction import UnknownJurisdiction
    from law.kind import UnknownKind
    from search_api.accounts.records import AccountRefused
    from search_api.alerts.records import BadAlert, NoSuchAlert
    from search_api.views import BadFilter
    from ui.commands.opening import BadSettings

    unknown = (UnknownJurisdiction, UnknownKind, UnknownSource, NoSuchEntry)
    alerts = (BadAlert, NoSuchAlert)
    return (*unknown, *alerts, NoSuchRevision, BadQuery, BadAddress, BadFilter, BadSettings, AccountRefused)
