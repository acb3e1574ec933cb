"""A dataset in its RDF form → a networkx graph with everything that a view shows.

A view needs names, types and documents of each entity, and for each statement its passage with the words to mark.
All of it is read here, in one pass over the quads, so that the other views need no RDF.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad

from kg.views.passage import fragment, marked
from kg.views.things import Dataset, Passage, Source, Statement, Thing

CY = "https://w3id.org/chuanyu-kg/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_PROV = "http://www.w3.org/ns/prov#"
_COARSE = ("Region", "Organisation", "Policy", "Agreement", "Person", "Event", "Project", "Platform", "Product")
_PINYIN = "zh-latn-pinyin"


@dataclass(slots=True)
class _Node:
    """The values of one subject, counted by the graphs they stand in."""

    values: dict[str, Counter[NamedNode | Literal]]

    def all(self, predicate: str) -> list[NamedNode | Literal]:
        """Every value, the one that most graphs give first; then the longest, then by code point."""
        counted = self.values.get(predicate, Counter())
        return sorted(counted, key=lambda value: (-counted[value], -len(value.value), value.value))

    def texts(self, predicate: str) -> list[str]:
        """The values as text."""
        return [value.value for value in self.all(predicate)]

    def text(self, predicate: str) -> str | None:
        """The first value as text, None where there is none."""
        return next(iter(self.texts(predicate)), None)


def quads(dataset: Dataset | Iterable[Quad]) -> Iterator[Quad]:
    """The quads of a dataset, a ``pyoxigraph.Store`` or any iterable of quads."""
    yield from dataset.quads() if isinstance(dataset, Dataset) else dataset


def read(dataset: Dataset | Iterable[Quad]) -> nx.MultiDiGraph:
    """A dataset as a networkx graph, nodes and edges in sorted order.

    Nodes are entity keys (IRI tails) with ``label``, ``type`` and ``thing`` (a ``Thing``). Edges are statements, keyed
    by the statement's key, with ``predicate``, ``confidence``, ``modality`` and ``statement``; a direct triple that no
    statement backs (the province of a county, from the gazetteer) is an edge whose ``statement`` is None. The graph's
    ``base`` is the beginning of its IRIs, ``documents`` maps keys to ``Source``, ``dated`` lists the statements whose
    object is a date.
    """
    nodes = _collect(dataset)
    kinds = {iri: _local_types(node) for iri, node in nodes.items()}
    tails = _Tails(iri for iri, types in kinds.items() if "Document" in types)
    documents = {tails(iri): _source(tails(iri), nodes[iri]) for iri in sorted(nodes) if "Document" in kinds[iri]}
    merges = _merges(nodes, kinds, tails)
    graph = nx.MultiDiGraph(documents=documents, dated=[], base=tails.base)
    for iri in sorted(nodes, key=tails):
        if coarse := _coarse(kinds[iri]):
            thing = _thing(iri, nodes[iri], coarse, kinds[iri], merges.get(iri, ()), tails)
            graph.add_node(thing.key, label=thing.label, type=thing.type, thing=thing)
    stated = set()
    for iri in sorted(nodes, key=tails):
        if "Statement" in kinds[iri]:
            statement = _statement(iri, nodes, tails)
            stated.add((statement.subject, statement.predicate, statement.object))
            _add(graph, statement)
    _add_unstated(graph, nodes, stated, tails)
    return graph


class _Tails:
    """IRI → its tail behind the base, which the documents' IRIs show; foreign IRIs stay whole."""

    def __init__(self, documents: Iterable[str]) -> None:
        first = next(iter(sorted(documents)), "")
        self.base = first.rpartition("document/")[0] or "https://w3id.org/chuanyu-kg/id/"

    def __call__(self, iri: str) -> str:
        return iri.removeprefix(self.base)


