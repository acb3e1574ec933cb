"""What several parties do together: founded, run, signed in one sentence and told in the next."""

from __future__ import annotations

import pytest

from kg.relate import relate
from kg.relate.markup import linked

A, B, C = "[湘潭钢铁公司|Company]", "[衡阳师范学院|EducationalInstitution]", "[株洲银行|FinancialInstitution]"
PROJECT, ALLIANCE, FIRM = "[湘江算力中心|Project]", "[湘江算力联盟|Alliance]", "[湘衡材料公司|Company]"


def builders(text: str, *, modality: str = "asserted") -> list[str]:
    """Who builds something together in a marked text, in order."""
    document = linked(text)
    claims = [claim for claim in relate(document) if claim.modality == modality and claim.predicate == "jointlyBuilds"]
    return sorted({document.entities[claim.subject].name for claim in claims})


@pytest.mark.parametrize(
    "text",
    [
        f"{A}与{B}的合资公司{FIRM}挂牌。",
        f"{A}与{B}成立的合资公司{FIRM}挂牌。",
        f"由{A}和{B}共同打造，{PROJECT}上线运行。",
        f"作为{A}与{B}共建的平台，{PROJECT}去年投用。",
        f"{PROJECT}是{A}和{B}合作的成果。",
        f"{PROJECT}在[湘潭市|Region]投用，由{A}和{B}联合发起。",
        f"{A}携手{B}，在[湘潭市|Region]打造{PROJECT}。",
        f"[两家单位|Organisation|湘潭钢铁公司+衡阳师范学院]组建的{ALLIANCE}揭牌。",
        f"{A}与{B}按六比四的比例出资，组建{FIRM}。",
        f"根据协议，{A}与{B}将共建{PROJECT}。",
        f"{A}与{B}签约。[双方|Company|湘潭钢铁公司+衡阳师范学院]将共建{PROJECT}。",
        f"{A}拉着{B}办起了{ALLIANCE}。",
        f"市里核准{PROJECT}，它由{A}和{B}合资修建。",
        f"{PROJECT}是{A}和{B}两家的“合作款”。",
        f"加入{ALLIANCE}，这个由{A}和{B}共同发起的组织扩大了。",
    ],
)
def test_ways_of_saying_that_two_build_together(text: str) -> None:
    assert builders(text) == ["湘潭钢铁公司", "衡阳师范学院"]


@pytest.mark.parametrize(
    "text",
    [
        f"工厂建在{PROJECT}内，2022年由{A}同{B}合资兴办。",
        f"由{A}与{B}共建的{ALLIANCE}还在筹备。",
        f"[荷兰|Region]钢院和[法国|Region]铜院联合组建{ALLIANCE}。",
    ],
)
def test_where_it_stands_what_is_not_yet_there_and_whose_country_is_named(text: str) -> None:
    assert not builders(text)


def test_led_by_one_with_others() -> None:
    assert len(builders(f"{ALLIANCE}由{A}牵头，{B}、{C}参与发起。")) == 3


def test_what_both_will_do_after_mere_talks_is_a_plan() -> None:
    text = f"{A}与{B}会谈。[双方|Company|湘潭钢铁公司+衡阳师范学院]将共建{PROJECT}。"
    assert not builders(text)
    assert len(builders(text, modality="planned")) == 2


def test_a_founder_is_not_founded() -> None:
    document = linked(f"{ALLIANCE}成立，发起者为{A}、{B}。")
    assert not any(claim.predicate == "launchedBy" for claim in relate(document))


def test_what_stands_in_for_the_thing_is_not_taken_from_another_sentence() -> None:
    text = f"{ALLIANCE}开会。位于[湘潭市|Region]的新桥，由{A}与{B}共同建设。"
    assert not builders(text)


def pairs(text: str) -> set[frozenset[str]]:
    """Who cooperates with whom in a marked text."""
    document = linked(text)
    claims = [c for c in relate(document) if c.predicate == "cooperatesWith" and c.modality == "asserted"]
    return {frozenset(document.entities[str(end)].name for end in (c.subject, c.object)) for c in claims}


def test_each_of_a_counted_list_signs_with_the_one_before_it_alone() -> None:
    text = f"{C}与[湘潭市|Region]、[衡阳市|Region]等[两市|Region|湘潭市+衡阳市]签订合作协议。"
    assert pairs(text) == {frozenset({"株洲银行", "湘潭市"}), frozenset({"株洲银行", "衡阳市"})}


def test_a_date_between_the_parties_is_none_of_them() -> None:
    text = f"{C}[今年|@2021]还与{A}、{B}签约。"
    assert pairs(text) >= {frozenset({"株洲银行", "湘潭钢铁公司"}), frozenset({"株洲银行", "衡阳师范学院"})}
    assert frozenset({"湘潭钢铁公司", "衡阳师范学院"}) not in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{A}和{B}的合作协议在[湘潭市|Region]签署。",
        f"{A}与{B}签署合作文件。",
        f"{A}与{B}举行文化创意产业高质量发展合作框架协议签约仪式。",
        f"{A}收获了与{B}的战略合作协议。",
        f"{A}成为{B}的战略合作伙伴。",
        f"{A}联合{B}开展技术攻关。",
    ],
)
def test_ways_of_saying_that_two_cooperate(text: str) -> None:
    assert frozenset({"湘潭钢铁公司", "衡阳师范学院"}) in pairs(text)


def test_the_sides_of_a_conflict_are_not_those_named_before() -> None:
    sides = "[双方|Company|湘潭钢铁公司+衡阳师范学院]"
    assert not pairs(f"{A}与{B}办展。冲突{sides}签署停火协议。")
    assert not pairs(f"工会组织{A}、{B}等15组企业签署合同。")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        (f"{A}作为{ALLIANCE}成员，计划派人参会。", "asserted"),
        (f"{ALLIANCE}现有成员单位20家，包括{A}。", "asserted"),
        (f"加入{ALLIANCE}的有{A}。", "asserted"),
        (f"{ALLIANCE}启动接收{A}为成员的程序。", None),
    ],
)
def test_members_and_those_who_may_become_one(text: str, modality: str | None) -> None:
    found = [claim.modality for claim in relate(linked(text)) if claim.predicate == "memberOf"]
    assert found == ([modality] if modality else [])
