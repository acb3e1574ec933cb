"""Laws that a session adopts: the body whose session it is has issued them."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, When

LAW = "《贵州省湿地保护条例》"
CONGRESS = "贵州省第十四届人民代表大会常务委员会"


def issuers(text: str) -> set[str]:
    found = extract(Document("example", "", text, When("2024-06-01")))
    names = {entity.key: entity.name for entity in found.entities}
    return {names[str(c.object)] for c in found.claims if c.predicate == "issuedBy" and c.modality == "asserted"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"{CONGRESS}第九次会议3月28日通过{LAW}。", CONGRESS),
        (f"{LAW}已由{CONGRESS}第九次会议于2024年3月28日通过，现予公布。", CONGRESS),
        (f"贵州省十四届人大常委会第九次会议表决通过{LAW}。", "贵州省人民代表大会常务委员会"),
        (f"贵州省十四届人大常委会第九次会议闭幕。会议表决通过了{LAW}。", "贵州省人民代表大会常务委员会"),
        (f"贵州省十四届人大常委会第九次会议闭幕。会议经表决，全票通过了{LAW}。", "贵州省人民代表大会常务委员会"),
        ("十四届全国人大二次会议表决通过《河湖保护法》。", "全国人民代表大会"),
        ("国务院第12次常务会议通过《河湖保护条例》。", "中华人民共和国国务院"),
        ("中央全面深化改革委员会第三次会议审议通过了《关于保护河湖的意见》。", "中央全面深化改革委员会"),
        (f"贵州省湿地保护条例\n\n（2024年3月28日{CONGRESS}第九次会议通过）\n\n第一条 制定本条例。", CONGRESS),
    ],
)
def test_the_body_of_a_session_issues_what_it_adopts(text: str, body: str) -> None:
    assert issuers(text) == {body}


@pytest.mark.parametrize(
    "words",
    [
        "分组审议了{}",
        "将于下周表决通过{}",
        "没有通过{}",
        "批准了{}",
        "通过了关于修改{}的决定",
        "通过了《政府工作报告》",
    ],
)
def test_a_session_that_adopts_nothing_has_issued_nothing(words: str) -> None:
    assert issuers(f"{CONGRESS}第九次会议{words.format(LAW)}。") == set()


@pytest.mark.parametrize(
    "text", [f"{LAW}提请{CONGRESS}第九次会议初次审议。", f"{LAW}（草案）将由{CONGRESS}第九次会议审议通过。"]
)
def test_what_is_put_before_a_session_is_not_yet_issued(text: str) -> None:
    assert issuers(text) == set()


def test_a_meeting_without_a_name_is_its_body_s() -> None:
    told = "6月3日，芜湖市政府召开常务会议，部署防汛。{}会议审议通过《芜湖市湿地保护办法》。"
    assert issuers(told.format("会议指出，汛期已到。")) == {"芜湖市人民政府"}
    assert issuers(told.format("当天还举行了湿地保护论坛。")) == set()


REPORT = """贵州省第十四届人大常委会第九次会议闭幕 决定省十四届人大三次会议2025年1月15日召开

11月28日，贵州省第十四届人大常委会第九次会议在贵阳闭幕。省人大常委会副主任李明主持会议。
会议听取了省政府副省长陈伟作的关于全省财政工作情况的报告。
会议经表决通过了新修订的《贵州省湿地保护条例》、《贵州省数据条例》。
会议表决通过了省人大常委会关于召开贵州省第十四届人民代表大会第三次会议的决定。
根据决定，贵州省第十四届人民代表大会第三次会议将于2025年1月15日在贵阳召开。
会议表决通过了关于批准2024年省级预算调整方案的决议。
省人民检察院检察长张强列席会议。
"""
DECIDED = {
    "贵州省湿地保护条例",
    "贵州省数据条例",
    "省人大常委会关于召开贵州省第十四届人民代表大会第三次会议的决定",
    "关于批准2024年省级预算调整方案的决议",
}


def test_a_report_of_a_session_says_what_was_adopted_that_day_and_who_reported() -> None:
    found = extract(Document("example", "", REPORT, When("2024-11-29")))
    names = {entity.key: entity.name for entity in found.entities}
    claims = [c for c in found.claims if c.modality == "asserted"]
    issued = {(names[c.subject], names[str(c.object)]) for c in claims if c.predicate == "issuedBy"}
    assert issued == {(title, "贵州省人民代表大会常务委员会") for title in DECIDED}
    days = {
        (names[c.subject], c.object.iso) for c in claims if c.predicate == "issuedOn" and isinstance(c.object, When)
    }
    assert days == {(title, "2024-11-28") for title in DECIDED}
    there = {(names[c.subject], names[str(c.object)]) for c in claims if c.predicate == "participatedIn"}
    session = "贵州省第十四届人大常委会第九次会议"
    assert {("李明", session), ("陈伟", session)} <= there
    assert all(meeting == session for _, meeting in there)


def test_amendments_of_a_law_are_told_apart_by_their_number() -> None:
    text = "十四届全国人大常委会第七次会议表决通过了刑法修正案（十二）、慈善法修改的说明。"
    found = extract(Document("example", "", text, When("2024-01-02")))
    assert "刑法修正案（十二）" in {entity.name for entity in found.entities}
