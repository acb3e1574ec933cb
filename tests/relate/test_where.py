"""Where something lies, what a place drew, whose money it was: what must not be read into a sentence."""

from __future__ import annotations

import pytest

from kg.relate import relate
from kg.relate.markup import linked


def said(text: str) -> set[tuple[str, str, str]]:
    """The asserted statements of a marked text."""
    return {
        (claim.subject.split("/")[1], claim.predicate, str(claim.object).split("/")[1])
        for claim in relate(linked(text))
        if claim.modality == "asserted" and isinstance(claim.object, str)
    }


def test_a_reservoir_between_two_counties_lies_in_both() -> None:
    text = "[白杨水电站|Project]位于[甘肃省|Region][玉山县|Region]和[青海省|Region][石门县|Region]境内。"
    assert said(text) == {("白杨水电站", "locatedIn", "玉山县"), ("白杨水电站", "locatedIn", "石门县")}


@pytest.mark.parametrize(
    "text",
    [
        "[祁连铁路局|Company]白杨站位于[玉山县|Region]。",
        "[祁连高铁|Project]最大的车站——位于[玉山县|Region]的白杨站封顶。",
        "[白杨工业园|DevelopmentZone]地处[玉山县|Region]和[石门县|Region]交界处。",
        "[白杨工业园|DevelopmentZone]位于[玉山县|Region]路18号。",
        "在[玉山县|Region]，[祁连研究所|ResearchInstitution]的试验基地里，风机转动。",
        "位于[玉山县|Region]西路的[白杨公司|Company]工坊开业。",
        "坐落在[玉山县|Region]的[祁连科学院|ResearchInstitution]深海研究所投用。",
        "走进新[玉山县|Region]第一个油田——[白杨油田|Project]。",
        "他在[玉山县|Region]开办了[白杨公司|Company]专卖店。",
        "[祁连协会|Alliance]和[白杨协会|Alliance]在位于[玉山县|Region]市中心的会馆聚会。",
    ],
)
def test_a_part_a_border_and_a_street_are_no_place_of_the_whole(text: str) -> None:
    assert not [statement for statement in said(text) if statement[1] == "locatedIn"]


def test_shares_of_a_group_s_firms_are_none_of_the_group() -> None:
    assert not said("[祁连集团|Company]持有[白杨集团|Company]两家上市公司的股份。")


def test_a_magazine_is_no_policy() -> None:
    assert not said("[青海省|Region][《草原政策》|Policy]杂志创刊。")
    assert said("根据[青海省|Region][《草原政策》|Policy]，各地行动。") == {("草原政策", "issuedBy", "青海省")}


def test_a_railway_begun_in_a_place_lies_there_less_surely_than_a_plant() -> None:
    (plant,) = relate(linked("[白杨电厂|Project]在[玉山县|Region]动工。"))
    (line,) = relate(linked("[白杨高铁|Project]在[玉山县|Region]动工。"))
    assert line.confidence < plant.confidence


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("关于支持玉山文化发展的意见", {"玉山"}),
        ("关于支持玉山青年创业的意见", set()),
        ("玉山2022年冬奥会志愿服务计划", set()),
        ("玉山宣言25周年报告", set()),
    ],
)
def test_the_place_in_the_name_of_something_else_is_no_field(title: str, fields: set[str]) -> None:
    text = f"[水利部|GovernmentBody]在[玉山|Region]调研。\n[水利部|GovernmentBody]印发[《{title}》|Policy]。"
    assert {target for _, predicate, target in said(text) if predicate == "appliesTo"} == fields


@pytest.mark.parametrize(
    "text",
    [
        "[司法部|GovernmentBody]负责人通报了近日发布的[《养老通知》|Policy]。",
        "[司法部|GovernmentBody]举行会议。《报告》指出，我国修订[《养老法》|Policy]。",
        "[司法部|GovernmentBody]应对洪涝协调机制日前印发[《养老通知》|Policy]。",
        "[湖南|Region]大数据推进组发布[《养老规范》|Policy]。",
    ],
)
def test_who_speaks_of_a_policy_did_not_issue_it(text: str) -> None:
    assert not [statement for statement in said(text) if statement[1] == "issuedBy"]


def test_a_dash_may_stand_before_what_the_subject_has_done() -> None:
    text = "[玉山县|Region]奏响协作曲——印发[《养老办法》|Policy]。"
    assert ("养老办法", "issuedBy", "玉山县") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "由[祁连科学院|ResearchInstitution]研制的卫星1号在[白杨发射中心|PublicInstitution]升空。",
        "由[玉山县|Region]组建的医疗队从[白杨机场|Project]出发。",
    ],
)
def test_where_a_thing_is_used_was_not_made_by_its_maker(text: str) -> None:
    assert not said(text)


