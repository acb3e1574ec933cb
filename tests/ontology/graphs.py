"""The sound sample graph, and copies of it with one fault each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kg.knowledge import terms
from kg.knowledge.checks import checks
from kg.resources import ontology

DATA = Path(__file__).parent / "data"
HEAD = (DATA / "good.trig").read_text(encoding="utf-8").split("\n# ", 1)[0]
SHAPES = "https://w3id.org/chuanyu-kg/shapes#"

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is taken out and put in, and the checks that must find it."""

    name: str
    remove: str
    add: str
    expected: frozenset[str]

    @property
    def base(self) -> str:
        """The base IRI of this copy, so that many copies fit in one graph."""
        return f"{terms.BASE}{self.name}/"


def good(base: str = terms.BASE) -> set[ox.Quad]:
    """The quads of the sound graph."""
    text = (DATA / "good.trig").read_text(encoding="utf-8").replace(terms.BASE, base)
    return set(ox.parse(text, format=ox.RdfFormat.TRIG))


def broken(fault: Fault) -> set[ox.Quad]:
    """The quads of a copy with its fault; what is to be removed must be there."""
    quads, graph = good(fault.base), ox.NamedNode(fault.base + "document/001")

    def parse(turtle: str) -> set[ox.Quad]:
        head = HEAD.replace(terms.BASE, fault.base)
        parsed = ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)
        return {ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed}

    gone = parse(fault.remove)
    assert gone <= quads, f"{fault.name} removes what is not there"
    return (quads - gone) | parse(fault.add)


@cache
def faults() -> tuple[Fault, ...]:
    """The planted faults: those written down, and one for the domains and ranges."""
    spec = tomllib.loads((DATA / "faults.toml").read_text(encoding="utf-8"))["fault"]
    written = (
        Fault(
            f"{number:02}-{entry['check']}",
            entry.get("remove", ""),
            entry.get("add", ""),
            frozenset({entry["check"], *entry.get("also", ())}),
        )
        for number, entry in enumerate(spec)
    )
    return (*written, _misplaced())


def _misplaced() -> Fault:
    """For each predicate a node without a type that has a relation to itself, outside of domain and range."""
    kinds = {name: terms.terms()[name].kind for name in (*terms.predicates(), "partOf", "jurisdiction", "mentionedIn")}
    values = {
        name: f"<wrong/{name}>" if kind == "object property" else '"2020"^^xsd:gYear' for name, kind in kinds.items()
    }
    lines = [f"<wrong/{name}> cy:{name} {value} ." for name, value in values.items()]
    tripped = ("domain", "range", "fact-stated", "type-missing", "label-preferred", "cooperation-once", "region-cycle")
    return Fault("misplaced", "", "\n".join(lines), frozenset({*tripped, "post-membership"}))


def by_sparql(quads: Iterable[ox.Quad]) -> set[Finding]:
    """What the queries find: pairs of check and node at fault."""
    store, found = ox.Store(), set()
    store.extend(quads)
    for check in checks():
        solutions = store.query(check.sparql, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        found |= {(check.name, _node(solution["focus"])) for solution in solutions}
    return found


def by_shacl(quads: Iterable[ox.Quad]) -> set[Finding]:
    """What pySHACL finds: pairs of check and node at fault."""
    from pyshacl import validate
    from rdflib import RDF, RDFS, SH, BNode, URIRef

    shapes = Graph().parse(ontology() / "shapes.ttl")
    _, report, _ = validate(merged(quads), shacl_graph=shapes, inference="none")
    names = {text: check.name for check in checks() for text in check.message.values()}
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        if str(focus).startswith((terms.NAMESPACE, str(RDFS))):  # a query about a class or predicate: see shapes.ttl
            focus = report.value(result, SH.value)
        name = next(names[str(text)] for text in report.objects(result, SH.resultMessage) if str(text) in names)
        assert isinstance(focus, URIRef | BNode)
        found.add((name, "_" if isinstance(focus, BNode) else str(focus)))
    return found


def merged(quads: Iterable[ox.Quad]) -> Graph:
    """One rdflib graph of all named graphs."""
    lines = ox.serialize({quad.triple for quad in quads}, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=lines, format="nt")


def _node(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else "_"
