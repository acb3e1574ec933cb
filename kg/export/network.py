"""GraphML and GEXF, for Gephi, Cytoscape, yEd and networkx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from kg.export.facts import Edge, Tables, coarse_of
from kg.knowledge.terms import label

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 cannot hold, though a damaged page may.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# networkx stamps today's date into GEXF, which would make the same graph another file tomorrow.
_STAMP: Final = re.compile(rb'<meta lastmodifieddate="[^"]*">')


def network(rows: Tables) -> nx.MultiDiGraph:
    """A node for each entity that a fact or a document names, an edge for each fact between two of them.

    Dates that are facts (signed, issued, held) become attributes of their node: ``signedOn``. An edge has
    ``predicate``, ``label`` (zh), ``modality``, ``confidence``, ``weight`` (documents), ``earliest``, ``latest``,
    ``title``, ``statements``, ``documents`` (keys, by blanks) and ``sentence``.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    used = {end for edge in rows.edges for end in (edge.subject, edge.object)}
    for each in rows.entities:
        if each.mentioned or each.key in used:
            attributes = {
                "label": each.name,
                "type": each.type,
                "class": coarse_of(each),
                "aliases": "|".join(each.aliases),
                "code": each.code or "",
                "documents": rows.mentions.get(each.key, 0),
            }
            graph.add_node(each.key, **{name: _clean(value) for name, value in attributes.items()})
    for edge in rows.edges:
        if not edge.dated:
            graph.add_edge(edge.subject, edge.object, key=f"{edge.predicate}:{edge.modality}", **_attributes(edge))
        elif edge.modality == "asserted" and edge.subject in graph:
            node = graph.nodes[edge.subject]
            # of a date given twice the more exact one stays
            node[edge.predicate] = max(node.get(edge.predicate, ""), edge.object)
    return graph


def _attributes(edge: Edge) -> dict[str, Any]:
    attributes = {
        "predicate": edge.predicate,
        "label": label(edge.predicate),
        "modality": edge.modality,
        "confidence": edge.confidence,
        "weight": len(edge.documents),
        "earliest": edge.earliest,
        "latest": edge.latest,
        "title": edge.title,
        "documents": " ".join(edge.documents),
        "statements": " ".join(fact.key for fact in edge.statements),
        "sentence": edge.sentence,
    }
    return {name: _clean(value) for name, value in attributes.items()}


def _clean(value: object) -> object:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def graphml(rows: Tables) -> bytes:
    """The network as GraphML."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(network(rows), out, prettyprint=True)
    return out.getvalue().rstrip() + b"\n"


def gexf(rows: Tables) -> bytes:
    """The network as GEXF 1.2."""
    import networkx as nx

    graph = network(rows)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["id"] = str(number)
    out = io.BytesIO()
    nx.write_gexf(graph, out, prettyprint=True)
    return _STAMP.sub(b"<meta>", out.getvalue().rstrip()) + b"\n"
