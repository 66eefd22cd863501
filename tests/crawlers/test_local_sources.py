"""The portals of Chinese governments read our pages, written in their markup, as they were reviewed."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup

from crawlers.charset import decode_page
from crawlers.completeness import missing_words
from crawlers.crawl import Ask, Document, Page, Recording
from crawlers.page_preface import read_preface, signature_in
from crawlers.readable import Unreadable
from crawlers.sources import cn_beijing, cn_cac, cn_gkmlpt, cn_shanghai, cn_trs, cn_zhejiang
from crawlers.unknown import UnknownField
from law.heading import article_label
from law.instrument import Instrument, Status, TextState
from law.provision import Provision, Unit
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

PORTALS = [cn_beijing, cn_cac, cn_gkmlpt, cn_shanghai, cn_trs, cn_zhejiang]
NOT_LAW = {
    ("cn_zhejiang", "menu.html"): "menu",
    ("cn_gkmlpt", "attached.html"): "attachment that is not read.*bring the attachment",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page of the fixtures, as a harvest would have kept it."""

    source: Any
    name: str
    page: Page

    @property
    def document(self) -> Document:
        document: Document = next(iter(self.source.CRAWL.documents(self.page, ())))
        return document

    def parse(self, raw: bytes | None = None) -> Instrument:
        whole = self.document
        read = Document(
            ref=whole.ref, raw=raw or whole.raw, url=whole.url, retrieved_at=whole.retrieved_at, about=whole.about
        )
        instrument: Instrument = self.source.CRAWL.parse(read)
        return instrument


def page_of(recording: Recording) -> Page:
    ask, headers = recording.ask, {"content-type": recording.content_type}
    return Page(ask=ask, url=ask.url, status=200, headers=headers, body=recording.raw, retrieved_at=AT)


