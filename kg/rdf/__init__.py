"""The only place that turns claims into triples and back (pyoxigraph terms)."""

from kg.rdf.read import Fact, claims, document, entities, extraction, facts
from kg.rdf.terms import BASE, ONTOLOGY, PREFIXES, cy, iri, key
from kg.rdf.write import document_quads, lines, quads

__all__ = [
    "BASE",
    "ONTOLOGY",
    "PREFIXES",
    "Fact",
    "claims",
    "cy",
    "document",
    "document_quads",
    "entities",
    "extraction",
    "facts",
    "iri",
    "key",
    "lines",
    "quads",
]
