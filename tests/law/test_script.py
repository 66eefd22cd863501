import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.script import fold, fold_numerals, fold_text, script_of, to_simplified, to_traditional

_MIXED = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("總則　 \n\t第１３條臺台著着ﬁé\u0301\u200b〔〕「」ＡaBß㈠"))
).map(lambda text: text[:80])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("個人資料保護法", "个人资料保护法"),
        ("臺灣", "台湾"),
        ("沿著", "沿着"),
        ("裏應", "里应"),
        ("啓動", "启动"),
        ("第 13 條", "第13条"),
        ("总　则", "总则"),
        ("公开\n政府信息", "公开政府信息"),
        ("国发〔2016〕55号", "国发[2016]55号"),
        ("国发（2016）55号", "国发〔2016〕55号"),
        ("「個人資料」", "“个人资料”"),
        ("二○二一", "二〇二一"),
        ("ＧＤＰＲ", "gdpr"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("隐\u200b私", "隐私"),
        ("personal\n  data", "Personal Data"),
    ],
)
def test_texts_that_mean_the_same_fold_the_same(left: str, right: str) -> None:
    assert fold_text(left) == fold_text(right)


@pytest.mark.parametrize(
    ("left", "right"), [("公开", "公布"), ("第十三条", "第十四条"), ("personal data", "personaldata"), ("、", "，")]
)
def test_texts_that_differ_stay_apart(left: str, right: str) -> None:
    assert fold_text(left) != fold_text(right)


def test_exact_script_keeps_traditional_apart_and_folds_the_rest() -> None:
    assert fold_text("個人", exact_script=True) != fold_text("个人", exact_script=True)
    assert fold_text("第 １３ 條", exact_script=True) == "第13條"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("第十三条", "第13条"),
        ("第十三條", "第13条"),
        ("第 13 条", "第13条"),
        ("第15-1條", "第15条之1"),
        ("第十五条之一", "第15条之1"),
        ("第三章", "第3章"),
        ("二〇二一年十一月一日", "2021年11月1日"),
        ("十万元", "十万元"),
    ],
)
def test_legal_numerals_fold_to_digits(text: str, folded: str) -> None:
    assert fold_numerals(text) == folded


def test_a_match_is_mapped_back_to_the_published_words() -> None:
    published = "本法所稱「個 人\n資料」，係指……"
    folded = fold(published)
    start = folded.text.index("个人资料")
    begin, end = folded.origin(start, start + 4)
    assert published[begin:end] == "個 人\n資料"


def test_one_printed_mark_that_folds_to_several_is_kept_whole() -> None:
    folded = fold("㈠同意")
    assert folded.text == "(一)同意"
    assert folded.origin(1, 2) == (0, 1)


def test_a_span_outside_the_folded_text_is_refused() -> None:
    with pytest.raises(IndexError, match="outside"):
        fold("条").origin(0, 2)


@given(_MIXED, st.booleans())
def test_folding_twice_is_folding_once(text: str, exact: bool) -> None:
    once = fold_text(text, exact_script=exact)
    assert fold_text(once, exact_script=exact) == once


@given(_MIXED, st.booleans(), st.data())
def test_every_folded_span_maps_to_published_text_that_folds_to_contain_it(
    text: str, exact: bool, data: st.DataObject
) -> None:
    folded = fold(text, exact_script=exact)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    begin, stop = folded.origin(start, end)
    assert 0 <= begin <= stop <= len(text)
    if start < end:
        assert folded.text[start:end].strip() in fold_text(text[begin:stop], exact_script=exact)


@given(_MIXED)
def test_the_whole_folded_text_maps_to_all_that_carries_meaning(text: str) -> None:
    folded = fold(text)
    begin, stop = folded.origin(0, len(folded.text))
    assert fold_text(text[begin:stop]) == folded.text


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("个人信息保护法", "zh-Hans"),
        ("個人資料保護法", "zh-Hant"),
        (
            "根据《個人資料保護法》的规定，处理个人信息应当遵循合法、正当、必要和诚信原则，不得通过误导、欺诈、胁迫等方式处理个人信息",
            "zh-Hans",
        ),
        ("公司法", None),
        ("GDPR", None),
        ("", None),
        ("個人情報の保護に関する法律", None),
    ],
)
def test_the_script_is_told_only_by_characters_that_tell_it(text: str, script: str | None) -> None:
    assert script_of(text) == script


def test_conversion_for_queries_goes_by_phrases_and_by_region() -> None:
    assert to_traditional("信息公开条例") == "信息公開條例"
    assert to_traditional("信息公开条例", region="tw") == "資訊公開條例"
    assert to_simplified("資訊公開條例", region="tw") == "信息公开条例"
    assert to_traditional("皇后以后") == "皇后以後"


def test_a_lone_surrogate_or_nul_does_not_break_folding_or_conversion() -> None:
    assert fold_text("a\ud800\x00b") == "a\ufffdb"
    assert to_simplified("個\ud800") == "个\ufffd"


@pytest.mark.parametrize("unit", [" ", "　", "第", "（", "總 ", "a ", "\u0301", "十", "第十"])
def test_a_megabyte_of_one_mark_folds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(fold_text(text)) <= len(text)
    assert len(fold_numerals(text)) <= len(text)
