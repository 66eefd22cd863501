"""Sources of which nothing was recorded are harvested over HTTP from our own fixtures, twice with the same result."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from crawlers.harvest.run import Order, harvest
from law.corpus import Corpus
from tests.crawlers.reviewed import FIXTURES

FILES = FIXTURES / "hk_elegislation"
IDS = {
    "hk_elegislation": {"/akn/hk/act/cap/9901", "/akn/hk/act/cap/9902"},
    "sg_sso": {"/akn/sg/act/sso/Act/LRA9999", "/akn/sg/act/sso/SL/LRA9999-S63-2021"},
    "us_federal_register": {"/akn/us/act/fr-doc/2024-00001", "/akn/us/act/fr-doc/95-12"},
}
DOCUMENTS = {"hk_elegislation": 3, "sg_sso": 2, "us_federal_register": 2}


def served(source: str, folder: Path) -> Path:
    """The fixtures as their source serves them: the chapters of Hong Kong in archives."""
    shutil.copytree(FIXTURES / source, folder)
    for tag in ("en", "zh-Hant"):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.glob(f"cap_990[12]_{tag}.xml")):
                chapter = path.stem.removesuffix(f"_{tag}")
                packed.writestr(f"{chapter}_{tag}_c\\{chapter}_20221001000000_{tag}_c.xml", path.read_bytes())
        if source == "hk_elegislation":
            (folder / f"hkel_c_leg_cap_601_cap_end_{tag}.zip").write_bytes(file.getvalue())
    return folder


@pytest.mark.parametrize("source", IDS)
def test_a_source_is_harvested_from_its_fixtures_and_nothing_changes_the_second_time(
    source: str, tmp_path: Path
) -> None:
    order = Order(replay=served(source, tmp_path / "served"))
    with Corpus.open(tmp_path / "home") as corpus:
        first = harvest(source, corpus, home=tmp_path / "home", order=order)
        held = {instrument.id: instrument for instrument in corpus.instruments()}
        revision = corpus.revision()
        second = harvest(source, corpus, home=tmp_path / "home", order=order)
        assert corpus.revision() == revision
    assert set(held) == IDS[source]
    assert [each.reason for each in first.troubles if each.outcome not in {"missing", "unlisted"}] == []
    assert (first.counts["documents"], second.counts["unchanged"]) == (DOCUMENTS[source], DOCUMENTS[source])
    if source == "hk_elegislation":
        assert {v.language for v in held["/akn/hk/act/cap/9901"].versions} == {"en", "zh-Hant"}
