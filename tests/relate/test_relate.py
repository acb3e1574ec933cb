"""What the rules make of whole passages: subjects carried over, dates, modality, and which statement wins."""

from __future__ import annotations

import pytest

from kg.knowledge import terms
from kg.knowledge.rules import grammar, rules
from kg.model import Claim
from kg.relate import relate
from kg.relate.encode import INDEX, TYPE, classes
from kg.relate.markup import linked
from kg.relate.patterns import compiled
from tests.relate.statements import said


def test_each_title_of_a_list_gets_all_parties_and_the_day() -> None:
    text = (
        "[2019年6月3日|@2019-06-03]，[保定市|Region]与[沧州市|Region]签订[《白洋淀合作协议》|Agreement]，"
        "以及[《交通协议》|Agreement][《旅游协议》|Agreement]等5个专项协议。"
    )
    titles = ("白洋淀合作协议", "交通协议", "旅游协议")
    expected = {f"{title} signatory {place}" for title in titles for place in ("保定市", "沧州市")}
    expected |= {f"{title} signedOn 2019-06-03" for title in titles}
    assert said(text) == expected


def test_a_chronology_dates_what_follows_until_the_next_date() -> None:
    text = (
        "@[2018年3月|@2018-03]\n[唐山市|Region]与[秦皇岛市|Region]签署[《港口协议》|Agreement]。\n"
        "@[2019年5月|@2019-05]\n[唐山市|Region]与[承德市|Region]签署[《钢铁协议》|Agreement]。"
    )
    assert {"港口协议 signedOn 2018-03", "钢铁协议 signedOn 2019-05"} <= said(text)
    assert "钢铁协议 signedOn 2018-03" not in said(text)


def test_the_day_of_the_report_is_not_the_day_of_the_act() -> None:
    text = "新华社[7月2日|@2020-07-02]电，[日照市|Region]与[临沂市|Region]签署[《物流协议》|Agreement]。"
    assert not any("signedOn" in statement for statement in said(text))


def test_earlier_acts_do_not_get_the_day_spoken_of() -> None:
    text = "[5月1日|@2021-05-01]，工程开工；此前，[黄山市|Region]与[池州市|Region]已签署[《铁路协议》|Agreement]。"
    assert not any("signedOn" in statement for statement in said(text))


def test_a_subject_is_carried_over_with_less_confidence() -> None:
    document = linked("[青岛银行|FinancialInstitution]服务海洋经济。今年，推出[“海洋贷”|Product]。")
    (claim,) = (claim for claim in relate(document) if claim.predicate == "launchedBy")
    assert claim.subject.endswith("海洋贷")
    assert str(claim.object).endswith("青岛银行")
    assert claim.confidence < max(rule.confidence for rule in rules() if rule.id == claim.rule)
    assert claim.sentence.startswith("青岛银行服务海洋经济。")


def test_an_unknown_subject_stops_the_carrying() -> None:
    assert not said("[青岛银行|FinancialInstitution]服务海洋经济。该企业还积极创新，推出[“海洋贷”|Product]。")


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("拟与", "planned"),
        ("希望与", "wished"),
        ("正洽谈与", "negotiated"),
        ("是否与", "questioned"),
        ("从未与", "denied"),
        ("取消与", "cancelled"),
    ],
)
def test_what_is_not_asserted_keeps_its_modality(words: str, modality: str) -> None:
    text = f"[威海市|Region]{words}[烟台市|Region]共建[胶东数据港|DevelopmentZone]。"
    assert not said(text)
    assert "威海市 jointlyBuilds 胶东数据港" in said(text, modality=modality)


def test_a_plan_counts_where_the_parties_have_signed() -> None:
    text = "[万达集团|Company]与[潍坊市|Region]签约，将在[潍坊市|Region]投资建设文旅城。"
    assert "万达集团 investsIn 潍坊市" in said(text)


def test_signing_a_titled_agreement_is_not_said_again_as_cooperation() -> None:
    text = "[南通市|Region]与[盐城市|Region]签署[《沿海合作协议》|Agreement]，两市开展合作。"
    assert not any("cooperatesWith" in statement for statement in said(text))