def kept(role: str | None = None) -> Iterator[Kept]:
    for source in PORTALS:
        folder = FIXTURES / source.SOURCE.id
        with (folder / "addresses.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row, recording in zip(rows, source.CRAWL.recorded(folder), strict=True):
            if role is None or row["role"] == role:
                yield Kept(source=source, name=row["file"], page=page_of(recording))


DOCUMENTS = [each for each in kept("document") if (each.source.SOURCE.id, each.name) not in NOT_LAW]


def named(each: Any) -> str:
    return f"{each.source.SOURCE.id}/{each.name}"


def one(source: Any, name: str) -> Kept:
    return next(each for each in kept() if each.source is source and each.name == name)


@pytest.mark.parametrize("each", DOCUMENTS, ids=named)
def test_a_page_reads_as_reviewed(each: Kept) -> None:
    assert_as_reviewed(each.parse(), FIXTURES / each.source.SOURCE.id / each.name)


@pytest.mark.parametrize("each", DOCUMENTS, ids=named)
def test_every_line_of_a_page_is_in_a_provision(each: Kept) -> None:
    instrument = each.parse()
    # The title stands above the text and within it; between two events of a history 根据 is left out.
    told = [instrument.title, instrument.title, "根据", *(event.text for event in instrument.versions[0].events)]
    soup = BeautifulSoup(decode_page(each.page.body), "html.parser")
    printed = "\n".join(p.get_text() for p in soup.find_all("p"))
    beside = [Provision(id="told", unit=Unit.ARTICLE, label="", text=text) for text in told]
    assert missing_words(printed, [*instrument.versions[0].provisions, *beside]) == Counter()


@pytest.mark.parametrize("each", [each for each in kept("document") if each not in DOCUMENTS], ids=named)
def test_menus_and_notices_in_place_of_the_law_are_no_law(each: Kept) -> None:
    with pytest.raises(Unreadable, match=NOT_LAW[each.source.SOURCE.id, each.name]):
        each.parse()


@pytest.mark.parametrize("each", DOCUMENTS, ids=named)
def test_half_a_page_is_refused(each: Kept) -> None:
    for part in (0.3, 0.6, 0.9):
        with pytest.raises(Unreadable, match=r"half|middle"):
            each.parse(each.page.body[: int(len(each.page.body) * part)])


@pytest.mark.parametrize("each", DOCUMENTS, ids=named)
def test_a_page_that_was_decoded_wrongly_on_its_way_is_refused(each: Kept) -> None:
    garbled = decode_page(each.page.body).encode().decode("latin-1").encode()
    with pytest.raises(Unreadable, match=r"\w"):
        each.parse(garbled)


def test_a_page_in_gbk_is_read_whole_though_it_names_a_smaller_encoding() -> None:
    page = one(cn_trs, "gbk.html")
    assert "喆".encode("gb18030") in page.page.body
    words = "".join(p.text for p in page.parse().versions[0].articles)
    assert "喆字号样例" in words
    assert "朱镕样" in words


def test_a_page_whose_bytes_are_not_what_it_declares_is_refused() -> None:
    page = one(cn_trs, "gbk.html")
    with pytest.raises(Unreadable, match="declaration"):
        page.parse(page.page.body.replace(b"charset=gb2312", b"charset=utf-8"))


def refs(source: Any, name: str) -> list[str]:
    found = source.CRAWL.discover(one(source, name).page)
    return [ask.ref or ask.url for ask in found.asks]


def test_a_list_of_zhejiang_names_its_documents_and_its_next_group() -> None:
    assert [ref.rpartition("/")[2].partition("?")[0] for ref in refs(cn_zhejiang, "list.html")] == [
        "art_1229017138_1.html", "art_1229017138_2.html", "art_1229017138_3.html", "dataproxy.jsp",
    ]  # fmt: skip
    totals = [cn_zhejiang.discover(one(cn_zhejiang, name).page).total for name in ("list.html", "next_list.xml")]
    assert totals == [4, None], "the number of all is counted once"


def test_links_to_other_hosts_are_not_followed() -> None:
    assert not [ref for ref in refs(cn_zhejiang, "list.html") if "example.org" in ref]


def test_the_lists_of_trs_and_beijing_count_their_pages() -> None:
    assert refs(cn_trs, "list.html")[1:] == [
        f"https://www.cq.gov.cn/zwgk/zfxxgkml/szfwj/xzgfxwj/szf/index_{number}.html" for number in (1, 2)
    ]
    assert refs(cn_beijing, "list.html")[-1] == "https://www.beijing.gov.cn/zhengce/zfwj/zfwj2016/szfl/index_1.html"
    assert refs(cn_shanghai, "list.html")[-1] == "https://www.shanghai.gov.cn/nw12344/index_2.html"


def test_a_list_that_counts_more_pages_than_any_is_refused() -> None:
    page = one(cn_trs, "list.html").page
    body = page.body.replace(b"createPageHTML(3,", b"createPageHTML(999999,")
    with pytest.raises(Unreadable, match="999999 pages"):
        cn_trs.discover(Page(ask=page.ask, url=page.url, status=200, headers={}, body=body, retrieved_at=AT))


@pytest.mark.parametrize("source", PORTALS, ids=lambda each: each.SOURCE.id)
def test_a_list_that_leads_nowhere_is_refused(source: Any) -> None:
    ask = next(iter(source.CRAWL.seeds(None)))
    shell = b"<!doctype html><html><body><div id='app'></div></body></html>"
    with pytest.raises(Unreadable, match=r"\w"):
        source.CRAWL.discover(Page(ask=ask, url=ask.url, status=200, headers={}, body=shell, retrieved_at=AT))


NO_PAGES = [b"", b"\x00\x01", b"{}", b"<html></html>", b'<!doctype html><html><body><div id="app"></div></body></html>']


@pytest.mark.parametrize("source", PORTALS, ids=lambda each: each.SOURCE.id)
@pytest.mark.parametrize("raw", NO_PAGES)
def test_no_portal_reads_something_else_as_law(source: Any, raw: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\w"):
        source.parse(raw, "page.html", at=AT)


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        (cn_gkmlpt, "index.html", '"TREE"', '"NOVELTY"'),
        (cn_gkmlpt, "index.html", '{"SID"', "{SID"),
        (cn_gkmlpt, "list.json", '"articles"', '"novelty"'),
        (cn_gkmlpt, "list.json", '"id": 101, "title": "深圳市', '"id": 101, "identifier": "深圳市'),
        (cn_cac, "reply_list.json", "//www.cac.gov.cn/2022-07/07/c_1658811536396503.htm", ""),
        (cn_beijing, "list.html", "t2", "x2"),
    ],
)
def test_a_list_whose_form_has_changed_is_refused(source: Any, name: str, old: str, new: str) -> None:
    page = one(source, name).page
    body = page.body.decode().replace(old, new).encode()
    with pytest.raises((Unreadable, UnknownField), match=r"\w"):
        source.CRAWL.discover(Page(ask=page.ask, url=page.url, status=200, headers={}, body=body, retrieved_at=AT))