def test_a_department_is_part_of_the_body_whose_name_it_is_said_with() -> None:
    bodies = "[玉山市公安局|GovernmentBody]开会，[玉山市公安局白杨分局|GovernmentBody]参加。"
    assert ("玉山市公安局白杨分局", "subOrganizationOf", "玉山市公安局") in said(bodies)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "[白杨公司|Company]成立于[1998年|@1998]，总部位于[玉山县|Region]。",
            ("白杨公司", "locatedIn", "玉山县"),
        ),
        ("在[玉山县|Region]，记者走进[白杨公司|Company]。", ("白杨公司", "locatedIn", "玉山县")),
        (
            "[祁连银行|FinancialInstitution]上门，为[白杨公司|Company]定制方案，发放贷款300万元。",
            ("祁连银行", "finances", "白杨公司"),
        ),
        ("[白杨公司|Company]的轴承销往[祁连汽车|Company]。", ("白杨公司", "suppliesTo", "祁连汽车")),
        ("[白杨电厂|Project]的投资方是[祁连集团|Company]。", ("祁连集团", "investsIn", "白杨电厂")),
    ],
)
def test_what_is_told_in_another_order_is_read_as_well(text: str, statement: tuple[str, str, str]) -> None:
    assert said(text) == {statement}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[祁连集团|Company][白杨研究院|ResearchInstitution]投用。", {("白杨研究院", "subOrganizationOf", "祁连集团")}),
        ("[祁连集团|Company][白杨公司|Company]投用。", {("白杨公司", "subOrganizationOf", "祁连集团")}),
        ("[祁连咨询公司|Company][白杨公司|Company]投用。", set()),
        ("[祁连集团|Company]、[白杨研究院|ResearchInstitution]投用。", set()),
    ],
)
def test_a_part_stands_right_behind_its_group(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "firm", "place"),
    [
        ("在[波兹南|Region]，[白杨公司|Company]的海外工厂已有五条生产线。", "白杨公司", "波兹南"),
        ("[白杨公司|Company]投资5亿元在[玉山县|Region]建设生产基地。", "白杨公司", "玉山县"),
        ("[白杨公司|Company]与[玉山县|Region]签约，设立海外制造基地。", "白杨公司", "玉山县"),
        ("[白杨公司|Company]是首家落户[玉山县|Region]的外资企业。", "白杨公司", "玉山县"),
        ("目前，[玉山园区|DevelopmentZone]已入驻[白杨公司|Company]等企业。", "白杨公司", "玉山园区"),
    ],
)
def test_a_firm_that_settles_or_builds_in_a_place_invests_there(text: str, firm: str, place: str) -> None:
    assert (firm, "investsIn", place) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[白杨公司|Company]成立于1998年，总部设在[玉山县|Region]。",
        "[白杨公司|Company]，去年由[祁连集团|Company]与[石门集团|Company]共同组建，注册地就在[玉山县|Region]。",
        "[白杨公司|Company]、[祁连公司|Company]等一批企业在[玉山县|Region]诞生。",
        "[玉山县|Region]最大的纸业企业[白杨公司|Company]扩产。",
        "[玉山县|Region]，[白杨公司|Company]的生产车间里机器轰鸣。",
    ],
)
def test_a_firm_lies_where_it_is_said_to(text: str) -> None:
    assert ("白杨公司", "locatedIn", "玉山县") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[白杨公司|Company]在[玉山县|Region]注册成立[祁连公司|Company]。",
        "[祁连公司|Company]由[白杨公司|Company]控股，总部位于[玉山县|Region]的研究所提供图纸。",
        "[玉山县|Region]最大的商场里，[白杨公司|Company]设了展台。",
    ],
)
def test_a_founder_or_a_guest_does_not_lie_there(text: str) -> None:
    assert ("白杨公司", "locatedIn", "玉山县") not in said(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("两家组建[石桥物流公司|Company]，注册地放在[石桥县|Region]。", ("石桥物流公司", "locatedIn", "石桥县")),
        ("[石桥果业联盟|Alliance]成立，秘书处就设在[石桥县|Region]。", ("石桥果业联盟", "locatedIn", "石桥县")),
        (
            "[石宁铁路|Project]由[章江铁投公司|Company]修建，全长90公里，横跨[石桥县|Region]、[宁河县|Region]。",
            ("石宁铁路", "locatedIn", "宁河县"),
        ),
    ],
)
def test_a_seat_or_a_line_told_of_in_a_later_clause(text: str, found: tuple[str, str, str]) -> None:
    assert found in said(text)


def test_who_founds_an_alliance_is_not_where_it_sits() -> None:
    text = "[石桥果业联盟|Alliance]由[章江大学|EducationalInstitution]发起，总部设在[石桥县|Region]。"
    assert ("章江大学", "locatedIn", "石桥县") not in said(text)


def test_the_games_are_not_held_where_their_torch_passes() -> None:
    assert not said("[祁连运动会|Event]和残运会火炬传递仪式在[玉山县|Region]举行。")
    assert said("[祁连运动会|Event]当日在[甘肃省|Region]首府[玉山县|Region]开幕。")


def test_what_stands_inside_a_clause_lies_in_its_place_too() -> None:
    assert ("白杨体育场", "locatedIn", "玉山县") in said(
        "众人在[玉山县|Region]郊外的[白杨体育场|PublicInstitution]集合。"
    )
    assert ("祁连公司", "locatedIn", "玉山县") in said("[祁连公司|Company]昨天在其总部所在地[玉山县|Region]宣布扩产。")


def test_each_of_a_list_lies_in_the_place_before_it() -> None:
    text = "来自[玉山县|Region]的[白杨公司|Company]、[石门县|Region]的[祁连公司|Company]等9家企业报名。"
    placed = {statement for statement in said(text) if statement[1] == "locatedIn"}
    assert placed == {("白杨公司", "locatedIn", "玉山县"), ("祁连公司", "locatedIn", "石门县")}
