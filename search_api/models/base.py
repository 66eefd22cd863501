"""What every answer is made of: described fields, nothing beyond them."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from law.instrument import Status


class Model(BaseModel):
    """Reads from our own records; a field's docstring is its description."""

    model_config = ConfigDict(
        from_attributes=True,
        extra="forbid",
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )

    records: ClassVar[str] = ""
    """The list whose records `fields` chooses from; of an answer without one, its own fields are chosen."""


class Links(Model):
    """Addresses of this page and the ones beside it."""

    self: str
    """This page."""
    next: str | None = None
    """The following page; null on the last one."""
    previous: str | None = None
    """The page before; null on the first one."""


class StatusOn(Model):
    """Whether a text was law on a day."""

    status: Status
    """`unknown` is an answer: no date that would settle it was found."""
    basis: str
    """The fact that the status rests on."""
    certain: bool
    """False where a date that would settle it is not known."""


class Name(Model):
    """An instrument by its name."""

    id: str
    """Its identifier."""
    title: str
    """Its published title."""
    jurisdiction: str
    """The code of its place."""
    href: str
    """Where it is answered."""


class ParameterError(Model):
    """One parameter that cannot be used."""

    parameter: str
    """Its name."""
    message: str
    """What is wrong and what is expected."""
    closest: list[str] = Field(default_factory=list)
    """The nearest right values or names."""


class Pending(Model):
    """Work that is going on."""

    name: str
    """On what: the place."""
    done: int
    """How many texts are read."""
    total: int
    """Of how many; 0 where its turn has not come."""


class Problem(Model):
    """An error after RFC 9457 (`application/problem+json`)."""

    type: str
    """What kind of problem it is, as a URN."""
    title: str
    """The HTTP status in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong and what to do next."""
    instance: str
    """The address that was asked."""
    errors: list[ParameterError] | None = None
    """Each parameter that is wrong."""
    closest: list[Name] | None = None
    """The nearest instruments that are held."""
    candidates: list[Name] | None = None
    """The instruments that an ambiguous name may mean."""
    held: str | None = None
    """What is held at all."""
    pending: list[Pending] | None = None
    """What is still being judged or typed."""