def test_a_link_that_is_no_address_is_passed_over() -> None:
    page = one(cn_beijing, "list.html").page
    body = page.body.replace(b'href="/zhengce/zcjd/"', b'href="http://["')
    found = cn_beijing.discover(Page(ask=page.ask, url=page.url, status=200, headers={}, body=body, retrieved_at=AT))
    assert len(found.asks) == 3


@pytest.mark.parametrize("source", PORTALS, ids=lambda each: each.SOURCE.id)
def test_a_portal_asks_only_its_own_hosts_and_is_marked_as_unverified(source: Any) -> None:
    asks: list[Ask] = [*source.CRAWL.seeds(None), *(each.page.ask for each in kept() if each.source is source)]
    assert {ask.url.split("/")[2] for ask in asks} <= set(source.CRAWL.hosts)
    assert not source.SOURCE.verified
    assert "no page was recorded" in source.SOURCE.verified_note or "was recorded" in source.SOURCE.verified_note
    assert "art. 5" in source.SOURCE.licence


@pytest.mark.parametrize("source", PORTALS, ids=lambda each: each.SOURCE.id)
def test_the_recorded_documents_are_those_that_the_recorded_lists_lead_to(source: Any) -> None:
    pages = [each.page for each in kept() if each.source is source]
    led = {ask.key for page in pages for ask in source.CRAWL.discover(page).asks}
    elsewhere = {"https://www.shandong.gov.cn/zwgk/zfwj/202007/t20200701_88.html"}
    documents = [page for page in pages if page.ask.ref]
    assert [page.url for page in documents if page.ask.key not in led and page.url not in elsewhere] == []


def test_the_catalogue_of_a_city_says_what_was_abolished_and_nothing_of_the_rest() -> None:
    abolished = one(cn_gkmlpt, "notice.html").parse().versions[0]
    assert (abolished.status, abolished.status_code) == (Status.REPEALED, "is_abolished=1;is_expired=0")
    other = one(cn_gkmlpt, "rule.html").parse().versions[0]
    assert (other.status, other.status_code) == (Status.UNKNOWN, "is_abolished=0;is_expired=0")
    assert {abolished.status_mapping, other.status_mapping} == {"gkmlpt/1"}
    assert cn_gkmlpt.CRAWL.discover(one(cn_gkmlpt, "list.json").page).total == 3


def test_a_field_of_the_catalogue_that_is_not_known_stops_the_list() -> None:
    page = one(cn_gkmlpt, "list.json").page
    for old, new in ((b'"is_expired": 0', b'"is_expired": 2'), (b'"id": 101', b'"novelty": 1')):
        body = page.body.replace(old, new)
        with pytest.raises(UnknownField, match=r"is_expired 2|novelty"):
            cn_gkmlpt.CRAWL.discover(
                Page(ask=page.ask, url=page.url, status=200, headers={}, body=body, retrieved_at=AT)
            )


def test_the_day_on_the_web_is_neither_promulgation_nor_commencement() -> None:
    version = one(cn_gkmlpt, "rule.html").parse().versions[0]
    assert (version.promulgated_on, version.in_force_from) == (None, None)
    assert [(event.text, event.action) for event in version.events] == [("发布日期", None)]


def test_the_day_of_a_document_is_not_that_of_its_publication() -> None:
    version = one(cn_zhejiang, "notice.html").parse().versions[0]
    assert version.promulgated_on
    assert version.promulgated_on.provenance == "成文日期 in the page's table"
    assert version.in_force_from is None, "自发布之日起施行, and the day of publication is not stated"


def test_a_notice_without_its_attachment_never_counts_as_a_whole_text() -> None:
    version = one(cn_zhejiang, "attached.html").parse().versions[0]
    assert version.text_state is TextState.TRUNCATED
    assert "in an attachment that is not read: /attach/0/2.pdf" in version.problems[0]


def edited(source: Any, name: str, old: str, new: str) -> Instrument:
    page = one(source, name)
    text = decode_page(page.page.body)
    assert old in text
    return page.parse(text.replace(old, new).encode())


