"""Spaces in headlines stand for commas."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document
from kg.relate.headlines import punctuated


def posts(headline: str) -> set[tuple[str, str, str]]:
    found = extract(Document("page", headline, f"{headline}\n\n春天来了。\n"))
    names = {entity.key: entity.name for entity in found.entities}
    return {
        (names[c.subject], names[str(c.object)], c.title or "") for c in found.claims if c.predicate == "holdsPosition"
    }


def test_who_is_named_in_the_next_clause_does_not_hold_the_post_of_the_one_before() -> None:
    assert posts("李明会见成都市副市长 王建国致贺信") == set()
    assert posts("成都市委书记 副市长王建国会见李明") != set()


@pytest.mark.parametrize(
    ("headline", "spans", "said"),
    [
        ("甲乙丙丁签约 共建园区", [], "甲乙丙丁签约，共建园区"),
        ("甲乙丙局 丁戊己局", [(0, 4, "GovernmentBody"), (5, 9, "GovernmentBody")], "甲乙丙局、丁戊己局"),
        ("甲乙丙党委书记 副市长丁", [], "甲乙丙党委书记 副市长丁"),
        ("甲乙丙举行会议 学习丁", [], "甲乙丙举行会议 学习丁"),
        ("甲乙 丙丁", [], "甲乙 丙丁"),
    ],
)
def test_what_a_space_stands_for(headline: str, spans: list[tuple[int, int, str]], said: str) -> None:
    assert punctuated(headline, spans) == said
