"""RDF 1.2: each statement names its triple by one triple term instead of three properties, under the same IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple

from kg.rdf.terms import PREFIXES, term

_REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")


def with_triple_terms(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads with ``rdf:reifies <<( s p o )>>`` in place of subject, predicate and object of a statement."""
    parts = {term("rdf:subject"): 0, term("rdf:predicate"): 1, term("rdf:object"): 2}
    said: dict[tuple[object, object], list[object]] = defaultdict(lambda: [None, None, None])
    for quad in quads:
        if quad.predicate in parts:
            said[quad.subject, quad.graph_name][parts[quad.predicate]] = quad.object
        else:
            yield quad
    for (node, graph), (subject, predicate, value) in said.items():
        triple = Triple(subject, predicate, value)  # type: ignore[arg-type]  # the shapes demand all three
        yield Quad(node, _REIFIES, triple, graph)  # type: ignore[arg-type]  # a node and a graph of the quads above
