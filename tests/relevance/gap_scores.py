"""Results of the program beside those of a reader: precision, recall and F1 a result, and where the article stands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gaps.records import Cell, Result

LABELS = ("covered", "partial", "gap")
CUT_OFF = "unknown_truncated_source"
_AS_READ = {
    Result.COVERED: "covered",
    Result.PARTIAL: "partial",
    Result.NOT_FOUND: "gap",
    Result.INHERITED: "gap",
    Result.NOT_APPLICABLE: "gap",
    Result.CANNOT_SAY: CUT_OFF,
}
_FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One cell as a person read it.

    Several articles that say the same have semicolons between. So have several laws, with bars between their articles.
    """

    requirement: str
    jurisdiction: str
    label: str
    law_title: str
    article: str
    confidence: str = "high"


class Scores:
    """Counts of (read, judged) pairs, and of the articles read that are among the first quotes."""

    def __init__(self, readings: Iterable[Reading], cells: Mapping[tuple[str, str], Cell]) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.quoted: list[bool] = []
        for reading in readings:
            cell = cells[reading.requirement, reading.jurisdiction]
            self.pairs[reading.label, _AS_READ[cell.result]] += 1
            if reading.label in ("covered", "partial"):
                self.quoted.append(_quotes(cell, reading))

    def judged(self, label: str) -> tuple[int, int]:
        """How many results with a label are as read, and how many there are."""
        return self.pairs[label, label], sum(n for (_, judged), n in self.pairs.items() if judged == label)

    def read(self, label: str) -> tuple[int, int]:
        """How many cells read with a label have it as result, and how many there are."""
        return self.pairs[label, label], sum(n for (read, _), n in self.pairs.items() if read == label)

    def precision(self, label: str) -> float:
        right, number = self.judged(label)
        return right / max(1, number)

    def recall(self, label: str) -> float:
        right, number = self.read(label)
        return right / max(1, number)

    def macro_f1(self) -> float:
        return sum(self._f1(label) for label in LABELS) / len(LABELS)

    def first_quotes(self) -> float:
        return sum(self.quoted) / max(1, len(self.quoted))

    def _f1(self, label: str) -> float:
        both = self.precision(label) + self.recall(label)
        return 2 * self.precision(label) * self.recall(label) / both if both else 0.0


def wrong_gaps(readings: Iterable[Reading], cells: Mapping[tuple[str, str], Cell]) -> list[Reading]:
    """The cells for which the program shows no provision where a reader found one, or could not say."""
    said = ((reading, _AS_READ[cells[reading.requirement, reading.jurisdiction].result]) for reading in readings)
    return [reading for reading, label in said if label == "gap" != reading.label]


def _quotes(cell: Cell, reading: Reading) -> bool:
    named = list(zip(reading.law_title.split(";"), reading.article.split("|"), strict=True))
    return any(
        title in evidence.title.replace("中华人民共和国", "") and evidence.label in articles.split(";")
        for evidence in cell.evidence[:_FIRST]
        for title, articles in named
    )
