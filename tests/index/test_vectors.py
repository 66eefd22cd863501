"""The vector store: exact search, one vector for equal texts, nothing faulty taken in."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from index.vector_scan import Matrix, coarsened, nearest
from index.vectors import BadVectors, PassageRows, VectorFile, WrongModel, packed, text_key, writing_vectors
from tests.index.vector_samples import DIMENSIONS, MODEL, keys, store, unit


def naive(
    matrix: NDArray[np.float16], query: NDArray[np.float32], k: int, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    scores = np.array([np.vecdot(matrix[row].astype(np.float32), query) for row in rows], np.float32)
    order = np.lexsort((rows, -scores))[:k]
    return rows[order], scores[order]


NUMBERS = st.floats(-1, 1, width=16).filter(lambda number: number == 0 or abs(number) > 1e-3)


@st.composite
def searches(draw: st.DrawFn) -> tuple[NDArray[np.float16], NDArray[np.float32], int, NDArray[np.bool_]]:
    rows, dimensions = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    matrix = draw(hnp.arrays(np.float16, (rows, dimensions), elements=NUMBERS))
    matrix[~matrix.any(axis=1), 0] = 1
    repeated = draw(hnp.arrays(np.int64, rows, elements=st.integers(0, rows - 1)))
    query = draw(hnp.arrays(np.float32, dimensions, elements=NUMBERS))
    return matrix[repeated], query, draw(st.integers(1, 45)), draw(hnp.arrays(np.bool_, rows))


@settings(max_examples=300, deadline=None)
@given(searches())
def test_the_search_finds_what_a_full_scan_finds_ties_by_row(
    search: tuple[NDArray[np.float16], NDArray[np.float32], int, NDArray[np.bool_]],
) -> None:
    exact, query, k, mask = search
    coarse, bounds = coarsened(exact)
    matrix = Matrix(exact=exact, coarse=coarse, bounds=bounds)
    for rows, given_rows in ((np.arange(len(exact)), None), (np.flatnonzero(mask), np.flatnonzero(mask))):
        expected_rows, expected_scores = naive(exact, query, k, rows)
        found_rows, found_scores = nearest(matrix, query, k, given_rows)
        assert found_rows.tolist() == expected_rows.tolist()
        assert found_scores.tolist() == expected_scores.tolist()


@pytest.mark.parametrize("spread", [1.0, 0.05, 0.001])
def test_the_search_is_exact_among_thousands_of_close_vectors(tmp_path: Path, spread: float) -> None:
    matrix = unit(1, 7, 384) + spread * unit(5_000, 8, 384)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix[::5] *= np.linspace(0.5, 2, 1_000, dtype=np.float32)[:, None]
    file, held = store(tmp_path, matrix), matrix.astype(np.float16)
    chosen = np.random.default_rng(10).random(5_000)
    for query in unit(3, 9, 384) + matrix[:3]:
        for share in (0.3, 0.9, 1.0):
            rows, scores = file.search(query, 50, rows=None if share == 1 else chosen < share)
            expected_rows, expected_scores = naive(held, query, 50, np.flatnonzero(chosen < share))
            assert rows.tolist() == expected_rows.tolist()
            assert scores.tolist() == expected_scores.tolist()


@pytest.mark.parametrize("every", [1, 2, 16])
def test_the_search_is_exact_where_a_sample_of_the_vectors_tells_nothing_of_the_rest(every: int) -> None:
    exact = unit(4_000, 3, 64).astype(np.float16)
    query = unit(1, 4, 64)[0]
    exact[::every] = (exact[::every] + (2 * query).astype(np.float16)) / np.float16(3)
    coarse, bounds = coarsened(exact)
    for k in (1, 60, 300):
        rows, scores = nearest(Matrix(exact=exact, coarse=coarse, bounds=bounds), query, k, None)
        expected_rows, expected_scores = naive(exact, query, k, np.arange(len(exact)))
        assert (rows.tolist(), scores.tolist()) == (expected_rows.tolist(), expected_scores.tolist())


def test_a_filter_keeps_every_other_row_out(tmp_path: Path) -> None:
    file = store(tmp_path, unit(500))
    query = unit(1, 5)[0]
    mask = np.zeros(500, np.bool_)
    mask[100:130] = True
    by_mask, _ = file.search(query, 10, rows=mask)
    by_number, _ = file.search(query, 10, rows=np.arange(129, 99, -1))
    assert set(by_mask.tolist()) <= set(range(100, 130))
    assert by_mask.tolist() == by_number.tolist()
    assert file.search(query, 10, rows=np.zeros(500, np.bool_))[0].size == 0


def test_rows_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    file = store(tmp_path, unit(5))
    query = unit(1)[0]
    with pytest.raises(ValueError, match="0 to 4"):
        file.search(query, 1, rows=np.array([5]))
    with pytest.raises(ValueError, match="mask"):
        file.search(query, 1, rows=np.ones(4, np.bool_))


def test_a_query_of_another_dimension_or_with_nan_is_refused(tmp_path: Path) -> None:
    file = store(tmp_path, unit(5))
    with pytest.raises(ValueError, match="24 finite numbers"):
        file.search(np.ones(23, np.float32), 1)
    with pytest.raises(ValueError, match="24 finite numbers"):
        file.search(np.full(DIMENSIONS, np.nan, np.float32), 1)


def test_passages_with_the_same_text_share_a_vector_and_are_all_found(tmp_path: Path) -> None:
    matrix = unit(4)
    file = store(tmp_path, matrix)
    passage_rows = PassageRows(np.array([2, 0, -1, 2, 1, 3, 2]))
    passages, scores = file.search_passages(matrix[2], 3, passage_rows)
    assert passages.tolist() == [0, 3, 6]
    assert len(set(scores.tolist())) == 1
    passages, _ = file.search_passages(matrix[2], 10, passage_rows, passages=np.isin(np.arange(7), [2, 3, 4]))
    assert passages.tolist() == [3, 4]


def test_a_lookup_tells_known_texts_from_unknown_ones(tmp_path: Path) -> None:
    file = store(tmp_path, unit(10))
    assert file.lookup(packed([*keys(10)[::-1], text_key(MODEL, "new")])).tolist() == [*range(9, -1, -1), -1]


def test_keys_that_end_in_zero_bytes_stay_apart(tmp_path: Path) -> None:
    names = [b"a" * 15 + b"\0", b"a" * 14 + b"\0\0", b"\0" * 16]
    file = store(tmp_path, unit(3), names)
    assert file.lookup(packed(names)).tolist() == [0, 1, 2]


def test_the_key_of_a_text_depends_on_the_model() -> None:
    assert text_key("a", "text") != text_key("b", "text")
    assert len(text_key("a", "lone \ud800 surrogate")) == 16


def test_a_text_that_is_held_keeps_its_vector(tmp_path: Path) -> None:
    matrix = unit(4)
    with writing_vectors(tmp_path, model_id=MODEL, dimensions=DIMENSIONS) as writer:
        assert writer.append(keys(2), matrix[:2]) == 2
        assert writer.append([*keys(3), keys(3)[2]], matrix[[3, 3, 2, 3]]) == 1
        assert writer.missing([*keys(5), *keys(5)]) == [3, 4]
    file = VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)
    assert np.allclose(file.vectors(np.arange(3)), matrix[:3], atol=1e-3)


def test_a_reader_sees_new_vectors_after_a_reload(tmp_path: Path) -> None:
    file = VectorFile.open(tmp_path, model_id=MODEL, dimensions=DIMENSIONS)
    assert len(file) == 0
    assert file.search(unit(1)[0], 5)[0].size == 0
    store(tmp_path, unit(3))
    assert len(file) == 0
    assert file.reload()
    assert len(file) == 3
    assert not file.reload()


def test_a_store_of_another_model_or_dimension_is_refused(tmp_path: Path) -> None:
    store(tmp_path, unit(3))
    with pytest.raises(WrongModel, match="folder of its own"):
        VectorFile.open(tmp_path, model_id="other/int8/2", dimensions=DIMENSIONS)
    with pytest.raises(WrongModel), writing_vectors(tmp_path, model_id=MODEL, dimensions=384):
        pass


@pytest.mark.parametrize("fault", [np.nan, np.inf, 1e6, 0.0])
def test_a_faulty_vector_is_refused_and_nothing_of_the_call_is_stored(tmp_path: Path, fault: float) -> None:
    matrix = unit(3)
    matrix[1] = fault
    with writing_vectors(tmp_path, model_id=MODEL, dimensions=DIMENSIONS) as writer:
        with pytest.raises(BadVectors, match="Vector 1"):
            writer.append(keys(3), matrix)
        with pytest.raises(BadVectors, match="shape"):
            writer.append(keys(3), unit(3, dimensions=DIMENSIONS + 1))
        with pytest.raises(BadVectors, match="16 bytes"):
            writer.append([b"short"], unit(1))
        assert len(writer) == 0
