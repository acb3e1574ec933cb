"""``from kg import Graph``: the examples of its docstrings and of docs/library.md, and what they leave out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

import kg
import kg.graph
from kg import Graph
from kg.graph import NameLookupError
from kg.query.engine import DatasetError
from kg.query.tokens import RefusedError
from kg.store import Store

OWN_WARNINGS = "ignore:Dataset\\.:DeprecationWarning"


@pytest.fixture
def graph(store: Store) -> Graph:
    """The graph of the three documents of our own."""
    return Graph(store)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", OWN_WARNINGS)
def test_the_examples_run(corpus: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    module = doctest.testmod(kg.graph)
    page = doctest.testfile(str(root / "docs" / "library.md"), module_relative=False, encoding="utf-8")

    assert (module.failed, page.failed) == (0, 0)
    assert module.attempted > 10
    assert page.attempted > 20


def test_a_thing_with_its_facts(graph: Graph) -> None:
    thing = graph.about("四川省经信厅")

    assert (thing.name, thing.type, thing.kind) == ("四川省经济和信息化厅", "GovernmentBody", "Organisation")
    assert thing.names == ("四川省经信厅",)
    assert thing.documents == ("d1", "d2")
    assert {str(fact) for fact in thing.facts} == {
        "川渝汽车产业合作协议 signatory 四川省经济和信息化厅",
        "李明 holdsPosition 四川省经济和信息化厅",
    }
    assert graph.about("四川").code == "510000"


def test_a_statement_leads_back_to_its_text(graph: Graph) -> None:
    (post,) = graph.statements(predicate="holdsPosition")

    assert (str(post.subject), post.title, post.modality, post.document) == ("李明", "厅长", "asserted", "d1")
    assert post.quote == post.sentence
    assert post.end - post.start == len(post.quote)
    with pytest.raises(dataclasses.FrozenInstanceError):
        post.title = "x"  # type: ignore[misc]


def test_statements_are_chosen(graph: Graph) -> None:
    every = list(graph.statements())

    assert len(every) == len({each.key for each in every}) == 32
    assert {each.document for each in graph.statements(document="d3")} == {"d3"}
    assert {str(each) for each in graph.statements(modality="wished")} == {"重庆市 cooperatesWith 四川省"}
    assert {each.predicate for each in graph.statements(subject="双城联动协议", object="成都")} == {"signatory"}
    assert [each.predicate for each in every if each.confidence < 0.7] == ["finances"]
    assert "finances" not in {each.predicate for each in graph.statements(min_confidence=0.7)}


def test_names_that_are_ambiguous_or_unknown(graph: Graph) -> None:
    with pytest.raises(NameLookupError, match="region/320106") as caught:
        graph.about("鼓楼区")
    assert len(caught.value.candidates) == 2
    with pytest.raises(NameLookupError, match="四川大学"):
        graph.about("四川大雪")
    with pytest.raises(LookupError):
        list(graph.statements(subject="没有"))


def test_rows_are_python_values(graph: Graph) -> None:
    (row,) = graph.query(
        "SELECT ?x ?n ?c ?d ?y ?none ?b WHERE { BIND(<region/510000> AS ?x) BIND(1 AS ?n) BIND(0.5 AS ?c) "
        'BIND("2020-04-30"^^xsd:date AS ?d) BIND("2020"^^xsd:gYear AS ?y) BIND(true AS ?b) }'
    )

    assert row == {
        "x": "https://w3id.org/chuanyu-kg/id/region/510000",
        "n": 1,
        "c": Decimal("0.5"),
        "d": dt.date(2020, 4, 30),
        "y": "2020",
        "none": None,
        "b": True,
    }


def test_a_binding_never_becomes_query_text(graph: Graph) -> None:
    assert graph.query("SELECT ?x WHERE { ?s skos:notation ?x }", x='" } DROP ALL #') == []
    region = "https://w3id.org/chuanyu-kg/id/region/510000"
    named = graph.query("SELECT DISTINCT ?x ?name WHERE { ?x skos:prefLabel ?name }", x=region)
    assert [row["name"] for row in named] == ["四川省"]
    with pytest.raises(ValueError, match="code"):
        graph.query("SELECT ?x WHERE { ?x skos:notation ?code }", code="510000")


def test_the_form_of_query_has_to_fit(graph: Graph) -> None:
    assert graph.holds("ASK { ?x a cy:Person }")
    assert len(graph.construct("CONSTRUCT WHERE { ?x cy:partOf ?y }")) > 1
    for call in (graph.query, graph.construct):
        with pytest.raises(TypeError):
            call("ASK {}")
    with pytest.raises(TypeError):
        graph.holds("SELECT * WHERE { ?x ?y ?z }")
    with pytest.raises(RefusedError):
        graph.query("DROP ALL")


def test_ask_and_catalogue(graph: Graph) -> None:
    assert graph.ask("去年签了哪些协议？", today=dt.date(2023, 5, 1)).values == ("双城联动协议",)
    assert [row["post"] for row in graph.catalogue("posts", person="李明")] == ["厅长"]


@pytest.mark.filterwarnings(OWN_WARNINGS)
def test_rdflib_has_the_same_quads(graph: Graph, store: Store) -> None:
    dataset = graph.to_rdflib()

    assert len(list(dataset.quads())) == len(store)
    place = rdflib.URIRef("https://w3id.org/chuanyu-kg/id/document/d1")
    assert len(dataset.graph(place)) == len(list(store.quads(place)))


def test_networkx_counts_a_fact_once(graph: Graph) -> None:
    network = graph.to_networkx()
    agreement = graph.about("川渝汽车产业合作协议").key

    assert len(list(network.successors(agreement))) == 2
    assert network.nodes[agreement]["signedOn"] == "2020-04-30"


def test_open_says_what_is_wrong(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(DatasetError, match="no store"):
        Graph.open(tmp_path / "none")
    with Graph.open(folder) as graph:
        assert graph.documents() == ("d1", "d2", "d3")


def test_importing_kg_stays_quick() -> None:
    code = "import sys, kg; assert 'pyoxigraph' not in sys.modules; kg.Graph; assert 'kg.graph' in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError):
        _ = kg.Nothing
