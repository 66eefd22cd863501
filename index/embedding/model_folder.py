"""A model on disk: its files and a manifest with their hashes, written as a whole and checked when opened."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from index.durable_file import flush_directory, write_durably

MANIFEST = "manifest.json"


class DamagedModel(Exception):
    """The model's folder is not what its manifest says; the message says which file. It must be built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model came about. Two folders with unlike recipes give vectors that must not be mixed."""

    name: str
    number_format: str
    version: int
    source_sha256: str
    dimensions: int
    pooling: str
    query_prefix: str
    passage_prefix: str
    max_tokens: int


_MADE_AT_FIRST: Final = {
    "pooling": "mean over the mask, then divided by the length",
    "query_prefix": "query: ",
    "passage_prefix": "passage: ",
    "max_tokens": 480,
}
"""What is not in the files and makes other vectors of the same texts; so made, an id is of the files alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the folder holds: the recipe and the sha256 of each file by name."""

    recipe: Recipe
    files: Mapping[str, str]

    @property
    def model_id(self) -> str:
        """Name, number format and 12 digits of a hash over the files' hashes and how else vectors are made."""
        lines = [f"{name} {digest}" for name, digest in sorted(self.files.items())]
        made = asdict(self.recipe)
        lines += [f"{name}: {made[name]}" for name, first in _MADE_AT_FIRST.items() if made[name] != first]
        together = "\n".join(lines)
        digest = hashlib.sha256(together.encode()).hexdigest()
        return f"{self.recipe.name}/{self.recipe.number_format}/{digest[:12]}"


def describe(recipe: Recipe, files: Mapping[str, bytes]) -> Manifest:
    """The manifest of files that are about to be written."""
    return Manifest(recipe=recipe, files=digests_of(files))


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The sha256 of each file by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def write_model(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Put a model in place of whatever the folder held; a crash leaves the old one, none, or the new one.

    Only for the holder of the folder's lock: a draft that lies about is of a process that died.
    """
    draft = folder.with_name(f"{folder.name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        for name, content in files.items():
            write_durably(draft / name, content)
        write_durably(draft / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        if folder.exists():
            shutil.rmtree(folder)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    flush_directory(folder.parent)


def read_model(folder: Path, recipe: Recipe) -> Manifest | None:
    """The manifest of a sound model made by this recipe; None where there is no folder.

    Every file is hashed (80 MB in 0.1 s), because a flipped bit in the weights would show in no other way.
    Raises ``DamagedModel``.
    """
    if not folder.exists():
        return None
    manifest = _read_manifest(folder)
    if manifest.recipe != recipe:
        raise DamagedModel(f"{folder} was made by another recipe than this version of Lexgap uses.")
    for name, expected in manifest.files.items():
        _check(folder / name, expected)
    return manifest


def _read_manifest(folder: Path) -> Manifest:
    try:
        fields = json.loads((folder / MANIFEST).read_bytes())
        return Manifest(recipe=Recipe(**fields["recipe"]), files=dict(fields["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedModel(f"{folder / MANIFEST} cannot be read ({error}).") from error


def _check(path: Path, expected: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedModel(f"{path} cannot be read ({error}).") from error
    if found != expected:
        raise DamagedModel(f"{path} is damaged: its sha256 is {found[:12]}…, the manifest says {expected[:12]}….")
