"""Products of int8 vectors: exact on this processor, and a query's loss is what it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from index.int8_products import CoarseQuery, lengths, products, widened

INT8 = st.integers(-127, 127)


def whole(query: NDArray[np.int8]) -> CoarseQuery:
    return CoarseQuery(values=query, step=np.float32(1), rest=0.0)


@pytest.mark.parametrize("dimensions", [1, 3, 24, 63, 64, 65, 384, 1024])
def test_products_and_lengths_are_those_of_whole_numbers(dimensions: int) -> None:
    random = np.random.default_rng(dimensions)
    vectors = random.integers(-127, 128, (5_000, dimensions)).astype(np.int8)
    vectors[0], vectors[1], query = 127, -127, np.full(dimensions, 127, np.int8)
    assert products(vectors, whole(query)).tolist() == (vectors.astype(np.int64) @ query.astype(np.int64)).tolist()
    squares = (vectors.astype(np.int64) ** 2).sum(axis=1)
    assert lengths(vectors).tolist() == np.sqrt(squares.astype(np.float32)).tolist()


def test_chosen_rows_have_the_products_that_they_have_among_all() -> None:
    random = np.random.default_rng(2)
    vectors = random.integers(-127, 128, (9_000, 48)).astype(np.int8)
    vectors.flags.writeable = False
    query = CoarseQuery.of(random.standard_normal(48).astype(np.float32))
    rows = np.flatnonzero(random.random(9_000) < 0.6)
    assert products(vectors, query, rows).tolist() == products(vectors, query)[rows].tolist()
    assert products(vectors, query, rows[:0]).tolist() == []


@given(hnp.arrays(np.float32, 8, elements=st.floats(-4, 4, width=32)), hnp.arrays(np.int8, (30, 8), elements=INT8))
def test_no_product_is_further_off_than_what_the_query_leaves_out(
    query: NDArray[np.float32], vectors: NDArray[np.int8]
) -> None:
    coarse, own = CoarseQuery.of(query), lengths(vectors)
    off = np.abs(products(vectors, coarse) - vectors.astype(np.float64) @ query.astype(np.float64))
    assert (off <= coarse.rest * own * (1 + 1e-6) + 1e-6 * np.linalg.norm(query) * own + 1e-40).all()
    assert coarse.rest <= np.abs(query).max() * np.sqrt(8) / 250 + 1e-40


def test_every_float16_and_every_int8_is_widened_to_the_same_number() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16).reshape(256, 256)
    assert np.array_equal(
        widened(halves, np.empty(halves.shape, np.float32)), halves.astype(np.float32), equal_nan=True
    )
    whole = np.arange(-128, 128).astype(np.int8).reshape(4, 64)
    assert np.array_equal(widened(whole, np.empty(whole.shape, np.float32)), whole.astype(np.float32))
