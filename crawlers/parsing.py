"""What a source's parser reads from one file, as a plain record, without corpus or network."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from crawlers import china_law, folder, lawrefbook
from crawlers.beside import docx_beside, metadata_beside
from crawlers.source import MODULES, UnknownSource, source
from crawlers.sources import cn_flk, eu_cellar
from law.instrument import DatedFact, Instrument

Record = dict[str, Any]
"""title, jurisdiction, kind, number, issuing_body, promulgated_on, in_force_from, status, language, text_state,
provisions (id, label, heading, text) and problems; days in ISO form, None for what is not known."""

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Nothing is retrieved and nothing kept, so the record does not depend on the clock."""


def _plain(module: ModuleType) -> Callable[[bytes, str], Instrument]:
    return lambda raw, ref: module.parse(raw, ref, at=_NEVER)


_PARSERS: Final[dict[str, Callable[[bytes, str], Instrument]]] = {
    "lawrefbook": lambda raw, ref: lawrefbook.parse(raw, ref, at=_NEVER),
    "china_law": lambda raw, ref: china_law.parse(raw, ref, at=_NEVER, as_of=None),
    "folder": lambda raw, ref: folder.parse(
        raw, ref, at=_NEVER, jurisdiction=None, metadata=folder.metadata_of(Path(ref))
    ),
    **{name: _plain(module) for name, module in MODULES.items()},
    # What these two publish of a document is in two files.
    "cn_flk": lambda raw, ref: cn_flk.parse(raw, ref, at=_NEVER, document=docx_beside(Path(ref))),
    "eu_cellar": lambda raw, ref: eu_cellar.parse(raw, ref, at=_NEVER, metadata=metadata_beside(Path(ref))),
}


class UnreadableDocument(Exception):
    """A file that cannot be read as the source's format; the message says why and what to do."""


def parse_file(source_id: str, path: Path) -> Record:
    """The record of one file. Raises UnreadableDocument, also for a source that has no parser of single files."""
    try:
        name = source(source_id).id
        parser = _PARSERS[name]
    except UnknownSource as error:
        raise UnreadableDocument(str(error)) from error
    except KeyError:
        raise UnreadableDocument(f"{source_id} has no single files: use one of {', '.join(_PARSERS)}") from None
    try:
        return parse_record(parser(path.read_bytes(), path.as_posix()))
    except OSError as error:
        raise UnreadableDocument(f"the file cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(str(error)) from error


def parse_record(instrument: Instrument) -> Record:
    """The record of an instrument with one version. Headings are left out: only what carries text is listed."""
    version = instrument.versions[0]
    return {
        "title": instrument.title,
        "jurisdiction": instrument.jurisdiction,
        "kind": instrument.kind,
        "number": instrument.number,
        "issuing_body": instrument.issuing_body,
        "promulgated_on": _day(version.promulgated_on),
        "in_force_from": _day(version.in_force_from),
        "status": version.status.value,
        "language": version.language,
        "text_state": version.text_state.value,
        "provisions": [{"id": p.id, "label": p.label, "heading": p.heading, "text": p.text} for p in version.articles],
        "problems": list(version.problems),
    }


def _day(fact: DatedFact | None) -> str | None:
    return fact.day.isoformat() if fact else None
