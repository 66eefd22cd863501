"""The rights register: every source says whose it is, on which terms it may be used, and what it covers."""

import pytest

from crawlers.rights import Source
from crawlers.source import SOURCES
from law.jurisdiction import JURISDICTIONS


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_a_source_states_publisher_licence_terms_use_and_coverage(source: Source) -> None:
    for name in ("title", "publisher", "licence", "allowed_use", "coverage", "verified_note"):
        assert getattr(source, name).strip(), name
    assert source.terms_url.startswith("https://") or source.id in ("folder", "sample")
    assert set(source.jurisdictions) <= set(JURISDICTIONS)
    assert all(count > 0 for count in source.expected.values())
