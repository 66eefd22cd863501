"""Writes ``docs/checklist.md`` from the checklist, so that the page cannot fall behind it.

Run ``python -m gaps.checklist_docs > docs/checklist.md`` after a change; a test compares the two.
"""

import sys
from collections.abc import Iterator
from importlib.resources import files

from gaps.checklist import Area, Checklist, Demand, load_checklist
from gaps.requirement import Element, Level, Requirement, Sample, Tier

_LEVELS = {Level.NATIONAL: "national", Level.LOCAL: "local", Level.EITHER: "national or local"}


def checklist_page(checklist: Checklist) -> str:
    """The page in Markdown: what the checklist is, then every demand, area and requirement."""
    counts = (
        f"Version {checklist.version}: {len(checklist.areas)} areas, {len(checklist.requirements)} requirements "
        f"({sum(r.tier is Tier.CORE for r in checklist.requirements)} core), {len(checklist.demands)} demands."
    )
    preface = files("gaps").joinpath("templates", "checklist_preface.md").read_text(encoding="utf-8")
    parts = [preface.strip(), counts, "## Areas", "\n".join(_area_line(area) for area in checklist.areas)]
    for area in checklist.areas:
        parts += [f"## {area.code}: {area.names.en} · {area.names.zh_hans}"]
        parts += ["\n".join(_requirement_lines(requirement)) for requirement in area.requirements]
    parts += ["## Demands", "\n".join(_demand_line(demand) for demand in checklist.demands)]
    return "\n\n".join(parts) + "\n"


def _area_line(area: Area) -> str:
    ids = f"{area.requirements[0].id} to {area.requirements[-1].id}"
    return f"- **{area.code}** {area.names.en} · {area.names.zh_hans} ({ids})"


def _requirement_lines(requirement: Requirement) -> Iterator[str]:
    yield f"### {requirement.id}: {requirement.names.en} · {requirement.names.zh_hans}"
    yield ""
    yield f"{requirement.rationale}"
    yield ""
    yield f"- {requirement.tier.capitalize()}; {_LEVELS[requirement.level]}; expected: {requirement.modality}."
    yield f"- Covered: {requirement.tests.covered.en} {requirement.tests.covered.zh_hans}"
    yield f"- Partial: {requirement.tests.partial.en} {requirement.tests.partial.zh_hans}"
    yield "- Elements:"
    yield from (_element_line(element) for element in requirement.elements)
    yield f"- Example: {_sample(requirement.example)}"
    yield f"- Near-miss: {_sample(requirement.near_miss)} {requirement.near_miss.why_not}"
    sources = [*requirement.demands, *requirement.standards]
    if sources:
        yield f"- From: {'; '.join(sources)}."


def _element_line(element: Element) -> str:
    need = "" if element.required else ", not required"
    names, test = element.names, element.test
    return f"  - `{element.id}` ({element.asks}{need}) {names.en} · {names.zh_hans}: {test.en} {test.zh_hans}"


def _sample(sample: Sample) -> str:
    version = f" ({sample.on.isoformat()})" if sample.on else ""
    return f"`{sample.jurisdiction}` 《{sample.title}》{version} {sample.article}, “{sample.phrase}”."


def _demand_line(demand: Demand) -> str:
    return f"- **{demand.id}** {demand.names.en} → {', '.join(demand.requirements)}"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a pipe on Windows is not UTF-8
    sys.stdout.write(checklist_page(load_checklist()))
