"""What a provision says about disclosure and secrecy: kind, words, who, what, until when."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps.norm_records import Norm, NormKind, ReadFrom
from gaps.norm_rules import norm_rules
from gaps.norms import norms_of
from gaps.requirement import Language
from law.script import fold_text

SIMPLIFIED = (
    ("行政机关应当主动公开财政预算信息。", NormKind.MUST_PUBLISH),
    ("行政处罚决定应当依法公开。", NormKind.MUST_PUBLISH),
    ("公民可以向行政机关申请获取政府信息。", NormKind.ON_REQUEST),
    ("个人有权向个人信息处理者查阅、复制其个人信息。", NormKind.ON_REQUEST),
    ("行政机关的内部事务信息，可以不予公开。", NormKind.MAY_WITHHOLD),
    ("涉及国家秘密的政府信息，不予公开。", NormKind.MUST_KEEP_SECRET),
    ("工作人员对知悉的商业秘密应当予以保密。", NormKind.MUST_KEEP_SECRET),
    ("行政机关应当自收到信息公开申请之日起二十个工作日内答复。", NormKind.TIME_LIMIT),
    ("省数据局负责统筹公共数据管理工作。", NormKind.BODY),
    ("政府信息应当通过政府网站公开。", NormKind.CHANNEL),
    ("申请人对信息公开答复不服的，可以依法申请行政复议。", NormKind.REMEDY),
)
TRADITIONAL = (
    ("政府資訊應依本法主動公開。", NormKind.MUST_PUBLISH),
    ("國民得依本法規定申請政府機關提供政府資訊。", NormKind.ON_REQUEST),
    ("政府資訊屬於國家機密者，應限制公開或不予提供之。", NormKind.MUST_KEEP_SECRET),
    ("政府機關應於受理申請提供政府資訊之日起十五日內，為准駁之決定。", NormKind.TIME_LIMIT),
    ("申請人對資訊公開決定不服者，得依法提起行政救濟。", NormKind.REMEDY),
)
ENGLISH = (
    ("Each agency shall publish its rules of procedure.", NormKind.MUST_PUBLISH),
    ("Every person has a right to and shall, on request, be given access to any record.", NormKind.ON_REQUEST),
    ("The head of the institution may refuse to disclose any record that contains advice.", NormKind.MAY_WITHHOLD),
    ("The head shall refuse to disclose any record that contains personal information.", NormKind.MUST_KEEP_SECRET),
    ("The agency shall answer within 30 days after the request is received for records.", NormKind.TIME_LIMIT),
    ("The Office is responsible for access to records.", NormKind.BODY),
    ("The notice of records held shall be on its website.", NormKind.CHANNEL),
    ("The requester of the record may appeal to the Commissioner.", NormKind.REMEDY),
)
QUIET = (
    "为了提高政府工作的透明度，制定本条例。",
    "行政机关应当建立健全政府信息公开工作制度。",
    "采购人应当公开招标。",
    "行政机关应当对政府信息公开工作人员定期进行培训。",
    "本条例由国务院负责解释，自公布之日起施行。",
    "行政机关应当依照《中华人民共和国保守国家秘密法》对拟公开的政府信息进行审查。",
    "企业应当及时供应商品，响应用户需求。",
    "任何机关不得以法律规定之外的理由拒绝公开政府信息。",
    "处理者不得以个人不同意为由拒绝提供产品或者服务。",
)


def kinds(text: str, language: Language = "zh") -> set[NormKind]:
    return {norm.kind for norm in norms_of(text, language)}


def only(text: str, kind: NormKind, language: Language = "zh") -> Norm:
    return next(norm for norm in norms_of(text, language) if norm.kind is kind)


@pytest.mark.parametrize(("text", "kind"), [*SIMPLIFIED, *TRADITIONAL])
def test_a_chinese_provision_is_typed_in_either_script(text: str, kind: NormKind) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(("text", "kind"), ENGLISH)
def test_an_english_provision_is_typed(text: str, kind: NormKind) -> None:
    assert kind in kinds(text, "en")


@pytest.mark.parametrize("text", QUIET)
def test_words_that_only_look_like_a_norm_are_none(text: str) -> None:
    assert kinds(text) == set()


def test_a_duty_not_to_refuse_is_no_duty_of_secrecy() -> None:
    text = "The head shall not refuse under subsection (1) to disclose a part of a record."
    assert NormKind.MUST_KEEP_SECRET not in kinds(text, "en")


def test_a_norm_names_who_is_bound_what_is_spoken_of_and_the_list() -> None:
    text = "行政机关应当主动公开下列政府信息：\n（一）规章；\n（二）财政预算；\n（三）行政处罚决定。"
    norm = only(text, NormKind.MUST_PUBLISH)
    assert norm.actor is not None
    assert norm.actor.text == "行政机关"
    assert [item.text for item in norm.items] == ["规章", "财政预算", "行政处罚决定"]
    assert all(text[item.start : item.end] == item.text for item in norm.items)


def test_a_secret_names_its_grounds_and_its_test() -> None:
    text = "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。"
    norm = only(text, NormKind.MUST_KEEP_SECRET)
    assert norm.grounds == ("trade_secret", "privacy", "third_party")
    assert norm.tests == ("harm",)


def test_each_limit_of_a_sentence_has_its_own_length_and_act() -> None:
    text = "行政机关应当自收到申请之日起20个工作日内予以答复；需要延长的，延长的期限最长不得超过十五日。"
    limits = [n for n in norms_of(text, "zh", about="信息公开") if n.kind is NormKind.TIME_LIMIT]
    found = [(n.action, n.duration.amount, n.duration.unit) for n in limits if n.duration]
    assert found == [("answer", 20, "working_day"), ("extend", 15, "day")]


def test_english_numbers_are_read_as_words_too() -> None:
    norm = only(
        "The body shall provide information on action taken within one month of receipt.", NormKind.TIME_LIMIT, "en"
    )
    assert norm.duration is not None
    assert (norm.duration.amount, norm.duration.unit) == (1, "month")


def test_an_unreadable_actor_stays_unknown() -> None:
    assert only("涉及国家秘密的，不予公开。", NormKind.MUST_KEEP_SECRET).actor is None


PUBLISHERS = (
    ("慈善组织通过互联网开展公开募捐的，应当在统一的平台发布募捐信息。", "慈善组织", ReadFrom.CLAUSE),
    ("审批机关对批准设立的学校，应当通过政府网站向社会公示。", "审批机关", ReadFrom.CLAUSE),
    ("鉴定名录由市质量部门按照规定向社会公布。", "市质量部门", ReadFrom.CLAUSE),
    ("市人大常委会应当监督本级政府及其部门及时公开预算信息。", "本级政府及其部门", ReadFrom.CLAUSE),
    ("市容部门应当编制广告规划；广告规划应当向社会公布。", "市容部门", ReadFrom.SENTENCE),
    ("督导机构应当指派督学。督学的姓名应当向社会公布。", "督导机构", ReadFrom.PARAGRAPH),
    ("轨道交通企业应当编制运营计划。\n列车运营时间应当向社会公布。", "轨道交通企业", ReadFrom.PROVISION),
)


@pytest.mark.parametrize(("text", "body", "read_from"), PUBLISHERS)
def test_who_must_publish_is_read_where_the_provision_says_it(text: str, body: str, read_from: ReadFrom) -> None:
    actor = norms_of(text, "zh", about="信息")[-1].actor
    assert actor is not None
    assert (actor.text, actor.read_from) == (body, read_from)
    assert text[actor.words.start : actor.words.end] == body


@pytest.mark.parametrize(
    "text",
    [
        "审计机关应当报告审计结果。主管部门应当督办。整改情况应当向社会公开。",
        "申请人应当提交材料。评审结果应当向社会公布。",
        "市财政部门应当编制预算。\n需要终止经营的，应当提前公告。",
        "市财政部门应当编制预算。动物园应当公布开放时间信息。",
        "本级政府对审议意见的研究处理情况的报告，应当向社会公布。",
    ],
)
def test_a_body_that_the_words_leave_open_stays_unknown(text: str) -> None:
    published = [norm for norm in norms_of(text, "zh", about="信息") if norm.kind is NormKind.MUST_PUBLISH]
    assert [norm.actor for norm in published] == [None]


MATTERS = (
    ("市民政部门应当编制机构名册，定期更新，并向社会公布。", "机构名册", ReadFrom.ACT),
    ("业主委员会应当将委员终止的情况在小区内公告。", "委员终止的情况", ReadFrom.CLAUSE),
    ("立法规划由主任会议通过并向社会公布。", "立法规划", ReadFrom.CLAUSE),
    ("区域评估应当在出让前完成，评估结果向社会公开。", "评估结果", ReadFrom.CLAUSE),
    ("经审定的设计方案的总平面图，规划部门应当予以公布。", "经审定的设计方案的总平面图", ReadFrom.CLAUSE),
    ("法律援助对象经济困难的标准，应当向社会公开。", "法律援助对象经济困难的标准", ReadFrom.CLAUSE),
    ("认定机构应当撤销其能力证明文件，并予以公布。", "撤销其能力证明文件", ReadFrom.ACT),
    ("机构信息发生变动的，市司法部门应当及时向社会公告。", "机构信息发生变动", ReadFrom.CONDITION),
    ("履行相应职能的组织，应当制定监管细则，并向社会公布。", "监管细则", ReadFrom.ACT),
)


@pytest.mark.parametrize(("text", "matter", "read_from"), MATTERS)
def test_what_is_published_is_read_where_the_sentence_says_it(text: str, matter: str, read_from: ReadFrom) -> None:
    found = only(text, NormKind.MUST_PUBLISH).matter
    assert found is not None
    assert (found.text, found.read_from) == (matter, read_from)


@given(st.text(alphabet="应当主动公开不得泄露政府信息、。；，：\n（一）二十个工作日内 ＡｂÉ", max_size=120))
def test_quotes_and_words_stand_where_they_are_said_to(text: str) -> None:
    for norm in norms_of(text, "zh", about="信息"):
        named = (found.words for found in (norm.actor, norm.matter) if found)
        for stretch in (norm.quote, norm.words, *norm.items, *named):
            assert text[stretch.start : stretch.end] == stretch.text
        assert norm.quote.start <= norm.words.start
        assert norm.words.end <= norm.quote.end


@pytest.mark.parametrize("piece", ["第", "应当公开", "，不得", "shall publish ", "within ", "由", "可以"])
def test_a_megabyte_of_one_piece_is_read_in_linear_time(piece: str) -> None:
    text, began = piece * (1_000_000 // len(piece)), time.perf_counter()
    norms_of(text, "zh", about="信息")
    norms_of(text, "en", about="information")
    assert time.perf_counter() - began < 8


def test_every_kind_ground_test_and_act_has_a_name_in_three_languages() -> None:
    rules = norm_rules()
    assert {rule.kind for rule in rules.kinds} == set(NormKind)
    for entry in (*rules.grounds, *rules.tests, *rules.actions):
        assert all(rules.name(entry.id).in_language(lang) for lang in ("en", "zh-Hans", "zh-Hant"))


@pytest.mark.parametrize("text", [text for text, _ in (*SIMPLIFIED, *TRADITIONAL, *ENGLISH)])
def test_the_quick_look_at_a_text_passes_every_rule_that_finds_something_in_it(text: str) -> None:
    folded = fold_text(text)
    every = [rule.patterns[language] for rule in norm_rules().kinds for language in ("zh", "en")]
    finding = [pattern for pattern in (*every, *norm_rules().field.values()) if pattern.first(folded)]
    assert finding
    assert all(pattern.may_hit(folded) for pattern in finding)


def test_the_quick_look_leaves_most_rules_out_of_a_provision_on_something_else() -> None:
    passing = [rule.kind for rule in norm_rules().kinds if rule.patterns["zh"].may_hit("本市实行耕地保护补偿制度。")]
    assert passing == []
