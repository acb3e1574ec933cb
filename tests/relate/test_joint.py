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
        f"{A}与{B}按六比四的比例出资，组建{FIRM}。",
        f"根据协议，{A}与{B}将共建{PROJECT}。",
        f"{A}与{B}签约。[双方|Company|湘潭钢铁公司+衡阳师范学院]将共建{PROJECT}。",
    ],
)
def test_ways_of_saying_that_two_build_together(text: str) -> None:
    assert builders(text) == ["湘潭钢铁公司", "衡阳师范学院"]


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
