"""The colours of results in Word and Excel: a fill, an ink, and whether the fill is hatched. Shapes say the same."""

from dataclasses import dataclass
from typing import Final

from gaps.records import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """``fill`` and ``ink`` as RRGGBB; contrast is at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

    fill: str
    ink: str
    hatched: bool = False


TONES: Final = {
    Result.COVERED: Tone(fill="E2F1E8", ink="1D6B45"),
    Result.PARTIAL: Tone(fill="FBEFD6", ink="7A5000"),
    Result.INHERITED: Tone(fill="E4EDF8", ink="2A5A94"),
    Result.NOT_FOUND: Tone(fill="FAE6E3", ink="A3352C"),
    Result.CANNOT_SAY: Tone(fill="E3D7F2", ink="4A2D73", hatched=True),
    Result.NOT_APPLICABLE: Tone(fill="ECEEF0", ink="566271"),
}
