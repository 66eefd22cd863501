"""What may be said where nothing counts: never that there is no law, only what was read and why that may not do."""

from collections.abc import Sequence

from gaps.checklist import Level, Requirement
from gaps.concepts import pattern
from gaps.inventory import HeldText, Inventory
from gaps.records import Completeness, Harvest, Result
from gaps.survey import Survey
from law.jurisdiction import JURISDICTIONS
from law.jurisdiction import Level as PlaceLevel

_WHOLE_STATES = (PlaceLevel.NATIONAL, PlaceLevel.SUPRANATIONAL, PlaceLevel.SPECIAL)


def absence(requirement: Requirement, read: Survey, harvest: Harvest) -> tuple[Result, tuple[str, ...]]:
    """The result of a requirement for which no provision counts, with its reasons."""
    inventory = read.inventory
    if not_of_this_level(requirement, read):
        return Result.NOT_APPLICABLE, ("the requirement is for local law",)
    cut = cut_off(requirement, read)
    if cut:
        return Result.CANNOT_SAY, (cut_off_reason(cut),)
    if requirement.level is Level.NATIONAL and not _whole_state(inventory):
        return Result.INHERITED, ("the requirement is for national law, which holds here too",)
    if not inventory.texts:
        return Result.CANNOT_SAY, (_nothing_to_read(inventory),)
    amount = f"{len(inventory.texts)} instruments, {inventory.provisions} provisions"
    if harvest.state is Completeness.COMPLETE:
        return Result.NOT_FOUND, (f"a gap: not found in what we hold ({amount}), and {harvest.basis}",)
    return Result.NOT_FOUND, (f"not found in what we hold ({amount}); that is no statement that there is no such law",)


def cut_off(requirement: Requirement, read: Survey) -> tuple[HeldText, ...]:
    """The texts for the whole place in which such a provision usually stands and whose end is missing."""
    return tuple(text for text in read.inventory.truncated if text.own and _usual(requirement, text))


def cut_off_reason(cut: Sequence[HeldText]) -> str:
    """The sentence that names them."""
    return f"the held text is cut off where this could stand: {'; '.join(text.instrument.title for text in cut)}"


def not_of_this_level(requirement: Requirement, read: Survey) -> bool:
    """Whether the requirement is for local law and the place is a whole state."""
    return requirement.level is Level.LOCAL and _whole_state(read.inventory)


def _usual(requirement: Requirement, text: HeldText) -> bool:
    titles = requirement.usual_titles.get(text.language)
    return titles is not None and pattern(titles).search(text.folded_title) is not None


def _whole_state(inventory: Inventory) -> bool:
    return any(JURISDICTIONS[place].level in _WHOLE_STATES for place in inventory.places)


def _nothing_to_read(inventory: Inventory) -> str:
    if inventory.unread:
        return f"what is held of this place ({inventory.unread} instruments) is in languages without patterns"
    return "nothing of this place is held that may be law on the day"
