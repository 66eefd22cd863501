"""What a provision counts for on trade, rights in works and secrets, crime and compensation."""

from gaps.concepts import match
from gaps.judgement import Strength
from tests.gaps.test_judgement import CHECKLIST, found


def test_a_fine_for_harm_to_personal_data_is_part_of_cybercrime_but_a_law_named_for_another_wrong_is_not() -> None:
    fined = "泄露个人信息的,由主管部门处一万元以上五万元以下罚款。"
    assert found("ECM-06", fined, "网络安全条例").strength is Strength.PARTIAL
    crime = "出售公民个人信息,情节严重的,处三年以下有期徒刑。"
    assert found("ECM-06", crime, "刑法").strength is Strength.FULL
    named = "实行不合理差别待遇的,由市场监督管理部门依照个人信息保护法的规定处罚。"
    assert match(CHECKLIST.requirement("ECM-06"), named, "zh") is None


def test_removal_on_notice_without_rules_of_liability_is_partial() -> None:
    removal = "电子商务平台经营者知道平台内经营者侵犯知识产权的,应当及时采取删除、断开链接等必要措施。"
    assert found("IPR-01", removal, "知识产权保护条例").strength is Strength.PARTIAL
    settled = removal + "未及时采取必要措施的,对损害的扩大部分承担连带责任。"
    assert found("IPR-01", settled, "知识产权保护条例").strength is Strength.FULL


def test_officials_who_must_keep_trade_secrets_are_part_and_improper_means_of_another_kind_are_no_list() -> None:
    officials = "主管部门工作人员不得以不正当手段招揽业务,不得泄露当事人的商业秘密。"
    assert found("IPR-03", officials, "知识产权条例").strength is Strength.PARTIAL


def test_enforcement_bodies_that_misuse_their_powers_must_pay() -> None:
    pay = "行政执法机关因违法执法行为,对公民合法权益造成损害的,依法承担行政赔偿责任。"
    assert found("ACC-08", pay, "行政执法监督条例").strength is Strength.FULL
    assert found("ACC-08", pay, "城市管理行政执法条例").strength is Strength.PARTIAL
