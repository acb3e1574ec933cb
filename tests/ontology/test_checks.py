"""The shapes and the queries: each planted fault is found, a sound graph passes, and both say the same."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, SH, Graph

from kg.knowledge import terms
from kg.knowledge.checks import checks
from kg.resources import ontology
from tests.ontology.graphs import SHAPES, Fault, Finding, broken, by_shacl, by_sparql, faults, good, merged


@pytest.fixture(scope="module")
def shacl_findings() -> set[Finding]:
    """What pySHACL finds in the sound graph and all broken ones at once: its start-up costs more than the work."""
    quads = good()
    for fault in faults():
        quads |= broken(fault)
    return by_shacl(quads)


def test_a_sound_graph_has_no_findings() -> None:
    assert by_sparql(good()) == set()


@pytest.mark.full
def test_a_sound_graph_conforms_to_the_shapes(shacl_findings: set[Finding]) -> None:
    bases = tuple(fault.base for fault in faults())
    assert {finding for finding in shacl_findings if not finding[1].startswith((*bases, "_"))} == set()


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_a_fault_is_found_and_nothing_else(fault: Fault) -> None:
    assert {check for check, _ in by_sparql(broken(fault))} == fault.expected


@pytest.mark.full
@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_shapes_find_what_queries_find(fault: Fault, shacl_findings: set[Finding]) -> None:
    by_query = by_sparql(broken(fault))
    by_shape = {finding for finding in shacl_findings if finding[1].startswith(fault.base)}
    assert by_shape == {finding for finding in by_query if finding[1] != "_"}
    assert {check for check, focus in by_query if focus == "_"} <= {c for c, focus in shacl_findings if focus == "_"}


def test_domain_and_range_are_checked_for_every_predicate() -> None:
    found = by_sparql(broken(faults()[-1]))
    for name in (*terms.predicates(), "partOf", "jurisdiction", "mentionedIn"):
        focus = f"{faults()[-1].base}wrong/{name}"
        assert ("domain", focus) in found
        assert (("range", focus) in found) == (name not in terms.date_predicates())


def test_every_check_has_a_fault() -> None:
    assert {check.name for check in checks()} == set().union(*(fault.expected for fault in faults()))


def test_every_check_has_a_shape_with_its_message_and_severity() -> None:
    shapes = Graph().parse(ontology() / "shapes.ttl")
    told: dict[str, str] = {}
    for shape, message in shapes.subject_objects(SH.message):
        # A constraint inside a shape takes the severity of the shape that has it.
        outer = next(iter(shapes.subjects(SH.sparql, shape)), shape)
        severity = shapes.value(outer, SH.severity, default=SH.Violation)
        told.setdefault(str(message), str(severity).rpartition("#")[2])
        assert told[str(message)] == str(severity).rpartition("#")[2], message
    for check in checks():
        for language in ("en", "zh"):
            assert told.pop(check.message[language]) == check.severity
    assert not told, "shapes without a query"


def test_shapes_are_named_after_their_checks() -> None:
    shapes = Graph().parse(ontology() / "shapes.ttl")
    names = {check.name for check in checks()}
    tops = set(shapes.subjects(RDF.type, SH.NodeShape)) | set(shapes.subjects(RDF.type, SH.PropertyShape))
    for top in tops:
        name = str(top).removeprefix(SHAPES)
        assert any(name == check or name.startswith(check + "-") for check in names), name
    assert next(iter(shapes.subjects(RDF.type, OWL.Ontology)), None) is not None


def test_queries_are_portable_sparql() -> None:
    graph = merged(good())
    for check in checks():
        assert list(graph.query(check.sparql)) == [], check.name


def test_queries_return_focus_and_value() -> None:
    for check in checks():
        solutions = ox.Store().query(check.sparql)
        assert isinstance(solutions, ox.QuerySolutions)
        assert [variable.value for variable in solutions.variables] == ["focus", "value"], check.name
        assert not re.search(r"\b(SERVICE|FROM|GRAPH)\b", check.sparql), check.name
