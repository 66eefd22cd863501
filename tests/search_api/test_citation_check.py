"""A pasted text, checked: citations, their status, and the words quoted beside them."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from law.citation import find_citations
from law.quotations import is_verbatim, nearest_words, quotations


def checked(client: TestClient, text: str, **more: Any) -> list[dict[str, Any]]:
    found = client.post("/api/v1/citations:resolve", json={"text": text, **more})
    assert found.status_code == 200, found.text
    return list(found.json()["citations"])


def verdict(client: TestClient, text: str) -> dict[str, Any]:
    (citation,) = checked(client, text)
    (quote,) = citation["quotes"]
    assert text[quote["start"] : quote["end"]] == quote["words"]
    return dict(quote)


@pytest.mark.parametrize(
    "text",
    [
        "《样例国政府信息公开法》第二条规定：“行政机关收到申请后，应当在二十个工作日内答复。”",
        "《樣例國政府信息公開法》第二條規定「行政機關收到申請後,應當在二十個工作日內答復」。",
        "“应当在二十个工作日内答复”（《样例国政府信息公开法》第二条）",
        "依据《样例国政府信息公开法》第二条，“行政机关收到申请后……二十个工作日内答复”。",
    ],
)
def test_words_quoted_as_they_stand_are_verbatim_whatever_the_marks_and_script(client: TestClient, text: str) -> None:
    assert verdict(client, text)["verdict"] == "verbatim"


def test_a_misquotation_is_shown_beside_what_the_law_says(client: TestClient) -> None:
    found = verdict(client, "《样例国政府信息公开法》第二条规定：“行政机关收到申请后，应当在三十个工作日内答复。”")
    assert found["verdict"] == "misquoted"
    assert "二十个工作日" in found["published"]
    assert {"op": "delete", "text": "二"} in found["pieces"]
    assert {"op": "insert", "text": "三"} in found["pieces"]


def test_words_of_another_article_or_an_older_text_are_told_apart(client: TestClient) -> None:
    other = verdict(client, "《样例国政府信息公开法》第二条规定：“涉及国家秘密的政府信息，不予公开。”")
    assert (other["verdict"], other["label"]) == ("elsewhere", "第三条")
    older = verdict(client, "《样例国政府信息公开法》第一条规定：“行政机关可以公开政府信息。”")
    assert (older["verdict"], older["version"]) == ("outdated", "2012-03-15")
    none = verdict(client, "《样例国政府信息公开法》第二条规定：“税务登记应当每年更新一次。”")
    assert none["verdict"] == "not_found"


def test_the_status_is_said_for_the_day_asked(client: TestClient) -> None:
    text = "《样例国政府信息公开法》第一条"
    assert checked(client, text)[0]["status"] == "in_force"
    early = checked(client, text, on="2013-01-01")[0]
    assert (early["version"], early["status"]) == ("2012-03-15", "in_force")
    before = checked(client, text, on="1999-01-01")[0]
    assert before["status"] == "not_yet_in_force"


def test_each_citation_says_what_became_of_it(client: TestClient) -> None:
    text = "《样例国政府信息公开法》第九十九条、《数据条例》第一条、《从未有过的条例》第一条、本法第十条。"
    found = client.post("/api/v1/citations:resolve", json={"text": text}).json()
    outcomes = ["no_such_provision", "ambiguous", "not_held", "no_instrument"]
    assert [c["outcome"] for c in found["citations"]] == outcomes
    assert found["counts"] == dict.fromkeys(outcomes, 1)
    assert all(text[c["start"] : c["end"]] == c["raw"] for c in found["citations"])
    assert len(found["citations"][1]["others"]) == 2


def test_a_paragraph_that_the_article_does_not_have_is_said(client: TestClient) -> None:
    (found,) = checked(client, "《样例国政府信息公开法》第二条第五款")
    assert found["outcome"] == "resolved"
    assert "para_5" in found["message"]
    assert client.get(found["href"]).status_code == 200


def test_a_name_in_quotation_marks_is_no_quotation(client: TestClient) -> None:
    (found,) = checked(client, "《样例国政府信息公开法》第二条所称“申请”包括书面申请。")
    assert found["quotes"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"text": ""}, 422), ({"text": "a", "more": 1}, 422), ({"text": "条" * 20_001}, 422), ([], 422)],
)
def test_what_is_no_text_is_refused(client: TestClient, body: Any, status: int) -> None:
    found = client.post("/api/v1/citations:resolve", json=body)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"


def test_a_text_too_long_for_the_body_is_refused(client: TestClient) -> None:
    assert client.post("/api/v1/citations:resolve", json={"text": "x" * 70_000}).status_code == 413


def test_nothing_of_the_text_is_kept(client: TestClient) -> None:
    found = client.post("/api/v1/citations:resolve", json={"text": "无"})
    assert found.headers["cache-control"] == "no-store"
    assert found.json()["total"] == 0


def test_a_text_that_names_too_many_laws_is_sent_in_parts(client: TestClient) -> None:
    many = "".join(f"《第{number}号条例》第一条" for number in range(201))
    found = client.post("/api/v1/citations:resolve", json={"text": many})
    assert (found.status_code, "in parts" in found.json()["detail"]) == (400, True)
    same = client.post("/api/v1/citations:resolve", json={"text": "《从未有过的条例》第一条" * 1_000})
    assert same.json()["counts"] == {"not_held": 1_000}


@given(words=st.text(alphabet="甲乙丙丁，。", min_size=1, max_size=20), around=st.text(alphabet="戊己，", max_size=9))
def test_what_a_text_holds_is_verbatim(words: str, around: str) -> None:
    assert is_verbatim(words, around + words + around)
    span = nearest_words(words, around + words + around)
    assert span is None or 0 <= span[0] < span[1] <= len(around + words + around)


def test_a_megabyte_of_marks_is_read_in_time() -> None:
    began = time.monotonic()
    for text in ("“" * 300_000, "“字" * 150_000, '"甲乙丙丁戊己' * 50_000):
        list(quotations(text, find_citations(text)))
    assert time.monotonic() - began < 10
