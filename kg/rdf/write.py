"""Claims and entities → quads of the document's named graph, sorted, without blank nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from kg.knowledge.terms import coarse
from kg.model import Claim, Document, Entity, Extraction, Merge, Span, When
from kg.rdf import nquads as n
from kg.rdf import terms as t
from kg.rdf.pinyin import spellings
from kg.rdf.terms import BASE

if TYPE_CHECKING:
    from opencc import OpenCC

SYMMETRIC = frozenset({"cooperatesWith"})
_PINYIN = "zh-Latn-pinyin"


def quads(extraction: Extraction, *, base: str = BASE, version: str = "") -> tuple[Quad, ...]:
    """All quads of one document, in its named graph, sorted by their N-Quads line. Raises as ``lines`` does."""
    return tuple(parse(lines(extraction, base=base, version=version), format=RdfFormat.N_QUADS))


def lines(extraction: Extraction, *, base: str = BASE, version: str = "") -> bytes:
    """All quads of one document, in its named graph, as N-Quads, sorted.

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
    return graph.written()


def document_quads(document: Document, *, base: str = BASE, version: str = "") -> tuple[Quad, ...]:
    """The quads about the document itself: by them a build sees whether anything about it has changed."""
    graph = _Graph(document, base)
    graph.document(version)
    return tuple(parse(graph.written(), format=RdfFormat.N_QUADS))


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


@lru_cache(1 << 14)
def _tag(name: str) -> str:
    return "zh" if str(_simplifier().convert(name)) == name else "zh-Hant"


@lru_cache(1 << 13)  # most of what one document names, others name as well
def _about(  # noqa: PLR0913, PLR0917 - what a cache tells entities apart by
    base: str, key: str, kind: str, name: str, aliases: tuple[str, ...], code: str | None, part_of: str | None,
    jurisdiction: str | None,
) -> tuple[str, ...]:  # fmt: skip
    """What a graph says of an entity in every document that knows it so: subject, predicate and object."""
    said = [("rdf:type", n.term(f"cy:{each}")) for each in {kind, coarse(kind)}]
    said += [("skos:prefLabel", n.text(name)), ("rdfs:label", n.text(name))]
    said += [("skos:altLabel", n.text(alias, _tag(alias))) for alias in aliases if alias != name]
    said += [("skos:hiddenLabel", n.text(form, _PINYIN)) for form in _typed(kind, name, aliases)]
    if code:
        said.append(("skos:notation", n.plain(code)))
    regions = (("cy:partOf", part_of), ("cy:jurisdiction", jurisdiction))
    said += [(predicate, n.iri(region, base)) for predicate, region in regions if region]
    node = n.iri(key, base)
    return tuple(f"{node} {n.term(predicate)} {value}" for predicate, value in said)


