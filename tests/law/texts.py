"""Small instruments for tests of the law package: words of ours, with only the dates a test is about."""

from datetime import UTC, date, datetime
from typing import Any

from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Version
from law.provision import Provision, Unit

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def stated(day: date | None) -> DatedFact | None:
    return DatedFact(day=day, provenance="stated in the test") if day else None


def article(number: int, text: str) -> Provision:
    return Provision(id=f"art_{number}", unit=Unit.ARTICLE, label=f"第{number}条", text=text)


def version(key: str, *texts: str, source: str = "test", **facts: Any) -> Version:
    days = ("promulgated_on", "in_force_from", "commenced_on", "repealed_on")
    dated = {name: stated(facts.pop(name, None)) for name in days}
    provisions = tuple(article(i, text) for i, text in enumerate(texts or (f"{key}的条文。",), 1))
    facts.setdefault("language", "zh-Hans")
    facts.setdefault("source_ref", f"{key}.md")
    facts.setdefault("sha256", f"bytes of {key} {texts}")
    return Version(key=key, source=source, retrieved_at=AT, provisions=provisions, **dated, **facts)


def instrument(title: str, *versions: Version, jurisdiction: str = "cn", **facts: Any) -> Instrument:
    return Instrument(
        id=instrument_id(jurisdiction=jurisdiction, title=title),
        jurisdiction=jurisdiction,
        titles={"zh-Hans": title},
        versions=versions,
        **facts,
    )
