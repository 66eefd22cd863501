"""Whatever is typed is answered or refused in words that say what to do next, in every form of answer."""

import pytest
from starlette.testclient import TestClient

ANSWERED = """
"个人信息|个人信息"|“个人信息|'公开'|(公开 OR 数据) AND 同意|公开 +数据|公开*|公开?|/公开/|公开~2|公开^2
- 企业|AND 公开|公开 OR|title: 数据|title:数据 OR title:档案|(title:数据)|place:xs,xs-lin 公开
language:中文 公开|"公开 信息" ~10|《公开法|公开法》第一条|《》第三条|第二十条|第条|Art. 17|国发〔2016〕
〔2016〕55号|2019年13月时 公开|2019年时|as of 1 May 21 consent|in 1800 consent|公开😀信息
<script>alert(1)</script>|' OR 1=1 --|%00|NEAR(公开 信息)|公开 w/5 数据|intitle:数据|foo:bar|10:30
https://example.org/|ECLI:EU:C:2014:317|公开 -|-- 公开|—企业 公开|-公开 数据|"公开 -"|的|a|the|1|①|Ⅻ|ﷺ
\u202e公开|\ufeff公开|\u0301公开
"""
REFUSED = """
?|。|"|""|“”|\\|《|《》|😀|OR OR|-企业|NOT 企业|title:|title：|title:""|title:*|title:"数据
标题：“数据 保护|-title:数据|公开 NOT title:数据|place:|place:火星 公开|place:火星,xs 公开
place:"上海 北京" 公开|kind:法|kind:law,foo|language:德文|number:|heading:|"公开 信息"~|"公开 信息"~0
"公开 信息"~999|"公开"~10|"a b c d e"~5|截至2021年2月30日 公开|access as of 2021-02-30
"""
FORMS = ("/api/v1/search", "/api/v1/search.csv", "/api/v1/search.xlsx", "/api/v1/search.atom")
WHAT_TO_DO = ("write", "type words", "choose", "correct it", "only words and phrases can")


def queries(listed: str) -> list[str]:
    return [query for line in listed.strip().splitlines() for query in line.split("|")]


@pytest.mark.parametrize("query", queries(ANSWERED))
def test_an_odd_query_is_answered_in_every_form(client: TestClient, query: str) -> None:
    for address in (*FORMS, "/api/v1/ask"):
        assert client.get(address, params={"q": query}).status_code == 200, address


@pytest.mark.parametrize("query", queries(REFUSED))
def test_what_cannot_be_meant_is_refused_with_what_to_do_next(client: TestClient, query: str) -> None:
    for address in FORMS:
        answer = client.get(address, params={"q": query})
        assert answer.status_code == 400, address
        assert answer.headers["content-type"] == "application/problem+json"
        assert any(told in answer.json()["detail"] for told in WHAT_TO_DO), answer.json()["detail"]
