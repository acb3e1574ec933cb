"""What a passage goes on about: who is meant where a clause or sentence names no subject, and where no one is."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

PLANT = "[白鹭湖电站|Project]"
GROUP, COLLEGE, TOWN = "[青山能源公司|Company]", "[白鹭湖学院|EducationalInstitution]", "[石桥县|Region]"


@pytest.mark.parametrize(
    "text",
    [
        f"{PLANT}昨天并网。总投资9亿元，由{GROUP}与{COLLEGE}共同建设。",
        f"二、{PLANT}。占地百亩，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}昨天并网。占地百亩。全长两公里，由{GROUP}与{COLLEGE}共同建设。",
    ],
)
def test_what_is_told_of_the_thing_in_the_next_sentence(text: str) -> None:
    assert said(text) == {"青山能源公司 jointlyBuilds 白鹭湖电站", "白鹭湖学院 jointlyBuilds 白鹭湖电站"}


@pytest.mark.parametrize(
    "text",
    [
        f"{PLANT}和[清溪电站|Project]昨天并网。总投资9亿元，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}昨天并网，[清溪电站|Project]同时开工。总投资9亿元，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}的员工食堂启用。占地百亩，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}昨天并网。村里的新桥也通了，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}昨天并网；村口的新桥同时通车，由{GROUP}与{COLLEGE}共同建设。",
        f"{PLANT}昨天并网。\n全长两公里，由{GROUP}与{COLLEGE}共同建设。",
    ],
)
def test_nothing_is_carried_past_another_thing_or_paragraph(text: str) -> None:
    assert not said(text)


def test_the_firm_behind_a_colon_is_not_what_the_list_goes_on_about() -> None:
    text = f"（一）{PLANT}。建设单位：{GROUP}。建设地点：{TOWN}。"
    assert "白鹭湖电站 locatedIn 石桥县" in said(text)
    assert "青山能源公司 locatedIn 石桥县" not in said(text)


def test_a_surety_is_given_to_the_one_borrower_and_to_none_of_two() -> None:
    surety = "与之配套，[清溪担保行|FinancialInstitution]提供了全额担保。"
    assert said(f"{GROUP}扩产。{surety}") == {"清溪担保行 finances 青山能源公司"}
    assert not said(f"{GROUP}和[石桥锅炉公司|Company]扩产。{surety}")


def test_trials_far_below_the_headline_belong_to_its_paper() -> None:
    paper = "[关于改造渔船的意见|Policy]"
    body = "\n".join(("落实责任。", "做好宣传。", "加强督导。", "统筹经费。", f"在{TOWN}开展渔船改造试点。"))
    assert said(f"#{paper}\n{body}") == {"关于改造渔船的意见 appliesTo 石桥县"}


@pytest.mark.parametrize("who", ["有关领导同志", "等有关领导同志", "等单位领导干部"])
def test_people_of_a_body_at_a_meeting_are_not_the_body(who: str) -> None:
    fair = f"[首届白鹭湖能源大会|Event]在{TOWN}举行。"
    held = said(fair)
    assert said(f"{fair}[石桥县水务局|GovernmentBody]、[石桥县林业局|GovernmentBody]{who}列席会议。") == held
    assert "石桥县水务局 participatedIn 首届白鹭湖能源大会" in said(
        f"{fair}[石桥县水务局|GovernmentBody]、[石桥县林业局|GovernmentBody]等单位派员列席会议。"
    )
