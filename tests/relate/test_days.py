"""The day of an act: that of the meeting told of before, of a line above, of an attribute; and none where it is another's."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

SIGNED = "[《青岭旅游合作协议》|Agreement]"
OPENED = "[3月8日|@2024-03-08]上午，[首届青岭旅游周|Event]在[青岭市|Region]开幕。"


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENED}十二个项目集中亮相。会上，两地签署{SIGNED}。",
        f"{OPENED}十二个项目集中亮相。随后，两地代表在现场签署了{SIGNED}。",
        f"{OPENED}仪式结束后，两市市长依次在{SIGNED}上落笔。",
        f"{OPENED}十二个项目集中亮相。各方还签署了{SIGNED}。",
        f"此前，两地[3月8日|@2024-03-08]签署{SIGNED}。",
        f"[3月8日|@2024-03-08]，双方达成{SIGNED}。",
    ],
)
def test_an_agreement_is_signed_on_the_day_of_the_meeting(text: str) -> None:
    assert "青岭旅游合作协议 signedOn 2024-03-08" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENED}会上，市长介绍，两地签署了{SIGNED}。",
        f"{OPENED}两地曾签署{SIGNED}。",
        f"{OPENED}在[第三届白水论坛|Event]上，两地签署{SIGNED}。",
        f"{OPENED}十二个项目集中亮相。为此，两地先后签署了{SIGNED}。",
        f"[3月8日|@2024-03-08]，两地公布数据。此前，两地签署{SIGNED}。",
    ],
)
def test_a_day_that_may_be_another_is_none(text: str) -> None:
    assert not any("signedOn" in statement for statement in said(text))


def test_a_meeting_adopts_a_paper_on_its_day() -> None:
    text = "[3月8日|@2024-03-08]，市委召开常委会会议。会议审议通过了[《青岭河湖保护办法》|Policy]。"
    assert "青岭河湖保护办法 issuedOn 2024-03-08" in said(text)


def test_what_passes_as_a_draft_is_not_yet_issued() -> None:
    text = "[3月8日|@2024-03-08]，市政府召开常务会议。会议通过[《青岭河湖保护条例（草案）》|Policy]。"
    assert not any("issuedOn" in statement for statement in said(text))


def test_the_year_of_a_matter_is_not_that_of_the_paper() -> None:
    text = "会议听取了[2021年|@2021]工作情况的汇报，审议通过了[《青岭河湖保护办法》|Policy]。"
    assert not any("issuedOn" in statement for statement in said(text))


@pytest.mark.parametrize(
    "text",
    [
        "[3月8日|@2024-03-08]，在[青岭市|Region]举行的[首届青岭旅游周|Event]上，十二个项目亮相。",
        "[3月8日|@2024-03-08]，[王川|Person]应邀在[青岭市|Region]举行的[首届青岭旅游周|Event]上发言。",
        "[首届青岭旅游周|Event]定于[3月8日|@2024-03-08]在[青岭市|Region]与市民见面。",
        "[3月8日|@2024-03-08]，[白水论坛|Event]开幕。同期开幕的[首届青岭旅游周|Event]为期三天。",
    ],
)
def test_a_meeting_has_the_day_of_what_is_told_of_it(text: str) -> None:
    assert "首届青岭旅游周 heldOn 2024-03-08" in said(text)


def test_a_meeting_that_is_held_each_year_has_no_day() -> None:
    text = "[3月8日|@2024-03-08]，县里开会。会上要求办好每年秋天举行的[青岭旅游周|Event]。"
    assert not any("heldOn" in statement for statement in said(text))


def test_the_day_on_which_a_reporter_learns_of_a_paper_is_not_its_own() -> None:
    text = "[3月8日|@2024-03-08]，记者从市水利局获悉，[《青岭河湖保护办法》|Policy]正式印发。"
    assert not any("issuedOn" in statement for statement in said(text))


def test_a_paper_that_speaks_was_issued_on_the_day_said_before() -> None:
    text = "[3月8日|@2024-03-08]，市政府出台的[《青岭河湖保护办法》|Policy]提出，沿河设站。"
    assert "青岭河湖保护办法 issuedOn 2024-03-08" in said(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{SIGNED}签署于[2021年5月|@2021-05]。", "青岭旅游合作协议 signedOn 2021-05"),
        (
            "[《青岭河湖保护条例》|Policy]于[2021年5月|@2021-05]经市[十届人大三次会议|Event]表决通过。",
            "青岭河湖保护条例 issuedOn 2021-05",
        ),
        (
            f"自[2021年5月|@2021-05][青岭市|Region]与[白河市|Region]签订{SIGNED}以来，游客增多。",
            "青岭旅游合作协议 signedOn 2021-05",
        ),
        ("[今年5月|@2021-05]举行的[首届青岭旅游周|Event]引来客商。", "首届青岭旅游周 heldOn 2021-05"),
    ],
)
def test_a_day_behind_the_verb_or_in_an_attribute(text: str, fact: str) -> None:
    assert fact in said(text)


def test_the_day_of_a_visit_is_that_of_what_is_signed_at_its_talks() -> None:
    visit = "[西安市|Region]党政代表团[5月9日|@2024-05-09]到[宝鸡市|Region]考察。"
    talks = "座谈会上，[西安市|Region]与[宝鸡市|Region]签署[《山路养护协议》|Agreement]。"
    assert "山路养护协议 signedOn 2024-05-09" in said(f"{visit}\n{talks}")


def test_what_is_signed_the_day_before_a_meeting_has_that_day() -> None:
    told = said(f"{OPENED}会前一天，两地签署{SIGNED}。")
    assert "青岭旅游合作协议 signedOn 2024-03-07" in told
    assert "青岭旅游合作协议 signedOn 2024-03-08" not in told


def test_what_is_signed_during_a_meeting_of_two_days_has_its_month() -> None:
    text = "[3月8日|@2024-03-08]至[9日|@2024-03-09]，[首届青岭旅游周|Event]在[青岭市|Region]举行。会议期间，两地签署"
    assert "青岭旅游合作协议 signedOn 2024-03" in said(f"{text}{SIGNED}。")


def test_what_was_signed_before_has_the_day_that_is_said_of_it() -> None:
    text = f"两地此前还签过一份{SIGNED}，时间是[3月8日|@2024-03-08]。"
    assert "青岭旅游合作协议 signedOn 2024-03-08" in said(text)
