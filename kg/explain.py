"""Why is a statement there? Facts with their passage, rule and document, merges with their rule; and a dry run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.knowledge import terms
from kg.model import Document, Entity, Extraction, Linked, Merge, Span, When
from kg.names import candidate
from kg.rdf import Fact
from kg.rdf.terms import cy, iri, key, term
from kg.store import Store

Known = dict[str, str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact with the names of its subject and object and its document; ``says`` is the rule's sentence."""

    fact: Fact
    subject: str
    object: str
    document: Document
    says: str

    def words(self, span: Span | None) -> str:
        """The words that a mark points at, wrapped lines joined; empty where it points outside the passage."""
        evidence = self.fact.claim.evidence
        if span is None or not evidence.start <= span.start < span.end <= evidence.end:
            return ""
        return re.sub(r"\s*\n\s*", "", self.fact.quote[span.start - evidence.start : span.end - evidence.start])

    @property
    def when(self) -> When | None:
        """The date of what is said: of the fact itself, where it has one."""
        said = self.fact.claim.object
        return said if isinstance(said, When) else self.fact.claim.when


@dataclass(frozen=True, slots=True)
class Merged:
    """Why a name was taken to be an entity's, and the key of the document where that was done."""

    entity: str
    merge: Merge
    document: str


class Reader:
    """Reads explanations out of a store; remembers names and documents while it does."""

    def __init__(self, store: Store, *, min_confidence: float = 0.0) -> None:
        """Take an open store; statements less sure than ``min_confidence`` are left out."""
        self.store, self.least = store, min_confidence
        self._names: Known = {}
        self._documents: dict[str, Document] = {}

    def name(self, key: str) -> str:
        """The preferred name of an entity, by its key."""
        if key not in self._names:
            self._names[key] = candidate(self.store, iri(key, self.store.base)).name
        return self._names[key]

    def document(self, key: str) -> Document:
        """A document without its text, by its key."""
        if key not in self._documents:
            node = iri(key, self.store.base)
            quads = self.store.data.quads_for_pattern(node, None, None, node)
            self._documents[key] = rdf.document(quads, base=self.store.base)
        return self._documents[key]

    def statement(self, key: str) -> list[Explanation]:
        """The statement of this key (``statement/…``); nothing where the store has none."""
        return self.statements([iri(key, self.store.base)])

    def statements(self, nodes: Iterable[NamedNode]) -> list[Explanation]:
        """These statements, by date."""
        return self._explained(nodes)

    def about(self, key: str) -> list[Explanation]:
        """All statements with this entity as subject or object, by date."""
        return self._explained(self._ends("rdf:subject", key) | self._ends("rdf:object", key))

    def between(self, subject: str, predicate: str | None = None, other: str | None = None) -> list[Explanation]:
        """The statements about an entity with this predicate, or with this other entity, in either direction."""
        return [
            each
            for each in self.about(subject)
            if predicate in {None, each.fact.claim.predicate}
            and (other is None or other in {each.fact.claim.subject, each.fact.claim.object})
        ]

    def of_document(self, key: str) -> list[Explanation]:
        """All statements of a document, in the order of the text."""
        quads = self.store.quads(iri(key, self.store.base).value)
        found = self._explain(rdf.facts(quads, base=self.store.base))
        return sorted(found, key=lambda each: (each.fact.claim.evidence, each.fact.key))

    def merges(self, key: str, *, document: str | None = None) -> list[Merged]:
        """The merges of an entity, or of a document (``document``, where ``key`` is empty), sorted."""
        graph = iri(document, self.store.base) if document else None
        nodes = self.store.data.quads_for_pattern(
            iri(key, self.store.base) if key else None, cy("mergedBy"), None, graph
        )
        found = {
            Merged(self._key(quad.subject), each, self._key(quad.graph_name))
            for quad in nodes
            for each in self._merge(quad)
        }
        return sorted(found, key=lambda m: (m.entity, m.merge.name, m.merge.rule, m.document))

    def entity(self, key: str) -> Entity:
        """An entity as all documents together know it."""
        node = iri(key, self.store.base)
        return rdf.entities(self.store.data.quads_for_pattern(node, None, None), base=self.store.base)[0]

    def mentioned_in(self, key: str) -> list[Document]:
        """The documents that name an entity, the earliest first, without their text."""
        quads = self.store.data.quads_for_pattern(iri(key, self.store.base), cy("mentionedIn"), None)
        found = {self._key(quad.object) for quad in quads}
        return sorted(
            map(self.document, found), key=lambda each: (each.published.iso if each.published else "", each.id)
        )

    def quads(self, key: str) -> Iterator[Quad]:
        """Everything that the store says of an entity: its own triples, its statements and their evidence."""
        node = iri(key, self.store.base)
        yield from self.store.data.quads_for_pattern(node, None, None)
        for statement in self._ends("rdf:subject", key) | self._ends("rdf:object", key):
            yield from self._around(statement)

    def _key(self, node: object) -> str:
        return key(node, self.store.base) if isinstance(node, NamedNode) else ""

    def _ends(self, end: str, key: str) -> set[NamedNode]:
        quads = self.store.data.quads_for_pattern(None, term(end), iri(key, self.store.base))
        return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}

    def _around(self, statement: NamedNode) -> Iterator[Quad]:
        """The quads of a statement, its evidence and its selectors."""
        data = self.store.data
        for quad in data.quads_for_pattern(statement, None, None):
            yield quad
            if quad.predicate == term("prov:wasDerivedFrom") and isinstance(quad.object, NamedNode):
                yield from data.quads_for_pattern(quad.object, None, None)
                for name in ("position", "quote"):
                    yield from data.quads_for_pattern(NamedNode(f"{quad.object.value}/{name}"), None, None)

    def _merge(self, quad: Quad) -> Iterator[Merge]:
        if isinstance(quad.object, NamedNode):
            values = {
                each.predicate: each.object.value
                for each in self.store.data.quads_for_pattern(quad.object, None, None)
                if isinstance(each.object, Literal)
            }
            at = values.get(cy("triggerAt"))
            yield Merge(values.get(cy("name"), ""), values.get(cy("rule"), ""), rdf.terms.span(at) if at else None)

    def _explained(self, statements: Iterable[NamedNode]) -> list[Explanation]:
        quads = [quad for statement in statements for quad in self._around(statement)]
        found = self._explain(fact for fact in rdf.facts(quads, base=self.store.base) if fact.document)
        return sorted(found, key=_order)

    def _explain(self, facts: Iterable[Fact]) -> Iterator[Explanation]:
        for fact in facts:
            claim = fact.claim
            if claim.confidence >= self.least:
                said = claim.object.iso if isinstance(claim.object, When) else self.name(claim.object)
                says = rules().get(claim.rule, "")
                yield Explanation(fact, self.name(claim.subject), said, self.document(fact.document), says)


def _order(each: Explanation) -> tuple[str, str, str, str, str]:
    claim, published = each.fact.claim, each.document.published
    date = each.when or published
    return (date.iso if date else "9999", claim.predicate, each.subject, each.object, each.fact.key)


def rules() -> Known:
    """Rule identifier → what the rule says, for the relation rules."""
    from kg.knowledge.rules import rules as relation_rules

    return {rule.id: rule.says for rule in relation_rules()}


def predicate(name: str) -> str | None:
    """The local name of a relation, by it or by its label, in Chinese or English, either way round."""
    wanted = name.strip().removeprefix("cy:").lower()
    for local in terms.predicates():
        known = terms.terms()[local]
        if wanted in {
            local.lower(),
            *(text.lower() for text in (*known.label.values(), *known.inverse_label.values())),
        }:
            return local
    return None


def dry_run(text: str, *, published: When | None = None) -> tuple[Linked, Extraction]:
    """What the recognisers and the rules make of a text, without any store: for those who write rules."""
    from kg.extract import extract, link

    identity = hashlib.sha256(text.encode()).hexdigest()[:16]
    document = Document(identity, "", text, published, digest=hashlib.sha256(text.encode()).hexdigest())
    return link(document), extract(document)
