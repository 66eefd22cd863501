"""The importer of the starter corpus, on a small data file of the same schema and on the installed one."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from crawlers.china_law import data_file, import_china_law
from crawlers.importing import SourceUnavailable
from law.corpus import Corpus
from law.instrument import Instrument, Status, TextState
from law.timeline import status_on, version_on
from tests.crawlers.reviewed import AT

SCHEMA = """
CREATE TABLE laws (
    law_id TEXT PRIMARY KEY, law_name TEXT NOT NULL, doc_type TEXT, level TEXT, issuing_body TEXT, publish_date TEXT,
    effective_date TEXT, version_date TEXT, status TEXT, law_department TEXT);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, law_id TEXT NOT NULL, law_name TEXT NOT NULL, law_department TEXT, level TEXT, status TEXT,
    chapter TEXT, section TEXT, article_no TEXT, article_no_arabic INTEGER, article_text TEXT, char_count INTEGER);
"""
Law = tuple[str, str, str, str, str, str, list[tuple[str | None, str | None, str, str]]]
LAWS: list[Law] = [
    ("a1", "中华人民共和国路灯法", "法律", "2010-02-01", "2010-07-01", "历史版本", [
        ("第一章 总则", None, "第一条", "为了照明，制定本法。"),
        ("第二章 附则", None, "第二条", "本法自2010年7月1日起施行。《路灯暂行条例》同时废止。"),
    ]),
    ("a2", "中华人民共和国路灯法", "法律", "2026-08-01", "2027-01-01", "现行有效", [
        ("第一章 总则", "第一节 目的", "第一条", "为了照明和节能，制定本法。\n本法适用于城市。"),
        ("第二章 附则", None, "第二条", "本法自2027年1月1日起施行。"),
    ]),
    ("b", "中华人民共和国树荫法", "法律", "2020-10-17", "1985-04-01", "现行有效", [
        (None, None, "第一条", "甲。"), (None, None, "第二条", "本法自1985年4月1日起施行。"),
    ]),
    ("c", "中华人民共和国树荫法修正案", "修正案", "1999-12-25", "1999-12-25", "现行有效", [
        (None, None, "条目一", "第一条修改为：乙。"), (None, None, "条目二", "本修正案自公布之日起施行。"),
    ]),
    ("d", "全国人民代表大会常务委员会关于树荫的解释", "立法解释", "2004-12-29", "2004-12-29", "现行有效", [
        (None, None, "全文", "解释如下：\n树荫，是指树下之荫。"),
    ]),
    ("e", "中华人民共和国灯油法", "法律", "2000-01-01", "2021-03-31", "已被修改", [(None, None, "第一条", "丙。")]),
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "laws.db", LAWS)


def write(path: Path, laws: list[Law]) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        for law_id, name, kind, published, effective, status, articles in laws:
            row = (law_id, name, kind, "法律", "全国人民代表大会", published, effective, published, status, "")
            db.execute(f"INSERT INTO laws VALUES ({','.join('?' * 10)})", row)
            for chapter, section, number, text in articles:
                values = (law_id, name, chapter, section, number, text)
                db.execute(
                    "INSERT INTO articles (law_id, law_name, chapter, section, article_no, article_text) "
                    "VALUES (?,?,?,?,?,?)",
                    values,
                )
    db.close()
    return path


@pytest.fixture
def corpus(tmp_path: Path, data: Path) -> Corpus:
    corpus = Corpus.open(tmp_path / "home")
    import_china_law(corpus, at=AT, data=data)
    return corpus


def held(corpus: Corpus, title: str) -> Instrument:
    [instrument] = corpus.with_title(title)
    return instrument


def test_a_second_import_changes_nothing(corpus: Corpus, data: Path) -> None:
    report = import_china_law(corpus, at=AT, data=data)
    assert (report.unchanged, report.new, report.changed, report.revision) == (6, 0, 0, 1)
    assert report.provisions == 10


def test_headings_articles_and_lines_are_kept(corpus: Corpus) -> None:
    lamps = held(corpus, "路灯法")
    provisions = corpus.provisions(lamps.versions[1])
    assert [p.id for p in provisions] == ["chp_1", "chp_1__sec_1", "art_1", "chp_2", "art_2"]
    assert provisions[2].path == ("第一章 总则", "第一节 目的")
    assert provisions[2].text == "为了照明和节能，制定本法。\n本法适用于城市。"


def test_an_effective_date_before_the_version_is_the_commencement_of_the_original(corpus: Corpus) -> None:
    version = held(corpus, "树荫法").versions[0]
    assert version.in_force_from is None
    assert version.commenced_on is not None
    assert version.commenced_on.day == date(1985, 4, 1)


def test_an_effective_date_that_the_text_does_not_state_is_a_problem(corpus: Corpus) -> None:
    version = held(corpus, "灯油法").versions[0]
    assert version.in_force_from is None
    assert any("2021-03-31" in problem for problem in version.problems)


def test_the_items_of_an_amendment_have_the_numbers_that_are_printed(corpus: Corpus) -> None:
    version = held(corpus, "树荫法修正案").versions[0]
    assert [(p.id, p.label) for p in corpus.provisions(version)] == [("item_1", "一、"), ("item_2", "二、")]
    assert version.in_force_from is not None
    assert version.in_force_from.day == date(1999, 12, 25)


def test_an_undivided_text_has_no_label(corpus: Corpus) -> None:
    version = held(corpus, "全国人民代表大会常务委员会关于树荫的解释").versions[0]
    assert [(p.id, p.label) for p in corpus.provisions(version)] == [("text", "")]


def test_a_former_text_is_law_until_its_promulgated_successor_takes_effect(corpus: Corpus) -> None:
    lamps = held(corpus, "路灯法")
    old, new = lamps.versions
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.NOT_YET_IN_FORCE)
    assert new.status_code == "现行有效"
    assert status_on(lamps, old, date(2026, 12, 31)).status is Status.IN_FORCE
    current = version_on(lamps, date(2027, 1, 1))
    assert current is not None
    assert current[0].key == "2026-08-01"


def test_a_text_that_was_amended_since_is_neither_in_force_nor_replaced(corpus: Corpus) -> None:
    version = held(corpus, "灯油法").versions[0]
    assert (version.status, version.status_code) == (Status.UNKNOWN, "已被修改")
    assert any("later amendments" in problem for problem in version.problems)


def test_the_statuses_speak_for_the_day_of_the_newest_law_in_the_file(corpus: Corpus) -> None:
    assert held(corpus, "树荫法").versions[0].as_of == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({4: "2023-13-45", 3: "2023-13-45"}, "2023-13-45"),
        ({5: "有效"}, "unknown status '有效'"),
        ({2: "条例"}, "unknown doc_type '条例'"),
        ({6: []}, "no articles"),
        ({1: "《》"}, "no letters"),
    ],
)
def test_a_row_that_cannot_be_read_is_quarantined_with_its_reason(
    tmp_path: Path, change: dict[int, object], says: str
) -> None:
    row = list(LAWS[2])
    for column, value in change.items():
        row[column] = value  # type: ignore[call-overload]  # the case under test is a row of the wrong kind
    data = write(tmp_path / "bad.db", [LAWS[3], tuple(row)])  # type: ignore[list-item]  # as above
    with Corpus.open(tmp_path / "home") as corpus:
        report = import_china_law(corpus, at=AT, data=data)
        assert (report.new, report.quarantined) == (1, 1)
        assert says in report.refusals[0].reason


def test_a_file_that_is_no_data_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "laws.db").write_bytes(b"not a database at all, not a database at all")
    with Corpus.open(tmp_path / "home") as corpus:
        with pytest.raises(SourceUnavailable, match="install it anew"):
            import_china_law(corpus, at=AT, data=tmp_path / "laws.db")
        with pytest.raises(SourceUnavailable, match="install it anew"):
            import_china_law(corpus, at=AT, data=tmp_path / "missing.db")


def test_the_installed_file_is_read_as_a_whole(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        report = import_china_law(corpus, at=AT, data=data_file())
        assert (report.new, report.new_version, report.quarantined, report.provisions) == (367, 11, 0, 26196)
        pipl = held(corpus, "个人信息保护法")
        assert pipl.id == "/akn/cn/act/个人信息保护法"
        assert pipl.kind == "law"
        [version] = pipl.versions
        assert version.in_force_from is not None
        assert version.in_force_from.day == date(2021, 11, 1)
        thirteen = corpus.provision(version, "art_13")
        assert thirteen is not None
        assert thirteen.text.startswith("符合下列情形之一的，个人信息处理者方可处理个人信息：")


def test_a_code_repeals_what_it_says_on_the_day_it_takes_effect(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        import_china_law(corpus, at=AT, data=data_file())
        water = held(corpus, "水污染防治法")
        [repeal] = water.repeals
        assert repeal.by_title == "中华人民共和国生态环境法典"
        assert repeal.clause.repealed_on == date(2026, 8, 15)
        assert status_on(water, water.versions[-1], date(2026, 8, 14)).may_be_law
        assert status_on(water, water.versions[-1], date(2026, 8, 15)).status is Status.REPEALED
        assert all(v.text_state is TextState.POINT_IN_TIME for v in water.versions)
