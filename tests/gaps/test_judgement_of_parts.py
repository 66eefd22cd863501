"""What a provision counts for on parts of a record, data that leave the country, contracts online and higher law."""

import pytest

from gaps.concepts import match
from gaps.judgement import Strength
from tests.gaps.test_judgement import CHECKLIST, found


@pytest.mark.parametrize(
    "published",
    [
        "区划应当自批准之日起三十日内向社会公布,但涉及国家秘密的部分除外。",
        "主管部门应当公开受理的评价文件。评价文件中涉及商业秘密的内容,依法不予公开。",
        "除涉及国家秘密的内容外,主管部门应当公布管理工作情况。",
    ],
)
def test_one_kind_of_record_published_but_for_its_secret_parts_is_severability_in_part(published: str) -> None:
    assert found("DIS-09", published, "海域管理条例").strength is Strength.PARTIAL


def test_a_rule_for_all_requests_is_severability_and_secret_matters_left_out_as_a_whole_are_none() -> None:
    divided = "申请公开的信息含有不应当公开的内容,但能够作区分处理的,行政机关应当提供可以公开的内容。"
    assert found("DIS-09", divided).strength is Strength.FULL
    whole = "统计资料应当向社会公布,但涉及国家秘密的除外。"
    assert match(CHECKLIST.requirement("DIS-09"), whole, "zh") is None


def test_credit_information_that_must_stay_in_the_country_is_part_of_the_rules_of_transfer() -> None:
    kept = "信用信息的保存应当在境内进行;向境外提供信用信息,应当遵守法律的规定。"
    assert found("PIP-09", kept, "信用条例").strength is Strength.PARTIAL


def test_an_agreement_by_electronic_message_is_form_only_and_a_body_that_is_set_up_forms_no_contract() -> None:
    agreed = "当事人可以通过电子数据交换等方式达成协议。"
    assert found("ECM-07", agreed, "电子商务条例").reasons == ("nothing on: formation",)
    online = "企业应当通过网签系统与买受人签订买卖合同。"
    assert found("ECM-07", online, "电子商务条例").reasons == ("nothing on: formation",)
    formed = "采用数据电文形式订立合同的,对方提交订单成功时合同成立。"
    assert found("ECM-07", formed, "合同法").strength is Strength.FULL
    body = "合同信息应当在信息网络填报;租赁不得超过业主大会成立后十二个月。"
    assert match(CHECKLIST.requirement("ECM-07"), body, "zh") is None


def test_platforms_that_handle_complaints_about_one_kind_of_right_count_in_part_and_a_market_for_patents_does_not() -> (
    None
):
    handled = "交易平台提供者接到投诉后,应当及时处理专利侵权投诉。"
    assert found("IPR-02", handled, "专利条例").reasons == ("one kind of right only",)
    assert found("IPR-02", handled, "知识产权保护条例").strength is Strength.FULL
    market = "支持专利网络交易平台的建立和发展。"
    assert match(CHECKLIST.requirement("IPR-02"), market, "zh") is None


def test_a_local_regulation_covers_only_where_it_names_the_higher_law() -> None:
    named = "为了规范数据处理,根据《中华人民共和国数据安全法》等法律,结合本省实际,制定本条例。"
    assert found("CAP-05", named, "数据条例").strength is Strength.FULL
    unnamed = "为了规范数据处理,根据有关法律、行政法规,结合本省实际,制定本条例。"
    assert found("CAP-05", unnamed, "数据条例").reasons == ("nothing on: higher law by name",)
