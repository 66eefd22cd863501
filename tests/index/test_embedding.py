"""The embedder: what its vectors mean, and texts made fit for it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedding import Embedder, open_embedder
from index.embedding.batching import TOKENS_IN_BATCH, batches, cleaned, shortened
from index.embedding.check_sentences import CHECK_SENTENCES

BREACH = "发生个人信息泄露的，个人信息处理者应当立即采取补救措施，并通知履行个人信息保护职责的部门和个人。"
FEES = "公共图书馆应当免费向社会公众开放，每周开放时间不少于五十六小时。"


@pytest.fixture(scope="module")
def wheel(models: Path) -> Embedder:
    return open_embedder(models, choice="wheel")


def cosines(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.vecdot(left, right)


@pytest.mark.model
def test_the_graph_and_the_wheel_mean_the_same(embedder: Embedder, wheel: Embedder) -> None:
    texts = [BREACH, FEES, "Requests shall be answered within twenty working days.", "政府資訊公開法", "第十三条之一"]
    assert cosines(embedder.embed_passages(texts), wheel.embed_passages(texts)).min() >= 0.99
    assert cosines(embedder.embed_query(BREACH), wheel.embed_query(BREACH)) >= 0.99


@pytest.mark.model
def test_tokens_are_those_of_the_wheel(embedder: Embedder, wheel: Embedder) -> None:
    texts = [*CHECK_SENTENCES, "　全角　空格\t与\n换行 ", "①②③ ﬁ Ａ１", "𠮷野家", "", " "]
    assert [embedder.count_tokens(text) for text in texts] == [wheel.count_tokens(text) for text in texts]


@pytest.mark.model
def test_passages_come_back_in_order_as_unit_vectors_whatever_stands_beside_them(embedder: Embedder) -> None:
    texts = [BREACH * 8, "", FEES, BREACH, FEES * 3, "条", *(f"第{number}条 {FEES}" for number in range(40))]
    seen: list[int] = []
    together = embedder.embed_passages(texts, progress=seen.append)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert together.shape == (len(texts), embedder.dimensions) == (46, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.array_equal(together, alone)
    assert seen == sorted(set(seen))
    assert seen[-1] == len(texts)


@pytest.mark.model
def test_no_passages_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)


@pytest.mark.model
@pytest.mark.parametrize("query", ["個資外洩要通知誰", "数据泄露后要通知谁", "who must be told about a data breach"])
def test_a_question_is_nearest_to_its_answer_in_any_language(embedder: Embedder, query: str) -> None:
    passages = embedder.embed_passages([FEES, BREACH, *CHECK_SENTENCES[3:6]])
    assert int(np.argmax(passages @ embedder.embed_query(query))) == 1


@pytest.mark.model
def test_nul_and_lone_surrogates_do_not_cut_or_break_a_text(embedder: Embedder) -> None:
    clean = embedder.embed_query("政府信息 公开 申请")
    assert cosines(clean, embedder.embed_query("政府信息\x00公开\ud800 申请")) > 0.9999


@pytest.mark.model
def test_what_lies_beyond_480_tokens_is_not_read(embedder: Embedder, wheel: Embedder) -> None:
    long = BREACH * 40
    assert embedder.count_tokens(long) > 480
    assert cosines(embedder.embed_query(long), embedder.embed_query(long + FEES * 2_000)) > 0.9999
    assert cosines(embedder.embed_query(long), wheel.embed_query(long)) >= 0.99


@pytest.mark.model
def test_queries_from_several_threads_do_not_mix(embedder: Embedder) -> None:
    queries = [BREACH, FEES, "fees", "appeal"] * 5
    expected = [embedder.embed_query(query) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert np.array_equal(list(pool.map(embedder.embed_query, queries)), expected)


@given(st.lists(st.integers(1, 480), max_size=80))
def test_batches_hold_every_text_once_and_no_more_tokens_than_allowed(lengths: list[int]) -> None:
    groups = [group.tolist() for group in batches(lengths)]
    assert sorted(row for group in groups for row in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) * max(lengths[row] for row in group) <= TOKENS_IN_BATCH


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_a_cleaned_text_can_be_written_as_utf_8_and_keeps_every_other_character(text: str) -> None:
    clean = cleaned(text)
    assert "\0" not in clean
    kept = "".join(letter for letter in text if letter != "\0" and not "\ud800" <= letter <= "\udfff")
    assert "".join(clean.encode().decode().split()) == "".join(kept.split())


@given(st.text(min_size=1, max_size=3_000), st.integers(1, 5))
def test_a_shortened_text_is_a_beginning_that_fits(text: str, tokens_of_a_letter: int) -> None:
    short = shortened(text, lambda part: tokens_of_a_letter * len(part))
    assert text.startswith(short)
    assert tokens_of_a_letter * len(short) <= 480
    assert short == text or tokens_of_a_letter * (len(short) + 2) > 480
