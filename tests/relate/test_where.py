"""Where something lies, what a place drew, whose money it was: what must not be read into a sentence."""

from __future__ import annotations

import pytest

from kg.relate import relate
from kg.relate.markup import linked


def said(text: str) -> set[tuple[str, str, str]]:
    """The asserted statements of a marked text."""
    return {
        (claim.subject.split("/")[1], claim.predicate, str(claim.object).split("/")[1])
        for claim in relate(linked(text))
        if claim.modality == "asserted" and isinstance(claim.object, str)
    }


def test_a_reservoir_between_two_counties_lies_in_both() -> None:
    text = "[白杨水电站|Project]位于[甘肃省|Region][玉山县|Region]和[青海省|Region][石门县|Region]境内。"
    assert said(text) == {("白杨水电站", "locatedIn", "玉山县"), ("白杨水电站", "locatedIn", "石门县")}


@pytest.mark.parametrize(
    "text",
    [
        "[祁连铁路局|Company]白杨站位于[玉山县|Region]。",
        "[祁连高铁|Project]最大的车站——位于[玉山县|Region]的白杨站封顶。",
        "[白杨工业园|DevelopmentZone]地处[玉山县|Region]和[石门县|Region]交界处。",
        "[白杨工业园|DevelopmentZone]位于[玉山县|Region]路18号。",
        "在[玉山县|Region]，[祁连研究所|ResearchInstitution]的试验基地里，风机转动。",
        "走进新[玉山县|Region]第一个油田——[白杨油田|Project]。",
    ],
)
def test_a_part_a_border_and_a_street_are_no_place_of_the_whole(text: str) -> None:
    assert not [statement for statement in said(text) if statement[1] == "locatedIn"]


def test_shares_of_a_group_s_firms_are_none_of_the_group() -> None:
    assert not said("[祁连集团|Company]持有[白杨集团|Company]两家上市公司的股份。")


def test_a_magazine_is_no_policy() -> None:
    assert not said("[青海省|Region][《草原政策》|Policy]杂志创刊。")
    assert said("根据[青海省|Region][《草原政策》|Policy]，各地行动。") == {("草原政策", "issuedBy", "青海省")}
