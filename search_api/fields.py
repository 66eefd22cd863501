"""Field selection: records with only the fields that were asked for, and tables with only these columns."""

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from typing import Any

from fastapi import Request
from pydantic import BaseModel

from search_api.choosing import known
from search_api.models.base import Model
from search_api.parameters import split_values
from search_api.tables import Table
from search_api.views import BadFilter

PARAMETER = "fields"


def fields_of(request: Request) -> tuple[str, ...]:
    """The fields that a request asks for, which the address has checked as it did its other parameters; () for all."""
    return tuple(dict.fromkeys(split_values(request.query_params.getlist(PARAMETER))))


def in_fields(answer: BaseModel, fields: Sequence[str]) -> str:
    """The answer as JSON, its records cut down to ``fields``; () keeps all. Raises BadFilter."""
    if not fields:
        return answer.model_dump_json()
    kind, records = type(answer), answer.records if isinstance(answer, Model) else ""
    chosen = set(known(fields, names_of(record_of(kind, records)), parameter=PARAMETER))
    if not records:
        return answer.model_dump_json(include=chosen)
    include: dict[str, Any] = {name: True for name in names_of(kind) if name != records}
    return answer.model_dump_json(include={**include, records: {"__all__": chosen}})


def in_columns(table: Table, fields: Sequence[str]) -> Table:
    """The table with only these columns, in the order asked for; () keeps all. Raises BadFilter."""
    if not fields:
        return table
    at = [table.columns.index(name) for name in known(fields, table.columns, parameter=PARAMETER)]
    rows = [tuple(row[n] for n in at) for row in table.rows]
    return replace(table, columns=tuple(table.columns[n] for n in at), rows=rows)


def refuse_fields(fields: Sequence[str]) -> None:
    """For forms that are not made of fields. Raises BadFilter."""
    if fields:
        message = "fields chooses fields of JSON and columns of tables: leave it out, or ask for .json, .csv or .xlsx"
        raise BadFilter(message, parameter=PARAMETER)


def record_of(answer: type[BaseModel], records: str) -> type:
    """What an answer's records are: a model, or a record of ours; the answer itself where it is one record."""
    if not records:
        return answer
    (record,) = getattr(answer.model_fields[records].annotation, "__args__", (None,))
    if not (isinstance(record, type) and (issubclass(record, BaseModel) or is_dataclass(record))):
        raise TypeError(f"{answer.__name__}.{records} is no list of records")
    return record


def names_of(record: type) -> tuple[str, ...]:
    """The names of a record's fields, computed ones too."""
    if issubclass(record, BaseModel):
        return (*record.model_fields, *record.model_computed_fields)
    return tuple(field.name for field in dataclass_fields(record)) if is_dataclass(record) else ()
