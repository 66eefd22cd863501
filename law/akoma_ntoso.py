"""A text as Akoma Ntoso 3.0 (OASIS LegalDocML, 2018): the form that parliaments and other legal systems exchange."""

from collections.abc import Sequence

from lxml import etree

from law.akoma_body import write_body
from law.akoma_metadata import contains, write_meta
from law.akoma_xml import AKN, FACTS, EIds, Element, add
from law.instrument import Instrument, Version
from law.provision import Provision


def to_akoma_ntoso(instrument: Instrument, version: Version, provisions: Sequence[Provision]) -> bytes:
    """One ``act`` in UTF-8 with an XML declaration.

    ``provisions`` are those of the version in document order, or some of them. Their ids are the eIds. A character
    that XML cannot hold is U+FFFD. `law.akoma_metadata` says what stands where a source states no day or author.
    """
    names = {None: AKN, "lexgap": FACTS}
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=names)  # type: ignore[arg-type]  # the stubs know no default name
    act = add(root, "act", name="act", contains=contains(version))
    ids = EIds(provision.id for provision in provisions)
    write_meta(act, (instrument, version), provisions, ids)
    _write_preface(act, instrument, version)
    write_body(act, provisions, ids)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False)


def _write_preface(act: Element, instrument: Instrument, version: Version) -> None:
    """The title, the number, and the lines of the history as published, dated or not."""
    preface = add(act, "preface")
    add(add(preface, "p"), "docTitle", instrument.titles.get(version.language, instrument.title))
    if instrument.number:
        add(add(preface, "p"), "docNumber", instrument.number)
    for event in version.events:
        add(preface, "p", event.text)
