import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS, UnknownKind, kind_of, nation_of

CAC = "国家互联网信息办公室"


@pytest.mark.parametrize(
    ("title", "folder", "history", "kind"),
    [
        ("中华人民共和国宪法", "宪法", [], "constitution"),
        ("中华人民共和国宪法修正案（2018年）", "宪法", [], "constitution"),
        ("中华人民共和国个人信息保护法", "行政法", [], "law"),
        ("中华人民共和国户口登记条例", "行政法", [], "law"),
        ("中华人民共和国刑法修正案（十二）", "刑法", [], "amendment_decision"),
        (
            "中华人民共和国政府信息公开条例",
            "行政法规",
            ["2007年4月5日 中华人民共和国国务院令第492号公布"],
            "administrative_regulation",
        ),
        ("商用密码管理条例", "行政法规", [], "administrative_regulation"),
        (
            "学校卫生工作条例",
            "行政法规",
            ["1990年4月25日 国务院批准", "1990年6月4日 卫生部令第1号发布"],
            "administrative_regulation",
        ),
        ("市场监督管理行政处罚信息公示规定", "部门规章/市场监督管理总局", [], "departmental_rule"),
        (
            "关于职工全年月平均工作时间的通知",
            "部门规章/人力资源社会保障部",
            ["劳社部发[2008]3号"],
            "normative_document",
        ),
        ("人民法院在线诉讼规则", "司法解释", [], "judicial_interpretation"),
        (
            "全国人民代表大会常务委员会关于《中华人民共和国刑法》第三十条的解释",
            "刑法",
            [],
            "legislative_interpretation",
        ),
        ("全国人民代表大会常务委员会关于修改《中华人民共和国网络安全法》的决定", None, [], "amendment_decision"),
        ("全国人民代表大会常务委员会关于加强经济工作监督的决定", "经济法", [], "legislative_decision"),
        ("人体损伤程度鉴定标准", "其他", [], None),
        ("互联网信息服务管理办法", None, [], None),
    ],
)
def test_a_national_title_tells_its_kind(title: str, folder: str | None, history: list[str], kind: str | None) -> None:
    assert kind_of(title, jurisdiction="cn", folder_category=folder, history=history) == kind


@pytest.mark.parametrize(
    "told", [{"issuing_body": CAC}, {"history": [f"2021年11月16日 {CAC}2021年第20次室务会议审议通过"]}]
)
def test_a_departmental_rule_filed_as_administrative_regulation_is_told_by_its_body(told: dict[str, str]) -> None:
    title = "互联网信息服务算法推荐管理规定"
    assert kind_of(title, jurisdiction="cn", folder_category="行政法规", **told) == "departmental_rule"


@pytest.mark.parametrize(
    ("title", "place", "history", "kind"),
    [
        ("上海市数据条例", "cn-sh", [], "local_regulation"),
        ("深圳经济特区数据条例", "cn-gd-shenzhen", [], "special_zone_regulation"),
        ("浙江省景宁畲族自治县自治条例", "cn-zj-lishui-jingning", [], "autonomous_regulation"),
        ("彭水苗族土家族自治县旅游条例", "cn-cq-pengshui", [], "separate_regulation"),
        (
            "北京市环境噪声污染防治办法",
            "cn-bj",
            ["2006年11月17日 北京市人民政府第56次常务会议审议通过"],
            "local_government_rule",
        ),
        ("上海市政府信息公开规定", "cn-sh", ["2020年4月30日 上海市人民政府令第32号公布"], "local_government_rule"),
        ("上海市政府信息公开规定", "cn-sh", [], None),
        ("延边朝鲜族自治州水资源条例", "cn-jl-yanbian", [], None),
        ("海南自由贸易港公平竞争条例", "cn-hi", [], "free_trade_port_regulation"),
    ],
)
def test_a_local_title_tells_its_kind(title: str, place: str, history: list[str], kind: str | None) -> None:
    assert kind_of(title, jurisdiction=place, history=history) == kind


@pytest.mark.parametrize(
    ("title", "place", "kind"),
    [
        ("個人資料保護法", "tw", "act"),
        ("行政資訊公開辦法", "tw", "tw_order"),
        ("臺北市資料治理自治條例", "tw-tpe", "self_government_ordinance"),
        ("個人資料（私隱）條例", "hk", "ordinance"),
        ("Regulation (EU) 2016/679", "eu", "eu_regulation"),
        ("Commission Implementing Regulation (EU) 2023/138", "eu", "eu_implementing_act"),
        ("Directive (EU) 2019/1024", "eu", "directive"),
        ("Freedom of Information (Scotland) Act 2002", "gb-sct", "act"),
        ("Environmental Information Regulations 2004", "gb", "statutory_instrument"),
        ("3 CFR Part 101", "us", "regulation"),
        ("5 U.S.C. 552", "us", "act"),
        ("Access to Information Regulations", "ca", "regulation"),
        ("個人情報の保護に関する法律", "jp", "act"),
        ("個人情報の保護に関する法律施行令", "jp", "cabinet_order"),
        ("Bundesdatenschutzgesetz", "de", "act"),
        ("Notes on nothing in particular", "gb", None),
        ("样例国个人信息保护法", "xs", "law"),
        ("Samplia Archives Act 2015", "xs", "act"),
    ],
)
def test_a_title_elsewhere_tells_its_kind(title: str, place: str, kind: str | None) -> None:
    assert kind_of(title, jurisdiction=place) == kind


def test_ranks_follow_the_legislation_law() -> None:
    order = ["constitution", "law", "administrative_regulation", "local_regulation", "local_government_rule"]
    ranks = [KINDS[code].rank for code in order]
    assert ranks == sorted(set(ranks))
    assert KINDS["departmental_rule"].rank == KINDS["local_government_rule"].rank
    assert KINDS["legislative_interpretation"].rank == KINDS["law"].rank


def test_an_unknown_kind_names_the_closest() -> None:
    with pytest.raises(UnknownKind, match="local_regulation"):
        KINDS["local_regulations"]


def test_a_member_state_is_a_legal_system_and_a_city_is_not() -> None:
    assert [nation_of(code) for code in ("de", "cn-gd-shenzhen", "hk", "eu")] == ["de", "cn", "hk", "eu"]


@given(st.text(max_size=60), st.sampled_from(sorted(JURISDICTIONS)), st.text(max_size=60))
def test_every_answer_is_in_the_table_or_none(title: str, place: str, body: str) -> None:
    kind = kind_of(title, jurisdiction=place, issuing_body=body)
    assert kind is None or kind in KINDS
