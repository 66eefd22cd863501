"""The small file of facts beside a text that a user brings: ``NAME.yaml`` beside ``NAME.docx``.

::

    title: 样例市政务公开条例
    jurisdiction: cn-sh
    kind: local_regulation
    number: 样例市人民代表大会常务委员会公告第3号
    issuing_body: 样例市人民代表大会常务委员会
    promulgated_on: 2024-03-01
    in_force_from: 2024-05-01
    language: zh-Hans
    source_url: https://example.org/3
    status: in_force

Every field may be left out: what is not stated stays unknown.
"""

from datetime import date
from typing import Annotated, Final, NoReturn

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from law.instrument import Status
from law.jurisdiction import JURISDICTIONS, UnknownJurisdiction
from law.kind import KINDS, UnknownKind

ENDING: Final = ".yaml"
_LARGEST: Final = 16_000


class BadMetadata(ValueError):
    """A file of facts that cannot be read; the message names the file and the field."""


def _known_place(code: str) -> str:
    try:
        return JURISDICTIONS[code].code
    except UnknownJurisdiction as error:
        raise ValueError(str(error)) from None


def _known_kind(code: str) -> str:
    try:
        return KINDS[code].code
    except UnknownKind as error:
        raise ValueError(str(error)) from None


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Metadata(BaseModel):
    """What a person states of a text. ``language`` is a BCP 47 tag, ``kind`` a key of ``law.kind.KINDS``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Words | None = None
    jurisdiction: Annotated[str, AfterValidator(_known_place)] | None = None
    kind: Annotated[str, AfterValidator(_known_kind)] | None = None
    number: _Words | None = None
    issuing_body: _Words | None = None
    promulgated_on: date | None = None
    in_force_from: date | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")] | None = None
    source_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]", max_length=2_000)] | None = None
    status: Status | None = None


def read_metadata(raw: bytes, name: str) -> Metadata:
    """Read the bytes of a file of facts; ``name`` is for messages. Raises BadMetadata."""
    if len(raw) > _LARGEST:
        raise BadMetadata(f"{name} has {len(raw):,} bytes: facts about one text need no more than {_LARGEST:,}")
    try:
        # An empty file states nothing, as no file does.
        return Metadata.model_validate(yaml.safe_load(raw.decode("utf-8-sig")) or {})
    except UnicodeDecodeError:
        raise BadMetadata(f"{name} is not UTF-8: save it as UTF-8") from None
    except ValidationError as error:
        _refuse(name, error)
    # The reader of YAML raises ValueError for a day that no calendar has, and recurses into what is nested.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise BadMetadata(f"{name} is no YAML that can be read: {why}") from None


def _refuse(name: str, error: ValidationError) -> NoReturn:
    """Names the fields that are wrong, without repeating what they hold."""
    wrong = [f"{_field(each['loc'])}: {each['msg']}" for each in error.errors(include_input=False, include_url=False)]
    known = ", ".join(Metadata.model_fields)
    raise BadMetadata(f"{name}: {'; '.join(wrong[:5])}. The fields are {known}") from None


def _field(location: tuple[int | str, ...]) -> str:
    return str(location[0])[:40] if location else "the whole file"
