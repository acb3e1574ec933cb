"""The endpoint described: SPARQL 1.1 Service Description, and the dataset in VoID with its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf import cy
from kg.rdf.serial import written
from kg.rdf.terms import ONTOLOGY, PREFIXES, integer, term
from kg.serve import negotiation
from kg.serve.desk import Desk
from kg.serve.settings import Refusal, Reply, Request

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
# Only what is really answered: neither federation, nor updates, nor graphs from elsewhere.
_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def service(desk: Desk, request: Request) -> Reply:
    """The service description. Raises ``Refusal`` (406)."""
    return _written(desk, request, _service(desk))


def dataset(desk: Desk, request: Request) -> Reply:
    """The description of the dataset. Raises ``Refusal`` (406)."""
    return _written(desk, request, _dataset(desk))


def _written(desk: Desk, request: Request, triples: Iterator[Triple]) -> Reply:
    try:
        form = negotiation.chosen(negotiation.DESCRIPTIONS, request.accept, request.suffix)
    except negotiation.NotAcceptableError as error:
        raise Refusal(406, f"The description can be had as {', '.join(error.offered)}.") from None
    return Reply(written(list(triples), form.name, base=desk.store.base), form.content_type)


def _service(desk: Desk) -> Iterator[Triple]:
    endpoint = NamedNode(f"{desk.settings.public}/sparql")
    graph = NamedNode(f"{desk.settings.public}/.well-known/void")
    whole = NamedNode(f"{endpoint.value}#dataset")
    kind = term("rdf:type")
    yield Triple(endpoint, kind, _sd("Service"))
    yield Triple(endpoint, _sd("endpoint"), endpoint)
    yield Triple(endpoint, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(endpoint, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield Triple(endpoint, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(endpoint, _sd("defaultDataset"), whole)
    yield Triple(whole, kind, _sd("Dataset"))
    yield Triple(whole, _sd("defaultGraph"), graph)
    yield Triple(graph, kind, _sd("Graph"))
    yield Triple(graph, kind, _void("Dataset"))
    yield Triple(graph, _void("triples"), integer(len(desk.store)))


def _dataset(desk: Desk) -> Iterator[Triple]:
    store = desk.store
    node = NamedNode(f"{desk.settings.public}/.well-known/void")
    kind = term("rdf:type")
    yield Triple(node, kind, _void("Dataset"))
    yield Triple(node, term("dcterms:title"), Literal("chuanyu-kg"))
    yield Triple(node, _void("sparqlEndpoint"), NamedNode(f"{desk.settings.public}/sparql"))
    yield Triple(node, _void("uriSpace"), Literal(store.base))
    yield Triple(node, _void("vocabulary"), NamedNode(ONTOLOGY.rstrip("#")))
    for name in ("dcterms", "oa", "org", "prov", "skos"):
        yield Triple(node, _void("vocabulary"), NamedNode(PREFIXES[name]))
    for form in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        yield Triple(node, _void("feature"), NamedNode(_FORMATS + form))
    yield Triple(node, _void("triples"), integer(len(store)))
    yield Triple(node, _void("documents"), integer(len(store.graphs())))
    classes, entities, predicates = _counts(desk)
    yield Triple(node, _void("entities"), integer(entities))
    for name, count in sorted(classes.items()):
        part = NamedNode(f"{node.value}#class-{name.rpartition('#')[2].rpartition('/')[2]}")
        yield Triple(node, _void("classPartition"), part)
        yield Triple(part, _void("class"), NamedNode(name))
        yield Triple(part, _void("entities"), integer(count))
    for name, count in sorted(predicates.items()):
        part = NamedNode(f"{node.value}#property-{name.rpartition('#')[2]}")
        yield Triple(node, _void("propertyPartition"), part)
        yield Triple(part, _void("property"), NamedNode(name))
        yield Triple(part, _void("triples"), integer(count))


def _counts(desk: Desk) -> tuple[Counter[str], int, Counter[str]]:
    """Things by class, things in all, and statements by predicate."""
    data = desk.store.data
    kinds = {
        (quad.subject, quad.object.value)
        for quad in data.quads_for_pattern(None, term("rdf:type"), None)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ONTOLOGY)
    }
    named = {quad.subject for quad in data.quads_for_pattern(None, term("skos:prefLabel"), None)}
    stated = Counter(
        quad.object.value
        for quad in data.quads_for_pattern(None, term("rdf:predicate"), None)
        if isinstance(quad.object, NamedNode)
    )
    mentioned = sum(1 for _ in data.quads_for_pattern(None, cy("mentionedIn"), None))
    stated[cy("mentionedIn").value] = mentioned
    return Counter(kind for _, kind in kinds), len(named), stated


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
