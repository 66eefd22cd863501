"""The ``meta`` of an Akoma Ntoso document, from what the sources state and nothing else.

The schema demands a day and an author of work, expression and manifestation. Where no source states them:

- ``FRBRdate`` is the day of the version's key with ``name="version"``; for an undated text it is the day on which it
  was read, with ``name="retrieved"``. No other day is made up, and an event without a day is no ``eventRef``.
- ``FRBRauthor`` points to an organisation shown as "unknown".

``contains`` is ``originalVersion`` only for texts as enacted; for all others ``singleVersion`` says no more than that
one version is there.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from urllib.parse import quote

from lxml import etree

from law.akoma_xml import FACTS, EIds, Element, add, xml_text
from law.instrument import Event, Instrument, TextState, Version
from law.provision import Provision

_TYPES: Final = {
    "adopted": "generation", "approved": "generation", "promulgated": "generation", "amended": "amendment",
    "revised": "amendment", "repealed": "repeal", "in_force": None, None: None,
}  # fmt: skip
_DATES: Final = ("promulgated_on", "in_force_from", "commenced_on", "repealed_on")
_FACTS: Final = ("key", "source", "source_ref", "source_url", "sha256", "text_sha256", "as_of", "status_code")


def contains(version: Version) -> str:
    """The value of the attribute ``contains``."""
    return "originalVersion" if version.text_state is TextState.AS_ENACTED else "singleVersion"


def write_meta(act: Element, held: tuple[Instrument, Version], provisions: Sequence[Provision], ids: EIds) -> None:
    """Append ``meta``."""
    instrument, version = held
    meta = add(act, "meta")
    agents = {name: ids.take(name) for name in ("issuing-body", "publisher", "lexgap")}
    identification = add(meta, "identification", source=f"#{agents['lexgap']}")
    _work(identification, instrument, version, agents["issuing-body"])
    _expression(identification, instrument, version, agents["publisher"])
    _manifestation(identification, instrument, version, agents["lexgap"])
    events = [(event, ids.take(f"event_{n}")) for n, event in enumerate(version.events, 1)]
    _lifecycle(meta, events, agents["publisher"])
    _references(meta, instrument, version, agents, events)
    _own_facts(meta, held, provisions, agents["lexgap"])


def _work(parent: Element, instrument: Instrument, version: Version, author: str) -> None:
    work = add(parent, "FRBRWork")
    _uris(work, f"{instrument.id}/!main", instrument.id)
    for scheme, number in instrument.alternates.items():
        add(work, "FRBRalias", name=scheme, value=number)
    _dates(work, version, ("promulgated_on",))
    add(work, "FRBRauthor", href=f"#{author}")
    add(work, "FRBRcountry", value=instrument.jurisdiction.split("-", maxsplit=1)[0])
    if instrument.kind:
        add(work, "FRBRsubtype", value=instrument.kind)
    if instrument.number:
        add(work, "FRBRnumber", value=instrument.number)
    for title in (*instrument.titles.values(), *instrument.short_titles):
        add(work, "FRBRname", value=title)


def _expression(parent: Element, instrument: Instrument, version: Version, author: str) -> None:
    expression = add(parent, "FRBRExpression")
    uri = f"{instrument.id}/{version.language}@{version.key}"
    _uris(expression, f"{uri}/!main", uri)
    _dates(expression, version, _DATES)
    add(expression, "FRBRauthor", href=f"#{author}")
    add(expression, "FRBRlanguage", language=version.language)


def _manifestation(parent: Element, instrument: Instrument, version: Version, author: str) -> None:
    manifestation = add(parent, "FRBRManifestation")
    uri = f"{instrument.id}/{version.language}@{version.key}"
    _uris(manifestation, f"{uri}/!main.xml", f"{uri}.akn")
    add(manifestation, "FRBRdate", date=version.retrieved_at.date().isoformat(), name="retrieved")
    add(manifestation, "FRBRauthor", href=f"#{author}")
    add(manifestation, "FRBRformat", value="application/akn+xml")


def _uris(parent: Element, this: str, uri: str) -> None:
    add(parent, "FRBRthis", value=this)
    add(parent, "FRBRuri", value=uri)


def _dates(parent: Element, version: Version, names: Sequence[str]) -> None:
    stated = [(name, fact.day) for name in names if (fact := getattr(version, name))]
    for name, day in stated or [_day_of(version)]:
        add(parent, "FRBRdate", date=day.isoformat(), name=name)


def _day_of(version: Version) -> tuple[str, date]:
    try:
        return "version", date.fromisoformat(version.key)
    except ValueError:
        return "retrieved", version.retrieved_at.date()


def _lifecycle(meta: Element, events: Sequence[tuple[Event, str]], publisher: str) -> None:
    dated = [(event.day, _TYPES[event.action], eid) for event, eid in events if event.day]
    if not dated:
        return
    lifecycle = add(meta, "lifecycle", source=f"#{publisher}")
    for day, kind, eid in dated:
        reference = add(lifecycle, "eventRef", date=day.isoformat(), source=f"#{publisher}", refersTo=f"#{eid}")
        if kind:
            reference.set("type", kind)


def _references(
    meta: Element, instrument: Instrument, version: Version, agents: dict[str, str], events: Sequence[tuple[Event, str]]
) -> None:
    references = add(meta, "references", source=f"#{agents['lexgap']}")
    shown = {
        "issuing-body": instrument.issuing_body or "unknown",
        "publisher": version.source,
        "lexgap": "Lexgap",
    }
    for name, eid in agents.items():
        href = f"/akn/ontology/organization/{quote(xml_text(shown[name]), safe='')}"
        add(references, "TLCOrganization", eId=eid, href=href, showAs=shown[name])
    for event, eid in events:
        href = f"/akn/ontology/event/{event.action or 'unknown'}"
        add(references, "TLCEvent", eId=eid, href=href, showAs=event.text)


def _own_facts(meta: Element, held: tuple[Instrument, Version], provisions: Sequence[Provision], author: str) -> None:
    """What pins the text to its source, and where each day was read."""
    proprietary = add(meta, "proprietary", source=f"#{author}")
    for name, words in _facts(*held):
        etree.SubElement(proprietary, f"{{{FACTS}}}fact", name=name).text = xml_text(words)
    for name in _DATES:
        fact = getattr(held[1], name)
        if fact:
            stated = etree.SubElement(proprietary, f"{{{FACTS}}}day", name=name, date=fact.day.isoformat())
            stated.text = xml_text(fact.provenance)
    if len(provisions) != len(held[1].provisions):
        words = f"{len(provisions)} of {len(held[1].provisions)} provisions"
        etree.SubElement(proprietary, f"{{{FACTS}}}fact", name="portion").text = words


def _facts(instrument: Instrument, version: Version) -> Iterator[tuple[str, str]]:
    yield "jurisdiction", instrument.jurisdiction
    for name in _FACTS:
        value = getattr(version, name)
        if value is not None:
            yield name, str(value)
    yield "retrieved_at", version.retrieved_at.isoformat()
    yield "text_state", version.text_state.value
    yield "status_in_source", version.status.value
    for problem in version.problems:
        yield "problem", problem
