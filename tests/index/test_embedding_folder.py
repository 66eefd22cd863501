"""The model's folder: written as a whole, checked when opened, built by one process at a time."""

import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.embedding import Embedder, open_embedder
from index.embedding.building import FOLDER, RECIPE
from index.embedding.model_folder import DamagedModel, describe, read_model, write_model
from index.embedding.packed_weights import BadWeights, PackedWeights, weights_path

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small model's folder."""
    files = {"model.onnx": b"graph", "tokenizer.json": b"tokens"}
    write_model(tmp_path / "model", describe(RECIPE, files), files)
    return tmp_path / "model"


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.model
def test_a_damaged_model_is_named_and_built_again_the_same_and_drafts_of_dead_builders_go(
    models: Path, embedder: Embedder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = tmp_path / "models"
    shutil.copytree(models, home)
    flip_a_byte(home / FOLDER / "model.onnx")
    shutil.copytree(home / FOLDER, home / f"{FOLDER}.tmp")
    assert open_embedder(home, choice="graph").model_id == embedder.model_id
    assert "model.onnx is damaged" in caplog.text
    assert "built again" in caplog.text
    assert sorted(path.name for path in home.iterdir()) == [FOLDER, f"{FOLDER}.lock"]
    caplog.clear()
    open_embedder(home, choice="graph")
    assert not caplog.text


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_every_file_of_a_model_is_checked(folder: Path, name: str) -> None:
    assert read_model(folder, RECIPE) is not None
    flip_a_byte(folder / name)
    with pytest.raises(DamagedModel, match=rf"{name} is damaged"):
        read_model(folder, RECIPE)
    (folder / name).unlink()
    with pytest.raises(DamagedModel, match=rf"{name} cannot be read"):
        read_model(folder, RECIPE)


@pytest.mark.parametrize("manifest", ["", "{}", '{"recipe": {"name": "x"}, "files": {}}', "[1]"])
def test_an_unreadable_manifest_is_named(folder: Path, manifest: str) -> None:
    (folder / "manifest.json").write_text(manifest)
    with pytest.raises(DamagedModel, match=r"manifest\.json cannot be read"):
        read_model(folder, RECIPE)


def test_a_model_of_another_recipe_is_not_used(folder: Path) -> None:
    with pytest.raises(DamagedModel, match="another recipe"):
        read_model(folder, replace(RECIPE, version=RECIPE.version + 1))
    assert read_model(folder.with_name("absent"), RECIPE) is None


def test_the_identity_of_a_model_follows_its_files() -> None:
    files = {"model.onnx": b"graph", "tokenizer.json": b"tokens"}
    other = files | {"tokenizer.json": b"other tokens"}
    assert describe(RECIPE, files).model_id == describe(RECIPE, dict(reversed(files.items()))).model_id
    assert describe(RECIPE, files).model_id != describe(RECIPE, other).model_id


@pytest.mark.parametrize(
    "unlike", [{"query_prefix": "ask: "}, {"passage_prefix": ""}, {"pooling": "first token"}, {"max_tokens": 256}]
)
def test_a_model_that_is_asked_in_another_way_has_another_id(unlike: dict[str, Any]) -> None:
    files = {"graph": b"1", "tokenizer": b"2"}
    assert describe(replace(RECIPE, **unlike), files).model_id != describe(RECIPE, files).model_id


@pytest.mark.model
@pytest.mark.usefixtures("models")
def test_of_two_processes_one_builds_and_both_have_the_model(tmp_path: Path) -> None:
    program = f"""
        import logging, sys
        logging.basicConfig(level=logging.INFO, stream=sys.stdout)
        from pathlib import Path
        from index.embedding import open_embedder
        print(open_embedder(Path({str(tmp_path)!r}), threads=1, choice="graph").model_id)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    builders = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    answers = [builder.communicate(timeout=300)[0] for builder in builders]
    assert [builder.returncode for builder in builders] == [0, 0]
    assert "".join(answers).count("was built in") == 1
    assert len({answer.splitlines()[-1] for answer in answers}) == 1


@pytest.mark.model
@pytest.mark.usefixtures("models")
@pytest.mark.parametrize("size", [0, 4, 30, 500_000, 4_638_000])
def test_weights_that_are_cut_off_are_refused(tmp_path: Path, size: int) -> None:
    source = weights_path()
    assert source is not None
    with source.open("rb") as file:
        (tmp_path / "cut.bin").write_bytes(file.read(size))
    with pytest.raises(BadWeights):
        PackedWeights.open(tmp_path / "cut.bin")
