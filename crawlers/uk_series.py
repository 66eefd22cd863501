"""The series of legislation.gov.uk (ukpga, uksi, asp …), and what an address in one of them says of an instrument."""

import re
from typing import Final

from crawlers.unknown import UnknownMarkup
from law.identifier import instrument_id_from_number

SERIES: Final = {
    "ukpga": ("gb", "act", "Parliament of the United Kingdom"),
    "ukla": ("gb", "act", "Parliament of the United Kingdom"),
    "asp": ("gb-sct", "act", "Scottish Parliament"), "asc": ("gb-wls", "act", "Senedd Cymru"),
    "anaw": ("gb-wls", "act", "National Assembly for Wales"), "mwa": ("gb-wls", "act", "National Assembly for Wales"),
    "nia": ("gb-nir", "act", "Northern Ireland Assembly"), "apni": ("gb-nir", "act", "Parliament of Northern Ireland"),
    "ukcm": ("gb-eng", "act", "General Synod of the Church of England"),
    "uksi": ("gb", "statutory_instrument", None), "ssi": ("gb-sct", "statutory_instrument", None),
    "wsi": ("gb-wls", "statutory_instrument", None), "nisr": ("gb-nir", "statutory_instrument", None),
    "nisi": ("gb-nir", "statutory_instrument", None), "eur": ("gb", "eu_regulation", None),
}  # fmt: skip
"""The series in the address: jurisdiction, kind and the legislature."""
_ADDRESS: Final = re.compile(r"/id/(?P<series>[a-z]+)/(?P<number>[0-9]{4}/[0-9]+)$")


def identifier_of(address: str) -> str:
    """The id with us for http://www.legislation.gov.uk/id/ukpga/2018/12. Raises UnknownMarkup for other series."""
    series, number = series_and_number(address)
    return instrument_id_from_number(jurisdiction=SERIES[series][0], scheme=series, number=number)


def series_and_number(address: str) -> tuple[str, str]:
    """``ukpga`` and ``2018/12`` of such an address. Raises UnknownMarkup for other series."""
    match = _ADDRESS.search(address)
    if match is None or match["series"] not in SERIES:
        raise UnknownMarkup(f"{address!r} is no legislation of a known series: add it to crawlers.uk_series")
    return match["series"], match["number"]
