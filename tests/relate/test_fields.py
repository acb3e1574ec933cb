"""Regions that only the title of a paper names: its field, where they are no part of a longer name."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document


def fields(text: str) -> set[str]:
    found = extract(Document("example", "", text))
    names = {entity.key: entity.name for entity in found.entities if entity.mentioned}
    return {names[str(c.object)] for c in found.claims if c.predicate == "appliesTo"}


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("促进芜湖市旅游发展合作备忘录", "芜湖市"),
        ("安徽省湿地保护条例", "安徽省"),
        ("关于支持芜湖建设旅游示范区的意见", "芜湖市"),
        ("新安江流域保护条例", "新安江流域"),
        ("长江三角洲区域一体化发展规划纲要", "长江三角洲地区"),
    ],
)
def test_the_place_for_which_a_paper_is_made_is_its_field(title: str, region: str) -> None:
    assert region in fields(f"《{title}》今天公布。")


@pytest.mark.parametrize(
    "title", ["芜湖长江大桥管理办法", "关于芜湖机场的意见", "芜湖行动计划", "维也纳湿地公约", "芜湖论坛管理办法"]
)
def test_a_place_that_is_part_of_another_name_is_none(title: str) -> None:
    assert fields(f"《{title}》今天公布。") == set()
