"""What an article is about is one side of what is told with the other side alone; where nothing stands out, none is."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

FIRM = "[祁连集团|Company]投产。[祁连集团|Company]增资。[祁连集团|Company]招工。"
ZONE = "[河西产业园|DevelopmentZone]扩容。[河西产业园|DevelopmentZone]修路。"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (FIRM + "如今，[白杨公司|Company]已成稳定买家。", "祁连集团 suppliesTo 白杨公司"),
        (FIRM + "厂长说：钢板由[玉山公司|Company]供货。", "玉山公司 suppliesTo 祁连集团"),
        (ZONE + "[白杨公司|Company]去年在园区设立了总部。", "白杨公司 investsIn 河西产业园"),
        (ZONE + "首日，[张掖市|Region]的[白杨公司|Company]、做轴承的[玉山公司|Company]同时进驻。",
         "玉山公司 investsIn 河西产业园"),
    ],
)  # fmt: skip
def test_the_firm_or_zone_of_the_article_is_the_other_side(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    "text",
    [
        FIRM + "有人传[祁连集团|Company]要给[白杨公司|Company]供货，没有的事。",
        ZONE + "[凉州开发区|DevelopmentZone]启用，[白杨公司|Company]同时进驻。",
    ],
)
def test_another_one_named_or_a_rumour_leaves_it_out(text: str) -> None:
    assert not [each for each in said(text) if "suppliesTo" in each or "河西产业园" in each]
