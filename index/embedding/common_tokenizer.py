"""The tokenizer of texts in common characters: a third of the memory of the whole one, and of the time to open it.

A Unigram tokenizer weighs the pieces that stand in a text and no others, so that one without the pieces of other
alphabets cuts a text without their characters the same way. Left are the pieces of ASCII, Chinese characters, kana and
the usual marks; any other text is read by the whole vocabulary, which is opened when one comes. The score of an unknown
character is reckoned from the lowest of all pieces, so a piece of that score stays whatever its characters.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.durable_file import write_durably
from index.embedding.model_folder import digests_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

TokenIds = Callable[[str], list[int]]
"""From a text to the numbers of its tokens, with those of its beginning and end."""
_MARKS: Final = "\u2581\u00a7\u00b7\u00d7\u2010-\u2027\u2030-\u203b\u2460-\u249b"
_COMMON: Final = re.compile(f"[\x20-\x7e\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef{_MARKS}]+")
_SPECIAL: Final = 4
"""The first pieces of the vocabulary: the marks of beginning, padding, end and the unknown."""
_PIECES, _IDS, _SEAL = "common.json", "common.npy", "common.seal.json"


@lru_cache(maxsize=1)
def token_ids(path: Path, model_id: str) -> TokenIds:
    """The tokens of a model's ``tokenizer.json``; what is made of it for common characters is kept beside it.

    Where that cannot be written or is not what it was, the whole vocabulary is read: slower, and the same. Shared by
    all embedders of a process.
    """
    kept = _read(path.parent, model_id)
    if kept is None:
        whole = _whole(path, model_id)
        _write(path.parent, model_id, whole)
        return ids_of(whole)
    own, numbers = kept

    def ids(text: str) -> list[int]:
        if _COMMON.fullmatch(own.normalizer.normalize_str(text)) is None:
            return list(_whole(path, model_id).encode(text).ids)
        found: list[int] = numbers[own.encode(text).ids].tolist()
        return found

    return ids


def ids_of(tokenizer: "Tokenizer") -> TokenIds:
    """Those of a tokenizer as it is."""
    return lambda text: list(tokenizer.encode(text).ids)


@lru_cache(maxsize=1)
def _whole(path: Path, model_id: str) -> "Tokenizer":  # noqa: ARG001 - the same path may hold another model later
    """It takes 280 MB and a second to open."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _write(folder: Path, model_id: str, whole: "Tokenizer") -> None:
    """Keep the pieces of common characters, with their numbers in the whole vocabulary, and what both must be."""
    files = _files(json.loads(whole.to_str()))
    try:
        for name, content in files.items():
            write_durably(folder / name, content)
        write_durably(folder / _SEAL, json.dumps(_seal(model_id, files)).encode())
    except OSError:
        return  # Somebody else's folder, or a full disk: the whole vocabulary serves.


def _files(settings: dict[str, Any]) -> Mapping[str, bytes]:
    pieces = settings["model"]["vocab"]
    lowest = min(pieces, key=lambda piece: float(piece[1]))
    kept = [n for n, each in enumerate(pieces) if n < _SPECIAL or each is lowest or _COMMON.fullmatch(each[0])]
    settings["model"]["vocab"] = [pieces[number] for number in kept]
    numbers = BytesIO()
    np.save(numbers, np.array(kept, np.int32))
    return {_PIECES: json.dumps(settings, ensure_ascii=False).encode(), _IDS: numbers.getvalue()}


def _seal(model_id: str, files: Mapping[str, bytes]) -> Mapping[str, Any]:
    return {"model": model_id, "files": digests_of(files)}


def _read(folder: Path, model_id: str) -> "tuple[Tokenizer, NDArray[np.int32]] | None":
    """What is kept; None where it is of another model, or not as it was written."""
    from tokenizers import Tokenizer

    try:
        seal = json.loads((folder / _SEAL).read_bytes())
        files = {name: (folder / name).read_bytes() for name in (_PIECES, _IDS)}
    except (OSError, ValueError):
        return None
    if seal != _seal(model_id, files):
        return None
    return Tokenizer.from_str(files[_PIECES].decode()), np.load(BytesIO(files[_IDS]), allow_pickle=False)
