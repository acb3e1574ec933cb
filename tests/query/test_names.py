"""Names in a store of many things: what is written otherwise is found, what is unknown gets the right proposals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import names_index
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


def named(place: Path, *names: str) -> None:
    graph = BASE + "document/d1"
    quads = [
        Quad(NamedNode(BASE + f"person/{name}"), term("skos:prefLabel"), Literal(name, language="zh"), NamedNode(graph))
        for name in names
    ]
    with Store.open(place) as target:
        target.replace(graph, quads)


def found(place: Path, written: str) -> list[str]:
    with Store.open(place, read_only=True) as opened:
        return [each.name for each in find(opened, written)]


def test_names_are_kept_beside_the_store_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named(tmp_path, "李明")
    assert found(tmp_path, "李 明") == ["李明"]
    with monkeypatch.context() as once:
        once.setattr(names_index, "_read", lambda _: pytest.fail("read anew"))
        assert found(tmp_path, "李 明") == ["李明"]
    named(tmp_path, "张伟")
    assert (found(tmp_path, "李 明"), found(tmp_path, "张 伟")) == ([], ["张伟"])
    assert sorted(path.name for path in tmp_path.glob("names*")) == ["names.json"]


@pytest.mark.parametrize("damage", [b"", b"\n", b"no JSON", "cut"])
def test_a_damaged_file_of_names_is_made_anew(tmp_path: Path, damage: bytes | str) -> None:
    named(tmp_path, "李明")
    found(tmp_path, "李 明")
    file = tmp_path / "names.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:-5] if isinstance(damage, str) else damage)
    assert found(tmp_path, "李 明") == ["李明"]
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_names_are_found_without_a_file(tmp_path: Path) -> None:
    named(tmp_path, "李明")
    (tmp_path / "names.json").mkdir()
    assert found(tmp_path, "李 明") == ["李明"]