def _typed(kind: str, name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """How one may type the names in pinyin; with tone marks only the first."""
    person = kind == "Person"
    forms = [*spellings(name, person=person)]
    for alias in aliases:
        forms += spellings(alias, person=person)[1:]
    return tuple(dict.fromkeys(forms))


class _Graph:
    """The quads of one document, as lines of N-Quads, while they are collected."""

    def __init__(self, document: Document, base: str) -> None:
        self.source, self.base = document, base
        self.node = n.iri(f"document/{document.id}", base)
        self.end = f" {self.node} .\n"
        self.lines: set[str] = set()
        self.regions: set[str] = set()

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.lines.add(f"{subject} {n.term(predicate)} {value}{self.end}")

    def written(self) -> bytes:
        return "".join(sorted(self.lines)).encode()

    def iri(self, key: str) -> str:
        return n.iri(key, self.base)

    def document(self, version: str) -> None:
        source = self.source
        self.add(self.node, "rdf:type", n.term("cy:Document"))
        self.add(self.node, "dcterms:title", n.text(source.title))
        self.add(self.node, "rdfs:label", n.text(source.title or source.id))
        self.add(self.node, "cy:digest", n.plain(source.digest))
        self.add(self.node, "cy:extractor", n.plain(version))
        self.add(self.node, "cy:length", n.typed(len(source.text), "xsd:integer"))
        if source.published:
            self.add(self.node, "dcterms:issued", str(t.date(source.published)))
            self.bounds(self.node, source.published)
        if source.source:
            self.add(self.node, "dcterms:source", n.plain(source.source))
        if source.path:
            # The name alone: the graph says the same on every machine, and nothing of the machine.
            self.add(self.node, "cy:path", n.plain(PurePath(source.path).name))

    def bounds(self, node: str, when: When) -> None:
        for name, day in (("cy:earliest", when.earliest), ("cy:latest", when.latest)):
            self.add(node, name, n.typed(day.isoformat(), "xsd:date"))

    def entity(self, entity: Entity) -> None:
        node = self.iri(entity.key)
        if coarse(entity.type) == "Region":
            self.regions.add(node)
        own = (entity.key, entity.type, entity.name, entity.aliases, entity.code, entity.part_of, entity.jurisdiction)
        self.lines.update([f"{said}{self.end}" for said in _about(self.base, *own)])
        if entity.mentioned:
            self.add(node, "cy:mentionedIn", self.node)
        for merge in entity.merges:
            self.merge(node, entity, merge)

    def merge(self, node: str, entity: Entity, merge: Merge) -> None:
        where = str(merge.span.start) if merge.span else ""
        reason = self.iri("merge/" + _hash(entity.key, merge.name, merge.rule, self.source.id, where))
        self.add(node, "cy:mergedBy", reason)
        self.add(reason, "rdf:type", n.term("cy:Merge"))
        self.add(reason, "cy:of", node)
        self.add(reason, "cy:name", n.text(merge.name))
        self.add(reason, "cy:rule", n.plain(merge.rule))
        self.add(reason, "prov:wasDerivedFrom", self.node)
        if merge.span:
            self.add(reason, "cy:triggerAt", n.fragment(merge.span))

    def claim(self, claim: Claim) -> None:
        subject, predicate = self.iri(claim.subject), n.term(f"cy:{claim.predicate}")
        value = str(t.date(claim.object)) if isinstance(claim.object, When) else self.iri(claim.object)
        name = statement_hash(claim, self.source.id)
        node = self.iri(f"statement/{name}")
        if claim.modality == "asserted":
            self.add(subject, f"cy:{claim.predicate}", value)
            if claim.predicate == "holdsPosition" and not isinstance(claim.object, When):
                self.membership(subject, value, claim)
        self.add(node, "rdf:type", n.term("cy:Statement"))
        self.add(node, "rdf:subject", subject)
        self.add(node, "rdf:predicate", predicate)
        self.add(node, "rdf:object", value)
        self.add(node, "cy:rule", n.plain(claim.rule))
        self.add(node, "cy:confidence", str(t.decimal(claim.confidence)))
        self.add(node, "cy:modality", n.plain(claim.modality))
        when = claim.object if isinstance(claim.object, When) else claim.when
        if when:
            self.bounds(node, when)
        if claim.title:
            self.add(node, "cy:postTitle", n.text(claim.title))
        evidence = self.iri(f"evidence/{name}")
        self.add(node, "prov:wasDerivedFrom", evidence)
        self.evidence(evidence, claim)

    def membership(self, person: str, body: str, claim: Claim) -> None:
        node = self.iri("membership/" + _hash(claim.subject, str(claim.object), claim.title or ""))
        self.add(node, "rdf:type", n.term("org:Membership"))
        self.add(node, "org:member", person)
        self.add(node, "cy:organization", body)
        # A reasoner that knows W3C ORG takes the object of org:organization for an organisation: not a region, then.
        if body not in self.regions:
            self.add(node, "org:organization", body)
        if claim.title:
            self.add(node, "cy:postTitle", n.text(claim.title))

    def evidence(self, node: str, claim: Claim) -> None:
        start, end = claim.evidence.start, claim.evidence.end
        if not 0 <= start < end <= len(self.source.text):
            raise ValueError(f"evidence {start},{end} lies outside the text of {len(self.source.text)} characters")
        position, quote = f"{node[:-1]}/position>", f"{node[:-1]}/quote>"
        for kind in ("cy:Evidence", "oa:SpecificResource"):
            self.add(node, "rdf:type", n.term(kind))
        self.add(node, "oa:hasSource", self.node)
        self.add(node, "cy:sentence", n.text(claim.sentence))
        for name, span in _marks(claim):
            self.add(node, name, n.fragment(span))
        for selector in (position, quote):
            self.add(node, "oa:hasSelector", selector)
        self.add(position, "rdf:type", n.term("oa:TextPositionSelector"))
        self.add(position, "oa:start", n.typed(start, "xsd:integer"))
        self.add(position, "oa:end", n.typed(end, "xsd:integer"))
        self.add(quote, "rdf:type", n.term("oa:TextQuoteSelector"))
        self.add(quote, "oa:exact", n.text(self.source.text[start:end]))


def _marks(claim: Claim) -> Iterator[tuple[str, Span]]:
    for name, span in (
        ("cy:subjectAt", claim.subject_span),
        ("cy:objectAt", claim.object_span),
        ("cy:triggerAt", claim.trigger_span),
    ):
        if span is not None:
            yield name, span
