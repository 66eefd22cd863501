"""Every recording of an official source is reached from its seeds or by its ref, and read or refused with a reason."""

from pathlib import Path

import pytest

from crawlers.source import CRAWLS
from law.instrument import TextState
from law.provision import Unit
from tests.crawlers.walking import Walk, walk

pytestmark = pytest.mark.shared
RECORDED: dict[str, tuple[int, int]] = {
    "ca_justice": (2, 0), "cn_flk": (2, 0), "cn_govcn": (0, 1), "eu_cellar": (4, 0), "jp_egov": (1, 0),
    "tw_moj": (14, 0), "uk_legislation": (3, 0), "us_ecfr": (1, 0), "us_uslm": (2, 0),
}  # fmt: skip
"""Documents read and lists refused, of all that was recorded of a source."""


@pytest.mark.parametrize("source", RECORDED)
def test_every_recording_is_reached_and_read_or_refused_with_a_reason(source: str, shared_dir: Path) -> None:
    walked = walk(CRAWLS[source], shared_dir / "sources" / source)
    assert not walked.unreached
    assert (len(walked.documents), len(walked.refused)) == RECORDED[source], walked.refused
    assert len({document.ref for document, _ in walked.documents}) == len(walked.documents)
    assert all(instrument.versions[0].source_url for _, instrument in walked.documents)


def test_metadata_stands_beside_the_texts_of_the_union(shared_dir: Path) -> None:
    read = {document.ref: instrument for document, instrument in _walk(shared_dir, "eu_cellar").documents}
    assert set(read) == {"31958R0001", "02016R0679-20160504", "02021R0953-20220630", "32021R0953"}
    gdpr = read["02016R0679-20160504"]
    assert gdpr.issuing_body == "European Parliament and Council of the European Union"
    assert len([p for p in gdpr.versions[0].provisions if p.unit is Unit.ARTICLE]) == 99
    # Of the Digital Services Act only the metadata were recorded: its text is missing and nothing is made up for it.
    missing = _walk(shared_dir, "eu_cellar").missing
    assert [ask.ref for ask in missing if ask.role == "document"] == ["32016R0679", "32022R2065"]


def test_the_changes_to_an_act_are_read_with_it(shared_dir: Path) -> None:
    walked = _walk(shared_dir, "uk_legislation")
    assert len(walked.amendments) == 50
    assert {each.affected for each in walked.amendments} == {"/akn/gb/act/ukpga/2018/12"}
    assert walked.totals == [34]


def test_a_record_without_its_docx_proves_no_text(shared_dir: Path) -> None:
    for _, instrument in _walk(shared_dir, "cn_flk").documents:
        assert instrument.versions[0].text_state is TextState.TRUNCATED
        assert instrument.versions[0].status_code in ("3", "4")


def _walk(shared_dir: Path, source: str) -> Walk:
    return walk(CRAWLS[source], shared_dir / "sources" / source)
