"""Official sources are harvested over HTTP from what they really served; a second time nothing changes."""

from pathlib import Path

import pytest

from crawlers.harvest.report import HarvestReport
from crawlers.harvest.run import Order, harvest
from law.corpus import Corpus

pytestmark = pytest.mark.shared
IDS: dict[str, set[str]] = {
    "ca_justice": {"/akn/ca/act/chapter/A-1", "/akn/ca/act/sor/83-507"},
    "cn_flk": {"/akn/cn/act/刑法", "/akn/cn/act/住房公积金管理条例"},
    "cn_govcn": set(),
    "eu_cellar": {f"/akn/eu/act/celex/{celex}" for celex in ("31958R0001", "32016R0679", "32021R0953")},
    "jp_egov": {"/akn/jp/act/lawnum/平成五年法律第八十八号"},
    "tw_moj": {f"/akn/tw/act/pcode/{p}" for p in ("A0030124", "A0030134", "A0030297", "I0020026", "I0050021")},
    "uk_legislation": {"/akn/gb/act/ukpga/2018/12", "/akn/gb-nir/act/nia/2022/2"},
    "us_ecfr": {"/akn/us/act/cfr/3/101"},
    "us_uslm": {"/akn/us/act/pl/119-1", "/akn/us/act/usc/1"},
}
"""The instruments that were recorded of each source; of the policy library only two replies of its search were."""
DOCUMENTS = {
    "ca_justice": 2, "cn_flk": 2, "cn_govcn": 0, "eu_cellar": 4, "jp_egov": 1, "tw_moj": 14, "uk_legislation": 3,
    "us_ecfr": 1, "us_uslm": 2,
}  # fmt: skip
QUARANTINED = {"cn_govcn": "empty shell"}
"""What was recorded as a fault of the source, and the words that say so."""
WHOLE = {"eu_cellar", "us_ecfr"}
"""Of the others a list was not recorded."""


@pytest.mark.parametrize("source", IDS)
def test_what_a_source_served_is_harvested_and_nothing_changes_the_second_time(
    source: str, shared_dir: Path, tmp_path: Path
) -> None:
    order = Order(replay=shared_dir / "sources" / source)
    with Corpus.open(tmp_path) as corpus:
        first = harvest(source, corpus, home=tmp_path, order=order)
        held = {instrument.id for instrument in corpus.instruments()}
        revision = corpus.revision()
        second = harvest(source, corpus, home=tmp_path, order=order)
        assert corpus.revision() == revision
    assert held == IDS[source]
    assert _figures(first) == {"documents": DOCUMENTS[source], "unchanged": 0}
    assert _figures(second) == {"documents": DOCUMENTS[source], "unchanged": DOCUMENTS[source]}
    for report in (first, second):
        assert (report.state, report.whole) == ("finished", source in WHOLE)
        faults = [each.reason for each in report.troubles if each.outcome != "missing"]
        assert len(faults) == (source in QUARANTINED)
        assert all(QUARANTINED[source] in reason for reason in faults)


def _figures(report: HarvestReport) -> dict[str, int]:
    return {name: report.counts.get(name, 0) for name in ("documents", "unchanged")}
