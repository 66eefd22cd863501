"""Thousands of pages that went wrong on their way: none is stored as if it were the law that it stands for.

A mutated page is *good* if it is stored whole: not marked as truncated, and without a problem that the genuine page
does not have. It may be stored as good only where every provision reads as in the genuine page: a cut that takes off
white space or markup after the last word, or a header that lies while page and bytes agree.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from crawlers.harvest.keeping import READING_FAULTS
from law.instrument import Instrument, TextState, Version
from tests.crawlers.mutations import KINDS, Mutation, mutations
from tests.crawlers.recorded_answers import OURS, Answer, answers_in, read

REFUSED, PROBLEM, SAME, GOOD = "refused", "stored with a problem", "reads the same", "stored as good"
LARGE = 100_000
EVERY = 3
"""Of our fixtures' mutations all are tried, of the recordings' every third, always the same ones; removals all."""


def versions(laws: Iterable[Instrument]) -> list[Version]:
    return [version for law in laws for version in law.versions]


def words(version: Version) -> list[tuple[str, str, str]]:
    return [(p.label, p.heading, p.text) for p in version.provisions]


def outcome(mutation: Mutation, genuine: Sequence[Version]) -> str:
    try:
        stored = versions(read(mutation.answer))
    except READING_FAULTS as error:
        assert str(error)  # noqa: PT017 (any refusal is right; what the harvest does not quarantine is not)
        return REFUSED
    if not stored:
        return REFUSED
    if len(stored) == len(genuine) and all(words(a) == words(b) for a, b in zip(stored, genuine, strict=True)):
        return SAME
    known = {problem for version in genuine for problem in version.problems}
    cut = any(version.text_state is TextState.TRUNCATED for version in genuine)
    marked = [v for v in stored if set(v.problems) - known or (v.text_state is TextState.TRUNCATED and not cut)]
    return PROBLEM if marked else GOOD


def judge(answers: Iterable[Answer], every: int = 1) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How many of each kind came to each end, and which were stored as good."""
    counts: Counter[tuple[str, str]] = Counter()
    good: list[str] = []
    for answer in answers:
        genuine = versions(read(answer))
        for n, mutation in enumerate(mutations(answer)):
            if n % every and mutation.kind != "article removed":
                continue
            end = outcome(mutation, genuine)
            counts[mutation.kind, end] += 1
            if end == GOOD:
                good.append(f"{answer.name}: {mutation.kind}, {mutation.detail}")
    return counts, good


def table(counts: Counter[tuple[str, str]]) -> str:
    ends = (REFUSED, PROBLEM, SAME, GOOD)
    rows = [f"{kind:20}" + "".join(f"{counts[kind, end]:>24}" for end in ends) for kind in KINDS]
    total = f"{'all':20}" + "".join(f"{sum(counts[kind, end] for kind in KINDS):>24}" for end in ends)
    return "\n".join([" " * 20 + "".join(f"{end:>24}" for end in ends), *rows, total])


def test_no_mutated_page_of_ours_is_stored_as_good() -> None:
    counts, good = judge(OURS)
    print(table(counts))  # noqa: T201 (the figures of the run)
    assert not good, f"{len(good)}: " + "\n".join(good)
    assert counts.total() >= 2_000
    assert {kind for kind, _ in counts} == set(KINDS)


def test_every_source_is_mutated() -> None:
    sources = {answer.source for answer in OURS}
    assert len(sources) >= 17, sources


@pytest.mark.shared
def test_no_mutated_recording_is_stored_as_good(shared_dir: Path) -> None:
    small = (a for a in answers_in(shared_dir / "sources") if len(a.page.body) < LARGE)
    counts, good = judge(small, every=EVERY)
    print(table(counts))  # noqa: T201 (the figures of the run)
    assert not good, f"{len(good)}: " + "\n".join(good)
    assert counts.total() >= 500