def test_building_together_wins_over_launching() -> None:
    statements = said("[扬州市|Region]与[镇江市|Region]共同打造[宁镇扬智造平台|Platform]。")
    assert statements == {"扬州市 jointlyBuilds 宁镇扬智造平台", "镇江市 jointlyBuilds 宁镇扬智造平台"}


def test_settling_wins_over_lying_there() -> None:
    statements = said("[京东物流|Company]落户[徐州高新区|DevelopmentZone]。")
    assert statements == {"京东物流 investsIn 徐州高新区"}


def test_firms_of_a_place_are_not_the_place() -> None:
    assert not said("[温州市|Region]企业推出[“红日”系统|Platform]。")
    assert not said("[台州市|Region]、[丽水市|Region]等地的高校联合成立[瓯越联盟|Alliance]。")


def test_the_mayor_is_the_mayor_of_the_place() -> None:
    text = "[南平市|Region]消息：[南平市委|GovernmentBody]书记[林甲|Person]、市长[陈乙|Person]出席。"
    statements = said(text)
    assert {"林甲 holdsPosition 南平市委", "陈乙 holdsPosition 南平市"} <= statements


def test_evidence_and_marks_lead_back_to_the_words() -> None:
    text = "[绍兴市|Region]与[宁波市|Region]签署[《杭州湾协议》|Agreement]。"
    document = linked(text)
    plain = document.document.text

    def words(claim: Claim) -> tuple[str, ...]:
        spans = (claim.subject_span, claim.trigger_span, claim.object_span)
        return tuple(plain[span.start : span.end] for span in spans if span)

    claims = [claim for claim in relate(document) if claim.predicate == "signatory"]
    assert {words(claim) for claim in claims} == {
        ("《杭州湾协议》", "签署", "绍兴市"),
        ("《杭州湾协议》", "签署", "宁波市"),
    }
    assert all(plain[c.evidence.start : c.evidence.end] == c.sentence for c in claims)


def test_a_hundred_names_in_a_sentence_do_no_harm() -> None:
    text = "、".join(f"[第{number}中学|EducationalInstitution]" for number in range(120)) + "成立[百校联盟|Alliance]。"
    relate(linked(text))


def test_the_same_text_gives_the_same_claims() -> None:
    text = "[丽江市|Region]、[大理州|Region]和[迪庆州|Region]共建[滇西旅游环线|Project]。"
    assert relate(linked(text)) == relate(linked(text))


def test_the_rules_speak_the_language_of_the_ontology() -> None:
    known = set(terms.predicates())
    assert {emit.predicate for rule in rules() for emit in rule.emit} <= known
    assert set(grammar().predicates) <= known
    assert {name for names in grammar().types.values() for name in names} <= {*terms.classes(), "Date"}


@pytest.mark.parametrize("predicate", sorted(grammar().predicates))
def test_the_rules_keep_domain_and_range(predicate: str) -> None:
    """Every class that the rules allow at an end is one that the ontology allows there."""
    types = grammar().types
    for groups, allowed in zip(grammar().predicates[predicate], (terms.domain, terms.range_of), strict=True):
        for name in {name for group in groups for name in types[group]} - {"Date"}:
            assert name in allowed(predicate) or terms.coarse(name) in allowed(predicate)


def test_every_predicate_has_a_rule() -> None:
    from_names = {"subOrganizationOf", "appliesTo"}
    assert {emit.predicate for rule in rules() for emit in rule.emit} | from_names == set(grammar().predicates)


