"""Our own questions, each with the provisions of which a right answer must quote one, asked of real texts.

Read by a person in the published texts before the program was measured. ``refused`` is gold where nothing fits.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from gaps.answer_records import Answer
from search_api.asking import Asked, ask
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings

pytestmark = pytest.mark.shared
QUESTIONS = Path(__file__).with_name("questions.tsv")
ON = date(2025, 4, 19)
REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question; ``gold`` are provisions as ``part of the title|label``, one of which must be quoted."""

    language: str
    jurisdiction: str
    question: str
    gold: tuple[tuple[str, str], ...]

    def right(self, answer: Answer) -> bool:
        """Whether a provision of the gold is quoted, or rightly nothing is."""
        if not self.gold:
            return not answer.answered
        quoted = [(quote.title, quote.label) for quote in answer.every_quote]
        return any(title in held and label == number for title, label in self.gold for held, number in quoted)


def questions() -> list[Asking]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return [_asking(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _asking(row: dict[str, str]) -> Asking:
    pairs = [] if row["gold"] == REFUSED else [one.rsplit("|", 1) for one in row["gold"].split(";")]
    gold = tuple((title, label) for title, label in pairs)
    return Asking(language=row["language"], jurisdiction=row["jurisdiction"], question=row["question"], gold=gold)


@pytest.fixture(scope="module")
def library(collection_and_foreign: Path) -> Iterator[Library]:
    opened = open_library(Settings(home=collection_and_foreign, embedder="none"), today=lambda: ON)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers(library: Library) -> list[tuple[Asking, Answer]]:
    on = date(2026, 11, 22)
    return [
        (each, ask(library, Asked(question=each.question, on=on, jurisdiction=each.jurisdiction)))
        for each in questions()
    ]


def test_there_are_questions_in_both_scripts_and_in_english() -> None:
    asked = questions()
    assert len(asked) >= 60
    counts = {language: sum(q.language == language for q in asked) for language in ("zh-Hans", "zh-Hant", "en")}
    assert min(counts.values()) >= 10, counts


def test_answers_quote_a_right_provision(answers: list[tuple[Asking, Answer]]) -> None:
    wrong = [asked.question for asked, answer in answers if asked.gold and not asked.right(answer)]
    assert len(wrong) <= 0.08 * len(answers), wrong


def test_what_nothing_fits_is_refused(answers: list[tuple[Asking, Answer]]) -> None:
    wrong = [asked.question for asked, answer in answers if not asked.gold and not asked.right(answer)]
    assert wrong == []


def test_every_quote_stands_in_the_held_text(library: Library, answers: list[tuple[Asking, Answer]]) -> None:
    checked = 0
    for _, answer in answers[:10]:
        for quote in answer.every_quote:
            held = next(v for v in library.corpus.instrument(quote.instrument).versions if v.key == quote.version)  # type: ignore[union-attr]  # quoted, so held
            provision = library.corpus.provision(held, quote.provision_id)
            assert provision is not None
            if held.language == quote.language:
                assert provision.text[quote.start : quote.end] == quote.quote
                checked += 1
    assert checked > 50
