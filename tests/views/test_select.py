"""What a page carries and shows first, and where its nodes stand."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from pyoxigraph import Store

from kg.views.graph import read
from kg.views.layout import positions
from kg.views.select import Choice, ViewError, find, select


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return read(store)


def test_shows_first_what_is_connected_and_important(graph: nx.MultiDiGraph) -> None:
    chosen = select(graph, Choice(first_nodes=12))

    assert len(chosen.first) == 12
    assert {"region/500000", "region/510000", "region/gaozhu"} <= set(chosen.first)
    assert len(chosen.graph) == len(graph)


def test_focus_shows_the_entity_and_its_neighbours(graph: nx.MultiDiGraph) -> None:
    near = select(graph, Choice(focus=["四川银行"], depth=1))
    far = select(graph, Choice(focus=["四川银行"], depth=2))

    assert set(near.first) == {"organisation/scbank", "agreement/banks", "product/loan", "event/forum"}
    assert set(near.first) < set(far.first)


@pytest.mark.parametrize("name", ["四川省", "四川", "510000", "region/510000", "sichuansheng"])
def test_an_entity_is_found_by_any_of_its_names(graph: nx.MultiDiGraph, name: str) -> None:
    assert find(graph, name) == "region/510000"


def test_an_unknown_focus_is_answered_with_names(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(ViewError, match="重庆银行"):
        select(graph, Choice(focus=["银行"]))


def test_too_large_a_graph_is_refused_with_proposals(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(ViewError, match=r"--focus NAME, for example .*重庆市"):
        select(graph, Choice(max_nodes=10))


def test_a_focus_makes_a_large_graph_small_enough(graph: nx.MultiDiGraph) -> None:
    chosen = select(graph, Choice(focus=["四川银行"], max_nodes=10))

    assert len(chosen.graph) == 4


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (Choice(types=["Person"]), {"person/zhang", "person/li"}),
        (Choice(types=["Alliance"]), {"organisation/alliance"}),
    ],
    ids=["coarse", "fine"],
)
def test_types_narrow_the_page(graph: nx.MultiDiGraph, choice: Choice, kept: set[str]) -> None:
    assert set(select(graph, choice).graph) == kept


def test_predicates_and_confidence_narrow_the_facts(graph: nx.MultiDiGraph) -> None:
    chosen = select(graph, Choice(predicates=["appliesTo"], min_confidence=0.9))

    assert {data["predicate"] for *_, data in chosen.graph.edges(data=True)} == {"appliesTo"}
    assert chosen.graph.number_of_edges() == 2
    assert chosen.graph.graph["dated"] == []


def test_a_document_narrows_the_page_to_what_it_says(graph: nx.MultiDiGraph) -> None:
    chosen = select(graph, Choice(documents=["v5"]))

    assert set(chosen.graph.graph["documents"]) == {"document/v5"}
    assert "organisation/scbank" in chosen.graph
    assert "region/gaozhu" not in chosen.graph


@pytest.mark.parametrize(
    "choice",
    [Choice(types=["Town"]), Choice(predicates=["likes"]), Choice(documents=["v9"])],
    ids=["type", "predicate", "document"],
)
def test_a_filter_that_names_nothing_says_what_there_is(graph: nx.MultiDiGraph, choice: Choice) -> None:
    with pytest.raises(ViewError, match=r"There is: .*(Company|signatory|v5)"):
        select(graph, choice)


def _wheel(spokes: int) -> tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]:
    names = [f"n{number:02}" for number in range(spokes)]
    return dict.fromkeys(["hub", *names, "alone"], (90.0, 40.0)), [("hub", name) for name in names]


def test_no_two_boxes_overlap() -> None:
    boxes, edges = _wheel(40)

    places = positions(boxes, edges)

    for (a, first), (b, second) in itertools.combinations(places.items(), 2):
        apart = abs(first[0] - second[0]) >= 90 or abs(first[1] - second[1]) >= 40
        assert apart, f"{a} {first} covers {b} {second}"


def test_the_same_graph_gets_the_same_places() -> None:
    assert positions(*_wheel(30)) == positions(*_wheel(30))


def test_old_nodes_stay_where_they_are() -> None:
    boxes, edges = _wheel(10)
    old = positions(boxes, edges)
    more = {**boxes, "new": (90.0, 40.0), "far": (90.0, 40.0)}

    places = positions(more, [*edges, ("n03", "new")], fixed=old)

    assert {key: places[key] for key in old} == old
    assert set(places) == set(more)
