"""Reading a checklist's folder: YAML to the records of `gaps.checklist`, with errors that name file and field."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from gaps.checklist import Area, BadChecklist, Checklist
from gaps.checklist_building import Builder
from gaps.checklist_schema import AreaEntry, IndexEntry

_INDEX: Final = "index.yaml"
_LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same result, ten times as fast
_Model = TypeVar("_Model", bound=BaseModel)


def read_folder(folder: Path) -> Checklist:
    """The checklist of a folder with ``index.yaml`` and one ``<area code>.yaml`` an area. Raises `BadChecklist`."""
    texts = {_INDEX: _text(folder / _INDEX)}
    index = _validated(IndexEntry, folder / _INDEX, texts[_INDEX])
    texts |= {f"{code}.yaml": _text(folder / f"{code}.yaml") for code in index.areas}
    areas = tuple(_area(folder / f"{code}.yaml", texts, index) for code in index.areas)
    build = Builder(folder / _INDEX, index.terms)
    checklist = Checklist(
        name=index.name,
        version=index.version,
        fingerprint=_fingerprint(texts),
        names=build.wording(index.names),
        areas=areas,
        requirements=tuple(requirement for area in areas for requirement in area.requirements),
        demands=tuple(build.demand(entry) for entry in index.demands),
        vocabulary=build.vocabulary(index.vocabulary),
    )
    _check_links(folder, checklist)
    return checklist


def _area(file: Path, texts: Mapping[str, str], index: IndexEntry) -> Area:
    entry = _validated(AreaEntry, file, texts[file.name])
    if entry.code != file.stem:
        raise BadChecklist(f"{file}: code is {entry.code}; name the file {entry.code}.yaml or write code: {file.stem}")
    return Builder(file, index.terms).area(entry)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadChecklist(f"{file}: no such file; add it or take it out of areas in {_INDEX}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadChecklist(f"{file}: cannot be read ({error}); save it as UTF-8 text") from error


def _validated(model: type[_Model], file: Path, text: str) -> _Model:
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe one
        return model.model_validate(data)
    except yaml.YAMLError as error:
        raise BadChecklist(f"{file}: not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " > ".join(_steps(data, first["loc"]))
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise BadChecklist(f"{file}: {where or 'top level'}: {first['msg']}; correct this field{more}") from error


def _steps(data: object, location: tuple[int | str, ...]) -> list[str]:
    """The path to a field, with the id of a requirement instead of its number in the list."""
    steps: list[str] = []
    for key in location:
        data = _member(data, key)
        steps.append(str(data["id"]) if isinstance(data, dict) and "id" in data else str(key))
    return steps


def _member(data: object, key: int | str) -> object:
    if isinstance(data, dict):
        return data.get(key)
    return data[key] if isinstance(data, list) and isinstance(key, int) and key < len(data) else None


def _check_links(folder: Path, checklist: Checklist) -> None:
    """Ids are unique, and requirements and demands name each other."""
    ids = [r.id for r in checklist.requirements]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise BadChecklist(f"{folder}: the ids {', '.join(twice)} occur twice; give each requirement its own")
    by_demand = {(d.id, r) for d in checklist.demands for r in d.requirements}
    by_requirement = {(d, r.id) for r in checklist.requirements for d in r.demands}
    for demand, requirement in sorted(by_demand ^ by_requirement):
        only = _INDEX if (demand, requirement) in by_demand else f"{requirement[:3]}.yaml"
        raise BadChecklist(
            f"{folder}: only {only} links demand {demand} with {requirement}; name both in demands and requirements"
        )


def _fingerprint(texts: Mapping[str, str]) -> str:
    """SHA-256 of the files' names and texts; line endings do not matter."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()
