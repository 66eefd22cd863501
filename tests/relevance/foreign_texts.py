"""The recorded texts of other places that we hold, read by the sources' own parsers."""

import gzip
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from crawlers.beside import metadata_beside
from crawlers.source import MODULES
from crawlers.sources import eu_cellar
from law.corpus import Corpus
from law.corpus_writing import writing
from law.instrument import Instrument

ON = date(2026, 11, 22)
AT = datetime(2026, 1, 2, tzinfo=UTC)
FILES = (
    "eu_cellar/32016R0679.xhtml",
    "eu_cellar/32021R0953_cons.xhtml",
    "eu_cellar/32021R0953_oj.xhtml",
    "uk_legislation/sample-dpa-2018-enacted.xml.gz",
    "uk_legislation/sample-dpa-2018-latest.xml.gz",
    "ca_justice/eng_A-1.xml",
    "ca_justice/eng_reg_SOR-83-507.xml",
    "tw_moj/xml/zh/A0030124.xml",
    "tw_moj/xml/zh/A0030134.xml",
    "tw_moj/xml/zh/A0030297.xml",
    "tw_moj/xml/zh/I0020026.xml",
    "tw_moj/xml/zh/I0050021.xml",
    "us_ecfr/title-3-part-101-2024-05-17.xml",
    "us_uslm/sample-public-law-small.xml",
    "us_uslm/sample-uscode-title1.xml",
)
"""Of the folder of recordings; the metadata of an act of the Union lies beside its text."""


def hold_foreign(corpus: Corpus, sources: Path) -> None:
    """Read the recordings into a corpus."""
    for file in FILES:
        source = file.partition("/")[0]
        with writing(corpus, source=source, at=AT) as writer:
            writer.add(instrument_of(source, sources / file))


@cache
def instrument_of(source: str, path: Path) -> Instrument:
    """A recording as its source's parser reads it; once, for all the corpora that are to hold it."""
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    if source == "eu_cellar":
        return eu_cellar.parse(raw, path.as_posix(), at=AT, metadata=metadata_beside(path))
    instrument: Instrument = MODULES[source].parse(raw, path.as_posix(), at=AT)
    return instrument
