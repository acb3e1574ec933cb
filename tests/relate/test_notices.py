"""Who issued an official notice, where only its head and its foot say so."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, When
from kg.read import articles

TEXT = "各区县水利局：\n\n现将《河湖巡护办法》印发给你们，请遵照执行。\n"
HEAD = "关于印发《河湖巡护办法》的通知\n"
FOOT = "\n绵阳市水利局　绵阳市林业局\n\n2023年8月14日\n"


def issued(text: str) -> set[tuple[str, str]]:
    """Title and issuer or day of every paper."""
    found = extract(Document("notice", "", text))
    names = {entity.key: entity.name for entity in found.entities}
    return {
        (names[c.subject], c.object.iso if isinstance(c.object, When) else names[c.object])
        for c in found.claims
        if c.predicate in ("issuedBy", "issuedOn")
    }


def test_the_bodies_under_a_notice_issued_it_and_what_comes_with_it() -> None:
    papers = ("关于印发《河湖巡护办法》的通知", "河湖巡护办法")
    assert issued(HEAD + TEXT + FOOT) == {
        (paper, said) for paper in papers for said in ("绵阳市水利局", "绵阳市林业局", "2023-08-14")
    }


@pytest.mark.parametrize("head", ["绵阳市水利局\n" + HEAD, "绵阳市水利局" + HEAD])
def test_without_a_foot_the_body_above_it_issued_it(head: str) -> None:
    assert ("河湖巡护办法", "绵阳市水利局") in issued(head + "\n绵水发〔2023〕12号\n\n" + TEXT)


def test_a_notice_that_only_speaks_of_a_paper_has_not_issued_it() -> None:
    text = "关于学习《河湖巡护办法》的通知\n\n各区县水利局：\n\n请认真学习《河湖巡护办法》。\n" + FOOT
    assert {paper for paper, _ in issued(text)} <= {"关于学习《河湖巡护办法》的通知"}


def test_news_below_a_headline_is_no_notice() -> None:
    assert issued("水利通知引热议\n\n专家称，《河湖巡护办法》值得一读。\n" + FOOT) == set()


def test_the_number_of_a_notice_is_not_its_title() -> None:
    page = articles(Document("notice", "", HEAD + "\n绵水发〔2023〕12号\n\n" + TEXT))
    assert page[0].title == "关于印发《河湖巡护办法》的通知"
