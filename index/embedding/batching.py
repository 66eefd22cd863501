"""Texts made fit for the model, and batches of texts of like length."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import MAX_TOKENS

TOKENS_IN_BATCH = 2_048
_LONGEST_PIECE = 16
_UNFIT = re.compile(r"[\s\x00\ud800-\udfff]+")


def cleaned(text: str) -> str:
    """The text with each run of white space, NUL and lone surrogates as one space.

    The model's normaliser makes the same of white space; NUL would end a text early in C, and a lone surrogate has
    no UTF-8. No piece of the vocabulary is longer than 16 characters, so what lies beyond 480 times 16 is never read.
    """
    return _UNFIT.sub(" ", text[: 4 * MAX_TOKENS * _LONGEST_PIECE]).strip()[: MAX_TOKENS * _LONGEST_PIECE]


def shortened(text: str, count_tokens: Callable[[str], int]) -> str:
    """The beginning of a text that has at most 480 tokens, for engines that cannot be told where to cut."""
    while (count := count_tokens(text)) > MAX_TOKENS:
        text = text[: min(len(text) - 1, len(text) * MAX_TOKENS // count)]
    return text


def batches(lengths: Sequence[int], tokens: int = TOKENS_IN_BATCH) -> Iterator[NDArray[np.int64]]:
    """Positions of texts, longest first, in groups that padded hold at most so many tokens (a longer text alone)."""
    order = np.argsort(-np.asarray(lengths, np.int64), kind="stable")
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        size = max(1, tokens // longest)
        yield order[start : start + size]
        start += size


def padded(ids: Sequence[Sequence[int]], padding: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and their mask (1 for a token, 0 for padding), both of shape (texts, longest)."""
    longest = max(map(len, ids))
    tokens = np.full((len(ids), longest), padding, np.int64)
    mask = np.zeros_like(tokens)
    for row, text in enumerate(ids):
        tokens[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return tokens, mask


def in_batches(
    lengths: Sequence[int],
    embed: Callable[[NDArray[np.int64]], NDArray[Any]],
    progress: Callable[[int], None] | None,
    *,
    dimensions: int,
    tokens: int = TOKENS_IN_BATCH,
    at_once: int = 1,
) -> NDArray[np.float32]:
    """Run ``embed`` on each group of positions and put its vectors where they belong; ``at_once`` groups in threads.

    A group has at most so many ``tokens``, or one text. ``progress`` is told in the caller's thread how many are done.
    """
    vectors = np.empty((len(lengths), dimensions), np.float32)
    groups, done = list(batches(lengths, tokens)), 0
    with ThreadPoolExecutor(at_once, thread_name_prefix="lexgap-embed") as threads:
        try:
            for group, found in zip(groups, threads.map(embed, groups), strict=True):
                vectors[group] = found
                done += len(group)
                if progress is not None:
                    progress(done)
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
    return vectors
