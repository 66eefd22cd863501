"""Akoma Ntoso files that a person brings: acts, bills, documents and judgments, and what Lexgap itself exported."""

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from crawlers.akoma_facts import AkomaFacts, facts_of
from crawlers.akoma_text import provisions_of
from crawlers.checks import sequence_problems
from crawlers.folder_metadata import BadMetadata, Metadata
from crawlers.readable import Unreadable
from crawlers.safe_xml import Element, children, local_name, read_xml
from crawlers.stub import refuse_stub
from law.akoma_xml import AKN
from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS, kind_of
from law.provision import Provision
from law.script_choice import script_of

_DOCUMENTS: Final = frozenset({"act", "bill", "doc", "judgment", "statement", "amendment", "portion"})
_NO_LAW: Final = {"bill": "proposal", "amendment": "proposal"}
_REMARKS: Final = {
    "bill": "a bill is not law",
    "amendment": "an amendment that was proposed is not law",
    "judgment": "a judgment, not legislation",
}
_OWN_ID: Final = re.compile(r"/akn/[a-z0-9-]+/act/[^@#\s]+")
_HAN: Final = re.compile("[\u3400-\u9fff]")


def read_akoma(raw: bytes, ref: str, *, at: datetime, place: str | None, stated: Metadata) -> Instrument:
    """One document; ``stated`` wins over what it says of itself, ``place`` is for one that names none.

    Raises Unreadable, UnknownMarkup, BadMetadata.
    """
    document = _document(read_xml(raw))
    facts = facts_of(document)
    provisions = refuse_stub(provisions_of(document))
    title = stated.title or facts.title
    if not title:
        raise BadMetadata("the document has no docTitle and no FRBRname: write its title into the .yaml file")
    where = stated.jurisdiction or _place(facts, place)
    version = _version(raw, ref, document, facts, provisions, at, stated)
    made, body = version.promulgated_on, stated.issuing_body or facts.issuing_body
    held_as = facts.work if facts.own and _OWN_ID.fullmatch(facts.work) else None
    return Instrument(
        id=held_as or instrument_id(jurisdiction=where, title=title, day=made.day if made else None),
        jurisdiction=where,
        titles={version.language: title},
        kind=stated.kind or _kind(document, facts, title, where, body),
        short_titles=facts.short_titles,
        issuing_body=body,
        number=stated.number or facts.number,
        alternates=facts.aliases,
        versions=(version,),
    )


def _document(root: Element) -> Element:
    found = [each for each in children(root) if local_name(each) in _DOCUMENTS]
    if local_name(root) != "akomaNtoso" or not root.tag.startswith(f"{{{AKN}") or not found:
        raise Unreadable(
            f"<{local_name(root)}> is no act, bill, doc or judgment in Akoma Ntoso 3.0: of XML, only that is read"
        )
    return found[0]


def _place(facts: AkomaFacts, place: str | None) -> str:
    """The country that the document names, or the place within it that the caller does."""
    if facts.place and place and place.startswith(f"{facts.place}-"):
        return place
    found = facts.place or place
    if found is None:
        raise BadMetadata("no jurisdiction is stated: write it into the .yaml file")
    return JURISDICTIONS[found].code


def _kind(document: Element, facts: AkomaFacts, title: str, place: str, body: str | None) -> str | None:
    if local_name(document) in _NO_LAW:
        return _NO_LAW[local_name(document)]
    if facts.subtype in KINDS:
        return facts.subtype
    if local_name(document) != "act":
        return None
    return kind_of(title, jurisdiction=place, issuing_body=body, history=[event.text for event in facts.events])


def _version(
    raw: bytes,
    ref: str,
    document: Element,
    facts: AkomaFacts,
    provisions: tuple[Provision, ...],
    at: datetime,
    stated: Metadata,
) -> Version:
    made = _stated(stated.promulgated_on, "promulgated_on") or facts.promulgated_on
    day = made.day if stated.promulgated_on and made else facts.version or (made.day if made else None)
    remark = _REMARKS.get(local_name(document))
    own_status = Status(facts.own["status_in_source"]) if "status_in_source" in facts.own else None
    status = stated.status or own_status or Status.UNKNOWN
    version = Version(
        key=facts.own.get("key") or (day.isoformat() if day else "undated"),
        language=stated.language or facts.language or _language(provisions),
        source="folder",
        source_ref=ref,
        source_url=stated.source_url or facts.own.get("source_url"),
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=date.fromisoformat(facts.own["as_of"]) if "as_of" in facts.own else None,
        promulgated_on=made,
        in_force_from=_stated(stated.in_force_from, "in_force_from") or facts.in_force_from,
        commenced_on=facts.commenced_on,
        repealed_on=facts.repealed_on,
        status=status,
        status_code=status.value if status is not Status.UNKNOWN else None,
        status_mapping="folder/1" if status is not Status.UNKNOWN else None,
        text_state=_text_state(document, facts),
        provisions=provisions,
        events=facts.events,
        problems=(*([remark] if remark else []), *facts.problems, *sequence_problems(provisions, from_one=False)),
    )
    changed = facts.own.get("text_sha256", version.text_sha256) != version.text_sha256 and "portion" not in facts.own
    said = "the words are no longer those that Lexgap exported: the file was changed"
    return replace(version, problems=(*version.problems, *([said] if changed else [])))


def _stated(day: date | None, field: str) -> DatedFact | None:
    return DatedFact(day=day, provenance=f"{field} in the file beside it") if day else None


def _text_state(document: Element, facts: AkomaFacts) -> TextState:
    if "portion" in facts.own or local_name(document) == "portion":
        return TextState.TRUNCATED
    if "text_state" in facts.own:
        return TextState(facts.own["text_state"])
    return TextState.AS_ENACTED if document.get("contains") == "originalVersion" else TextState.UNKNOWN


def _language(provisions: tuple[Provision, ...]) -> str:
    """Only Chinese is told by its letters: the standard's code for it leaves the script open."""
    text = "".join(provision.text for provision in provisions)
    script = script_of(text) if _HAN.search(text) else None
    if script is None:
        raise BadMetadata("the document names no language: write it into the .yaml file, such as language: fr")
    return script
