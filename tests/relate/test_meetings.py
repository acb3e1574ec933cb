"""Meetings: where and when they are held, who is there, and what has no name."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

FAIR = "[首届赣江茶业博览会|Event]"
FORUM = "[首届皖南茶业论坛|Event]"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"[5月6日|@2021-05-06]，{FAIR}在[赣州市|Region]会展中心开幕。", True),
        (f"[5月6日|@2021-05-06]，{FAIR}在滨江大剧院开幕。", False),
        (f"{FAIR}[5月6日|@2021-05-06]在[赣州博物馆|PublicInstitution]开幕。", False),
        (f"{FAIR}[5月6日|@2021-05-06]起在[赣州市|Region]举行。", True),
    ],
)
def test_a_meeting_in_a_hall_has_its_day(text: str, *, place: bool) -> None:
    found = said(text)
    assert "首届赣江茶业博览会 heldOn 2021-05-06" in found
    assert ("首届赣江茶业博览会 heldIn 赣州市" in found) == place


def test_a_list_goes_on_behind_a_body_that_was_not_recognised() -> None:
    text = f"由[商务部|GovernmentBody]、老区建设促进会、[江西省|Region]共同主办的{FAIR}开幕。"
    expected = {"商务部 participatedIn 首届赣江茶业博览会", "江西省 participatedIn 首届赣江茶业博览会"}
    assert expected <= said(text)


def test_those_who_speak_in_later_sentences_were_there() -> None:
    text = (
        f"{FORUM}在[黄山市|Region]举行。[安徽农业大学|EducationalInstitution]教授[程远|Person]在致辞中表示，市场很大。\n"
        "[祁门县|Region]县长[汪秋|Person]、制茶师[方毅|Person]在论坛上作了交流发言。\n"
        "论坛上，[罗平|Person]、[沈静|Person]两位专家，就茶园管理作了讲解。"
    )
    people = {end.split()[0] for end in said(text) if "participatedIn 首届皖南茶业论坛" in end}
    assert {"程远", "汪秋", "方毅", "罗平", "沈静"} <= people


def test_people_of_whom_a_guest_speaks_elsewhere_were_not_there() -> None:
    text = f"{FORUM}在[黄山市|Region]举行。[程远|Person]在电话中说，他没有时间。"
    assert not any(statement.startswith("程远") for statement in said(text))


def test_bodies_whose_heads_attend_take_part() -> None:
    text = (
        f"{FORUM}在[黄山市|Region]开幕。[安徽省农业农村厅|GovernmentBody]、[安徽农业大学|EducationalInstitution]"
        "负责同志，各地代表约三百人参加开幕式。"
    )
    expected = {"安徽省农业农村厅 participatedIn 首届皖南茶业论坛", "安徽农业大学 participatedIn 首届皖南茶业论坛"}
    assert expected <= said(text)


@pytest.mark.parametrize("name", ["第四次紧急内部会议", "新一届茶业大会", "综合性茶业展会"])
def test_nothing_is_said_of_a_meeting_without_a_name(name: str) -> None:
    assert not said(f"[5月6日|@2021-05-06]，[{name}|Event]在[黄山市|Region]举行。")


def test_a_day_that_only_a_headline_puts_into_the_year_before_is_not_stated() -> None:
    text = f"# {FORUM}[12月1日|@2020-12-01]开幕\n{FORUM}[12月1日|@2021-12-01]在[黄山市|Region]开幕。"
    assert {end for end in said(text) if "heldOn" in end} == {"首届皖南茶业论坛 heldOn 2021-12-01"}


def test_a_wish_before_what_has_happened_does_not_reach_it() -> None:
    text = "各方希望扩大贸易，[近日|@2021-05]，[歙县茶厂|Company]与[黄山银行|FinancialInstitution]签署合作协议。"
    assert "歙县茶厂 cooperatesWith 黄山银行" in said(text) | {" ".join(reversed(end.split())) for end in said(text)}
    assert not any("cooperatesWith" in end for end in said(text.replace("[近日|@2021-05]，", "")))


def test_a_condition_that_is_denied_does_not_deny_the_act() -> None:
    text = "[歙县|Region]与[祁门县|Region]在不改变区划的基础上签署[《茶区共管协议》|Agreement]。"
    assert {"茶区共管协议 signatory 歙县", "茶区共管协议 signatory 祁门县"} <= said(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{FORUM}[5月6日|@2021-05-06]以线上方式举行，在[5月9日|@2021-05-09]公布的声明中，各方表示满意。",
        f"[5月6日|@2021-05-06]，[2021年|@2021]{FORUM}在[黄山市|Region]举行。",
        f"[5月6日|@2021-05-06]，{FORUM}将在[黄山市|Region]开幕。",
        f"{FORUM}将于[5月6日|@2021-05-06]以视频方式举行。",
    ],
)
def test_the_day_of_a_meeting(text: str) -> None:
    assert {end for end in said(text) if "heldOn" in end} == {"首届皖南茶业论坛 heldOn 2021-05-06"}


@pytest.mark.parametrize(
    "text",
    [
        f"[程远|Person][5月6日|@2021-05-06]说，{FORUM}即将召开。",
        f"{FORUM}[5月6日|@2021-05-06]进入开幕后的第二天。",
        "[5月6日|@2021-05-06]，安徽茶农与[“茶与生活”论坛|Event]颁奖盛典在[黄山市|Region]举行。",
    ],
)
def test_a_day_of_something_else(text: str) -> None:
    assert not any("heldOn" in end for end in said(text))


@pytest.mark.parametrize(
    "text",
    [
        f"正在[黄山博物馆|PublicInstitution]举行的{FORUM}很热闹。",
        f"就[歙县|Region]参加{FORUM}事宜进行讨论。",
        f"各方禁止[歙县|Region]参加{FORUM}。",
        f"中国驻[老挝|Region]大使馆举办{FORUM}。",
    ],
)
def test_who_takes_no_part(text: str) -> None:
    assert not any("participatedIn" in end for end in said(text))


@pytest.mark.parametrize(
    "text",
    [
        f"[陈川|Person]会见了出席{FORUM}的[老挝|Region]总理[程远|Person]。",
        f"[陈川|Person]在[黄山市|Region]与[老挝|Region]总理[程远|Person]共同出席{FORUM}。",
        f"[程远|Person]应[陈川|Person]邀请来访并出席{FORUM}。",
        f"[程远|Person]5日向{FORUM}发表视频致辞。",
        f"#{FORUM}在京举行 [程远|Person]出席并讲话",
        f"[程远|Person]宣布{FORUM}开幕。",
        f"{FORUM}开幕。[程远|Person]、[陈川|Person]和几家企业的负责人、当地学者出席了这场论坛以及配套活动。",
        f"{FORUM}开幕。[程远|Person]代表[黄山市|Region]茶农宣读了贺信。",
        f"{FORUM}邀请到[陈川|Person]、[程远|Person]等嘉宾出席。",
    ],
)
def test_who_is_at_a_meeting_in_whatever_order(text: str) -> None:
    assert "程远 participatedIn 首届皖南茶业论坛" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        f"座谈会学习贯彻{FORUM}精神。[程远|Person]在会上讲话。",
        f"{FORUM}闭幕。座谈会由[程远|Person]主持。",
        f"[程远|Person]5日在[黄山市|Region]会见出席{FORUM}的嘉宾。",
        f"[陈川|Person]欢迎[程远|Person]主席出席{FORUM}。",
    ],
)
def test_who_is_at_another_meeting(text: str) -> None:
    assert "程远 participatedIn 首届皖南茶业论坛" not in said(text)


def test_a_meeting_is_held_where_and_when_someone_opens_it() -> None:
    text = f"[5月6日|@2021-05-06]上午，[程远|Person]在[黄山市|Region]出席{FORUM}开幕式。"
    assert {"首届皖南茶业论坛 heldOn 2021-05-06", "首届皖南茶业论坛 heldIn 黄山市"} <= said(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{FORUM}当地时间[5月6日|@2021-05-06]在[安徽省|Region]首府[合肥市|Region]举行。",
        f"[5月6日|@2021-05-06]，{FORUM}在[安徽省|Region]南部城市[合肥市|Region]拉开帷幕。",
    ],
)
def test_a_meeting_is_held_in_the_town_and_not_in_its_province(text: str) -> None:
    found = said(text)
    assert {"首届皖南茶业论坛 heldOn 2021-05-06", "首届皖南茶业论坛 heldIn 合肥市"} <= found
    assert "首届皖南茶业论坛 heldIn 安徽省" not in found


_TALK = "[程远|Person]说，茶业要发展。代表们谈了看法。市场在变。" * 3


@pytest.mark.parametrize(
    ("opening", "there"),
    [
        (f"{FORUM}在[合肥市|Region]开幕。", True),
        (f"各地要组织{FORUM}。", False),
        (f"[程远|Person]去年在{FORUM}上讲话。", False),
    ],
)
def test_only_a_meeting_that_is_held_is_attended_many_sentences_later(opening: str, *, there: bool) -> None:
    text = f"{opening}{_TALK}[陈川|Person]主持会议。"
    assert ("陈川 participatedIn 首届皖南茶业论坛" in said(text)) == there


def test_a_festival_is_on_its_day() -> None:
    text = "[5月6日|@2021-05-06]是第十个[皖南茶日|Event]，" + f"{FORUM}在[合肥市|Region]举行。"
    found = said(text)
    assert {"皖南茶日 heldOn 2021-05-06", "首届皖南茶业论坛 heldOn 2021-05-06"} <= found


def test_a_meeting_whose_speech_is_studied_is_not_the_one_attended() -> None:
    text = "[玉山县人大|GovernmentBody]开会，学习[赵刚|Person]在[全省教育大会|Event]上的讲话。[钱伟|Person]主持会议。"
    assert "钱伟 participatedIn 全省教育大会" not in said(text)


def test_deputies_are_at_the_session_that_the_article_is_about() -> None:
    text = (
        "[全省人大三次会议|Event]昨天继续举行。"
        + "代表们发言踊跃。" * 8
        + "[赵刚|Person]在参加[玉山县|Region]代表团审议时说，今年要修路。"
    )
    assert "赵刚 participatedIn 全省人大三次会议" in said(text)


def test_this_edition_is_the_numbered_meeting_and_not_the_one_beside_it() -> None:
    text = "[第三届果博会|Event]开幕，同期举行[果业论坛|Event]。[青海省|Region]担任本届主宾省。"
    assert "青海省 participatedIn 第三届果博会" in said(text)
    assert "青海省 participatedIn 果业论坛" not in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[果业论坛|Event]昨天闭幕，会场设在[玉山县|Region]。",
        "[果业论坛|Event]花落[玉山县|Region]，[赵刚|Person]等着这一天。",
        "[赵刚|Person]赴[玉山县|Region]参加[果业论坛|Event]。",
        "[果业论坛|Event]、[果品|Product]交易会昨天在[玉山县|Region]举行。",
        "[玉山县|Region]作为[果业论坛|Event]的举办地，修了新路。",
    ],
)
def test_where_a_meeting_is_held(text: str) -> None:
    assert "果业论坛 heldIn 玉山县" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[果业论坛|Event]昨天闭幕，明年的会场拟设在[玉山县|Region]。",
        "[赵刚|Person]赴[玉山县|Region]参加[果业论坛|Event]筹备会。",
        "[果业论坛|Event]移师[玉山县|Region]的设想没有通过。",
    ],
)
def test_where_a_meeting_is_not_held(text: str) -> None:
    assert "果业论坛 heldIn 玉山县" not in said(text)


@pytest.mark.parametrize(
    "before",
    [
        f"[程远|Person]会见前来出席{FORUM}的客商。",
        f"大家期待{FORUM}来年办得更好。双方举行了会谈。",
        f"会议决定十月在[黄山市|Region]召开{FORUM}。",
    ],
)
def test_a_meeting_that_is_only_mentioned_is_not_the_one_that_people_attend(before: str) -> None:
    assert not {end for end in said(f"{before}[汪秋|Person]、[方毅|Person]参加。") if end.startswith(("汪秋", "方毅"))}


def test_whose_letter_is_read_out_is_not_there() -> None:
    found = said(f"{FORUM}开幕。[汪秋|Person]出席开幕式，宣读[方毅|Person]主席贺信并致辞。")
    assert "汪秋 participatedIn 首届皖南茶业论坛" in found
    assert "方毅 participatedIn 首届皖南茶业论坛" not in found


def test_greetings_to_those_at_a_meeting_are_not_a_part_in_it() -> None:
    assert not said(f"我们代表[江西省|Region]向参加{FORUM}的女代表致意。")


@pytest.mark.parametrize(
    "text",
    [
        f"上月，同行们在[黄山市|Region]开了{FORUM}。",
        f"{FORUM}重回[黄山市|Region]。",
        f"{FORUM}[5月6日|@2021-05-06]在[黄山市|Region]的老剧场开场。",
    ],
)
def test_a_meeting_comes_to_a_place_in_plain_words(text: str) -> None:
    assert "首届皖南茶业论坛 heldIn 黄山市" in said(text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{FORUM}开幕。[程远|Person]代表[黄山市|Region]致谢。", "程远"),
        (f"{FORUM}上，[祁门县|Region]县长[汪秋|Person]的发言引来掌声。", "汪秋"),
        (f"{FORUM}开幕，会是由[祁门县茶业局|GovernmentBody]一道张罗的。", "祁门县茶业局"),
    ],
)
def test_who_thanks_speaks_or_sets_up_was_there(text: str, who: str) -> None:
    assert f"{who} participatedIn 首届皖南茶业论坛" in said(text)


@pytest.mark.parametrize(
    "matter",
    [
        "这次会议是为[首届湘江水利论坛|Event]作准备。",
        "会议讨论了[首届湘江水利论坛|Event]议程。",
        "会议将方案提交[首届湘江水利论坛|Event]。",
    ],
)
def test_nobody_attends_the_meeting_that_is_only_prepared(matter: str) -> None:
    text = f"{FORUM}在[黄山市|Region]举行。{matter}[祁门县|Region]县长[汪秋|Person]出席了会议。"
    found = said(text)
    assert "汪秋 participatedIn 首届皖南茶业论坛" in found
    assert "汪秋 participatedIn 首届湘江水利论坛" not in found


def test_nobody_speaks_at_a_campaign() -> None:
    text = "特别是[“湘江清流”活动|Event]，都很受欢迎。[祁门县|Region]县长[汪秋|Person]在讲话中要求继续努力。"
    assert not [end for end in said(text) if "participatedIn" in end]


@pytest.mark.parametrize(
    "clause",
    [
        "[汪秋|Person]、[方毅|Person]以及有关部门、商会代表出席了{forum}和有关活动。",
        "[汪秋|Person]、[方毅|Person]及其随同官员，以及各地的企业家出席了{forum}。",
        "[祁门县|Region]县长[汪秋|Person]，制茶师[方毅|Person]等，参加了{forum}。",
    ],
)
def test_people_before_a_list_of_others_attend(clause: str) -> None:
    found = said(clause.format(forum=FORUM))
    assert {"汪秋 participatedIn 首届皖南茶业论坛", "方毅 participatedIn 首届皖南茶业论坛"} <= found


@pytest.mark.parametrize(
    ("house", "place"),
    [
        ("赣州国际会展中心|PublicInstitution", {"首届赣江茶业博览会 heldIn 赣州市"}),
        ("赣州大学（吉安）|EducationalInstitution", set()),
        ("滨江会展中心|PublicInstitution", set()),
    ],
)
def test_a_meeting_in_a_house_is_in_the_place_that_the_name_of_the_house_begins_with(
    house: str, place: set[str]
) -> None:
    text = f"{FAIR}在[{house}]开幕。[赣州市|Region]、[吉安市|Region]的客商来了。"
    assert {fact for fact in said(text) if "heldIn" in fact} == place


def test_a_meeting_that_is_called_by_its_kind_is_of_that_kind() -> None:
    text = f"{FORUM}在[黄山市|Region]举行。[罗平|Person]、[沈静|Person]应邀授课。出席茶话会的有[方毅|Person]。"
    people = {fact.split()[0] for fact in said(text) if "participatedIn" in fact}
    assert people == {"罗平", "沈静"}


def test_a_meeting_that_ended_after_three_days_began_two_days_before() -> None:
    found = said(f"为期三天的{FAIR}[5月6日|@2021-05-06]在[赣州市|Region]落下帷幕。")
    assert {"首届赣江茶业博览会 heldOn 2021-05-04", "首届赣江茶业博览会 heldOn 2021-05-06"} <= found
    assert not any("05-04" in fact for fact in said(f"为期三天的{FAIR}[5月6日|@2021-05-06]在[赣州市|Region]开幕。"))


def test_the_cities_that_sent_their_heads_took_part() -> None:
    text = f"{FORUM}在[黄山市|Region]开幕。来自[池州市|Region]、[宣城市|Region]等市的代表交换了意见。"
    assert {"池州市 participatedIn 首届皖南茶业论坛", "宣城市 participatedIn 首届皖南茶业论坛"} <= said(text)
