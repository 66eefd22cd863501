"""A day and a place that a query names become filters that can be seen and taken away."""

import csv
from datetime import date
from pathlib import Path

import pytest

from index.places_asked import places_asked
from index.records import BadQuery, SearchRequest, Understood
from index.understanding import of_held_places, understood, with_understood

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("2019年时政府信息公开的期限", date(2019, 12, 31)),
        ("2019年的时候怎么申请公开", date(2019, 12, 31)),
        ("截至2021年5月1日 个人信息", date(2021, 5, 1)),
        ("right of access in 2019", date(2019, 12, 31)),
        ("right of access as of 1 May 2021", date(2021, 5, 1)),
        ("right of access as of May 2019", date(2019, 5, 31)),
        ("right of access as of the end of 2019", date(2019, 12, 31)),
        ("access to records in February 2020", date(2020, 2, 29)),
        ("二〇一九年时的信息公开期限", date(2019, 12, 31)),
        ("2019年5月时 信息公开", date(2019, 5, 31)),
        ("截至二〇一九年五月 信息公开", date(2019, 5, 31)),
        ("在2019年 信息公开的期限", date(2019, 12, 31)),
    ],
)
def test_a_day_in_the_words_is_the_day_asked_for(query: str, day: date) -> None:
    assert understood(SearchRequest(query=query)).on == day


@pytest.mark.parametrize(
    "query", ["截至2021年2月30日 个人信息", "consent as of 2021-02-30", "as of 31 April 2021 consent"]
)
def test_a_day_that_no_calendar_has_is_told(query: str) -> None:
    with pytest.raises(BadQuery, match=r"(?:30日|-30|April 2021) is no day of the calendar: correct it"):
        understood(SearchRequest(query=query))


@pytest.mark.parametrize(
    "query",
    [
        "2019年修订的信息公开条例",
        "在2019年修订的条例",
        "2019年时间限制",
        "act adopted in 2019",
        "自2021年11月1日起施行",
        "国发〔2016〕55号",
    ],
)
def test_the_year_of_an_act_is_no_day_asked_for(query: str) -> None:
    assert understood(SearchRequest(query=query)).on is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("上海的公共数据开放", "cn-sh"),
        ("深圳公共数据目录", "cn-gd-shenzhen"),
        ("在北京怎么申请信息公开", "cn-bj"),
        ("access to information in Canada", "ca"),
        ("广东省深圳市的数据条例", "cn-gd-shenzhen"),
        ("access to data in Shenzhen, Guangdong", "cn-gd-shenzhen"),
        ("Chinese law on cross-border transfers", "cn"),
        ("What does Chinese law say about faces?", "cn"),
        ("China data localization", "cn"),
        ("government information disclosure China", "cn"),
        ("Under UK law, may an employer read my mail?", "gb"),
        ("EU rules on consent", "eu"),
    ],
)
def test_a_place_in_the_words_is_a_place_asked_for(query: str, code: str) -> None:
    assert understood(SearchRequest(query=query)).jurisdictions == (code,)


@pytest.mark.parametrize(
    "query",
    [
        "个人信息跨境提供",
        "transfers outside Canada",
        "transfer of personal data to China",
        "大同",
    ],
)
def test_a_place_that_is_only_mentioned_is_no_filter(query: str) -> None:
    assert understood(SearchRequest(query=query)).jurisdictions == ()


@pytest.mark.parametrize(
    "query",
    [
        "在泰国旅游一个月考的驾照，回国能换吗？",
        "我在日本先申请了，回国申请时忘了声明优先权，还能补吗？",
        "美国法院要国内服务器的数据能给吗？",
        "我国和欧盟的数据规定",
        "我和未婚夫都在日本工作，在使馆登记结婚可以吗？",
        "台湾同胞可以开个体户吗？",
        "法国籍留学生因贩毒被起诉",
    ],
)
def test_a_place_abroad_is_only_mentioned_by_who_asks_for_the_law_at_home(query: str) -> None:
    assert understood(SearchRequest(query=query)).jurisdictions == ()


def test_the_law_at_home_of_a_place_abroad_is_its_own() -> None:
    assert understood(SearchRequest(query="日本国内的个人信息保护")).jurisdictions == ("jp",)


@pytest.mark.parametrize(
    ("query", "codes", "words"),
    [
        ("北京和上海的政务数据共享", ("cn-bj", "cn-sh"), "北京和上海"),
        ("北京及上海市数据条例", ("cn-bj", "cn-sh"), "北京及上海市"),
        ("北京、上海、深圳的公共数据开放", ("cn-bj", "cn-sh", "cn-gd-shenzhen"), "北京、上海、深圳"),
        ("在北京與上海怎麼申請公開", ("cn-bj", "cn-sh"), "北京與上海"),
        ("请问北京和上海的公共数据条例", ("cn-bj", "cn-sh"), "北京和上海"),
        ("中国和欧盟的数据出境规定", ("cn", "eu"), "中国和欧盟"),
        ("香港和澳门的数据跨境有什么区别", ("hk", "mo"), "香港和澳门"),
        ("香港和内地的个人信息规定", ("hk", "cn"), "香港和内地"),
        ("大陸與臺灣的個資法比較", ("cn", "tw"), "大陸與臺灣"),
        ("Hong Kong and the mainland rules on transfer", ("hk", "cn"), "Hong Kong and the mainland"),
        ("Beijing and Shanghai data sharing", ("cn-bj", "cn-sh"), "Beijing and Shanghai"),
        ("data sharing in Beijing and Shanghai", ("cn-bj", "cn-sh"), "Beijing and Shanghai"),
        ("access in both Beijing, Shanghai and Shenzhen", ("cn-bj", "cn-sh", "cn-gd-shenzhen"), None),
        ("China and the EU on consent", ("cn", "eu"), "China and the EU"),
        ("UK vs EU consent rules", ("gb", "eu"), "UK vs EU"),
        ("How do UK and EU rules differ on transfers?", ("gb", "eu"), "UK and EU"),
        ("consent in Germany or France", ("de", "fr"), "Germany or France"),
        ("Does the Data Protection Act apply in Scotland and Northern Ireland?", ("gb-sct", "gb-nir"), None),
    ],
)
def test_several_places_that_are_asked_for_together_are_all_asked_for(
    query: str, codes: tuple[str, ...], words: str | None
) -> None:
    read = understood(SearchRequest(query=query))
    assert read.jurisdictions == codes
    assert words is None or read.words == (words,)


