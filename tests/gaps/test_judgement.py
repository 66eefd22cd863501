"""What one provision counts for, and that its quote stands in the published text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps.checklist import load_checklist
from gaps.concepts import match, tightest_window
from gaps.evidence import quote_span
from gaps.judgement import Finding, Strength, clause_around, judge
from law.script import fold, fold_text
from tests.gaps.held import REPLY, finding

CHECKLIST = load_checklist()


def found(requirement_id: str, words: str, title: str = "政府信息公开条例") -> Finding:
    shown = finding(requirement_id, title, words)
    assert shown is not None
    return shown


def test_a_binding_duty_is_full() -> None:
    assert found("DIS-08", REPLY).strength is Strength.FULL


def test_a_weak_verb_is_partial() -> None:
    weak = "鼓励行政机关自收到政府信息公开申请之日起二十个工作日内答复，延长的期限最长不得超过十日。".replace(
        "不得超过", "以"
    )
    finding = found("DIS-08", weak)
    assert finding.strength is Strength.PARTIAL
    assert "it only encourages or promises" in finding.reasons


def test_a_duty_in_the_indicative_binds() -> None:
    plain = REPLY.replace("应当", "").replace("不得超过", "以")
    assert "it only encourages or promises" not in found("DIS-08", plain).reasons


def test_the_words_that_introduce_a_list_bind_its_items() -> None:
    text = "行政机关应当公开下列信息:(一)鼓励办理的事项;(二)其他事项。"
    at = text.index("办理")
    assert clause_around(text, (at, at + 2), "zh").startswith("行政机关应当公开下列信息")


def test_a_purpose_clause_binds_nobody() -> None:
    text = "为了规范政府信息公开申请的答复，保障申请人自申请之日起二十个工作日内得到答复，制定本条例。"
    finding = found("DIS-08", text)
    assert finding.strength is Strength.NEAR_MISS
    assert finding.reasons == ("a purpose clause, which binds nobody",)


@pytest.mark.parametrize("title", ["慈善条例", "商业银行条例", "志愿服务条例"])
def test_an_instrument_of_a_sector_does_not_speak_for_everyone(title: str) -> None:
    assert found("DIS-08", REPLY, title).strength is Strength.PARTIAL


def test_a_text_of_a_place_below_is_partial() -> None:
    finding = found("DIS-08", REPLY)
    requirement = CHECKLIST.requirement("DIS-08")
    below = replace(finding.text, own=False)
    assert judge(requirement, CHECKLIST.vocabulary, below, finding.article, finding.hits).strength is Strength.PARTIAL


_PIECES = st.lists(
    st.sampled_from(
        [
            "行政機關收到政府信息公開申請",
            "自申請之日起二十個工作日內",
            "予以答復",
            "延長的期限最長不得超過二十個工作日",
            "。",
            "；",
            "\n",
            "　",
            "　　（一）",
            "ﬀ…",
            "𠮷é",
            "其他事項" * 60,
        ]
    ),
    min_size=1,
    max_size=14,
).map("".join)


@given(_PIECES)
def test_a_quote_contains_every_concept_found(published: str) -> None:
    requirement = CHECKLIST.requirement("DIS-08")
    folded = fold_text(published)
    assert fold(published).text == folded
    hits = match(requirement, folded, "zh")
    if hits is None:
        return
    window = tightest_window(hits.spans.values())
    start, end = quote_span(published, window)
    assert 0 <= start < end <= len(published)
    quote = fold_text(published[start:end])
    assert folded[window[0] : window[1]] in quote
    for group in requirement.groups["zh"]:
        if group.name in hits.spans:
            assert any(folded[s:e] in quote for s, e in hits.spans[group.name])


def test_rewards_count_though_the_article_also_takes_complaints_but_not_rewards_for_informers() -> None:
    good = "各级政府应当受理有关营商环境的投诉和举报。对在优化营商环境工作中成绩显著的单位和个人给予表彰和奖励。"
    assert found("CAP-03", good, "优化营商环境条例").strength is Strength.FULL
    informers = "任何人可以对数据安全违法行为举报，经查证属实的给予奖励。"
    assert found("CAP-03", informers, "数据条例").strength is Strength.NEAR_MISS


def test_consumers_who_are_told_of_a_leak_make_part_of_breach_notice() -> None:
    told = "发生或者可能发生消费者个人信息泄露、丢失的，经营者应当及时通知消费者，并立即采取补救措施。"
    finding = found("PIP-10", told, "消费者权益保护条例")
    assert finding.strength is Strength.PARTIAL
    assert "data of consumers only" in finding.reasons


def test_a_system_that_runs_on_the_government_network_is_not_the_network() -> None:
    system = "省人民政府应当依托省电子政务网建立全省统一的综治工作信息化平台。"
    assert found("INF-04", system, "社会治安综合治理条例").strength is Strength.NEAR_MISS


def test_secrecy_asked_of_officials_makes_part_of_the_rules_for_state_bodies() -> None:
    kept = "有关部门及其工作人员对登记工作中知悉的个人信息，应当予以保密。"
    finding = found("PIP-07", kept, "个人信息登记条例")
    assert finding.strength is Strength.PARTIAL
    assert finding.reasons == ("nothing on: bound when handling",)
    answered = "受理投诉的有关部门应当按照程序告知处理结果，并对投诉人的个人信息保密。"
    assert found("PIP-07", answered, "个人信息登记条例").strength is Strength.PARTIAL
    powers = "行政机关处理个人信息，不得超出其法定职责和权限。"
    assert found("PIP-07", powers, "个人信息登记条例").strength is Strength.FULL


def test_drafts_that_need_not_be_published_make_part_of_the_rules_on_internal_information() -> None:
    draft = "法规草案应当向社会公布，征求意见，但是经主任会议决定不公布的除外。"
    finding = found("SEC-08", draft, "地方立法条例")
    assert finding.strength is Strength.PARTIAL
    assert finding.reasons == ("nothing on: when not",)


def test_encryption_as_one_of_several_ways_is_not_required() -> None:
    choice = "处理重要数据的单位应当采取加密存储、授权访问或者其他安全保护措施。"
    assert found("SAF-08", choice, "数据条例").strength is Strength.PARTIAL
    duty = "处理重要数据的单位应当采取加密存储的安全保护措施。"
    assert found("SAF-08", duty, "数据条例").strength is Strength.FULL


def test_critical_infrastructure_that_is_protected_but_not_defined_is_partial() -> None:
    protected = "关键信息基础设施的运营者应当采取措施，维护网络安全。"
    assert found("SAF-02", protected, "网络安全条例").strength is Strength.PARTIAL
    defined = "本条例所称关键信息基础设施，是指公共服务、电子政务等领域的重要网络，运营者应当予以保护。"
    assert found("SAF-02", defined, "网络安全条例").strength is Strength.FULL


def test_a_department_that_punishes_misuse_of_personal_data_supervises_it() -> None:
    misuse = "用人单位擅自公开劳动者个人信息的，由人力资源主管部门责令改正。"
    finding = found("PIP-11", misuse, "劳动合同条例")
    assert finding.strength is Strength.PARTIAL
    assert finding.reasons == ("the instrument is about one sector",)


def test_a_definition_of_public_data_is_part_of_saying_which_information_is_meant() -> None:
    data = "本条例所称公共数据，是指国家机关、法律法规授权的组织在履行职责过程中收集和产生的数据。"
    assert found("DIS-02", data, "数据条例").reasons == ("nothing on: all information",)


def test_one_kind_of_record_open_to_anyone_or_help_without_a_place_to_read_counts_in_part() -> None:
    air = "公民、法人和其他组织依法享有获取大气环境信息、参与和监督大气环境保护的权利。"
    assert found("DIS-07", air, "大气污染防治条例").strength is Strength.PARTIAL
    records = "统计机构取得的统计资料，除依法保密的以外，应当及时公开。"
    assert found("DIS-01", records, "统计条例").strength is Strength.PARTIAL
    helped = "各级人民政府和有关部门应当为残疾人获取政务信息提供方便。"
    assert found("DIS-12", helped, "残疾人保障条例").strength is Strength.PARTIAL


def test_declassification_left_to_other_rules_and_leaks_forbidden_are_near_misses() -> None:
    assert found("SEC-02", "档案密级的变更和解密，依照保密法律规定办理。", "档案条例").strength is Strength.NEAR_MISS
    forbidden = fold_text("个人不得有下列行为：（一）泄露国家秘密；（二）侵犯商业秘密。")
    assert match(CHECKLIST.requirement("SEC-01"), forbidden, "zh") is None


def test_a_right_holder_who_agrees_to_opening_counts_in_part_as_a_third_party_asked() -> None:
    agreed = "非开放类公共数据，相关权利人同意开放的，可以列入有条件开放类。"
    assert found("SEC-07", agreed, "数据条例").reasons == ("nothing on: time limit and silence",)


@pytest.mark.parametrize(
    "report",
    [
        "市卫生部门应当每年编制院前急救工作年度报告,并向社会公布。",
        "市人民政府应当每年向本级人民代表大会常务委员会报告节约用水工作情况,并向社会公开。",
    ],
)
def test_a_published_yearly_report_on_one_field_of_work_is_part_of_an_annual_report(report: str) -> None:
    assert found("ACC-05", report, "行政管理条例").strength is Strength.PARTIAL
    openness = "县级以上人民政府部门应当于每年一月编制政府信息公开工作年度报告,并向社会公布。"
    assert found("ACC-05", openness, "政府信息公开条例").strength is Strength.FULL
    of_companies = "网络平台应当每年编制年度报告,并向社会公布。"
    assert match(CHECKLIST.requirement("ACC-05"), of_companies, "zh") is None


def test_a_right_to_ask_departments_about_one_kind_of_information_is_a_right_to_request() -> None:
    of_food = "任何组织和个人有权依法向有关部门了解食品安全信息。"
    assert found("DIS-07", of_food, "食品安全条例").strength is Strength.PARTIAL
    of_traders = "消费者有权向经营者了解商品信息。"
    assert match(CHECKLIST.requirement("DIS-07"), of_traders, "zh") is None
