"""The search page: filters, facets, highlights, status, citations, totals, and what it says when nothing is found."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import fill, law, text
from tests.ui.conftest import TODAY
from tests.ui.reading_html import LANGUAGES, Read, read, submit
from ui.site import create_site


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_has_a_search_box_and_nine_examples(client: TestClient, language: str) -> None:
    page = read(client, "/", language)
    assert page.status == 200
    assert len(page.all(".examples a")) == 9
    assert page.all("form[role=search] input[name=q]")
    assert all(f"lang={language}" in str(a["href"]) for a in page.all(".examples a"))


def test_hits_are_grouped_with_marks_citation_status_and_source(client: TestClient) -> None:
    page = read(client, "/?q=政府信息公开", "en")
    assert page.all(".group .hit mark")
    assert "《样例国政府信息公开法》第" in page.texts(".cite-text")[0]
    assert "in force" in page.texts(".group .badge")[0]
    assert page.all(".group .badge svg")
    assert page.all(".hit details dl")
    assert page.all(".hit blockquote")[0]["lang"] == "zh-Hans"


def test_the_total_is_that_of_the_api(client: TestClient) -> None:
    total = client.get("/api/v1/search?q=政府信息").json()["total"]
    assert f"{total:,} provisions match" in read(client, "/?q=政府信息", "en").words


def test_the_facets_count_and_narrow(client: TestClient) -> None:
    page = read(client, "/?q=数据", "en")
    narrowed = read(client, page.link("Linqiao City", within=".facets"))
    assert parse_qs(urlsplit(narrowed.address).query)["jurisdiction"] == ["xs-lin"]
    assert "Linqiao City" in narrowed.texts(".chip")[1]
    assert all("Linqiao" in text for text in narrowed.texts(".group .badges > .quiet"))


def test_the_day_is_on_by_default_and_can_be_taken_off(client: TestClient) -> None:
    page = read(client, "/?q=政府信息公开", "en")
    assert "may be in force today (2026-01-02)" in page.texts(".chip")[0]
    remove = page.all(".chip a")[0]
    off = read(client, str(remove["href"]))
    assert parse_qs(urlsplit(off.address).query)["on"] == ["any"]
    assert _total(off) > _total(page)
    assert "on" not in parse_qs(urlsplit(off.link("only what may be in force today")).query)


def test_the_form_keeps_what_is_chosen_and_adds_to_it(client: TestClient) -> None:
    page = read(client, "/?q=信息&jurisdiction=xs&lang=zh-Hant")
    found = submit(client, page, "form.search", kind="law", mode="lexical")
    query = parse_qs(urlsplit(found.address).query)
    assert query["lang"] == ["zh-Hant"]
    assert query["jurisdiction"] == ["xs"]
    assert query["kind"] == ["law"]
    assert found.status == 200
    assert "法律" in " ".join(found.texts(".chip"))


def _total(page: Read) -> int:
    return int(page.texts("[role=status] strong")[0].split()[0].replace(",", ""))


def test_pages_follow_one_another_without_a_gap(client: TestClient) -> None:
    first = read(client, "/?q=信息&k=4", "en")
    second = read(client, first.link("Next", within=".pages"))
    again = read(client, second.link("Previous", within=".pages"))
    assert first.texts(".cite-text") == again.texts(".cite-text")
    assert not set(first.texts(".cite-text")) & set(second.texts(".cite-text"))
    assert "Shown: 5–8" in second.words


def test_switching_the_language_keeps_everything_else(client: TestClient) -> None:
    page = read(client, "/?q=信息&jurisdiction=xs&on=any&offset=10&mode=lexical")
    other = read(client, page.link("繁體", within=".languages"))
    before, after = (parse_qs(urlsplit(p.address).query) for p in (page, other))
    assert after == {**before, "lang": ["zh-Hant"]}
    assert other.html.html is not None
    assert other.html.html["lang"] == "zh-Hant"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Not found in what we hold"), ("zh-Hans", "所收录文本中未找到"), ("zh-Hant", "所收錄文本中未找到")],
)
def test_nothing_found_is_never_no_law(client: TestClient, language: str, words: str) -> None:
    page = read(client, "/?q=zzqqxxyy", language)
    assert page.texts(".empty h2") == [words]
    assert len(page.all(".empty li a")) >= 3


def test_sample_texts_are_marked_as_invented(client: TestClient) -> None:
    assert "invented sample" in read(client, "/?q=政府信息", "en").texts(".group .badges")[0]


def test_a_citation_goes_straight_to_its_place_and_says_so(client: TestClient) -> None:
    page = read(client, "/?q=《政府信息公开法》第三条", "zh-Hant")
    assert page.texts(".cite-text")[0].endswith("第三条")
    assert page.texts(".understood")[0].startswith("理解為")


def test_words_only_is_said_with_its_reason(client: TestClient) -> None:
    assert "Search by words only" in read(client, "/?q=信息", "en").words


@pytest.mark.parametrize(
    "bad",
    ["mode=psychic", "on=yesterday", "jurisdiction=atlantis", "kind=poem", "offset=99999", "k=0", "from=2021-13-01"],
)
def test_a_bad_filter_is_named_and_the_query_kept(client: TestClient, bad: str) -> None:
    page = read(client, f"/?q=信息&{bad}", "en")
    assert page.status in (400, 422)
    assert page.all("[role=alert]")
    assert page.all("#q")[0]["value"] == "信息"


def test_a_query_of_a_hundred_thousand_characters_is_refused_politely(client: TestClient) -> None:
    assert client.get("/?q=" + "a" * 50_000).status_code == 414
    page = read(client, "/?q=" + "a" * 600, "en")
    assert page.status == 422
    assert page.all("[role=alert]")


def test_empty_and_unknown_parts_of_the_address_do_no_harm(client: TestClient) -> None:
    assert read(client, "/?q=信息&kind=&jurisdiction=&on=&from=&utm_source=x&lang=tlh").status == 200


def test_search_pages_stay_below_100_kb(client: TestClient) -> None:
    for address in ("/", "/?q=信息&k=10", "/?q=信息&k=10&on=any"):
        assert len(read(client, address, "zh-Hans").raw.encode()) < 100_000


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/?q=信息&lang=en")
    again = client.get("/?q=信息&lang=en", headers={"If-None-Match": first.headers["etag"]})
    other = client.get("/?q=信息&lang=zh-Hans", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, other.status_code) == (304, 200)
    assert "Accept-Language" in first.headers["vary"]


def test_what_was_read_from_the_words_is_a_chip_that_goes_away(client: TestClient) -> None:
    page = read(client, "/?q=2014年时政府信息公开的条件", "en")
    assert page.texts(".chip")[0].startswith("read from your words: may be in force on 2014-12-31")
    off = read(client, str(page.all(".chip a")[0]["href"]))
    assert parse_qs(urlsplit(off.address).query)["literal"] == ["true"]
    assert "may be in force today" in off.texts(".chip")[0]
    assert "nothing read from the words" in off.texts(".chip")[1]
    assert "literal" in str(off.all("form.search")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_are_offered_mended(client: TestClient, language: str) -> None:
    page = read(client, "/?q=正府信息公开", language)
    mended = page.all(".notice a[href*='q=']")
    assert [link.get_text() for link in mended] == ["政府信息公开"]
    assert read(client, str(mended[0]["href"])).all(".hit")


@pytest.mark.parametrize(("form", "kind"), [("xlsx", "spreadsheetml"), ("csv", "text/csv"), ("atom", "atom+xml")])
def test_the_results_can_be_taken_along(client: TestClient, form: str, kind: str) -> None:
    page = read(client, "/?q=信息&jurisdiction=xs&utm_source=x&offset=10&on=2015-01-01", "zh-Hans")
    link = next(str(a["href"]) for a in page.all(".exports a") if f"search.{form}" in str(a["href"]))
    answer = client.get(link)
    assert answer.status_code == 200, answer.text
    assert kind in answer.headers["content-type"]
    assert {"q", "jurisdiction", "on"} <= parse_qs(urlsplit(link).query).keys()
    assert not {"utm_source", "offset"} & parse_qs(urlsplit(link).query).keys()


def test_of_two_places_in_the_words_each_chip_may_go_and_a_question_is_answered_for_one(tmp_path: Path) -> None:
    titles = {"cn-bj": "北京市数据条例", "cn-sh": "上海市数据条例", "cn-zj": "浙江省数据条例"}
    texts = {place: text(date(2021, 1, 1), "政务数据应当共享。") for place in titles}
    fill(tmp_path, *(law(title, texts[place], jurisdiction=place) for place, title in titles.items()))
    settings = Settings(home=tmp_path, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_site(settings, library=library)) as two:
        page = read(two, "/?q=2025年时北京和上海的政务数据共享", "en")
        assert page.texts(".chip")[1].startswith("read from your words: law of Beijing")
        assert sorted(page.texts(".group h2")) == ["上海市数据条例", "北京市数据条例"]
        assert not page.texts(".understood")
        assert page.texts(".chip")[2].startswith("read from your words: law of Shanghai")
        left = read(two, str(page.all(".chip a")[1]["href"]))
        assert left.texts(".group h2") == ["上海市数据条例"]
        assert any("2025-12-31" in chip for chip in left.texts(".chip"))
        answer = two.get("/api/v1/search", params={"q": "Beijing and Shanghai data sharing"}).json()
        assert answer["understood"]["jurisdictions"] == ["cn-bj", "cn-sh"]
        assert {hit["jurisdiction"] for hit in answer["hits"]} <= {"cn-bj", "cn-sh"}
        asked = two.get("/api/v1/ask", params={"q": "北京和上海的政务数据应当共享吗？"}).json()
        assert (asked["jurisdiction"], asked["inferred"]) == ("cn-bj", True)
    library.close()
