"""What lies around a few entities, taken out of a store that is too large to be read whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from kg.views.graph import CY

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OA: Final = "http://www.w3.org/ns/oa#"
_SUBJECT, _OBJECT = NamedNode(_RDF + "subject"), NamedNode(_RDF + "object")
_DERIVED = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
_SELECTOR, _SOURCE = NamedNode(_OA + "hasSelector"), NamedNode(_OA + "hasSource")
_MENTIONED, _OF = NamedNode(CY + "mentionedIn"), NamedNode(CY + "of")


def near(data: Store, focus: Iterable[str], *, depth: int, most: int) -> list[Quad]:
    """The quads of the entities of ``focus`` (IRIs) and of those within ``depth`` statements, with their evidence.

    At most ``most`` entities: where a ring has more, those with most statements. Sorted, each quad once.
    """
    found = dict.fromkeys(NamedNode(each) for each in focus)
    ring = list(found)
    for _ in range(depth):
        beyond = {other for node in ring for other in _others(data, node)} - found.keys()
        if len(found) + len(beyond) > most:
            ranked = sorted(beyond, key=lambda node: (-sum(1 for _ in _about(data, node)), node.value))
            beyond = set(ranked[: most - len(found)])
        ring = sorted(beyond, key=lambda node: node.value)
        found |= dict.fromkeys(ring)
    return sorted(_whole(data, found), key=str)


def _about(data: Store, node: NamedNode) -> Iterator[NamedNode]:
    """The statements in which a node is subject or object."""
    for end in (_SUBJECT, _OBJECT):
        yield from _subjects(data, end, node)


def _others(data: Store, node: NamedNode) -> Iterator[NamedNode]:
    for statement in _about(data, node):
        for end in (_SUBJECT, _OBJECT):
            for quad in data.quads_for_pattern(statement, end, None):
                if isinstance(quad.object, NamedNode):
                    yield quad.object


def _whole(data: Store, entities: dict[NamedNode, None]) -> set[Quad]:
    """The quads of entities, of the statements between them, and of the evidence and documents of these."""
    quads: set[Quad] = set()
    documents: set[NamedNode] = set()

    def take(node: NamedNode, *follow: NamedNode) -> set[NamedNode]:
        own = list(data.quads_for_pattern(node, None, None))
        quads.update(own)
        return {each.object for each in own if each.predicate in follow and isinstance(each.object, NamedNode)}

    for node in entities:
        documents |= take(node, _MENTIONED)
        for merge in _subjects(data, _OF, node):
            documents |= take(merge, _DERIVED)  # why a name was taken to be the entity's
    for statement in _between(data, entities):
        for evidence in take(statement, _DERIVED):
            for selector in take(evidence, _SELECTOR):
                take(selector)
            documents |= take(evidence, _SOURCE)
    for document in documents:
        take(document)
    return quads


def _subjects(data: Store, predicate: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
    for quad in data.quads_for_pattern(None, predicate, node):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _between(data: Store, entities: dict[NamedNode, None]) -> set[NamedNode]:
    """The statements whose subject is one of the entities, and whose object is none that is not."""
    return {
        statement
        for node in entities
        for statement in _subjects(data, _SUBJECT, node)
        if all(
            not isinstance(quad.object, NamedNode) or quad.object in entities
            for quad in data.quads_for_pattern(statement, _OBJECT, None)
        )
    }
