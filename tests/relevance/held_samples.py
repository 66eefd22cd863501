"""The examples and near-misses of the checklist as they stand in the collection."""

import re
from collections.abc import Iterator

from gaps.checklist import Sample
from gaps.inventory import HeldText, ReadArticle
from law.corpus import Corpus
from law.instrument import Instrument, Status, Version
from law.provision import Provision
from law.timeline import StatusOn

_MARKS = re.compile(r"[《》〈〉（）()]|中华人民共和国")


def titles(collection: Corpus) -> dict[str, list[Instrument]]:
    """The instruments by their titles without marks."""
    found: dict[str, list[Instrument]] = {}
    for instrument in collection.instruments():
        found.setdefault(bare(instrument.title), []).append(instrument)
    return found


def bare(title: str) -> str:
    """A title without marks and the name of the state."""
    return _MARKS.sub("", title)


def texts(sample: Sample, corpus: Corpus, by_title: dict[str, list[Instrument]]) -> Iterator[HeldText]:
    title = "民法典" if sample.title.endswith("编") else sample.title  # a book of the code
    for instrument in by_title.get(bare(title), []):
        for version in instrument.versions:
            for provision in corpus.provisions(version):
                if provision.label == sample.article and sample.phrase in provision.text.replace("\n", ""):
                    yield held(instrument, version, provision)


def held(instrument: Instrument, version: Version, provision: Provision) -> HeldText:
    return HeldText(
        instrument=instrument,
        version=version,
        status=StatusOn(status=Status.IN_FORCE, basis="as read"),
        articles=(ReadArticle(provision=provision),),
    )
