"""The dataset described in VoID: how much of what is in it, under which licence, in which files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.terms import ONTOLOGY, PREFIXES, cy, integer, term

VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_VOCABULARIES: Final = ("dcterms", "oa", "org", "prov", "skos")
_DATE: Final = PREFIXES["xsd"] + "date"


def description(quads: Iterable[Quad], *, base: str, license_iri: str | None = None) -> Iterator[Triple]:
    """VoID of the quads of a dataset whose own IRIs begin with ``base``, with the IRI of its licence if it has one.

    A triple that two documents state counts twice, as it stands in two graphs; things, subjects and objects count once.
    """
    node, counts = NamedNode(base + "dataset"), _Counts(quads)
    yield Triple(node, term("rdf:type"), _void("Dataset"))
    yield Triple(node, term("dcterms:title"), Literal("chuanyu-kg", language="en"))
    if license_iri:
        yield Triple(node, term("dcterms:license"), NamedNode(license_iri))
    yield Triple(node, _void("uriSpace"), Literal(base))
    yield Triple(node, _void("feature"), NamedNode(_FORMATS + "N-Quads"))
    for space in (ONTOLOGY, *(PREFIXES[name] for name in _VOCABULARIES)):
        yield Triple(node, _void("vocabulary"), NamedNode(space))
    for days, predicate in ((min(counts.issued, default=""), "earliest"), (max(counts.issued, default=""), "latest")):
        if days:
            yield Triple(node, cy(predicate), Literal(days, datatype=NamedNode(_DATE)))
    yield from _figures(node, counts)


def _figures(node: NamedNode, counts: _Counts) -> Iterator[Triple]:
    figures = {
        "triples": counts.triples,
        "entities": len(counts.entities),
        "documents": len(counts.graphs),
        "classes": len(counts.classes),
        "properties": len(counts.predicates),
        "distinctSubjects": len(counts.subjects),
        "distinctObjects": len(counts.objects),
    }
    for name, figure in figures.items():
        yield Triple(node, _void(name), integer(figure))
    for iri, members in counts.classes.items():
        part = NamedNode(f"{node.value}/class/{_tail(iri)}")
        yield Triple(node, _void("classPartition"), part)
        yield Triple(part, _void("class"), NamedNode(iri))
        yield Triple(part, _void("entities"), integer(len(members)))
    for iri, figure in counts.predicates.items():
        part = NamedNode(f"{node.value}/property/{_tail(iri)}")
        yield Triple(node, _void("propertyPartition"), part)
        yield Triple(part, _void("property"), NamedNode(iri))
        yield Triple(part, _void("triples"), integer(figure))


class _Counts:
    """One pass over the quads."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.triples = 0
        self.graphs: set[str] = set()
        self.subjects: set[str] = set()
        self.objects: set[str] = set()
        self.entities: set[str] = set()
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.predicates: Counter[str] = Counter()
        self.issued: list[str] = []
        kind, named, issued = term("rdf:type"), term("skos:prefLabel"), term("dcterms:issued")
        for quad in quads:
            subject, value = str(quad.subject), str(quad.object)
            self.triples += 1
            self.graphs.add(str(quad.graph_name))
            self.subjects.add(subject)
            self.objects.add(value)
            self.predicates[quad.predicate.value] += 1
            if quad.predicate == kind and isinstance(quad.object, NamedNode):
                self.classes[quad.object.value].add(subject)
            elif quad.predicate == named:
                self.entities.add(subject)
            elif quad.predicate == issued and isinstance(quad.object, Literal) and quad.object.datatype.value == _DATE:
                self.issued.append(quad.object.value)


def _tail(iri: str) -> str:
    """``prefix-local`` of a term, which no other term has."""
    space = max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default="")
    prefix = next((name for name, value in PREFIXES.items() if value == space), "other")
    return f"{prefix}-{iri[len(space) :].rpartition('/')[2]}"


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
