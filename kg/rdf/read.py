"""Quads of a document's graph → the frozen types, for those who show, check, export or evaluate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge.terms import coarse
from kg.model import Claim, Document, Entity, Extraction, Merge, Modality, Span, When
from kg.rdf import terms as t
from kg.rdf.terms import BASE, cy, key, local, term

Value: TypeAlias = NamedNode | Literal
_MODALITIES: dict[str, Modality] = {
    "asserted": "asserted",
    "planned": "planned",
    "wished": "wished",
    "negotiated": "negotiated",
    "conditional": "conditional",
    "questioned": "questioned",
    "denied": "denied",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement as it stands in a graph: its key (``statement/…``), its document's key, the claim, the quote."""

    key: str
    document: str
    claim: Claim
    quote: str


def facts(quads: Iterable[Quad], *, base: str = BASE) -> tuple[Fact, ...]:
    """The statements among the quads, sorted by document, place of the evidence and key."""
    nodes = _Nodes(quads, base)
    found = [nodes.fact(node) for node in nodes.of_type(cy("Statement"))]
    return tuple(sorted(found, key=lambda f: (f.document, f.claim.evidence, f.key)))


def claims(quads: Iterable[Quad], *, base: str = BASE) -> tuple[Claim, ...]:
    """The claims among the quads, in the order of their evidence."""
    return tuple(fact.claim for fact in facts(quads, base=base))


def entities(quads: Iterable[Quad], *, base: str = BASE) -> tuple[Entity, ...]:
    """The entities among the quads, sorted by key; aliases sorted."""
    nodes = _Nodes(quads, base)
    return tuple(nodes.entity(node) for node in sorted(nodes.named(), key=str))


def document(quads: Iterable[Quad], *, base: str = BASE) -> Document:
    """The document that the quads of one graph come from, without its text; ``ValueError`` where there is none."""
    nodes = _Nodes(quads, base)
    for node in nodes.of_type(cy("Document")):
        return nodes.document(node)
    raise ValueError("the graph holds no document")


def extraction(quads: Iterable[Quad], *, base: str = BASE) -> Extraction:
    """All that one document's graph holds (the text itself is not kept there)."""
    kept = tuple(quads)
    return Extraction(document(kept, base=base), entities(kept, base=base), claims(kept, base=base))


class _Nodes:
    """Quads by subject and predicate."""

    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self.base = base
        self.nodes: dict[NamedNode, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.nodes[quad.subject][quad.predicate.value].append(quad.object)

    def of_type(self, kind: NamedNode) -> Iterator[NamedNode]:
        yield from (node for node in self.nodes if kind in self.nodes[node].get(term("rdf:type").value, ()))

    def named(self) -> Iterator[NamedNode]:
        yield from (node for node in self.nodes if self.texts(node, "skos:prefLabel"))

    def values(self, node: NamedNode, predicate: str) -> list[Value]:
        return self.nodes[node].get(term(predicate).value, [])

    def texts(self, node: NamedNode, predicate: str) -> list[str]:
        return sorted({value.value for value in self.values(node, predicate)})

    def text(self, node: NamedNode, predicate: str) -> str:
        found = self.texts(node, predicate)
        return found[0] if found else ""

    def key(self, node: NamedNode, predicate: str) -> str | None:
        found = [key(value, self.base) for value in self.values(node, predicate) if isinstance(value, NamedNode)]
        return min(found) if found else None

    def when(self, node: NamedNode) -> When | None:
        first, last = self.text(node, "cy:earliest"), self.text(node, "cy:latest")
        return t.between(first, last) if first and last else None

    def span(self, node: NamedNode, predicate: str) -> Span | None:
        text = self.text(node, predicate)
        return t.span(text) if text else None

    def document(self, node: NamedNode) -> Document:
        issued = self.text(node, "dcterms:issued")
        return Document(
            id=key(node, self.base).removeprefix("document/"),
            title=self.text(node, "dcterms:title"),
            text="",
            published=When(issued) if issued else None,
            source=self.text(node, "dcterms:source") or None,
            path=self.text(node, "cy:path") or None,
            digest=self.text(node, "cy:digest"),
        )

    def entity(self, node: NamedNode) -> Entity:
        kinds = {local(value) for value in self.values(node, "rdf:type") if isinstance(value, NamedNode)}
        fine = sorted(kinds - {coarse(kind) for kind in kinds if coarse(kind) != kind}) or sorted(kinds)
        return Entity(
            key=key(node, self.base),
            type=fine[0],
            name=self.text(node, "skos:prefLabel"),
            aliases=tuple(self.texts(node, "skos:altLabel")),
            code=self.text(node, "skos:notation") or None,
            mentioned=bool(self.values(node, "cy:mentionedIn")),
            part_of=self.key(node, "cy:partOf"),
            jurisdiction=self.key(node, "cy:jurisdiction"),
            merges=tuple(sorted(self.merges(node), key=lambda m: (m.name, m.rule, m.span or Span(-1, -1)))),
        )

    def merges(self, node: NamedNode) -> Iterator[Merge]:
        for reason in self.values(node, "cy:mergedBy"):
            if isinstance(reason, NamedNode):
                yield Merge(
                    self.text(reason, "cy:name"), self.text(reason, "cy:rule"), self.span(reason, "cy:triggerAt")
                )

    def fact(self, node: NamedNode) -> Fact:
        evidence = next(v for v in self.values(node, "prov:wasDerivedFrom") if isinstance(v, NamedNode))
        position, quote = NamedNode(evidence.value + "/position"), NamedNode(evidence.value + "/quote")
        value = self.values(node, "rdf:object")[0]
        dated = isinstance(value, Literal)
        claim = Claim(
            subject=self.key(node, "rdf:subject") or "",
            predicate=local(NamedNode(self.text(node, "rdf:predicate"))),
            object=When(value.value) if isinstance(value, Literal) else key(value, self.base),
            rule=self.text(node, "cy:rule"),
            confidence=float(self.text(node, "cy:confidence")),
            evidence=Span(int(self.text(position, "oa:start")), int(self.text(position, "oa:end"))),
            sentence=self.text(evidence, "cy:sentence"),
            modality=_MODALITIES[self.text(node, "cy:modality")],
            when=None if dated else self.when(node),
            title=self.text(node, "cy:postTitle") or None,
            subject_span=self.span(evidence, "cy:subjectAt"),
            object_span=self.span(evidence, "cy:objectAt"),
            trigger_span=self.span(evidence, "cy:triggerAt"),
        )
        source = self.key(evidence, "oa:hasSource") or ""
        return Fact(key(node, self.base), source, claim, self.text(quote, "oa:exact"))
