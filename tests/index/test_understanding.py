"""A day and a place that a query names become filters that can be seen and taken away."""

from datetime import date

import pytest

from index.records import SearchRequest, Understood
from index.understanding import of_held_places, understood, with_understood


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
        "北京和上海的数据条例",
        "transfers outside Canada",
        "transfer of personal data to China",
        "China and the EU on consent",
        "大同",
    ],
)
def test_a_place_that_is_only_mentioned_is_no_filter(query: str) -> None:
    assert understood(SearchRequest(query=query)).jurisdictions == ()


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


def test_a_place_of_which_nothing_is_held_does_not_empty_the_answer() -> None:
    read = understood(SearchRequest(query="access to records in Canada in 2019"))
    assert read.jurisdictions == ("ca",)
    assert of_held_places(read, ["ca-on", "cn"]) == (read, ())
    kept, notes = of_held_places(read, ["cn", "gb"])
    assert (kept.jurisdictions, kept.on, kept.words) == ((), read.on, ("in 2019",))
    assert notes == ("no law of Canada is held: the search is not narrowed to it",)
