"""What a place name can mean, and which place lies in which."""

from __future__ import annotations

import pytest

from kg.knowledge.lexicon import lexicon
from kg.knowledge.places import codes, named_regions, within


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("四川省", {"510000"}),
        ("四川", {"510000"}),
        ("重庆", {"500000"}),
        ("渝", {"500000"}),
        ("蜀", {"510000"}),
        ("川渝", {"510000", "500000"}),
        ("京津冀", {"110000", "120000", "130000"}),
        ("不是地名", set()),
    ],
)
def test_a_name_gives_the_codes_it_can_mean(name: str, expected: set[str]) -> None:
    assert set(codes(name)) == expected


def test_an_ambiguous_name_gives_all_its_places() -> None:
    assert {"320106", "320302", "350102", "410204"} <= set(codes("鼓楼区"))


def test_a_township_is_a_place_too() -> None:
    assert any(len(code) == 9 and code.startswith("511623") for code in codes("高滩镇"))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [("四川省", "成都市"), ("四川", "武侯区"), ("成都", "武侯区"), ("重庆市", "渝中区"), ("川渝", "成都市")],
)
def test_one_place_lies_in_another(outer: str, inner: str) -> None:
    assert within(outer, inner)
    assert not within(inner, outer)


@pytest.mark.parametrize(
    ("outer", "inner"), [("重庆市", "成都市"), ("成都市", "成都市"), ("成都", "重庆"), ("", "成都")]
)
def test_neighbours_do_not_lie_in_each_other(outer: str, inner: str) -> None:
    assert not within(outer, inner)


def test_each_name_of_a_zone_or_economic_region_leads_to_it() -> None:
    regions = named_regions()
    for region in (*lexicon().economic_regions, *lexicon().zones):
        for name in (region.name, *region.short):
            assert regions[name].type == region.type
    assert regions["天府新区"].name == "四川天府新区"
    assert regions["成渝地区双城经济圈"].type == "EconomicRegion"


def test_no_name_of_a_zone_means_two_zones() -> None:
    seen: dict[str, str] = {}
    for region in (*lexicon().economic_regions, *lexicon().zones):
        for name in {region.name, *region.short}:
            assert seen.setdefault(name, region.name) == region.name