def _collect(dataset: Dataset | Iterable[Quad]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for quad in quads(dataset):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            node = nodes.setdefault(subject.value, _Node(defaultdict(Counter)))
            node.values[quad.predicate.value][value] += 1
    return nodes


def _local_types(node: _Node) -> frozenset[str]:
    return frozenset(iri.removeprefix(CY) for iri in node.texts(_RDF + "type") if iri.startswith(CY))


def _coarse(types: frozenset[str]) -> str | None:
    return next((name for name in _COARSE if name in types), None)


def _source(key: str, node: _Node) -> Source:
    return Source(
        key=key,
        title=node.text(_DCT + "title") or key,
        date=node.text(_DCT + "issued"),
        source=node.text(_DCT + "source"),
        digest=node.text(CY + "digest") or "",
        path=node.text(CY + "path") or "",
    )


def _merges(
    nodes: dict[str, _Node], kinds: dict[str, frozenset[str]], tails: _Tails
) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Entity IRI → (name, rule, document) of each reason why a name was taken to be the entity's."""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for iri, node in nodes.items():
        if "Merge" in kinds[iri]:
            documents = [tails(document) for document in node.texts(_PROV + "wasDerivedFrom")] or [""]
            for entity in node.texts(CY + "of"):
                name, rule = node.text(CY + "name") or "", node.text(CY + "rule") or ""
                found[entity].update((name, rule, document) for document in documents)
    return {iri: tuple(sorted(reasons)) for iri, reasons in found.items()}


def _thing(
    iri: str,
    node: _Node,
    coarse: str,
    types: frozenset[str],
    merges: tuple[tuple[str, str, str], ...],
    tails: _Tails,
) -> Thing:
    labels = node.texts(_SKOS + "prefLabel") or node.texts("http://www.w3.org/2000/01/rdf-schema#label") or [tails(iri)]
    names = dict.fromkeys([*labels, *node.texts(_SKOS + "altLabel")])
    hidden = [
        value.value
        for value in node.all(_SKOS + "hiddenLabel")
        if isinstance(value, Literal) and (value.language or "").lower() == _PINYIN
    ]
    return Thing(
        key=tails(iri),
        label=labels[0],
        names=tuple(names)[1:],
        type=coarse,
        fine=next(iter(sorted(types - {coarse})), coarse),
        code=node.text(_SKOS + "notation"),
        pinyin=tuple(hidden),
        documents=tuple(sorted(tails(document) for document in node.texts(CY + "mentionedIn"))),
        merges=merges,
    )


def _statement(iri: str, nodes: dict[str, _Node], tails: _Tails) -> Statement:
    node = nodes[iri]
    target = next(iter(node.all(_RDF + "object")), Literal(""))
    passages = [
        _passage(nodes[evidence], nodes, tails)
        for evidence in node.texts(_PROV + "wasDerivedFrom")
        if evidence in nodes
    ]
    return Statement(
        key=tails(iri),
        subject=tails(node.text(_RDF + "subject") or ""),
        predicate=(node.text(_RDF + "predicate") or "").removeprefix(CY),
        object=tails(target.value),
        literal=isinstance(target, Literal),
        confidence=float(node.text(CY + "confidence") or 1),
        modality=node.text(CY + "modality") or "asserted",
        rule=node.text(CY + "rule") or "",
        earliest=node.text(CY + "earliest"),
        latest=node.text(CY + "latest"),
        title=node.text(CY + "postTitle"),
        passages=tuple(sorted(passages, key=lambda passage: (passage.document, passage.start, passage.end))),
    )


def _passage(node: _Node, nodes: dict[str, _Node], tails: _Tails) -> Passage:
    start = end = 0
    quote = ""
    for selector in node.texts(_OA + "hasSelector"):
        found = nodes.get(selector)
        if found is None:
            continue
        quote = found.text(_OA + "exact") or quote
        start = int(found.text(_OA + "start") or start)
        end = int(found.text(_OA + "end") or end)
    sentence = node.text(CY + "sentence") or quote
    marks = {
        role: tuple(fragment(text) for text in sorted(node.texts(CY + name)))
        for role, name in (("s", "subjectAt"), ("o", "objectAt"), ("t", "triggerAt"))
    }
    return Passage(
        document=tails(node.text(_OA + "hasSource") or ""),
        parts=marked(sentence, quote, start, marks),
        start=start,
        end=end,
        quote=quote,
        marks=tuple(sorted((role, *place) for role, places in marks.items() for place in places)),
    )


def _add(graph: nx.MultiDiGraph, statement: Statement) -> None:
    if statement.subject not in graph:
        return
    if statement.literal:
        graph.graph["dated"].append(statement)
    elif statement.object in graph:
        graph.add_edge(
            statement.subject,
            statement.object,
            key=statement.key,
            predicate=statement.predicate,
            confidence=statement.confidence,
            modality=statement.modality,
            statement=statement,
        )


def _add_unstated(
    graph: nx.MultiDiGraph, nodes: dict[str, _Node], stated: set[tuple[str, str, str]], tails: _Tails
) -> None:
    """Edges for direct triples between entities that no statement backs: context, not a claim of a document."""
    for iri in sorted(nodes, key=tails):
        subject = tails(iri)
        if subject not in graph:
            continue
        for predicate in sorted(nodes[iri].values):
            for target in sorted(tails(value) for value in nodes[iri].texts(predicate)):
                fact = (subject, predicate.removeprefix(CY), target)
                if predicate.startswith(CY) and target in graph and fact not in stated:
                    graph.add_edge(
                        subject,
                        target,
                        key=" ".join(fact),
                        predicate=fact[1],
                        confidence=1.0,
                        modality="asserted",
                        statement=None,
                    )
