"""A word that looks like a prefix and is none is searched as words, and a note says so; other colons are nobody's."""

import csv
from pathlib import Path

import pytest

from index.query import read_query
from index.query_fields import PREFIXES
from index.records import SearchRequest
from index.search import Searcher
from index.unknown_prefixes import remarks_on_prefixes

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("query", "name", "meant"),
    [
        ("tittle:隐私", "tittle", "title"),
        ("titel:data", "titel", "title"),
        ("boby:国务院 公开", "boby", "body"),
        ("公开 boby：国务院", "boby", "body"),
        ("KINDS:law consent", "KINDS", "kind"),
        ('juristiction:"Hong Kong" consent', "juristiction", "jurisdiction"),
        ("标题党:隐私", "标题党", "标题"),
        ("發佈機關：國務院 資料", "發佈機關", "機關"),
        ("制定机构:国务院 数据", "制定机构", "制定机关"),
        ("type:law consent", "type", "kind"),
        ("发文字号：国发〔2016〕55号", "发文字号", "文号"),
        ("tittle:隐私，还有同意", "tittle", "title"),
    ],
)
def test_a_slip_in_a_prefix_is_told_with_the_right_one(query: str, name: str, meant: str) -> None:
    (remark,) = read_query(query).remarks
    assert remark == (
        f"{name}: is no prefix that is known, so it was searched as words: write {meant}: if that was meant"
    )


@pytest.mark.parametrize("query", ["foo:bar", "隐私 site:gov.cn", 'author:"A. Smith" privacy', "索引号:000014349"])
def test_an_unknown_prefix_is_told_with_those_that_there_are(query: str) -> None:
    (remark,) = read_query(query).remarks
    assert f"so it was searched as words: the prefixes are {PREFIXES}" in remark


@pytest.mark.parametrize(
    "query",
    [
        "10:30",
        "open from 9:00 to 17:30",
        "1:10 000 maps",
        "ratio 2:1",
        "https://example.org/a?b=c:d",
        "mailto:someone@example.org",
        "ECLI:EU:C:2014:317",
        "ecli:nl:hr:2019:1278",
        "CELEX:32016R0679",
        "celex:32016R0679",
        "urn:lex:eu:directive:1995",
        "doi:10.1000/182",
        "Art. 5: principles",
        "art:17 GDPR",
        "Section 40:exemptions",
        "Case C-131/12: Google Spain",
        "GDPR:right to erasure",
        "Issue: whether an employer may read mail",
        "Re: request for records",
        "The law says so:an employer, however, may read it",
        "China:data localization",
        "C:\\temp std::string a:b",
        '"foo:bar"',
        "-foo:bar",
        "问：如何申请公开",
        "问:如何申请公开",
        "第一条：为了保护个人信息权益",
        "第一条:为了保护个人信息权益",
        "问题：如何申请",
        "问题:如何申请",
        "行政机关：信息公开",
        "行政机关:信息公开",
        "名称权：企业的权利",
        "原告:张三",
        "个保法:敏感个人信息",
        "北京:公共数据",
        "法律规定如下：处理个人信息应当取得同意",
        "处理个人信息:应当取得个人的同意",
        "《个人信息保护法》:第十三条",
        "标 题:数据",
        "foo:",
    ],
)
def test_other_colons_say_nothing(query: str) -> None:
    assert read_query(query).remarks == ()


def test_no_written_question_is_taken_for_a_prefix() -> None:
    asked = []
    for file in (*ROOT.glob("tests/relevance/*.tsv"), ROOT / "corpora" / "catalogue" / "lay_questions.tsv"):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            asked += [text for row in rows if ":" in (text := row.get("query") or row["question"]) or "：" in text]
    assert len(asked) > 20
    assert [text for text in asked if remarks_on_prefixes(text)] == []


def test_the_answer_is_that_of_the_words_with_the_note(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="tittle:个人信息"))
    assert result.total > 0
    assert any("write title: if that was meant" in note for note in result.notes)


@pytest.mark.parametrize("query", ["a:" * 250, "foo:" * 120, "标题党:" * 120, "foo:bar " * 60, "：" * 500])
def test_many_colons_are_read_in_no_time(query: str) -> None:
    assert len(remarks_on_prefixes(query)) <= 1
