"""Haystack components that a YAML file of the deployment describes, in Haystack's own form of a component.

Haystack makes components of its own packages only; ``HAYSTACK_DESERIALIZATION_ALLOWLIST`` adds modules to its list.
"""

from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

MODEL_NAME = r"^[A-Za-z0-9._-]{1,60}$"


class Described(BaseModel):
    """One component: the class, and what it is made with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    init_parameters: dict[str, Any] = Field(default_factory=dict)


class Runs(Protocol):
    """A Haystack component."""

    def run(self, **asked: object) -> dict[str, Any]:
        """What it answers, by name."""


F = TypeVar("F", bound=BaseModel)


def read_described(path: Path, form: type[F], *, what: str, fault: type[Exception]) -> F:
    """What a file says. Raises ``fault`` with what to correct; ``what`` is what it should describe."""
    try:
        return form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise fault(f"{path.name} does not describe {what} ({error}); see docs/settings.md.") from error


def made(said: Described, *, what: str, fault: type[Exception]) -> Runs:
    """The component, ready to run. Raises ``fault`` with what to correct."""
    from index.haystack_quiet import component_from_dict, import_class_by_name

    try:
        component: Runs = component_from_dict(import_class_by_name(said.type), said.model_dump(), what)
        if hasattr(component, "warm_up"):
            component.warm_up()
    except Exception as error:  # the libraries beneath raise whatever they meet
        raise fault(f"The {what} {said.type} cannot be made ({error}): install or correct it.") from error
    return component
