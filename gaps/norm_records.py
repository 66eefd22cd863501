"""What a provision says about disclosure and secrecy: plain records, each pinned to words of a published text."""

from dataclasses import dataclass
from enum import StrEnum

from gaps.inventory import HeldText
from law.provision import Provision


class NormKind(StrEnum):
    """What a norm asks, allows or grants."""

    MUST_PUBLISH = "must_publish"
    ON_REQUEST = "on_request"
    MAY_WITHHOLD = "may_withhold"
    MUST_KEEP_SECRET = "must_keep_secret"  # noqa: S105  (a kind of norm, no password)
    TIME_LIMIT = "time_limit"
    BODY = "body"
    CHANNEL = "channel"
    REMEDY = "remedy"


DISCLOSURE = (NormKind.MUST_PUBLISH, NormKind.ON_REQUEST, NormKind.MAY_WITHHOLD, NormKind.MUST_KEEP_SECRET)
"""What decides whether something is public; the other kinds say how, when, by whom, and what against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a provision: ``text`` is ``provision.text[start:end]``."""

    text: str
    start: int
    end: int


class ReadFrom(StrEnum):
    """Where in a provision a body or matter was read: the nearest words that name it."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    PROVISION = "provision"
    ACT = "act"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A body or matter.

    ``read_from`` is ``clause`` where the words of the norm name it. A body may be the only one of the ``sentence``, the
    ``paragraph`` or the ``provision`` before; a matter what the ``act`` makes that is then published, or the case
    (``condition``) in which it is.
    """

    words: Stretch
    read_from: ReadFrom

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time as the words give it. ``unit`` is hour, day, working_day, week, month or year."""

    amount: int
    """How many."""
    unit: str
    """hour, day, working_day, week, month or year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One thing that a provision says.

    ``quote`` is the whole sentence or line, ``words`` what showed the kind. ``grounds`` (for secrets) and ``tests``
    (when it may be withheld) name entries of the rules; ``actor`` who is bound or entitled, ``matter`` what is spoken
    of, ``items`` the list that the sentence opens, or that of the paragraph before which it refers to (前款): each None
    or empty where the words do not say it. ``action`` and ``duration`` are of time limits only.
    """

    kind: NormKind
    quote: Stretch
    words: Stretch
    actor: Named | None = None
    matter: Named | None = None
    items: tuple[Stretch, ...] = ()
    grounds: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    action: str | None = None
    duration: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNorm:
    """A norm with the text that it stands in."""

    text: HeldText
    provision: Provision
    norm: Norm
