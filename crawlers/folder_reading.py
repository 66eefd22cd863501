"""What a text that a person brings says by itself, and where the facts stated beside it differ from that."""

from dataclasses import dataclass
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.folder_metadata import Metadata
from crawlers.folder_text import PlainText
from crawlers.history import History, read_history
from crawlers.outline import Outline, Rank
from crawlers.stub import refuse_stub
from crawlers.text_lines import add_text
from crawlers.truncation import signs_of_truncation
from crawlers.version_day import MAKING
from law.instrument import DatedFact
from law.kind import nation_of
from law.provision import Provision

_ENDS_WITH_COMMENCEMENT: Final = frozenset({"cn", "xs"})
"""Legal systems whose Chinese instruments are cut off if they do not end with their commencement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a file before it is put together; ``place`` is the code of its jurisdiction."""

    text: PlainText
    history: History
    provisions: tuple[Provision, ...]
    problems: tuple[str, ...]
    facts: Metadata
    place: str


def read_structure(text: PlainText, facts: Metadata, place: str) -> Reading:
    """History and provisions of a text. Raises Unreadable where it holds none."""
    outline, history = Outline(), read_history(text.head, text.title)
    for line in history.opening:
        outline.line(line)
    if text.part:
        outline.heading("", text.part, Rank.PART)
    add_text(outline, text.body)
    provisions = refuse_stub(outline.finish())
    whole = "修正案" not in text.title and text.part is None
    found = (*history.problems, *outline.problems, *sequence_problems(provisions, from_one=whole))
    problems = (*text.problems, *found)
    return Reading(text=text, history=history, provisions=provisions, problems=problems, facts=facts, place=place)


def why_cut_off(read: Reading) -> tuple[str, ...]:
    """Why the text is taken to be cut off, each in words; none for a text that looks whole."""
    if read.text.part is not None:
        return ()
    # Only an instrument drafted as in the mainland must end with its commencement; one with no Chinese title need not.
    title = read.text.title if nation_of(read.place) in _ENDS_WITH_COMMENCEMENT else ""
    first = read.history.first(*MAKING)
    return signs_of_truncation(read.provisions, title=title, made_on=first.day if first else None)


def disagreements(read: Reading, in_force: DatedFact | None) -> tuple[str, ...]:
    """Days that the facts beside the file and the text state differently."""
    stated = (
        ("promulgated_on", read.facts.promulgated_on, read.history.last(*MAKING)),
        ("in_force_from", read.facts.in_force_from, in_force),
    )
    return tuple(
        f"{field} is stated as {day}, the text tells {told.day} ({told.provenance[:80]})"
        for field, day, told in stated
        if day and told and told.day != day
    )
