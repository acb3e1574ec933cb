"""Short names that a text gives itself."""

from __future__ import annotations

import pytest

from kg.extract import link
from kg.model import Document


def said(text: str, name: str) -> set[str]:
    """What the occurrences of a name in a text stand for."""
    linked = link(Document("text", "", text))
    found = [r for r in linked.references if r.mention.text == name]
    return {linked.entities[key].name for reference in found for key in reference.entities}


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        (
            "四川省青梧计量检测研究院（下称“四川青梧院”）挂牌。企业找到四川青梧院。",
            "四川青梧院",
            "四川省青梧计量检测研究院",
        ),
        (
            "禾桐精传（重庆禾桐精密传动股份有限公司的简称）扩产。去年建成了禾桐精传。",
            "禾桐精传",
            "重庆禾桐精密传动股份有限公司",
        ),
        ("禾桐精传（全称重庆禾桐精密传动股份有限公司）扩产。", "禾桐精传", "重庆禾桐精密传动股份有限公司"),
        (
            "重庆禾桐精密传动股份有限公司（股票简称：禾桐精传，下同）扩产。客户从禾桐精传采购。",
            "禾桐精传",
            "重庆禾桐精密传动股份有限公司",
        ),
        (
            "《川渝柑橘产业发展规划》（渝农发〔2023〕9号，以下简称《柑橘规划》）印发。《柑橘规划》明确任务。",
            "柑橘规划",
            "川渝柑橘产业发展规划",
        ),
    ],
    ids="place-inside before-of before-full stock numbered".split(),
)
def test_a_name_that_is_defined_is_known_wherever_it_stands(text: str, name: str, full: str) -> None:
    assert said(text, name) == {full}


def test_what_is_defined_for_several_names_no_one_of_them() -> None:
    text = "重庆市、四川省（以下统称“两省市”）签约。两省市将办会。"
    assert said(text, "两省市") == {"重庆市", "四川省"}


def test_a_generic_word_that_is_defined_is_not_found_inside_longer_words() -> None:
    text = "重庆禾桐精密传动股份有限公司（以下简称“公司”）公告，公司拟设立子公司，并向分公司派员。"
    linked = link(Document("text", "", text))
    places = [r.mention.start for r in linked.references if r.mention.text == "公司"]
    assert all(text[at - 1] not in "子分" for at in places)
    assert places


def test_what_is_spelt_out_in_full_is_the_same_thing() -> None:
    text = "青溪园区开园五年。这个园区全称川渝合作青溪园区。企业入驻青溪园区。"
    assert said(text, "青溪园区") == {"川渝合作青溪园区"}


def test_a_project_is_known_without_a_word_that_tells_no_two_apart() -> None:
    assert said("绵阳国际机场开建。绵阳机场明年通航。", "绵阳机场") == {"绵阳国际机场"}
    assert said("绵阳第二机场开建。绵阳机场明年扩建。", "绵阳机场") == {"绵阳机场"}
