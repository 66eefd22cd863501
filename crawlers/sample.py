"""Short texts of an invented place, written for this project, so that everything can be tried without any real law.

They lie in ``corpora/sample`` in the layout of ``crawlers.markdown_text``; ``sample.yaml`` names the place and language
of each file.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from crawlers.importing import ImportReport, Progress, SourceUnavailable, run_import
from crawlers.markdown_folder import Folder, documents
from crawlers.markdown_instrument import File, Place, read_instrument
from crawlers.rights import Source
from law.corpus import Corpus
from law.instrument import Instrument

SOURCE: Final = Source(
    id="sample",
    title="Invented sample: the laws of Samplia",
    publisher="this project",
    jurisdictions=("xs", "xs-lin"),
    languages=("zh-Hans", "zh-Hant", "en"),
    licence="Apache-2.0",
    terms_url="https://www.apache.org/licenses/LICENSE-2.0",
    allowed_use="copy, change and publish",
    coverage="a country that does not exist; nothing here is the law of any place",
    verified=True,
    verified_note="read over all of its files, each against what sample.yaml expects",
    invented=True,
)
FOLDER: Final = Path(__file__).resolve().parents[1] / "corpora" / "sample"


class Entry(BaseModel):
    """One file of the manifest. ``expect`` is what a reader must find, for tests."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    jurisdiction: str
    language: str
    expect: dict[str, object]


class Manifest(BaseModel):
    """What ``sample.yaml`` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    notice: dict[str, str]
    licence: str
    layout: str
    instruments: tuple[Entry, ...]


def read_manifest(folder: Path = FOLDER) -> Manifest:
    """Read ``sample.yaml``. Raises SourceUnavailable."""
    try:
        return Manifest.model_validate(yaml.safe_load((folder / "sample.yaml").read_text(encoding="utf-8")))
    except (OSError, ValidationError, yaml.YAMLError) as error:
        raise SourceUnavailable(f"the sample in {folder} cannot be read: {error}. Install the project anew") from error


def parse(files: Sequence[File], entries: Mapping[str, Entry], *, at: datetime) -> Instrument:
    """One file of the sample as an instrument. Raises Unreadable, NotThisLayout."""
    entry = entries[files[0].ref]
    place = Place(code=entry.jurisdiction, local=False)
    return read_instrument(files, source=SOURCE.id, place=place, at=at, as_of=None, language=entry.language)


def import_sample(
    corpus: Corpus, *, at: datetime, progress: Progress | None = None, folder: Path = FOLDER
) -> ImportReport:
    """Take in the sample. Raises SourceUnavailable, CorpusBusy, CorpusFull."""
    entries = {entry.path: entry for entry in read_manifest(folder).instruments}
    sample = Folder(source=SOURCE.id, path=folder, why_no_law=partial(_why_no_law, entries))
    read = documents(sample, partial(parse, entries=entries, at=at), workers=1)
    return run_import(corpus, read, source=SOURCE.id, at=at, total=len(entries), progress=progress)


def _why_no_law(entries: Mapping[str, Entry], ref: str) -> str | None:
    return None if ref in entries else "not listed in sample.yaml"
