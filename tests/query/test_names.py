"""Names in a store of many things: what is written otherwise is found, what is unknown gets the right proposals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.names import find, nearest
from kg.rdf.terms import BASE, term
from kg.store import Store

NAMES = [f"第{number}号{field}合作协议" for number in range(400) for field in ("交通", "能源")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Eight hundred agreements, a town and a person, on disk."""
    place: Path = tmp_path_factory.mktemp("names")
    graph = NamedNode(BASE + "document/d1")
    called = [*((f"agreement/{number}", name) for number, name in enumerate(NAMES)), ("region/510700", "绵阳市")]
    with Store.open(place) as target:
        target.replace(
            graph.value,
            [
                Quad(NamedNode(BASE + key), term("skos:prefLabel"), Literal(name, language="zh"), graph)
                for key, name in [*called, ("person/1", "李明")]
            ],
        )
    with Store.open(place, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("written", ["《第7号能源合作协议》", "第７号能源合作协议", "第7号 能源合作協議"])
def test_marks_width_and_characters_do_not_matter(store: Store, written: str) -> None:
    assert [each.name for each in find(store, written)] == ["第7号能源合作协议"]


@pytest.mark.parametrize(
    ("unknown", "like"), [("绵羊市", "绵阳市"), ("李名", "李明"), ("第7号能原合作协议", "第7号能源合作协议")]
)
def test_the_nearest_name_comes_first(store: Store, unknown: str, like: str) -> None:
    assert find(store, unknown) == []
    assert nearest(store, unknown)[0] == like


def test_names_that_hold_the_text_are_proposed(store: Store) -> None:
    assert set(nearest(store, "第399号")[:2]) == {"第399号交通合作协议", "第399号能源合作协议"}
    assert nearest(store, "毫无关联") == []


def test_a_region_has_its_short_name_though_nobody_wrote_it() -> None:
    with Store.memory(
        [
            Quad(NamedNode(BASE + "region/500117"), term(predicate), Literal(text, language=tag), NamedNode("urn:d"))
            if tag
            else Quad(NamedNode(BASE + "region/500117"), term(predicate), Literal(text), NamedNode("urn:d"))
            for predicate, text, tag in (("skos:prefLabel", "合川区", "zh"), ("skos:notation", "500117", ""))
        ]
    ) as small:
        for name in ("合川", "hechuan", "hé chuān", "500117"):
            assert [each.key for each in find(small, name)] == ["region/500117"], name
        assert find(small, "铜梁") == []
