from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.citation import Citation, find_citations, format_citation, label_of, parse_citation
from law.numerals import chinese_numeral


def _only(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("《个人信息保护法》第十三条第一款第二项", "个人信息保护法", "art_13__para_1__item_2"),
        ("《个人信息保护法》第十三条第一款第（二）项", "个人信息保护法", "art_13__para_1__item_2"),
        ("个人信息保护法第13条", "个人信息保护法", "art_13"),
        ("个保法13条", "个保法", "art_13"),
        ("第13条", None, "art_13"),
        ("第十条之一第二款", None, "art_10-1__para_2"),
        ("第十三条第（二）项", None, "art_13__para_1__item_2"),
        ("個人資料保護法第6條第1項", "個人資料保護法", "art_6__para_1"),
        ("個人資料保護法第6條第1項第2款第3目", "個人資料保護法", "art_6__para_1__item_2__point_3"),
        ("个人資料保護法第6條第1項", "个人資料保護法", "art_6__para_1"),
        ("第15條之1", None, "art_15-1"),
        ("第 15-1 條", None, "art_15-1"),
        ("個人資料(私隱)條例第4條", "個人資料(私隱)條例", "art_4"),
        ("GDPR第17条", "GDPR", "art_17"),
        ("GDPR Art 17(1)(b)", "GDPR", "art_17__para_1__item_b"),
        ("Article 17(1)(b) of the GDPR", "GDPR", "art_17__para_1__item_b"),
        ("Art. 6(1)(f) GDPR", "GDPR", "art_6__para_1__item_f"),
        ("Article 6(1) of Regulation (EU) 2016/679", "Regulation (EU) 2016/679", "art_6__para_1"),
        ("PIPL art. 13", "PIPL", "art_13"),
        ("DPA 2018 s 13(2)", "DPA 2018", "sec_13__para_2"),
        ("section 13 of the Data Protection Act 2018", "Data Protection Act 2018", "sec_13"),
        ("Data Protection Act 2018, s 13(2)", "Data Protection Act 2018", "sec_13__para_2"),
        ("5 U.S.C. 552(b)(6)", "5 U.S.C.", "sec_552__para_b__item_6"),
        ("5 USC § 552", "5 USC", "sec_552"),
        ("Cap. 486 s 13", "Cap. 486", "sec_13"),
    ],
)
def test_a_citation_is_read_alone_and_in_running_text(text: str, title: str | None, place: str) -> None:
    whole = parse_citation(text)
    assert whole is not None
    assert (whole.title, whole.provision_id, whole.raw) == (title, place, text)
    assert (_only(text).title, _only(text).provision_id) == (title, place)
    inside = _only(f"，{text}。")
    assert (inside.title, inside.provision_id, inside.start, inside.end) == (title, place, 1, 1 + len(text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("违反专利法第十条", "专利法"),
        ("根据中华人民共和国个人信息保护法第十条", "中华人民共和国个人信息保护法"),
        ("最高人民法院关于适用民法典的解释第十条", "最高人民法院关于适用民法典的解释"),
        (
            "《最高人民法院关于适用《中华人民共和国刑法》的解释》第十条",
            "最高人民法院关于适用《中华人民共和国刑法》的解释",
        ),
        ("政府信息管理办法（试行）第十条", "政府信息管理办法（试行）"),
        ("《民法典》（以下简称民法典）第十条", "民法典"),
        ("对外贸易法第十条", "对外贸易法"),
        ("第一节 一般规定\n\n第十条", None),
    ],
)
def test_the_title_before_an_article_is_told_from_the_words_around_it(text: str, title: str | None) -> None:
    assert _only(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [("劳动合同法第38条", "劳动合同法"), ("勞動合同法第38條", "勞動合同法"), ("香港基本法第23条", "香港基本法")],
)
def test_a_title_that_ends_like_this_law_is_a_title(text: str, title: str) -> None:
    found = _only(text)
    assert (found.title, found.relative) == (title, False)


@pytest.mark.parametrize(
    "text", ["本法第十条", "违反本条例第十条", "该条例第十条", "前条第二款", "依照前款规定", "section 3 of this Act"]
)
def test_a_citation_of_the_citing_instrument_is_relative(text: str) -> None:
    assert _only(text).relative
    assert _only(text).title is None


