"""Posts whose body does not stand right before them."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document
from kg.relate import relate
from kg.relate.markup import linked
from tests.relate.statements import said


def posts(text: str) -> set[tuple[str, str, str, str]]:
    """Who holds what, where, and whether still."""
    return {
        (claim.subject.split("/")[1], str(claim.object).split("/")[1], str(claim.title), claim.modality)
        for claim in relate(linked(text))
        if claim.predicate == "holdsPosition"
    }


@pytest.mark.parametrize(
    ("text", "body", "title"),
    [
        ("[青海大学|EducationalInstitution]的校长[李山|Person]说。", "青海大学", "校长"),
        ("在[祁连纺织公司|Company]，董事长[李山|Person]说。", "祁连纺织公司", "董事长"),
        ("走进[祁连纺织公司|Company]车间，总经理[李山|Person]说。", "祁连纺织公司", "总经理"),
        ("[西宁市|Region]召开大会。市长[李山|Person]出席。", "西宁市", "市长"),
        ("[西宁市|Region]召开大会。[湟源县|Region]参加。副市长[李山|Person]出席。", "西宁市", "副市长"),
        ("[青海省粮食局党组|GovernmentBody]成员[李山|Person]说。", "青海省粮食局党组", "成员"),
    ],
)
def test_a_post_without_its_body_is_that_of_the_body_or_place_spoken_of(text: str, body: str, title: str) -> None:
    assert posts(text) == {("李山", body, title, "asserted")}


def test_the_next_person_s_body_is_the_one_named_before() -> None:
    text = "[祁连纺织公司|Company]党委书记、董事长[李山|Person]，总经理[王河|Person]出席。"
    assert ("王河", "祁连纺织公司", "总经理", "asserted") in posts(text)


def test_a_mayor_of_the_place_named_last_is_less_sure() -> None:
    (sure,) = relate(linked("[西宁市|Region]市长[李山|Person]出席。"))
    (less,) = relate(linked("[西宁市|Region]召开大会。市长[李山|Person]出席。"))
    assert less.confidence < sure.confidence


@pytest.mark.parametrize(
    "text",
    [
        "来自[青海大学|EducationalInstitution]的委员[李山|Person]说。",
        "[湟源县|Region]召开大会。市长[李山|Person]出席。",
        "[中山市|Region]三河镇原党委书记[李山|Person]、原镇长[王河|Person]接受调查。",
    ],
)
def test_a_post_of_what_has_no_name_is_nobody_else_s(text: str) -> None:
    assert not posts(text)


def test_an_appositive_post_is_a_title_to_its_end_and_fame_is_of_no_body() -> None:
    assert not posts("[李山|Person]，[青海大学|EducationalInstitution]校长湖泊学家王河等人出席。")
    assert posts("[李山|Person]是[青海大学|EducationalInstitution]教授、我国著名湖泊专家。") == {
        ("李山", "青海大学", "教授", "asserted")
    }


@pytest.mark.parametrize(
    "text",
    [
        "[青海大学|EducationalInstitution]校长[王河|Person]出席，[李山|Person]当选理事长。",
        "[青海省|Region]资深记者[李山|Person]说。",
    ],
)
def test_another_s_body_and_a_place_are_not_whose_post_it_is(text: str) -> None:
    assert not {post for post in posts(text) if post[0] == "李山"}


def held(text: str) -> set[tuple[str, str, str]]:
    """Who holds what where, as the whole extraction says it of a plain text."""
    found = extract(Document("example", "", text))
    names = {entity.key: entity.name for entity in found.entities}
    return {
        (names[claim.subject], names[str(claim.object)], str(claim.title))
        for claim in found.claims
        if claim.predicate == "holdsPosition" and claim.modality == "asserted"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("挪威国防部长哈尔福森说。", {("哈尔福森", "挪威", "国防部长")}),
        ("挪威副首相兼财政部长哈尔福森说。", {("哈尔福森", "挪威", "副首相"), ("哈尔福森", "挪威", "财政部长")}),
        ("中国驻挪威大使王建国到会。", {("王建国", "中国", "驻挪威大使")}),
        ("挪威常驻联合国代表哈尔福森说。", {("哈尔福森", "挪威", "常驻联合国代表")}),
        ("代表团访问挪威，会见首相哈尔福森。", {("哈尔福森", "挪威", "首相")}),
        ("代表团访问挪威和瑞典，会见首相哈尔福森。", set()),
        ("在对挪威进行访问之际，国家主席王建国发表文章。", set()),
        ("赣州市财政局开会。副局长王建国说，预算要公开。", {("王建国", "赣州市财政局", "副局长")}),
        ("赣州市财政局、赣州市教育局开会。副局长王建国说，预算要公开。", set()),
        ("重庆大学国际交流与合作部部长王建国说。", {("王建国", "重庆大学", "国际交流与合作部部长")}),
        ("瑞典首相哈尔福森和财政部长姆努钦到会。", {("哈尔福森", "瑞典", "首相"), ("姆努钦", "瑞典", "财政部长")}),
        ("江苏省长王建国、成都市长李明华出席。", {("王建国", "江苏省", "省长"), ("李明华", "成都市", "市长")}),
        ("联合国负责人道主义事务的副秘书长哈尔福森说。", {("哈尔福森", "联合国", "副秘书长")}),
        ("联合国秘书长挪威问题特使哈尔福森说。", {("哈尔福森", "联合国", "秘书长挪威问题特使")}),
        ("联合国挪威问题特使哈尔福森说。", {("哈尔福森", "联合国", "挪威问题特使")}),
        ("赣州市人大常委会决定，任命王建国为代理市长。", set()),
        ("赣州市举行会议，任命王建国为代理市长。", {("王建国", "赣州市", "代理市长")}),
        ("他在重庆大学攻读博士，师从齿轮专家王建国。", set()),
        ("欧盟外交与安全政策高级代表哈尔福森说。", {("哈尔福森", "欧洲联盟", "外交与安全政策高级代表")}),
        ("四川大学王建国教授作了报告。", {("王建国", "四川大学", "教授")}),
    ],
)
def test_officers_of_states_and_of_the_body_spoken_of(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("[祁连公司|Company]扩建厂房。公司总经理[赵刚|Person]介绍了进度。", ("赵刚", "祁连公司", "总经理", "asserted")),
        (
            "[玉山海关|GovernmentBody]设了监管点，关长[赵刚|Person]介绍了进度。",
            ("赵刚", "玉山海关", "关长", "asserted"),
        ),
        ("[玉山县政府|GovernmentBody]副县长[赵刚|Person]到场。", ("赵刚", "玉山县政府", "副县长", "asserted")),
    ],
)
def test_the_head_of_the_body_spoken_of(text: str, post: tuple[str, str, str, str]) -> None:
    assert posts(text) == {post}


def test_a_member_of_a_board_lends_its_name_to_no_officer_behind_it() -> None:
    text = "[祁连公司|Company]任副理事长单位，秘书长由[白杨研究院|ResearchInstitution]副主任[赵刚|Person]兼任。"
    assert posts(text) == {("赵刚", "白杨研究院", "副主任", "asserted")}


def test_the_officers_of_a_group_are_no_officers_of_the_place_of_its_head() -> None:
    text = (
        "成立[防汛领导小组|Alliance]，由[玉山县|Region]县长[赵刚|Person]任组长，"
        "副县长[钱伟|Person]、[玉山县水利局|GovernmentBody]局长[孙力|Person]任副组长。"
    )
    assert posts(text) == {
        ("赵刚", "玉山县", "县长", "asserted"),
        ("赵刚", "防汛领导小组", "组长", "asserted"),
        ("钱伟", "玉山县", "副县长", "asserted"),
        ("钱伟", "防汛领导小组", "副组长", "asserted"),
        ("孙力", "玉山县水利局", "局长", "asserted"),
        ("孙力", "防汛领导小组", "副组长", "asserted"),
    }


def test_the_head_of_a_firm_is_not_the_head_of_its_owner() -> None:
    found = said("[石桥公司|Company]由[章江集团|Company]控股，董事长为[赵刚|Person]。")
    assert "赵刚 holdsPosition 石桥公司" in found
    assert "赵刚 holdsPosition 章江集团" not in found


@pytest.mark.parametrize(
    ("session", "place"),
    [
        ("浙江省第十四届人民代表大会第一次会议", "浙江省"),
        ("江苏省南京市第十七届人民代表大会第一次会议", "南京市"),
    ],
)
def test_a_congress_elects_the_officers_of_its_place(session: str, place: str) -> None:
    level = place[-1]
    text = f"{session}昨天选举赵国强为{level}人大常委会主任，选举钱建华为{level}长。"
    found = extract(Document("example", "", text))
    names = {entity.key: entity.name for entity in found.entities}
    held = {(names[c.subject], names[str(c.object)], c.title) for c in found.claims if c.predicate == "holdsPosition"}
    assert held == {("赵国强", f"{place}人民代表大会常务委员会", "主任"), ("钱建华", place, f"{level}长")}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("[李山|Person]于[2006年|@2006]出任[青海省|Region]省长。", ("李山", "青海省", "省长", "asserted")),
        ("[李山|Person]昨天在[西宁市|Region]就任[祁连公司|Company]总裁。", ("李山", "祁连公司", "总裁", "asserted")),
        ("致电[李山|Person]，祝贺他当选[湖南协会|Alliance]会长。", ("李山", "湖南协会", "会长", "asserted")),
        ("[李山|Person]临危受命，担任[湟源医院|MedicalInstitution]院长。", ("李山", "湟源医院", "院长", "asserted")),
        ("接受[李山|Person]辞去第九届[湖南协会|Alliance]会长职务。", ("李山", "湖南协会", "会长", "cancelled")),
    ],
)
def test_a_post_is_taken_on_a_day_in_a_place_or_behind_a_clause(text: str, post: tuple[str, str, str, str]) -> None:
    assert {(name, body, title[:2], mood) for name, body, title, mood in posts(text)} == {post}


@pytest.mark.parametrize(
    "text",
    [
        "[李山|Person]曾于[2006年|@2006]出任[青海省|Region]省长。",
        "[李山|Person]有望于[2006年|@2006]出任[青海省|Region]省长。",
        "[李山|Person]在会上说，担任[湟源医院|MedicalInstitution]院长的[王河|Person]很忙。",
    ],
)
def test_a_post_of_once_or_of_another_is_not_taken(text: str) -> None:
    assert "李山" not in {name for name, *_ in posts(text)}


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("[青海省|Region]副省长[李山|Person]、[王河|Person]、[赵刚|Person]和[钱伟|Person]出席。", 4),
        ("[青海省|Region]副省长[李山|Person]、[王河|Person]，厂长[赵刚|Person]出席。", 2),
    ],
)
def test_all_of_a_row_hold_the_post_that_several_may_hold(text: str, holders: int) -> None:
    assert len({name for name, body, title, _ in posts(text) if (body, title) == ("青海省", "副省长")}) == holders


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("俄罗斯宣布停火。俄外长罗兰说，他将访问法国。", {"region/RU"}),
        ("俄罗斯宣布停火。法外长罗兰说，他将访问俄罗斯。", set()),
    ],
)
def test_one_character_names_the_state_of_a_minister(text: str, states: set[str]) -> None:
    claims = extract(Document("t", "", text)).claims
    assert {claim.object for claim in claims if claim.predicate == "holdsPosition"} == states


def test_an_assembly_elects_the_officers_of_its_own_place() -> None:
    text = "江西省政协换届。政协青海省第九届委员会近日补选韩青山（撒拉族）为省政协主席，石步青、才旦（土族）为省政协副主席。"
    found = extract(Document("t", "", text))
    names = {entity.key: entity.name for entity in found.entities}
    held = [names[str(claim.object)] for claim in found.claims if claim.predicate == "holdsPosition"]
    assert held == ["中国人民政治协商会议青海省委员会"] * 3


def test_the_officers_of_an_autonomous_region_are_told_as_those_of_a_province() -> None:
    text = "宁夏回族自治区党委书记李山、自治区政协主席王河岸出席。"
    assert len([claim for claim in extract(Document("t", "", text)).claims if claim.predicate == "holdsPosition"]) == 2


def test_a_title_behind_the_end_of_a_name_is_held_in_the_one_body_that_is_called_so() -> None:
    text = "[青海省湟水流域法院|GovernmentBody]挂牌，流域法院院长[李山|Person]致辞。"
    assert ("李山", "青海省湟水流域法院", "院长", "asserted") in posts(text)


def test_who_founds_a_body_is_not_headed_by_its_first_director() -> None:
    text = (
        "[湟源服务中心|PublicInstitution]去年挂牌，[西宁税务局|GovernmentBody]、[海东税务局|GovernmentBody]合作设立，"
        "首任主任由[互助税务局|GovernmentBody]副局长[李山|Person]兼任。"
    )
    assert {(body, title) for _, body, title, _ in posts(text)} == {
        ("湟源服务中心", "主任"),
        ("互助税务局", "副局长"),
    }


def test_all_posts_behind_one_word_for_the_firm_are_told_of_it() -> None:
    text = "[湟源机器人公司|Company]产品走俏。近日，记者在镇上专访了公司创始人、总经理[李山|Person]。"
    assert ("李山", "湟源机器人公司", "创始人、总经理", "asserted") in posts(text)


def test_a_city_abroad_that_begins_with_a_surname_is_no_person() -> None:
    found = extract(Document("t", "", "总经理说，公司将于明年在慕尼黑、温哥华设点。温哥华市长到会。"))
    assert not [entity for entity in found.entities if entity.type == "Person"]


def test_the_head_of_a_department_follows_the_head_of_its_body() -> None:
    text = "[青海省商务厅|GovernmentBody]副厅长[李山|Person]、规划管理处处长[王河|Person]出席。"
    assert ("王河", "青海省商务厅", "规划管理处处长", "asserted") in posts(text)


def test_who_heads_a_body_may_hold_other_posts() -> None:
    text = (
        "[湟源实验室|ResearchInstitution]去年揭牌，首任主任是[青海科学院|ResearchInstitution]院士、"
        "[青海大学|EducationalInstitution]校长[李山|Person]。"
    )
    assert ("李山", "湟源实验室", "主任", "asserted") in posts(text)


def test_a_teaching_post_beside_others_is_a_post() -> None:
    text = "[李山|Person]受聘担任[青海大学|EducationalInstitution]兼职教授。"
    assert posts(text) == {("李山", "青海大学", "兼职教授", "asserted")}