def test_a_document_of_a_ministry_on_a_local_portal_is_national() -> None:
    instrument = edited(cn_zhejiang, "notice.html", "<td>省政府办公厅</td>", "<td>国家档案局</td>")
    assert (instrument.jurisdiction, instrument.issuing_body) == ("cn", "国家档案局")
    branch = edited(cn_zhejiang, "notice.html", "<td>省政府办公厅</td>", "<td>国家税务总局浙江省税务局</td>")
    assert branch.jurisdiction == "cn-zj"


def test_facts_and_words_of_validity_that_are_not_known_stop_the_page() -> None:
    with pytest.raises(UnknownField, match="新鲜事"):
        edited(cn_zhejiang, "notice.html", "发布机构：", "新鲜事：")
    with pytest.raises(UnknownField, match="待定"):
        edited(cn_beijing, "rule.html", "<span>是</span>", "<span>待定</span>")


def test_a_page_of_no_known_host_needs_a_body_that_names_its_place() -> None:
    raw = one(cn_trs, "page.html").page.body
    assert cn_trs.parse(raw, "saved.html", at=AT).jurisdiction == "cn-sd-jinan"
    unnamed = raw.replace("济南市人民政府办公厅".encode(), "市人民政府办公厅".encode())
    with pytest.raises(Unreadable, match="of which place"):
        cn_trs.parse(unnamed, "saved.html", at=AT)


def test_a_decree_and_a_notice_of_several_bodies_name_them_all() -> None:
    bodies = ["国家互联网信息办公室", "中华人民共和国公安部", "国家税务总局", "中国人民银行"]
    decree = [
        *bodies,
        "令",
        "第8号",
        "《甲办法》已经2021年11月16日室务会议通过，现予公布，自2022年2月15日起施行。",
        "2021年12月28日",
    ]
    read = read_preface(decree)
    assert (read.number, read.signature.body) == ("国家互联网信息办公室令第8号", "、".join(bodies))
    assert read.promulgated_on
    assert read.promulgated_on.day.isoformat() == "2021-12-28"
    assert signature_in(["现印发给你们。", *bodies, "2021年12月28日"]).body == "、".join(bodies)
    assert signature_in(["某省公安厅　某省民政厅", "2021年12月28日"]).body == "某省公安厅、某省民政厅"
    assert signature_in(["某 省 公 安 厅", "2021年12月28日"]).body == "某省公安厅"


def test_a_text_much_older_than_its_document_may_have_been_amended_untold() -> None:
    version = edited(cn_beijing, "rule.html", "　根据2023年11月6日北京市人民政府令第399号修改", "").versions[0]
    assert version.text_state is TextState.UNKNOWN
    assert version.in_force_from
    assert version.in_force_from.provenance == "实施日期 in the page's table"


def test_a_title_that_is_only_a_number_is_replaced_by_that_of_the_act() -> None:
    instrument = edited(
        cn_cac,
        "measures.html",
        '<h1 class="title">样例数据出境申报办法',
        '<h1 class="title">国家互联网信息办公室令第99号',
    )
    assert instrument.title == "样例数据出境申报办法"


def test_a_day_that_no_calendar_has_is_a_problem_and_no_date() -> None:
    version = edited(cn_beijing, "opinion.html", "2024-02-10", "2024-02-31").versions[0]
    assert version.repealed_on is None
    assert any("2024-02-31" in problem for problem in version.problems)


@pytest.mark.parametrize(
    ("line", "begins"),
    [("第一条（目的和依据）", True), ("第二条（公开）行政机关应当公开", True), ("第三条（三）规定的", False)],
)
def test_captions_in_brackets_may_touch_the_number_of_an_article(line: str, begins: bool) -> None:
    assert (article_label(line) is not None) == begins


@pytest.mark.parametrize("mark", ["第", "《", "（", "自2", "发文机关：", "现予", "2024年"])
def test_a_page_of_one_mark_without_end_is_read_in_linear_time(mark: str) -> None:
    page = one(cn_zhejiang, "rule.html")
    filled = decode_page(page.page.body).replace("现予公布", mark * (200_000 // len(mark)) + "现予公布")
    assert page.parse(filled.encode()).title == "浙江省样例信息公开办法"
