"""Instruments, texts and provisions from the library's records to the API's answers."""

from law import instrument as law
from law.instrument import Instrument, Version
from law.provision import Provision
from search_api.addresses import instrument_href
from search_api.models import instruments as out
from search_api.models.base import StatusOn
from search_api.models.versions import DatedFact, Event, Validity, VersionSummary
from search_api.reading import version_of
from search_api.views import InstrumentView, Listed, ProvisionView, VersionView


def instrument_answer(view: InstrumentView, *, revision: int) -> out.InstrumentAnswer:
    """An instrument with one of its texts."""
    return out.InstrumentAnswer(
        instrument=work_facts(view.instrument),
        on=view.on,
        version=version_summary(view.instrument.id, version_of(view)),
        provisions=[given_provision(view.instrument, view.version, p) for p in view.version.provisions],
        events=[Event.model_validate(event) for event in view.version.events],
        repeals=_repeals(view.instrument),
        versions=[version_summary(view.instrument.id, v) for v in view.versions],
        revision=revision,
    )


def provision_answer(view: ProvisionView) -> out.ProvisionAnswer:
    """One provision in its text."""
    return out.ProvisionAnswer(
        instrument=work_facts(view.instrument),
        on=view.on,
        version=version_summary(view.instrument.id, version_of(view)),
        provision=given_provision(view.instrument, view.version, view.provision),
        citation=view.citation,
        previous=_href(view, view.previous),
        next=_href(view, view.following),
    )


def listed(item: Listed) -> out.ListedInstrument:
    """An instrument in a list."""
    return out.ListedInstrument(
        **work_facts(item.instrument).model_dump(),
        versions=len(item.instrument.versions),
        current=item.current.key,
        language=item.current.language,
        text_state=item.current.text_state,
        status_on=StatusOn.model_validate(item.status),
    )


def work_facts(instrument: Instrument) -> out.InstrumentFacts:
    """The work itself."""
    return out.InstrumentFacts(
        id=instrument.id,
        href=instrument_href(instrument.id),
        title=instrument.title,
        titles=dict(instrument.titles),
        short_titles=list(instrument.short_titles),
        jurisdiction=instrument.jurisdiction,
        kind=instrument.kind,
        issuing_body=instrument.issuing_body,
        number=instrument.number,
        alternates=dict(instrument.alternates),
    )


def version_summary(instrument: str, view: VersionView) -> VersionSummary:
    """One text without its provisions."""
    version = view.version
    return VersionSummary(
        key=version.key,
        language=version.language,
        href=instrument_href(instrument, version.key),
        status_on=StatusOn.model_validate(view.status),
        validity=Validity.model_validate(view.validity),
        text_state=version.text_state,
        promulgated_on=_fact(version.promulgated_on),
        in_force_from=_fact(version.in_force_from),
        commenced_on=_fact(version.commenced_on),
        repealed_on=_fact(version.repealed_on),
        source=version.source,
        source_ref=version.source_ref,
        source_url=version.source_url,
        source_status=version.status,
        source_status_code=version.status_code,
        as_of=version.as_of,
        retrieved_at=version.retrieved_at,
        sha256=version.sha256,
        text_sha256=version.text_sha256,
        problems=list(version.problems),
    )


def _fact(fact: law.DatedFact | None) -> DatedFact | None:
    return None if fact is None else DatedFact.model_validate(fact)


def given_provision(instrument: Instrument, version: Version, provision: Provision) -> out.Provision:
    """One provision of a text, with its address."""
    return out.Provision(
        id=provision.id,
        unit=provision.unit,
        label=provision.label,
        heading=provision.heading,
        text=provision.text,
        path=list(provision.path),
        parent=provision.parent,
        sha256=provision.sha256,
        href=instrument_href(instrument.id, version.key, "provisions", provision.id),
    )


def _href(view: ProvisionView, provision: Provision | None) -> str | None:
    if provision is None:
        return None
    return instrument_href(view.instrument.id, view.version.key, "provisions", provision.id)


def _repeals(instrument: Instrument) -> list[out.Repeal]:
    return [
        out.Repeal(
            by_instrument=repeal.by_instrument,
            by_title=repeal.by_title,
            by_version=repeal.by_version,
            provision_id=repeal.clause.provision_id,
            quote=repeal.clause.quote,
            repealed_on=repeal.clause.repealed_on,
        )
        for repeal in instrument.repeals
    ]
