"""The tokenizer of common characters cuts every text as the whole vocabulary does, and opens without it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.embedding.building import FOLDER
from index.embedding.common_tokenizer import TokenIds, token_ids

FILE = "tokenizer.json"
COMMON = "query: 《个人信息保护法》第三十八条规定了哪些条件？ 政府資訊公開法 GDPR art. 15(1) ①"
OTHER = "Закон о персональных данных; la vie privée; ภาษาไทย; 🙂"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def kept(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole vocabulary and what is kept of it."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(models / FOLDER / FILE, folder)
    token_ids(folder / FILE, "a model")
    return folder


@pytest.fixture(scope="module")
def whole(models: Path) -> Tokenizer:
    return Tokenizer.from_file(str(models / FOLDER / FILE))


@pytest.fixture(scope="module")
def tokens(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> TokenIds:
    """Read from what is kept, as every process after the first does."""
    again = tmp_path_factory.mktemp("again") / "model"
    shutil.copytree(kept, again)
    return token_ids(again / FILE, "a model")


@given(st.text(st.sampled_from("  个人信息保護資訊龘𠮷a Zz09.,，。《》（）①ＡかカéЖ▁\u00a0\u200b<s>mask"), max_size=40))
def test_any_text_has_the_tokens_of_the_whole_vocabulary(tokens: TokenIds, whole: Tokenizer, text: str) -> None:
    assert tokens(text) == whole.encode(text).ids


@pytest.mark.parametrize("text", [COMMON, OTHER, "", "稣龘龘 rare", "<mask></s>"])
def test_texts_of_all_kinds_have_the_tokens_of_the_whole_vocabulary(
    tokens: TokenIds, whole: Tokenizer, text: str
) -> None:
    assert tokens(text) == whole.encode(text).ids


def test_common_characters_need_no_other_vocabulary(kept: Path, tmp_path: Path, whole: Tokenizer) -> None:
    shutil.copytree(kept, tmp_path / "model")
    (tmp_path / "model" / FILE).unlink()
    tokens = token_ids(tmp_path / "model" / FILE, "a model")
    assert tokens(COMMON) == whole.encode(COMMON).ids
    with pytest.raises(Exception, match="No such file"):
        tokens(OTHER)


@pytest.mark.parametrize("name", ["common.json", "common.npy"])
def test_what_is_kept_is_written_anew_where_it_is_damaged(
    kept: Path, tmp_path: Path, whole: Tokenizer, name: str
) -> None:
    shutil.copytree(kept, tmp_path / "model")
    damaged = tmp_path / "model" / name
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    assert token_ids(tmp_path / "model" / FILE, "a model")(COMMON) == whole.encode(COMMON).ids
    assert damaged.read_bytes() == (kept / name).read_bytes()


def test_what_is_kept_of_another_model_is_not_read(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "model")
    token_ids(tmp_path / "model" / FILE, "another model")
    assert b"another model" in (tmp_path / "model" / "common.seal.json").read_bytes()


def test_a_folder_that_cannot_be_written_to_leaves_the_whole_vocabulary(
    models: Path, tmp_path: Path, whole: Tokenizer
) -> None:
    shutil.copy(models / FOLDER / FILE, tmp_path)
    (tmp_path / "common.json").mkdir()
    assert token_ids(tmp_path / FILE, "a model")(COMMON) == whole.encode(COMMON).ids
