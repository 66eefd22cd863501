"""What is wrong with one value, in our words: what was given, what is allowed, and where it helps an example."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, get_args

from pydantic.fields import FieldInfo

_LONGEST_SHOWN: Final = 40
_EXAMPLE_DAY: Final = "2021-11-01"


def fault_message(fault: Mapping[str, Any], field: FieldInfo | None) -> str:
    """One fault as pydantic found it, ``field`` being what it was found in, if that is known."""
    kind = str(fault["type"])
    read = _READERS.get(kind) or next((_READERS[start] for start in _STARTS if kind.startswith(start)), None)
    if read is not None:
        return read(fault, field)
    if kind == "value_error":
        return str(fault["msg"]).removeprefix("Value error, ")
    # A kind of fault that no address of ours has met yet: what the field is for is the best hint there is.
    return f"{_given(fault)} cannot be used{_described(field)}"


def choices_of(field: FieldInfo | None) -> tuple[str, ...]:
    """The values that a field has to choose from, or each value of its list; () for any other."""
    return tuple(_choices(field.annotation)) if field is not None else ()


def _choices(annotation: Any) -> list[str]:  # noqa: ANN401  (any type)
    if isinstance(annotation, str):
        return [annotation]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(each.value) for each in annotation]
    return [choice for part in get_args(annotation) for choice in _choices(part)]


def _number(fault: Mapping[str, Any], field: FieldInfo | None) -> str:
    context = fault.get("ctx", {})
    least, most = _bound(field, "ge", context), _bound(field, "le", context)
    stretch = f" of at least {least}" if least is not None else ""
    if most is not None:
        stretch = f" from {least} to {most}" if least is not None else f" of at most {most}"
    return f"{_given(fault)} cannot be used: write a whole number{stretch}{_example(field, least)}"


def _choice(fault: Mapping[str, Any], field: FieldInfo | None) -> str:
    return f"{_given(fault)} is not known here: write one of {', '.join(choices_of(field))}"


def _too_long(fault: Mapping[str, Any], field: FieldInfo | None) -> str:
    most = _bound(field, "max_length", fault.get("ctx", {}))
    given = fault["input"]
    unit = "characters" if isinstance(given, str) else "values"
    return f"{len(given)} {unit} are too many: write at most {most}"


def _too_short(fault: Mapping[str, Any], field: FieldInfo | None) -> str:
    least = _bound(field, "min_length", fault.get("ctx", {})) or 1
    return "this parameter must not be empty" if least == 1 else f"{_given(fault)} is too short: write at least {least}"


def _day(fault: Mapping[str, Any], _: FieldInfo | None) -> str:
    return f"{_given(fault)} is not a day: write YYYY-MM-DD, for example {_EXAMPLE_DAY}"


def _moment(fault: Mapping[str, Any], _: FieldInfo | None) -> str:
    return f"{_given(fault)} is not a moment: write it with its time zone, for example {_EXAMPLE_DAY}T12:00:00Z"


def _bound(field: FieldInfo | None, name: str, context: Mapping[str, Any]) -> Any:  # noqa: ANN401  (int or None)
    stated = (getattr(each, name) for each in (field.metadata if field is not None else ()) if hasattr(each, name))
    return next(stated, context.get(name))


def _example(field: FieldInfo | None, least: int | None) -> str:
    default = field.default if field is not None else None
    example = default if isinstance(default, int) else least
    return f", for example {example}" if example is not None else ""


def _described(field: FieldInfo | None) -> str:
    return f": {field.description}" if field is not None and field.description else ""


def _given(fault: Mapping[str, Any]) -> str:
    given = fault.get("input")
    shown = given if isinstance(given, str) else repr(given)
    return f"{shown[:_LONGEST_SHOWN]}…" if len(shown) > _LONGEST_SHOWN else shown


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any], FieldInfo | None], str]]] = {
    "greater_than": _number,
    "less_than": _number,
    "int_": _number,
    "literal_error": _choice,
    "enum": _choice,
    "bool_": lambda fault, _: f"{_given(fault)} cannot be used: write true or false",
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "missing": lambda *_: "this parameter is needed",
    "string_type": lambda fault, _: f"{_given(fault)} is no text: write it in quotation marks",
    "list_type": lambda fault, _: f"{_given(fault)} is no list: write its values in square brackets",
    "date_": _day,
    "datetime_": _moment,
    "timezone_": _moment,
}
_STARTS: Final = tuple(sorted(_READERS, key=len, reverse=True))
