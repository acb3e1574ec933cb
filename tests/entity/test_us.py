"""Whom 我们 stands for where somebody speaks for a body."""

from __future__ import annotations

from kg.extract import link
from kg.model import Document

FIRM = "湖南青山锂业股份有限公司"


def _us(*lines: str) -> list[str]:
    linked = link(Document("text", lines[0], "\n".join(lines)))
    us = [r for r in linked.references if r.rule == "anaphora" and r.mention.text.startswith("我")]
    return [linked.entities[key].name for reference in us for key in reference.entities]


def test_in_an_interview_it_is_the_firm_of_whoever_has_the_turn() -> None:
    head = f"{FIRM}董事长周明远接受了采访。"
    told = "周明远：去年，我们与中南大学共建了研究院。设备由广州风帆数控有限公司给我们供应。"
    assert _us("矿山新路", head, "记者：我们知道，矿山很老。", told, "记者：我们还想问一句。") == [FIRM, FIRM]


def test_in_a_quotation_it_is_the_firm_of_the_speaker() -> None:
    assert _us("矿山新路", f"“我们公司与中南大学共建了研究院。”{FIRM}董事长周明远说。") == [FIRM]
    assert _us("矿山新路", f"{FIRM}董事长周明远告诉记者：“去年，我们搬进了新厂房。”") == [FIRM]


def test_it_is_nobody_where_the_speaker_heads_nothing_or_two_or_tells_a_rumour() -> None:
    assert not _us("矿山新路", f"{FIRM}员工周明远说：“去年，我们搬进了新厂房。”")
    two = f"{FIRM}董事长周明远、广州风帆数控有限公司董事长周明远说：“去年，我们搬进了新厂房。”"
    assert not _us("矿山新路", two)
    assert not _us("矿山新路", f"{FIRM}董事长周明远说：“有人传我们给中南大学供货，没有的事。”")
    assert not _us("矿山新路", f"{FIRM}董事长周明远说：“我们国家的锂矿很多。”")


def test_who_answers_is_the_guest_that_the_interview_presents() -> None:
    head = f"——专访{FIRM}战略发展部部长周明远"
    told = "答：去年，我们公司与中南大学共建了研究院。"
    visit = "湖南省水利厅厅长王长河也来过。"
    assert _us("矿山新路", head, "问：怎么办？", told, visit) == [FIRM]
    assert not _us("矿山新路", head, "问：怎么办？", "答：我们银行很小。")


def test_an_office_says_our_office_and_a_mayor_does_not() -> None:
    told = "周明远：去年，我厅与中南大学签了《河湖合作协议》。"
    assert _us("河湖", "记者采访了湖南省水利厅厅长周明远。", "记者：怎么办？", told) == ["湖南省水利厅"]
    told = "周明远：去年，我们与中南大学签了《河湖合作协议》。"
    assert not _us("河湖", "记者采访了衡阳市人民政府秘书长周明远。", "记者：怎么办？", told)


def _meant(word: str, *lines: str) -> list[str]:
    linked = link(Document("text", lines[0], "\n".join(lines)))
    found = [r for r in linked.references if r.rule == "anaphora" and r.mention.text == word]
    return sorted(linked.entities[key].name for reference in found for key in reference.entities)


def test_a_ministry_of_another_state_is_called_without_it() -> None:
    head = "乌兹别克斯坦能源部部长访问了电站。"
    assert _meant("能源部", "电站并网", head, "新规由能源部发布。") == ["乌兹别克斯坦能源部"]
    assert not _meant("能源部", "电站并网", head, "哈萨克斯坦能源部部长也来了。", "新规由能源部发布。")


def test_this_house_may_be_a_court_and_is_no_other_authority() -> None:
    assert _meant("该院", "环境法庭", "泸县人民法院挂牌，该院副院长主持。") == ["泸县人民法院"]
    assert not _meant("该院", "环境法庭", "泸县水务局挂牌，该院副院长主持。")


def test_cities_and_a_distillery_by_what_they_are() -> None:
    assert _meant("三城", "交通", "成都市、绵阳市、德阳市开会。三城签署了协议。") == ["德阳市", "成都市", "绵阳市"]
    assert _meant("这家酒企", "美酒", f"{FIRM}扩产。这家酒企招工。") == [FIRM]