@pytest.mark.parametrize(
    "query",
    [
        "从北京到上海的列车",
        "香港和澳门之间的数据跨境规定",
        "香港和澳门的数据跨境传输",
        "香港和内地的数据跨境传输",
        "cross-border transfer between Hong Kong and the mainland",
        "在香港离婚的判决，内地申请书要写什么？",
        "台湾同胞来大陆定居能办身份证吗？",
        "中国和欧盟的数据传输协议",
        "台湾、香港居民能申请吗",
        "中国香港的隐私条例",
        "对北京和上海的企业",
        "儿子分别在北京、上海、重庆，谁都不管",
        "和香港、台湾人打官司，适用什么程序？",
        "北京和上海的企业向香港提供数据",
        "Hong Kong, China privacy",
        "transfer of data between Hong Kong and Macao",
        "data transfers from China and Japan",
        "data transfer agreement China and the EU",
        "transfers to China and Japan",
        "US and UK companies and consent",
        "Was a British or Swiss Covid certificate accepted in the EU?",
        "I received my first dose in Spain and the second in Italy.",
    ],
)
def test_several_places_that_are_only_mentioned_are_no_filters(query: str) -> None:
    assert understood(SearchRequest(query=query)).jurisdictions == ()


def test_of_the_written_questions_two_ask_for_several_places() -> None:
    """All others of the 63,494 name one place or none, or mention several."""
    with (ROOT / "corpora" / "catalogue" / "lay_questions.tsv").open(encoding="utf-8", newline="") as lines:
        asked = [row["question"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert [text for text in asked if len(places_asked(text)[0]) > 1] == [
        "Does the Data Protection Act apply in Scotland and Northern Ireland?",
        "在成都、重庆打金融官司去哪个法院？",
    ]


def test_no_relevance_query_asks_for_several_places() -> None:
    for file in ROOT.glob("tests/relevance/*.tsv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert len(places_asked(row.get("query") or row["question"])[0]) < 2


def test_filters_that_were_set_are_not_overruled() -> None:
    request = SearchRequest(query="2019年时上海的公共数据", on=date(2024, 1, 1), jurisdictions=("cn-bj",))
    assert understood(request) == Understood()


def test_a_literal_search_reads_no_filters() -> None:
    assert understood(SearchRequest(query="2019年时上海的公共数据", literal=True)) == Understood()


class Laws:
    """Knows a law of the nation and one of the Union."""

    def named_plainly(self, text: str) -> dict[str, str]:
        return {place: name for place, name in {"cn": "PIPL", "eu": "GDPR"}.items() if name in text}


def test_a_law_that_an_english_query_names_names_its_place() -> None:
    read = understood(SearchRequest(query="PIPL consent"), Laws())
    assert (read.jurisdictions, read.words) == (("cn",), ("PIPL",))
    assert understood(SearchRequest(query="PIPL and GDPR consent"), Laws()) == Understood()
    assert understood(SearchRequest(query="PIPL 同意"), Laws()) == Understood()
    assert understood(SearchRequest(query="PIPL consent in the EU"), Laws()).jurisdictions == ("eu",)


def test_what_was_read_is_said() -> None:
    request = SearchRequest(query="2019年时上海的公共数据")
    narrowed, notes = with_understood(request, understood(request))
    assert (narrowed.on, narrowed.jurisdictions, narrowed.with_parents) == (date(2019, 12, 31), ("cn-sh",), True)
    assert notes == (
        "read from your words: law that may be in force on 2019-12-31",
        "read from your words: law of Shanghai and of the places above it",
    )
    nation = SearchRequest(query="consent in China")
    assert with_understood(nation, understood(nation))[1] == ("read from your words: law of China",)
    cities = SearchRequest(query="北京、上海和深圳的公共数据")
    narrowed, notes = with_understood(cities, understood(cities))
    assert (narrowed.jurisdictions, narrowed.with_parents) == (("cn-bj", "cn-sh", "cn-gd-shenzhen"), True)
    assert notes == ("read from your words: law of Beijing, Shanghai and Shenzhen and of the places above them",)


def test_a_place_of_which_nothing_is_held_does_not_empty_the_answer() -> None:
    read = understood(SearchRequest(query="access to records in Canada in 2019"))
    assert read.jurisdictions == ("ca",)
    assert of_held_places(read, ["ca-on", "cn"]) == (read, ())
    kept, notes = of_held_places(read, ["cn", "gb"])
    assert (kept.jurisdictions, kept.on, kept.words) == ((), read.on, ("in 2019",))
    assert notes == ("no law of Canada is held: the search is not narrowed to it",)


def test_of_several_places_those_of_which_nothing_is_held_are_left_out_and_told() -> None:
    read = understood(SearchRequest(query="access to records in Canada and the UK"))
    kept, notes = of_held_places(read, ["cn", "gb"])
    assert (kept.jurisdictions, kept.words) == (("gb",), ("Canada and the UK",))
    assert notes == ("no law of Canada is held: the search is not narrowed to it",)
    assert of_held_places(read, ["cn"])[0] == Understood()
