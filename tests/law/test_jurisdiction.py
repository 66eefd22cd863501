import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.jurisdiction import (
    JURISDICTIONS,
    Level,
    UnknownJurisdiction,
    ancestors,
    find_places,
    place_of_instrument,
    place_of_title,
    read_table,
    within,
)

LOCAL_FOLDERS = {
    "上海": "cn-sh",
    "北京": "cn-bj",
    "重庆": "cn-cq",
    "广东": "cn-gd",
    "河南": "cn-ha",
    "浙江": "cn-zj",
    "山东": "cn-sd",
}


def codes_in(query: str) -> list[str]:
    return [code for mention in find_places(query) for code in mention.codes]


def test_the_mainland_has_31_provincial_places_and_333_prefectures() -> None:
    mainland = [place for place in JURISDICTIONS.values() if place.code.startswith("cn-")]
    assert sum(place.level is Level.PROVINCIAL for place in mainland) == 31
    former = {"cn-sd-laiwu"}
    assert sum(place.level is Level.CITY and place.code not in former for place in mainland) == 333


def test_every_place_has_a_name_in_three_languages_and_a_code_under_its_parent() -> None:
    for place in JURISDICTIONS.values():
        assert all(place.names[language] for language in ("en", "zh-Hans", "zh-Hant")), place.code
        assert place.parent in (None, "eu") or place.code.startswith(f"{place.parent}-")


def test_invented_places_say_so_in_every_language() -> None:
    for code in ("xs", "xs-lin"):
        names = JURISDICTIONS[code].names
        assert "invented" in names["en"]
        assert "虚构" in names["zh-Hans"]
        assert "虛構" in names["zh-Hant"]


@pytest.mark.parametrize(
    ("wrong", "closest"), [("uk", "gb (United Kingdom)"), ("shenzhen", "cn-gd-shenzhen"), ("CN", "cn (China)")]
)
def test_an_unknown_code_names_the_closest(wrong: str, closest: str) -> None:
    with pytest.raises(UnknownJurisdiction) as caught:
        JURISDICTIONS[wrong]
    assert closest in str(caught.value)
    assert "Give a code such as" in str(caught.value)


def test_a_table_whose_parent_is_missing_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("code,parent,level,en,zh_hans,zh_hant,aliases\nzz-a,zz,city,A,甲,甲,\n", encoding="utf-8")
    with pytest.raises(UnknownJurisdiction):
        read_table(table)


def test_a_place_lies_within_its_ancestors_and_itself() -> None:
    assert ancestors("cn-gd-shenzhen") == ("cn-gd", "cn")
    assert within("cn-gd-shenzhen", "cn")
    assert within("de", "eu")
    assert not within("cn", "cn-gd")


def test_places_with_their_own_legal_system_are_not_within_the_mainland() -> None:
    assert [within(code, "cn") for code in ("hk", "mo", "tw")] == [False, False, False]


@pytest.mark.parametrize(
    ("title", "container", "place"),
    [
        ("深圳经济特区数据条例", "cn-gd", "cn-gd-shenzhen"),
        ("广州市慈善促进条例", "cn-gd", "cn-gd-guangzhou"),
        ("廣州市慈善促進條例", "cn-gd", "cn-gd-guangzhou"),
        ("上海市数据条例", "cn-sh", "cn-sh"),
        ("上海市浦东新区城市管理领域非现场执法规定", "cn-sh", "cn-sh-pudong"),
        ("安阳市政务服务条例", "cn-ha", "cn-ha-anyang"),
        ("河南省档案管理条例", "cn-ha", "cn-ha"),
        ("河南省档案管理条例", "cn", "cn-ha"),
        ("浙江省景宁畲族自治县自治条例", "cn-zj", "cn-zj-lishui-jingning"),
        ("山东省青岛西海岸新区条例", "cn-sd", "cn-sd"),
        ("中国（上海）自由贸易试验区条例", "cn-sh", "cn-sh"),
        ("关于修改《安阳市城市绿化条例》的决定", "cn-ha", "cn-ha-anyang"),
        ("中关村国家自主创新示范区条例", "cn-bj", None),
        ("安阳市政务服务条例", "cn-gd", None),
    ],
)
def test_a_title_names_the_place(title: str, container: str, place: str | None) -> None:
    assert place_of_title(title, within=container) == place


def test_the_adopting_body_decides_where_the_title_only_mentions_a_place() -> None:
    province = ["2020年11月28日 河南省第十三届人民代表大会常务委员会第二十一次会议通过"]
    assert place_of_instrument("郑州航空港经济综合实验区条例", history=province, within="cn-ha") == "cn-ha"


def test_the_approving_body_is_not_the_maker() -> None:
    history = ["2018年1月23日山东省第十二届人民代表大会常务委员会批准", "2017年12月26日 泰安市第十七届人大常委会通过"]
    assert place_of_instrument("泰山风景名胜区生态保护条例", history=history, within="cn-sd") == "cn-sd-taian"


def test_a_place_that_nothing_names_stays_unknown() -> None:
    assert place_of_instrument("关于议案的若干暂行规定", history=["1983年3月16日 通过"], within="cn-bj") is None


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("上海的公共数据", ["cn-sh"]),
        ("深圳 数据条例", ["cn-gd-shenzhen"]),
        ("data protection in Taiwan and hong kong", ["tw", "hk"]),
        ("台灣的個人資料", ["tw"]),
        ("济南宁阳", ["cn-sd-jinan"]),
        ("tell us about consent", []),
        ("US law on consent", ["us"]),
        ("uk freedom of information", ["gb"]),
        ("disclosure in Xi'an", ["cn-sn-xian"]),
        ("政府信息公开", []),
        ("世界大同", []),
        ("大同市", ["cn-sx-datong"]),
    ],
)
def test_words_of_a_query_name_places(query: str, codes: list[str]) -> None:
    assert codes_in(query) == codes


def test_a_shared_name_gives_every_place_that_bears_it() -> None:
    (mention,) = find_places("open data in Suzhou")
    assert set(mention.codes) == {"cn-js-suzhou", "cn-ah-suzhou"}


@given(st.text(max_size=20), st.sampled_from(["深圳市", "台灣", "Hong Kong", "浦东新区"]), st.text(max_size=20))
def test_offsets_point_at_the_published_name(before: str, name: str, after: str) -> None:
    query = f"{before} 、{name}、 {after}"
    spans = [query[mention.start : mention.end] for mention in find_places(query)]
    assert name in spans


def test_a_megabyte_of_text_is_searched_in_a_second() -> None:
    started = time.process_time()
    assert find_places("第" * 1_000_000) == ()
    assert time.process_time() - started < 1


def test_every_local_regulation_of_the_collection_has_a_place(shared_dir: Path) -> None:
    nowhere, seen = [], 0
    for path in sorted((shared_dir / "corpora" / "LawRefBook-Laws" / "DLC").rglob("*.md")):
        if path.name == "_index.md":
            continue
        head = path.read_text(encoding="utf-8").partition("<!-- INFO END -->")[0].splitlines()
        title = next(line[2:] for line in head if line.startswith("# "))
        place = place_of_instrument(title, history=head[1:], within=LOCAL_FOLDERS[path.parent.name])
        seen += 1
        nowhere += [title] * (place is None)
    assert seen > 1900
    assert nowhere == []
