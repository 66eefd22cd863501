"""The recorded texts in English, and our own queries with the provisions that answer them (english_queries.tsv).

Gold is ``SHORT|provision id``; the short names stand for the ends of the instruments' ids.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from index.records import Hit
from law.corpus import Corpus
from law.corpus_writing import writing
from tests.relevance.foreign_texts import AT, instrument_of

ENGLISH_QUERIES: Final = Path(__file__).with_name("english_queries.tsv")
TEXTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "GDPR": ("eu_cellar/32016R0679.xhtml", "32016R0679"),
        "COVID": ("eu_cellar/32021R0953_cons.xhtml", "32021R0953"),
        "DPA": ("uk_legislation/sample-dpa-2018-latest.xml.gz", "ukpga/2018/12"),
        "ATIA": ("ca_justice/eng_A-1.xml", "chapter/A-1"),
        "ATIR": ("ca_justice/eng_reg_SOR-83-507.xml", "sor/83-507"),
        "CFR3": ("us_ecfr/title-3-part-101-2024-05-17.xml", "cfr/3/101"),
        "PL119": ("us_uslm/sample-public-law-small.xml", "pl/119-1"),
        "USC1": ("us_uslm/sample-uscode-title1.xml", "usc/1"),
        "TWARC": ("tw_moj/xml/en/A0030134.xml", "A0030134"),
        "CSMA": ("tw_moj/xml/en/A0030297.xml", "A0030297"),
        "FOGI": ("tw_moj/xml/en/I0020026.xml", "I0020026"),
        "PDPA": ("tw_moj/xml/en/I0050021.xml", "I0050021"),
        "NIA": ("uk_legislation/sample-ni-nia-2022-2.xml", "nia/2022/2"),
    }
)


def hold_english(corpus: Corpus, sources: Path, *, without: frozenset[str] = frozenset()) -> None:
    """Read the texts into a corpus."""
    for short, (file, _) in TEXTS.items():
        if short not in without:
            source = file.partition("/")[0]
            with writing(corpus, source=source, at=AT) as writer:
                writer.add(instrument_of(source, sources / file))


def named(hit: Hit) -> str:
    """The name of a hit as the judged provisions are named."""
    short = next(short for short, (_, end) in TEXTS.items() if hit.instrument.endswith(end))
    return f"{short}|{hit.provision_id}"
