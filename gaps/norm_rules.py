"""The rules by which provisions are typed, from ``corpora/norms/rules.yaml``: checked once, compiled once."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from gaps.checklist_schema import WordingEntry
from gaps.dialect import BadPattern, Literals, required_literals
from gaps.norm_records import NormKind
from gaps.requirement import Language, Wording

RULES_FILE: Final = Path(__file__).parent.parent / "corpora" / "norms" / "rules.yaml"


class BadNormRules(ValueError):
    """The file of rules is wrong; the message names the entry."""


def _in_dialect(pattern: str) -> str:
    try:
        required_literals(pattern)
    except BadPattern as error:
        raise ValueError(str(error)) from error
    return pattern


Patterns = tuple[str, ...]
Terms = Mapping[str, str]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Both(_Entry):
    zh: Patterns = ()
    en: Patterns = ()


class _Kind(_Both):
    names: WordingEntry
    unless: _Both


class _Named(_Both):
    id: str
    names: WordingEntry


class _File(_Entry):
    version: str
    terms: Mapping[str, Annotated[str, AfterValidator(_in_dialect)]]
    field: _Both
    masks: _Both
    kinds: Mapping[NormKind, _Kind]
    grounds: tuple[_Named, ...]
    tests: tuple[_Named, ...]
    actions: tuple[_Named, ...]
    generic: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Alternatives in one language; one that has none never hits. Every hit contains one of ``literals``, if known."""

    expression: re.Pattern[str]
    literals: tuple[str, ...] | None

    def may_hit(self, text: str) -> bool:
        """A quick look: False only where nothing in the text hits."""
        if self.literals is None:
            return True
        for literal in self.literals:  # noqa: SIM110  (a generator takes twice as long, and this runs a million times)
            if literal in text:
                return True
        return False

    def first(self, text: str) -> re.Match[str] | None:
        """The first place that hits."""
        return self.expression.search(text)

    def all(self, text: str) -> Iterable[re.Match[str]]:
        """Every place that hits, from left to right."""
        return self.expression.finditer(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A ground, test or action: its name and the words that show it."""

    id: str
    names: Wording
    patterns: Mapping[Language, Pattern]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """How one kind of norm is recognised in a clause."""

    kind: NormKind
    names: Wording
    patterns: Mapping[Language, Pattern]
    unless: Mapping[Language, Pattern]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRules:
    """All rules; ``fingerprint`` is the SHA-256 of their file.

    ``masks`` are words that only look like a norm (政府信息公开工作): the patterns do not see them.
    """

    version: str
    fingerprint: str
    field: Mapping[Language, Pattern]
    masks: Mapping[Language, Pattern]
    kinds: tuple[KindRule, ...]
    grounds: tuple[Marker, ...]
    tests: tuple[Marker, ...]
    actions: tuple[Marker, ...]
    generic: frozenset[str]

    def name(self, entry: str) -> Wording:
        """The name of a kind, ground, test or action. Raises KeyError."""
        named = {rule.kind.value: rule.names for rule in self.kinds}
        return (named | {m.id: m.names for m in (*self.grounds, *self.tests, *self.actions)})[entry]


@cache
def norm_rules(path: Path = RULES_FILE) -> NormRules:
    """Read the rules. Raises BadNormRules."""
    raw = path.read_bytes()
    try:
        return _rules(_File.model_validate(yaml.safe_load(raw)), hashlib.sha256(raw).hexdigest())
    except (ValidationError, yaml.YAMLError, BadPattern) as error:
        raise BadNormRules(f"{path.name}: {error}") from error


def _rules(file: _File, fingerprint: str) -> NormRules:
    terms = file.terms
    return NormRules(
        version=file.version,
        fingerprint=fingerprint,
        field=_compiled(file.field, terms),
        masks=_compiled(file.masks, terms),
        kinds=tuple(_kind(kind, entry, terms) for kind, entry in file.kinds.items()),
        grounds=_markers(file.grounds, terms),
        tests=_markers(file.tests, terms),
        actions=_markers(file.actions, terms),
        generic=frozenset(file.generic),
    )


def _kind(kind: NormKind, entry: _Kind, terms: Terms) -> KindRule:
    return KindRule(
        kind=kind,
        names=_wording(entry),
        patterns=_compiled(entry, terms),
        unless=_compiled(entry.unless, terms),
    )


def _markers(entries: Iterable[_Named], terms: Terms) -> tuple[Marker, ...]:
    return tuple(Marker(id=e.id, names=_wording(e), patterns=_compiled(e, terms)) for e in entries)


def _wording(entry: _Kind | _Named) -> Wording:
    return Wording(en=entry.names.en, zh_hans=entry.names.zh_hans, zh_hant=entry.names.zh_hant)


def _compiled(both: _Both, terms: Terms) -> Mapping[Language, Pattern]:
    return {"zh": _pattern(both.zh, terms), "en": _pattern(both.en, terms)}


def _pattern(patterns: Patterns, terms: Terms) -> Pattern:
    """Alternatives as one expression; ``<name>`` stands for a term. Raises BadPattern."""
    written = [reduce(lambda text, term: text.replace(f"<{term}>", terms[term]), terms, p) for p in patterns]
    needed = [required_literals(each) for each in written]
    return Pattern(
        expression=re.compile("|".join(f"(?:{p})" for p in written) if written else "(?!)"), literals=_shortest(needed)
    )


def _shortest(needed: Iterable[Literals]) -> tuple[str, ...] | None:
    """The literals of all alternatives without those that contain another; None where an alternative needs none."""
    every: set[str] = set()
    for literals in needed:
        if literals is None:
            return None
        every |= literals
    return tuple(sorted(one for one in every if not any(other != one and other in one for other in every)))
