"""Random bytes and random damage: every source refuses with a reason that the harvest quarantines, and in seconds."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.harvest.keeping import READING_FAULTS
from tests.crawlers.mutations import text_of, with_body, with_text
from tests.crawlers.recorded_answers import OURS, Answer, read

FIRST = {answer.source: answer for answer in reversed(OURS)}
LONGEST = 20.0
"""Seconds; a document takes milliseconds, and a busy machine a hundred times that."""


def attempt(answer: Answer) -> None:
    begun = time.monotonic()
    try:
        assert isinstance(read(answer), list)
    except READING_FAULTS as error:
        assert not isinstance(error, AssertionError)  # noqa: PT017 (any refusal is right)
    assert time.monotonic() - begun < LONGEST


@pytest.mark.parametrize("source", sorted(FIRST))
@settings(max_examples=40)
@given(raw=st.binary(max_size=3_000))
def test_random_bytes_are_refused(source: str, raw: bytes) -> None:
    attempt(with_body(FIRST[source], raw))


@pytest.mark.parametrize("source", sorted(FIRST))
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_random_damage_never_stops_a_harvest(source: str, seed: int) -> None:
    chance, raw = random.Random(seed), bytearray(text_of(FIRST[source]))  # noqa: S311 (damage that can be repeated)
    for _ in range(chance.randint(1, 30)):
        start = chance.randrange(len(raw))
        end = start + chance.choice((1, 1, 1, 8, 300))
        raw[start:end] = chance.choice(
            (b"", bytes([chance.randrange(256)]), bytes(raw[start:end]) * 2, b"<", b"&", "第".encode())
        )
        raw = raw or bytearray(b" ")
    attempt(with_text(FIRST[source], bytes(raw)))


@pytest.mark.parametrize(
    "repeated", ["第", "<div>", "<p>第一条 ", "&#", "<!--", '{"a":', "[", "(", "《", "<a b='", "\\u"]
)
def test_a_megabyte_of_one_thing_is_judged_in_seconds(repeated: str) -> None:
    for source in ("cn_govcn", "eu_cellar", "uk_legislation"):
        attempt(with_body(FIRST[source], (repeated * (300_000 // len(repeated))).encode()))
