"""Over the whole real collection beside the project: no word is lost, and named laws are read rightly."""

import re
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from crawlers import lawrefbook
from crawlers.history import read_history
from crawlers.markdown_folder import Folder, documents, references
from crawlers.markdown_text import MarkdownText, split_file
from crawlers.run_together import MISPRINTS
from law.corpus import Refusal
from law.instrument import Instrument, TextState
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS
from tests.crawlers.reviewed import AT

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def folder(shared_dir: Path) -> Path:
    return shared_dir / "corpora" / "LawRefBook-Laws"


@pytest.fixture(scope="module")
def read(folder: Path) -> list[Instrument | Refusal]:
    collection = Folder(source="lawrefbook", path=folder, why_no_law=lawrefbook.why_no_law)
    return list(documents(collection, partial(lawrefbook.parse_parts, at=AT), workers=2))


@pytest.fixture(scope="module")
def laws(read: list[Instrument | Refusal]) -> dict[str, Instrument]:
    return {law.versions[0].source_ref: law for law in read if isinstance(law, Instrument)}


def find(laws: dict[str, Instrument], name: str) -> Instrument:
    [law] = [law for ref, law in laws.items() if ref.rpartition("/")[2] == name]
    return law


def test_every_file_is_a_law_or_refused_by_name(read: list[Instrument | Refusal], folder: Path) -> None:
    refused = Counter(r.outcome for r in read if isinstance(r, Refusal))
    taken = sum(isinstance(law, Instrument) for law in read)
    books = len([ref for ref in folder.glob("民法典/*.md") if ref.name != "_index.md"])
    assert taken + sum(refused.values()) + books - 1 == len(references(folder))
    assert (taken, refused) == (3406, {"skipped": 87, "quarantined": 4})


def words(text: str) -> str:
    return re.sub(r"[\s：:]", "", text).translate(MISPRINTS)


def lines(file: MarkdownText) -> list[str]:
    opening = read_history(file.head, file.title).opening
    return [*opening, *(line for line in file.body if not line.startswith("#"))]


def test_no_line_of_any_file_is_lost(laws: dict[str, Instrument], folder: Path) -> None:
    checked = 0
    for ref, law in laws.items():
        paths = sorted(path for path in (folder / ref).glob("*.md") if path.name != "_index.md")
        files = [split_file(path.read_text(encoding="utf-8")) for path in (paths or [folder / ref])]
        held = words("".join(p.label + p.heading + p.text for p in law.versions[0].provisions))
        for line in (line for file in files for line in lines(file)):
            checked += 1
            assert words(line) in held, (ref, line)
    assert checked > 300_000


def test_ids_are_unique_and_places_and_kinds_are_known(laws: dict[str, Instrument]) -> None:
    for ref, law in laws.items():
        ids = Counter(p.id for p in law.versions[0].provisions)
        assert max(ids.values()) == 1, ref
        assert law.jurisdiction in JURISDICTIONS
        assert law.kind is None or law.kind in KINDS
    assert sum(law.kind is None for law in laws.values()) == 2


def test_quotes_of_repeal_clauses_stand_where_they_say(laws: dict[str, Instrument]) -> None:
    count = 0
    for law in laws.values():
        texts = {p.id: p.text for p in law.versions[0].provisions}
        for clause in law.versions[0].repeal_clauses:
            count += 1
            assert texts[clause.provision_id][clause.start : clause.end] == clause.quote
    assert count > 700


def test_about_four_in_a_hundred_are_cut_off(laws: dict[str, Instrument]) -> None:
    cut = [ref for ref, law in laws.items() if law.versions[0].text_state is TextState.TRUNCATED]
    assert 110 <= len(cut) <= 140
    assert all(laws[ref].versions[0].problems for ref in cut)


@pytest.mark.parametrize(
    "name",
    [
        "山东省大数据发展促进条例(2021-09-30).md",
        "长江保护法(2020-12-26).md",
        "麻醉药品和精神药品管理条例(2016-02-06).md",
        "进出口商品检验法实施条例(2022-03-29).md",
        "浙江省消防条例(2021-11-25).md",
        "最高人民法院关于证券纠纷代表人诉讼若干问题的规定(2020-07-30).md",
    ],
)
def test_a_text_that_stops_in_the_middle_is_marked(laws: dict[str, Instrument], name: str) -> None:
    assert find(laws, name).versions[0].text_state is TextState.TRUNCATED


@pytest.mark.parametrize(
    "name",
    [
        "上海市数据条例(2021-11-25).md",
        "政府信息公开条例(2019-04-03).md",
        "宪法.md",
        "国务院组织法(1982-12-10).md",
        "全国人民代表大会组织法(2021-03-11).md",
        "周口市文明行为促进条例(2020-12-16).md",
        "国境河流外国籍船舶管理办法(1966-04-19).md",
        "最高人民法院关于审理票据纠纷案件若干问题的规定(2020-12-29).md",
        "女职工劳动保护特别规定(2012-04-28).md",
    ],
)
def test_a_whole_text_is_not_marked(laws: dict[str, Instrument], name: str) -> None:
    assert find(laws, name).versions[0].text_state is not TextState.TRUNCATED


def test_the_civil_code_is_one_instrument_with_all_its_articles(laws: dict[str, Instrument]) -> None:
    code = laws["民法典/"]
    articles = [p.id for p in code.versions[0].articles]
    assert articles == [f"art_{number}" for number in range(1, 1261)]
    assert code.id == "/akn/cn/act/民法典"
    assert code.versions[0].in_force_from is not None
    assert code.versions[0].in_force_from.day == date(2021, 1, 1)


def test_an_article_that_begins_with_provides_is_not_lost(laws: dict[str, Instrument]) -> None:
    version = find(laws, "立法法(2023-03-13).md").versions[0]
    assert next(p for p in version.provisions if p.id == "art_86").text.startswith("规定本行政区域特别重大事项")
    assert not version.problems


def test_the_regulations_on_open_government(laws: dict[str, Instrument]) -> None:
    law = find(laws, "政府信息公开条例(2019-04-03).md")
    version = law.versions[0]
    assert (law.kind, law.number, law.issuing_body) == ("administrative_regulation", "国务院令第711号", "国务院")
    assert (version.key, len(version.articles)) == ("2019-04-03", 56)
    assert version.in_force_from is not None
    assert version.in_force_from.day == date(2019, 5, 15)


def test_versions_of_one_law_share_an_instrument(laws: dict[str, Instrument]) -> None:
    keys = [law.versions[0].key for law in laws.values() if law.id == "/akn/cn/act/立法法"]
    assert sorted(keys) == ["2015-03-15", "2023-03-13"]
