"""What stops a harvest before anything of it reaches the corpus, so that a fault at the source costs no text."""

from typing import Final

BROKEN_AFTER: Final = 20
"""So many documents at the beginning that all cannot be read: the source has changed its form."""
GONE_SHARE: Final = 0.05
GONE_FEW: Final = 3


class HarvestStopped(Exception):
    """The run was stopped; earlier texts are kept. The message says why and what to do."""

    kind = "stopped"


class SourceBroken(HarvestStopped):
    """The first documents of a source all cannot be read."""

    kind = "broken"


class MassDisappearance(HarvestStopped):
    """More documents would have disappeared than a source loses at once."""

    kind = "mass_disappearance"


def broken(source: str, reason: str) -> SourceBroken:
    """The source has changed its form."""
    return SourceBroken(
        f"the first {BROKEN_AFTER} documents of {source} could all not be read, so the source has changed its form "
        f"(the last one: {reason}). Earlier texts are kept. Repair crawlers/sources/{source}.py, then read the kept "
        f"answers with `lexgap harvest {source} --resume`"
    )


def refuse_mass_disappearance(source: str, gone: tuple[str, ...], present: int) -> None:
    """Raises MassDisappearance if all known documents would go at once, or more than 5 % that are more than three."""
    if not gone or (len(gone) <= max(GONE_FEW, GONE_SHARE * present) and len(gone) < present):
        return
    named = ", ".join((*gone[:GONE_FEW], *(["…"] if len(gone) > GONE_FEW else [])))
    raise MassDisappearance(
        f"{len(gone)} of {present} documents of {source} would have disappeared ({named}), so the run was stopped "
        "and nothing of it was taken in. Look whether the source really took them away; if it did, read the kept "
        f"answers with `lexgap harvest {source} --resume --accept-disappearance`"
    )
