"""Nothing that a caller sends is answered with a 5xx, and every refusal says what to do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

LAW = "/api/v1/instruments/akn/xs/act/样例国政府信息公开法"
BAD = [
    ("/api/v1/search", 422, "q: this parameter is needed"),
    ("/api/v1/search?q=", 422, "q"),
    ("/api/v1/search?q=" + "a" * 513, 422, "q: 513 characters are too many: write at most 512"),
    ("/api/v1/search?q=" + "a" * 20_000, 414, "512 characters"),
    ("/api/v1/search?q=a%00b", 422, "control characters"),
    ("/api/v1/search?q=%ff%fe", 422, "UTF-8"),
    ("/api/v1/search?q=a&k=101", 422, "k: 101 cannot be used: write a whole number from 1 to 100, for example 10"),
    ("/api/v1/search?q=a&k=0", 422, "k: 0 cannot be used: write a whole number from 1 to 100"),
    ("/api/v1/search?q=a&k=ten", 422, "k: ten cannot be used: write a whole number from 1 to 100"),
    (
        "/api/v1/search?q=a&offset=-1",
        422,
        "offset: -1 cannot be used: write a whole number from 0 to 9999, for example 0",
    ),
    ("/api/v1/search?q=a&offset=9999", 422, "10,000"),
    ("/api/v1/search?q=a&offset=99999999999999999999", 422, "offset"),
    ("/api/v1/search?q=a&on=2023-13-45", 422, "YYYY-MM-DD"),
    ("/api/v1/search?q=a&on=20230101", 422, "YYYY-MM-DD"),
    ("/api/v1/search?q=a&from=yesterday", 422, "YYYY-MM-DD"),
    ("/api/v1/search?q=a&jurisdiction=shanghia", 422, "cn-sh"),
    ("/api/v1/search?q=a&kind=localregulation", 422, "local_regulation"),
    ("/api/v1/search?q=a&language=Chinese", 422, "zh-Hans"),
    ("/api/v1/search?q=a&mode=fuzzy", 422, "mode: fuzzy is not known here: write one of hybrid, lexical, semantic"),
    ("/api/v1/search?q=a&jurisdicton=cn", 422, "did you mean jurisdiction?"),
    ("/api/v1/search?q=a&lang=tlh", 422, "zh-Hans"),
    ("/api/v1/search?q=a&q=b", 422, "q is given 2 times: give it once"),
    (f"{LAW}/diff?from=2015-07-01&from=2012-03-15", 422, "from is given 2 times"),
    ("/api/v1/search?q=a&jurisdiction=" + ",".join(["cn"] * 51), 422, "at most 50"),
    ("/api/v1/instruments?kind=lawe", 422, "law"),
    ("/api/v1/instruments?limit=1000", 422, "from 1 to 200, for example 50"),
    ("/api/v1/instruments?in_force=perhaps", 422, "in_force: perhaps cannot be used: write true or false"),
    ("/api/v1/suggest?q=a&of=title&of=titel", 422, "of: titel is not known here: write one of title, short_title"),
    ("/api/v1/suggest?q=a&of=titel", 422, "'closest': ['title'"),
    ("/api/v1/reviews?state=confirmd", 422, "'closest': ['confirmed'"),
    ("/api/v1/reviews.pdf", 422, "form: pdf is not known here: write one of json, csv, xlsx"),
    (f"/api/v1/gaps/{'D' * 41}/xs", 422, "requirement: 41 characters are too many: write at most 40"),
    (
        "/api/v1/compare?requirement=DIS-01&since=-1",
        422,
        "since: -1 cannot be used: write a whole number of at least 0",
    ),
    (f"{LAW}@2021-99-99", 400, "YYYY-MM-DD"),
    (f"{LAW}?language=en", 404, "zh-Hans"),
    (f"{LAW}?on=soon", 422, "YYYY-MM-DD"),
    (f"{LAW}.docx", 404, "closest"),
    ("/api/v1/instruments/", 400, "title"),
    ("/api/v1/instruments/akn/xs/act/../../../etc/passwd", 404, "not among"),
    ("/api/v1/gaps?jurisdiction=zz", 422, "jurisdiction"),
    ("/api/v1/gaps?jurisdiction=xs&area=DISS", 422, "DIS"),
    ("/api/v1/gaps?jurisdiction=xs&requirement=dis-01", 422, "DIS-01"),
    (
        "/api/v1/gaps?jurisdiction="
        + ",".join(f"cn-{c}" for c in ("bj", "tj", "he", "sx", "nm", "ln", "jl", "hl", "sh", "js", "zj", "ah", "fj")),
        422,
        "12",
    ),
    ("/api/v1/gaps/DIS-01/atlantis", 422, "jurisdiction"),
    ("/api/v1/checklist?q=1", 422, "no such parameter"),
    ("/api/v1/nothing", 404, "openapi.json"),
    ("/api/v2/search?q=a", 404, "openapi.json"),
]


@pytest.mark.parametrize(("path", "status", "says"), BAD, ids=[path[:60] for path, _, _ in BAD])
def test_bad_input_is_refused_with_a_next_step(client: TestClient, path: str, status: int, says: str) -> None:
    found = client.get(path)
    assert found.status_code == status, found.text[:300]
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert problem["status"] == status
    assert says.casefold() in (problem["detail"] + str(problem)).casefold()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    found = client.request(method, "/api/v1/search?q=a")
    assert found.status_code == 405
    assert found.headers["allow"] == "GET, HEAD"
    assert found.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b'{"text": "\xff"}', 400, "UTF-8"),
        (b'{"text": ', 422, "body: send a JSON object as application/json"),
        (b'["text"]', 422, "body: send a JSON object as application/json"),
        (b"", 422, "body: send a JSON object as application/json"),
        (b'{"text": "a", "day": "today"}', 422, "day: no such parameter"),
        (b'{"text": "a", "on": "soon"}', 422, "on: soon is not a day: write YYYY-MM-DD, for example 2021-11-01"),
        (b'{"text": 5}', 422, "text: 5 is no text: write it in quotation marks"),
        (b'{"txt": "a"}', 422, "txt: no such parameter here; did you mean text?"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_what_to_send(
    client: TestClient, body: bytes, status: int, says: str
) -> None:
    found = client.post("/api/v1/citations:resolve", content=body, headers={"Content-Type": "application/json"})
    assert (found.status_code, says in found.json()["detail"]) == (status, True), found.text


def test_a_large_body_is_refused(client: TestClient) -> None:
    found = client.request("GET", "/api/v1/search?q=a", content=b"x" * 70_000)
    assert found.status_code == 413
    assert found.headers["content-type"] == "application/problem+json"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(min_size=1, max_size=600))
def test_no_query_makes_the_service_fail(client: TestClient, q: str) -> None:
    found = client.get("/api/v1/search", params={"q": q.encode("utf-8", "replace"), "mode": "lexical"})
    assert found.status_code in (200, 400, 422)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["on", "k", "jurisdiction", "kind", "language", "from", "mode", "offset"]), value=st.text())
def test_no_filter_makes_the_service_fail(client: TestClient, name: str, value: str) -> None:
    found = client.get(
        "/api/v1/search", params={"q": "公开", "mode": "lexical", name: value.encode("utf-8", "replace")}
    )
    assert found.status_code in (200, 400, 422)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_no_address_of_an_instrument_makes_the_service_fail(client: TestClient, name: str) -> None:
    from urllib.parse import quote

    found = client.get(f"/api/v1/instruments/{quote(name, safe='')}")
    assert found.status_code < 500
