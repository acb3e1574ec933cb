"""Claims and entities → quads of the document's named graph, sorted, without blank nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge.terms import coarse
from kg.model import Claim, Document, Entity, Extraction, Merge, Span, When
from kg.rdf import terms as t
from kg.rdf.pinyin import spellings
from kg.rdf.terms import BASE, cy, iri, term

if TYPE_CHECKING:
    from opencc import OpenCC

SYMMETRIC = frozenset({"cooperatesWith"})
_PINYIN = "zh-Latn-pinyin"


def quads(extraction: Extraction, *, base: str = BASE, version: str = "") -> tuple[Quad, ...]:
    """All quads of one document, in its named graph, sorted by their N-Quads line.

    ``version`` is the hash of rules and code that made the extraction (``cy:extractor``). Raises ``ValueError`` for a
    key that is not ASCII and for a span outside the text, ``AttributeError`` for a type or predicate that the
    ontology does not know.
    """
    graph = _Graph(extraction.document, base)
    graph.document(version)
    for entity in _needed(extraction):
        graph.entity(entity)
    for claim in _unique(map(_ordered, extraction.claims), extraction.document):
        graph.claim(claim)
    return tuple(sorted(graph.quads, key=str))


def lines(extraction: Extraction, *, base: str = BASE, version: str = "") -> bytes:
    """The same as N-Quads, one line a quad, sorted. Raises as ``quads`` does."""
    return "".join(f"{quad} .\n" for quad in quads(extraction, base=base, version=version)).encode()


def document_quads(document: Document, *, base: str = BASE, version: str = "") -> tuple[Quad, ...]:
    """The quads about the document itself: by them a build sees whether anything about it has changed."""
    graph = _Graph(document, base)
    graph.document(version)
    return tuple(sorted(graph.quads, key=str))


def statement_hash(claim: Claim, document: str) -> str:
    """The stable name of a statement: what is said, by which document, where its evidence begins."""
    said = claim.object.iso if isinstance(claim.object, When) else claim.object
    return _hash(claim.subject, claim.predicate, said, document, str(claim.evidence.start))


def _needed(extraction: Extraction) -> Iterator[Entity]:
    """What the document names, what its claims are about, and the regions around these."""
    by_key = {entity.key: entity for entity in extraction.entities}
    ends = {end for claim in extraction.claims for end in (claim.subject, claim.object) if isinstance(end, str)}
    needed: set[str] = set()
    open_keys = [key for key, entity in by_key.items() if entity.mentioned or key in ends]
    while open_keys:
        key = open_keys.pop()
        if key in by_key and key not in needed:
            needed.add(key)
            open_keys += filter(None, (by_key[key].part_of, by_key[key].jurisdiction))
    yield from (entity for key, entity in by_key.items() if key in needed)


def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _ordered(claim: Claim) -> Claim:
    """A symmetric claim with its smaller key first, so that it is written once."""
    if claim.predicate not in SYMMETRIC or isinstance(claim.object, When) or claim.subject <= claim.object:
        return claim
    return Claim(
        claim.object,
        claim.predicate,
        claim.subject,
        claim.rule,
        claim.confidence,
        claim.evidence,
        claim.sentence,
        modality=claim.modality,
        when=claim.when,
        title=claim.title,
        subject_span=claim.object_span,
        object_span=claim.subject_span,
        trigger_span=claim.trigger_span,
    )


def _unique(claims: Iterable[Claim], document: Document) -> Iterator[Claim]:
    """One claim for each statement: an asserted one before the others, then the surest, then by rule."""
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.modality != "asserted", -c.confidence, c.rule, c.title or "")):
        best.setdefault(statement_hash(claim, document.id), claim)
    yield from best.values()


@cache
def _simplifier() -> OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


def _tag(name: str) -> str:
    return "zh" if str(_simplifier().convert(name)) == name else "zh-Hant"


class _Graph:
    """The quads of one document while they are collected."""

    def __init__(self, document: Document, base: str) -> None:
        self.source, self.base = document, base
        self.node = iri(f"document/{document.id}", base)
        self.quads: set[Quad] = set()
        self.regions: set[NamedNode] = set()

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.add(Quad(subject, term(predicate), value, self.node))

    def iri(self, key: str) -> NamedNode:
        return iri(key, self.base)

    def document(self, version: str) -> None:
        source = self.source
        self.add(self.node, "rdf:type", cy("Document"))
        self.add(self.node, "dcterms:title", t.zh(source.title))
        self.add(self.node, "rdfs:label", t.zh(source.title or source.id))
        self.add(self.node, "cy:digest", Literal(source.digest))
        self.add(self.node, "cy:extractor", Literal(version))
        self.add(self.node, "cy:length", t.integer(len(source.text)))
        if source.published:
            self.add(self.node, "dcterms:issued", t.date(source.published))
            self.bounds(self.node, source.published)
        if source.source:
            self.add(self.node, "dcterms:source", Literal(source.source))
        if source.path:
            # The name alone: the graph says the same on every machine, and nothing of the machine.
            self.add(self.node, "cy:path", Literal(PurePath(source.path).name))

    def bounds(self, node: NamedNode, when: When) -> None:
        for name, day in (("cy:earliest", when.earliest), ("cy:latest", when.latest)):
            self.add(node, name, Literal(day.isoformat(), datatype=term("xsd:date")))

    def entity(self, entity: Entity) -> None:
        node = self.iri(entity.key)
        if coarse(entity.type) == "Region":
            self.regions.add(node)
        for kind in {entity.type, coarse(entity.type)}:
            self.add(node, "rdf:type", cy(kind))
        self.names(node, entity)
        if entity.code:
            self.add(node, "skos:notation", Literal(entity.code))
        for name, region in (("cy:partOf", entity.part_of), ("cy:jurisdiction", entity.jurisdiction)):
            if region:
                self.add(node, name, self.iri(region))
        if entity.mentioned:
            self.add(node, "cy:mentionedIn", self.node)
        for merge in entity.merges:
            self.merge(node, entity, merge)

    def names(self, node: NamedNode, entity: Entity) -> None:
        self.add(node, "skos:prefLabel", t.zh(entity.name))
        self.add(node, "rdfs:label", t.zh(entity.name))
        for alias in entity.aliases:
            if alias != entity.name:
                self.add(node, "skos:altLabel", t.zh(alias, _tag(alias)))
        for form in self.pinyin(entity):
            self.add(node, "skos:hiddenLabel", t.zh(form, _PINYIN))

    @staticmethod
    def pinyin(entity: Entity) -> tuple[str, ...]:
        person = entity.type == "Person"
        forms = [*spellings(entity.name, person=person)]
        for alias in entity.aliases:
            forms += spellings(alias, person=person)[1:]
        return tuple(dict.fromkeys(forms))

    def merge(self, node: NamedNode, entity: Entity, merge: Merge) -> None:
        where = str(merge.span.start) if merge.span else ""
        reason = self.iri("merge/" + _hash(entity.key, merge.name, merge.rule, self.source.id, where))
        self.add(node, "cy:mergedBy", reason)
        self.add(reason, "rdf:type", cy("Merge"))
        self.add(reason, "cy:of", node)
        self.add(reason, "cy:name", t.zh(merge.name))
        self.add(reason, "cy:rule", Literal(merge.rule))
        self.add(reason, "prov:wasDerivedFrom", self.node)
        if merge.span:
            self.add(reason, "cy:triggerAt", t.fragment(merge.span))

    def claim(self, claim: Claim) -> None:
        subject, predicate = self.iri(claim.subject), cy(claim.predicate)
        value = t.date(claim.object) if isinstance(claim.object, When) else self.iri(claim.object)
        name = statement_hash(claim, self.source.id)
        node = self.iri(f"statement/{name}")
        if claim.modality == "asserted":
            self.quads.add(Quad(subject, predicate, value, self.node))
            if claim.predicate == "holdsPosition" and isinstance(value, NamedNode):
                self.membership(subject, value, claim)
        self.add(node, "rdf:type", cy("Statement"))
        self.add(node, "rdf:subject", subject)
        self.add(node, "rdf:predicate", predicate)
        self.add(node, "rdf:object", value)
        self.add(node, "cy:rule", Literal(claim.rule))
        self.add(node, "cy:confidence", t.decimal(claim.confidence))
        self.add(node, "cy:modality", Literal(claim.modality))
        when = claim.object if isinstance(claim.object, When) else claim.when
        if when:
            self.bounds(node, when)
        if claim.title:
            self.add(node, "cy:postTitle", t.zh(claim.title))
        evidence = self.iri(f"evidence/{name}")
        self.add(node, "prov:wasDerivedFrom", evidence)
        self.evidence(evidence, claim)

    def membership(self, person: NamedNode, body: NamedNode, claim: Claim) -> None:
        node = self.iri("membership/" + _hash(claim.subject, str(claim.object), claim.title or ""))
        self.add(node, "rdf:type", term("org:Membership"))
        self.add(node, "org:member", person)
        self.add(node, "cy:organization", body)
        # A reasoner that knows W3C ORG takes the object of org:organization for an organisation: not a region, then.
        if body not in self.regions:
            self.add(node, "org:organization", body)
        if claim.title:
            self.add(node, "cy:postTitle", t.zh(claim.title))

    def evidence(self, node: NamedNode, claim: Claim) -> None:
        start, end = claim.evidence.start, claim.evidence.end
        if not 0 <= start < end <= len(self.source.text):
            raise ValueError(f"evidence {start},{end} lies outside the text of {len(self.source.text)} characters")
        position, quote = NamedNode(node.value + "/position"), NamedNode(node.value + "/quote")
        for kind in ("cy:Evidence", "oa:SpecificResource"):
            self.add(node, "rdf:type", term(kind))
        self.add(node, "oa:hasSource", self.node)
        self.add(node, "cy:sentence", t.zh(claim.sentence))
        for name, span in _marks(claim):
            self.add(node, name, t.fragment(span))
        for selector in (position, quote):
            self.add(node, "oa:hasSelector", selector)
        self.add(position, "rdf:type", term("oa:TextPositionSelector"))
        self.add(position, "oa:start", t.integer(start))
        self.add(position, "oa:end", t.integer(end))
        self.add(quote, "rdf:type", term("oa:TextQuoteSelector"))
        self.add(quote, "oa:exact", t.zh(self.source.text[start:end]))


def _marks(claim: Claim) -> Iterator[tuple[str, Span]]:
    for name, span in (
        ("cy:subjectAt", claim.subject_span),
        ("cy:objectAt", claim.object_span),
        ("cy:triggerAt", claim.trigger_span),
    ):
        if span is not None:
            yield name, span