def test_every_pattern_compiles_and_the_classes_fit_the_alphabet() -> None:
    assert all(entry.regex for entry in compiled())
    assert len(classes()) <= INDEX - TYPE


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("“深化[海南|Region]与[云南|Region]合作推进会”举行。", "cooperatesWith"),
        ("[湖南|Region]企业[三湘集团|Company]与[江西|Region]沿江五市签署合作协议。", "江西 cooperatesWith"),
        ("[第三届西湖论坛|Event]今天闭幕，[2021年5月6日|@2021-05-06]。", "heldOn"),
        ("[2021年5月6日|@2021-05-06]，[西湖论坛|Event]开幕倒计时百日活动举行。", "heldOn"),
        ("[水利部|GovernmentBody]介绍实施[《节水规划》|Policy]的情况。", "issuedBy"),
        ("[教育部|GovernmentBody]将于近期推出五项措施，包括出台[《作业办法》|Policy]。", "issuedBy"),
        ("[民政部|GovernmentBody]正在抓紧研究制定[《养老办法》|Policy]。", "issuedBy"),
        ("[贵州省政府|GovernmentBody]去年提出修订[《禁渔条例》|Policy]以来，议论不少。", "issuedBy"),
        ("庆祝[湖北|Region]解放成立71周年大会在[江城会展中心|PublicInstitution]举行。", "launchedBy"),
        ("[泰国|Region]通过[《专利条约》|Policy]途径提交申请。", "issuedBy"),
        ("横跨[甘肃、青海|Region|甘肃省+青海省]两省的[兰青铁路|Project]通车。", "locatedIn"),
        ("[芬兰|Region]驻[泰国|Region]大使[林德|Person]出席。", "泰国"),
        ("[英国皇家学会|Alliance]会长[彼得|Person]·怀特说。", "holdsPosition"),
        ("[宁海县|Region]退耕办书记、主任[高明|Person]说。", "holdsPosition"),
    ],
)
def test_what_only_looks_like_a_statement_is_none(text: str, wrong: str) -> None:
    assert not [statement for statement in said(text) if wrong in statement]


def test_a_former_post_has_ended_and_its_title_is_plain() -> None:
    text = "[海河证券|FinancialInstitution]原副总经理[方圆|Person]接受调查。"
    (claim,) = relate(linked(text))
    assert (claim.modality, claim.title) == ("cancelled", "副总经理")


def test_the_posts_of_one_person_are_not_the_next_one_s() -> None:
    text = "[华清大学|EducationalInstitution]书记、副校长辛某，[东林大学|EducationalInstitution]校长[张果|Person]出席。"
    assert said(text) == {"张果 holdsPosition 东林大学"}


def test_notices_name_who_takes_and_who_leaves_a_post() -> None:
    text = "[王江|Person]同志为[龙泉中学|EducationalInstitution]校长。\n[刘河|Person]同志[龙泉中学|EducationalInstitution]校长职务。"
    assert said(text) == {"王江 holdsPosition 龙泉中学"}
    assert said(text, modality="cancelled") == {"刘河 holdsPosition 龙泉中学"}


def test_of_two_dates_of_a_meeting_the_finer_one_stands() -> None:
    text = "#[2021年|@2021][洞庭论坛|Event]举行\n[2021年9月3日|@2021-09-03]，[洞庭论坛|Event]在[岳阳市|Region]举行。"
    assert {statement for statement in said(text) if "heldOn" in statement} == {"洞庭论坛 heldOn 2021-09-03"}


@pytest.mark.parametrize(
    "text",
    [
        "未来[湟水论坛|Event]在[西宁市|Region]举行。",
        "[湟水论坛|Alliance][第四届年会|Event]在[西宁市|Region]举行。",
        "[缅甸|Region]与60个国家签署[公路运输协定|Agreement]。",
        "[老挝|Region]、[泰国|Region]都和[缅甸|Region]签署[公路运输协定|Agreement]。",
    ],
)
def test_a_meeting_that_seems_cut_and_a_kind_of_agreement_are_not_stated(text: str) -> None:
    assert not said(text)


def test_of_several_days_the_first_counts() -> None:
    text = "[洞庭论坛|Event]将于[9月3日|@2021-09-03]至[5日|@2021-09-05]举行。"
    assert said(text) == {"洞庭论坛 heldOn 2021-09-03"}


@pytest.mark.parametrize(
    ("sure", "doubtful"),
    [
        ("[青海省|Region]印发[《草原办法》|Policy]。", "[青海省|Region]印发[草原办法|Policy]。"),
        ("[青海省|Region]印发[《草原办法》|Policy]。", "[青海省|Region]草原站印发[《草原办法》|Policy]。"),
        ("[牧云工程|Project]在[西宁市|Region]开工。", "首个[牧云工程|Project]在[西宁市|Region]开工。"),
        (
            "[青海大学|EducationalInstitution]校长[李山|Person]说。",
            "[青海大学|EducationalInstitution]校长[李山|Person]森说。",
        ),
    ],
)
def test_doubts_lower_the_confidence(sure: str, doubtful: str) -> None:
    (first,), (second,) = relate(linked(sure)), relate(linked(doubtful))
    assert second.confidence < first.confidence
