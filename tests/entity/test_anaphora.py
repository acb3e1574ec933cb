"""What a text calls itself."""

from __future__ import annotations

from kg.extract import extract
from kg.model import Document


def test_a_law_that_speaks_of_itself_is_not_the_law_that_it_cites() -> None:
    text = (
        "《成都市清溪保护条例》\n"
        "第一条　根据《四川省长河保护条例》等，结合实际，制定本条例。\n"
        "第二条　本条例适用于成都市、德阳市的清溪流域。\n"
    )
    found = extract(Document("law", "《成都市清溪保护条例》", text))
    names = {entity.key: entity.name for entity in found.entities}
    stated = {(names[c.subject], names[str(c.object)]) for c in found.claims if c.rule.startswith("field-s")}
    assert stated == {("成都市清溪保护条例", "成都市"), ("成都市清溪保护条例", "德阳市")}
