"""The learned map moves Chinese questions of the built-in model, and nothing else."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.question_map import MODEL, asking, mapped


class OneVector:
    """A model whose every text has the same vector."""

    def __init__(self, model_id: str, dimensions: int = 384) -> None:
        self.model_id = model_id
        self.dimensions = dimensions

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        del progress
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        del text
        return np.full(self.dimensions, self.dimensions**-0.5, np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text)


@pytest.mark.parametrize("question", ["政府不公開資訊怎麼辦", "信息公开", "GDPR 第17条"])
def test_a_chinese_question_is_moved_and_its_vector_keeps_its_length(question: str) -> None:
    model = OneVector(f"{MODEL}int8/3f2a")
    moved = asking(model)(question)
    assert moved.shape == (384,)
    assert moved.dtype == np.float32
    assert np.linalg.norm(moved) == pytest.approx(1.0, abs=1e-5)
    assert not np.allclose(moved, model.embed_query(question), atol=1e-3)


def test_a_question_in_english_is_left_as_it_is() -> None:
    model = OneVector(f"{MODEL}int8/3f2a")
    assert np.array_equal(asking(model)("who may see my file?"), model.embed_query(""))


def test_the_vectors_of_another_model_are_left_as_they_are() -> None:
    model = OneVector("bge-m3/fp16/00", dimensions=1024)
    assert np.array_equal(asking(model)("信息公开"), model.embed_query(""))


def test_the_map_does_not_turn_a_question_away_from_what_it_says() -> None:
    """Halfway is far less than a right angle, for any direction that a model may give."""
    rng = np.random.default_rng(7)
    for vector in rng.normal(size=(50, 384)).astype(np.float32):
        unit = vector / np.linalg.norm(vector)
        assert float(unit @ mapped(unit, "问")) > 0.7
