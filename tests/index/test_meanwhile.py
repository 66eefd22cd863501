"""Work beside a search: done once, by a free core or by whoever waits for it."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest

from index.int8_products import CoarseQuery, products
from index.meanwhile import cores, meanwhile, shared


@contextmanager
def every_other_core_busy() -> Iterator[None]:
    """Until the block is left the other cores do nothing else."""
    over, begun = threading.Event(), threading.Barrier(cores())

    def busy() -> None:
        begun.wait(10)
        over.wait(10)

    waiting = [meanwhile(busy) for _ in range(cores() - 1)]
    begun.wait(10)
    try:
        yield
    finally:
        over.set()
        for each in waiting:
            each()


def test_what_no_core_has_begun_is_done_by_who_wants_it() -> None:
    with every_other_core_busy():
        assert meanwhile(threading.get_ident)() == threading.get_ident()


def test_what_goes_wrong_elsewhere_is_raised_where_the_result_is_wanted() -> None:
    def fail() -> None:
        raise LookupError("no vectors")

    with pytest.raises(LookupError, match="no vectors"):
        meanwhile(fail)()
    with pytest.raises(LookupError, match="no vectors"):
        shared(lambda _: fail(), [1, 2, 3])


def test_every_part_is_done_once_however_many_ask_at_once() -> None:
    done: Counter[tuple[int, int]] = Counter()

    def ask(number: int) -> int:
        inner = meanwhile(meanwhile(lambda: number))
        shared(lambda part: done.update([(number, part)]), range(50))
        return inner()

    with ThreadPoolExecutor(16) as clients:
        assert list(clients.map(ask, range(64))) == list(range(64))
    assert set(done.values()) == {1}
    assert len(done) == 64 * 50


@pytest.mark.parametrize("count", [0, 1, 16_384, 16_385, 100_001])
def test_products_made_in_parts_are_all_there(count: int) -> None:
    vectors = (np.arange(count * 4) % 251 - 125).astype(np.int8).reshape(count, 4)
    query = CoarseQuery(values=np.array([1, -2, 3, 127], np.int8), step=np.float32(1), rest=0.0)
    assert products(vectors, query).tolist() == (vectors.astype(np.int64) @ query.values.astype(np.int64)).tolist()