def test_this_regulation_is_not_this_article() -> None:
    assert _only("违反本条例第三十条第二款").provision_id == "art_30__para_2"


def test_a_place_without_an_article_has_no_identifier() -> None:
    assert _only("前条第二款").provision_id is None
    assert _only("前条第二款").paragraph == 2


def test_a_list_gives_one_citation_for_each_article_with_the_title_kept() -> None:
    found = find_citations("《专利法》第十条、第十一条和第十二条第一款")
    assert [each.provision_id for each in found] == ["art_10", "art_11", "art_12__para_1"]
    assert {each.title for each in found} == {"专利法"}


def test_another_law_in_a_list_brings_its_own_title() -> None:
    found = find_citations("出境入境管理法第六十四条和治安管理处罚法第十条")
    assert [(each.title, each.article) for each in found] == [
        ("出境入境管理法", "art_64"),
        ("治安管理处罚法", "art_10"),
    ]


def test_a_list_of_paragraphs_keeps_its_article() -> None:
    found = find_citations("第十三条第一款、第三款")
    assert [each.provision_id for each in found] == ["art_13__para_1", "art_13__para_3"]


def test_a_list_of_numbers_before_one_unit_is_read() -> None:
    assert [each.article for each in find_citations("第48、56條條文")] == ["art_48", "art_56"]
    items = find_citations("第十条第一款第（一）、（二）项")
    assert [each.provision_id for each in items] == ["art_10__para_1__item_1", "art_10__para_1__item_2"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("第十条至第十二条", ("art_10", "art_12")),
        ("第6～8條", ("art_6", "art_8")),
        ("第三条第（五）项至第（七）项", ("art_3__para_1__item_5", "art_3__para_1__item_7")),
        ("Articles 12 to 22", ("art_12", "art_22")),
        ("FOIA ss 3-5", ("sec_3", "sec_5")),
    ],
)
def test_a_range_gives_both_ends(text: str, ends: tuple[str, str]) -> None:
    first, last = find_citations(text)
    assert (first.provision_id, first.range_end, last.provision_id) == (*ends, ends[1])
    whole = parse_citation(text)
    assert whole is not None
    assert (whole.provision_id, whole.range_end) == ends


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国发〔2016〕55号", "国发〔2016〕55号"),
        ("国发[2016]55号", "国发〔2016〕55号"),
        ("国发（2016）第55号", "国发〔2016〕55号"),
        ("法释〔2011〕17号", "法释〔2011〕17号"),
        ("国务院令第711号", "国务院令第711号"),
        ("中华人民共和国主席令第九十一号", "中华人民共和国主席令第91号"),
        ("華總一義字第 09900125121 號", "華總一義字第09900125121號"),
    ],
)
def test_a_document_number_has_one_form(text: str, number: str) -> None:
    assert _only(text).document_number == number
    whole = parse_citation(text)
    assert whole is not None
    assert whole.document_number == number


def test_a_document_number_stays_with_its_title() -> None:
    alone = _only("见《办法》（国发〔2016〕55号）。")
    assert (alone.title, alone.document_number, alone.article) == ("办法", "国发〔2016〕55号", None)
    placed = _only("《办法》（国发〔2016〕55号）第十条")
    assert (placed.title, placed.document_number, placed.article) == ("办法", "国发〔2016〕55号", "art_10")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "共13条",
        "第一二百条",
        "为了保护隐私，制定本条例。",
        "上项目",
        "第一项目",
        "信息公開條例",
        "PIPL",
        "it takes 13 s 5 times",
        "《个人信息保护法》",
        "第",
        "55号",
    ],
)
def test_what_cites_no_place_is_not_found(text: str) -> None:
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("pipl art 13", "pipl"),
        ("pipl 第13条", "pipl"),
        ("personal information protection law article 13", "personal information protection law"),
        ("中华人民共和国 个人信息保护法 第13条", "中华人民共和国 个人信息保护法"),
        ("个人信息保护法第十三条的规定", "个人信息保护法"),
        ("13条", None),
    ],
)
def test_a_query_may_write_the_title_as_it_likes(text: str, title: str | None) -> None:
    whole = parse_citation(text)
    assert whole is not None
    assert (whole.title, whole.article) == (title, "art_13")


@pytest.mark.parametrize(
    "text",
    [
        "PIPL",
        "信息公開條例",
        "公司泄露个人信息违反第13条",
        "what does PIPL article 13 say",
        "第十条、第十一条",
        "隐私 第5条",
        "see Art. 6 GDPR",
        "x" * 400,
    ],
)
def test_a_text_that_is_more_or_less_than_one_citation_is_not_parsed(text: str) -> None:
    assert parse_citation(text) is None


def test_citations_are_written_as_lawyers_paste_them() -> None:
    mainland = format_citation(
        title="个人信息保护法", label="第十三条", language="zh-Hans", paragraph=1, item=2, version_day=date(2021, 8, 20)
    )
    assert mainland == "《个人信息保护法》第十三条第一款第（二）项（2021年8月20日文本）"
    taiwan = format_citation(title="個人資料保護法", label="第 15-1 條", language="zh-Hant", paragraph=1, item=2)
    assert taiwan == "《個人資料保護法》第15-1條第1項第2款"
    english = format_citation(title="Personal Information Protection Law", label="第十三条", language="en")
    assert english == "Personal Information Protection Law, art 13"
    section = format_citation(
        title="DPA 2018", label="section 13", language="en", paragraph=2, version_day=date(2018, 5, 23)
    )
    assert section == "DPA 2018, s 13(2) (version of 23 May 2018)"


@given(
    st.integers(1, 1500),
    st.integers(0, 20),
    st.one_of(st.none(), st.integers(1, 30)),
    st.one_of(st.none(), st.integers(1, 30)),
    st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
)
def test_a_written_place_reads_back(
    number: int, branch: int, paragraph: int | None, item: int | None, language: str
) -> None:
    parts = [f"art_{number}-{branch}" if branch else f"art_{number}"]
    parts += [] if paragraph is None else [f"para_{paragraph}"]
    parts += [] if paragraph is None or item is None else [f"item_{item}"]
    place = "__".join(parts)
    whole = parse_citation(label_of(place, language))
    assert whole is not None
    assert whole.provision_id == place


@given(st.integers(1, 1500), st.sampled_from(["第{}条", "第{}條", "第 {} 条", "第\n{}条"]))
def test_the_writing_of_the_number_does_not_matter(number: int, form: str) -> None:
    digits, words = _only(form.format(number)), _only(form.format(chinese_numeral(number)))
    assert digits.article == words.article == f"art_{number}"


_CHINESE = list("第一百千条條款項项目之、至《》（）法本前〔〕号令字违反")
_ENGLISH = ["12", "2016", "s ", "Article ", "(a)", "(1)", " of the ", "Act", "GDPR", "§", "U.S.C.", ",", "-", " ", "\n"]
_PIECES = st.sampled_from(_CHINESE + _ENGLISH)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_mixture_gives_citations_that_quote_the_text(text: str) -> None:
    found = find_citations(text)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(text[each.start : each.end] == each.raw != "" for each in found)
    whole = parse_citation(text)
    assert whole is None or text[whole.start : whole.end] == whole.raw


@pytest.mark.parametrize(
    "unit",
    [
        "第",
        "第一",
        "第一、",
        "一、",
        "条",
        "（",
        "《",
        "》",
        "（一）",
        "《《",
        "〔2016〕",
        "令第",
        "字第",
        "s ",
        "Article ",
        "(a)",
        "Act ",
        "A ",
    ],
)
def test_a_flood_of_one_mark_is_read_in_one_pass(unit: str) -> None:
    assert find_citations(unit * (300_000 // len(unit))) == ()


@pytest.mark.parametrize("unit", ["第一条", "第一款、", "法第1条", "Article 1 of the Act, ", "《法》第1条（一）项"])
def test_the_citations_of_a_text_grow_with_its_length_only(unit: str) -> None:
    assert len(find_citations(unit * 4000)) == 4 * len(find_citations(unit * 1000))


@pytest.mark.parametrize(
    ("label", "written"),
    [("Section 50B", "s 50B"), ("Article 6a", "art 6a"), ("Section 13", "s 13"), ("§ 552b", "s 552b")],
)
def test_the_letters_of_a_number_stay_as_printed(label: str, written: str) -> None:
    assert format_citation(title="An Act", label=label, language="en") == f"An Act, {written}"
