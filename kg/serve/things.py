"""The page of one thing at its own path: an entity with its facts, a document with its text; or its RDF."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.explain import Explanation, Reader
from kg.knowledge.terms import coarse, predicates
from kg.model import Document, Entity
from kg.query.engine import label_of
from kg.query.prefixes import shorten
from kg.rdf.pinyin import spellings
from kg.rdf.serial import written
from kg.rdf.terms import ONTOLOGY, iri, term
from kg.serve import negotiation
from kg.serve.desk import Desk
from kg.serve.documents import document, parts
from kg.serve.settings import Refusal, Reply, Request
from kg.views.passage import Part

SHOWN: Final = 20
"""Facts of one kind that an entity's page shows at first."""
_MOST: Final = 500
_TYPE: Final = term("rdf:type").value


@dataclass(frozen=True, slots=True)
class Said:
    """Where a fact is said: the sentence in parts, and the statement that says so."""

    parts: tuple[Part, ...]
    statement: Explanation


@dataclass(frozen=True, slots=True)
class Row:
    """A fact as seen from the entity: the other end (its key, empty for a date), and where it is said."""

    other: str
    key: str
    date: str
    title: str
    modality: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one kind: ``total`` statements, of which ``rows`` are shown."""

    predicate: str
    inverse: bool
    total: int
    rows: tuple[Row, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a thing as RDF has it, and a value of it; ``href`` is the page of that."""

    name: str
    value: str
    href: str


def thing(desk: Desk, request: Request) -> Reply:
    """The page or the RDF of the thing whose key the path names. Raises ``Refusal``: 404, 406."""
    key, suffix = request.name, ""
    if not _known(desk, key):
        key, suffix = negotiation.split(request.name)
        if not suffix or not _known(desk, key):
            raise Refusal(404, f"Nothing here has the key {request.name}.")
    try:
        form = negotiation.chosen(negotiation.THINGS, request.accept, suffix)
    except negotiation.NotAcceptableError as error:
        raise Refusal(406, f"This can be had as {', '.join(error.offered)}.") from None
    if form is not negotiation.HTML:
        return Reply(written(_quads(desk, key), form.name, base=desk.store.base), form.content_type)
    reader = Reader(desk.store)
    if key.startswith("document/"):
        return document(desk, request, reader, key)
    if _labelled(desk, key):
        return _entity(desk, request, reader, key)
    return _other(desk, request, reader, key)


def _known(desk: Desk, key: str) -> bool:
    try:
        node = iri(key, desk.store.base)
    except ValueError:
        return False
    return any(desk.store.data.quads_for_pattern(node, None, None))


def _labelled(desk: Desk, key: str) -> bool:
    node = iri(key, desk.store.base)
    return any(desk.store.data.quads_for_pattern(node, term("skos:prefLabel"), None))


def _quads(desk: Desk, key: str) -> Iterable[Quad]:
    """What the RDF of a thing holds, as one graph: of an entity its triples, statements and evidence."""
    store = desk.store
    if key.startswith("document/"):
        found: Iterable[Quad] = store.quads(store.base + key)
    else:
        found = Reader(store).quads(key)
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in found]


def _entity(desk: Desk, request: Request, reader: Reader, key: str) -> Reply:
    entity = reader.entity(key)
    documents, others = _documents(desk, reader, key)
    only = request.value("predicate")
    return desk.page(
        "entity.html",
        request,
        entity=entity,
        coarse=coarse(entity.type),
        pinyin=(spellings(entity.name, person=entity.type == "Person") or ("",))[0],
        documents=documents,
        more_documents=others,
        groups=list(_groups(desk, reader, entity, only)),
        only=only,
        merges=reader.merges(key),
        name=reader.name,
        iri=desk.store.base + key,
    )


def _documents(desk: Desk, reader: Reader, key: str) -> tuple[list[Document], int]:
    """The earliest documents that name an entity, and how many others do; there may be thousands."""
    found = desk.store.data.quads_for_pattern(iri(key, desk.store.base), term("cy:mentionedIn"), None)
    nodes = {quad.object for quad in found if isinstance(quad.object, NamedNode)}
    first = heapq.nsmallest(SHOWN, nodes, key=lambda node: (_value(desk, node, "cy:earliest"), node.value))
    return [reader.document(node.value.removeprefix(desk.store.base)) for node in first], len(nodes) - len(first)


def _groups(desk: Desk, reader: Reader, entity: Entity, only: str) -> Iterator[Group]:
    """The facts by predicate and direction, in the order of the ontology; with ``only``, more of that one."""
    store, node = desk.store, iri(entity.key, desk.store.base)
    kinds: dict[tuple[str, bool], list[NamedNode]] = defaultdict(list)
    for end, inverse in (("rdf:subject", False), ("rdf:object", True)):
        for quad in store.data.quads_for_pattern(None, term(end), node):
            if isinstance(quad.subject, NamedNode):
                kinds[_value(desk, quad.subject, "rdf:predicate").rpartition("#")[2], inverse].append(quad.subject)
    for name in predicates():
        for inverse in (False, True):
            nodes = kinds.get((name, inverse), [])
            if nodes and only in ("", name):
                first = sorted(nodes, key=lambda each: (_date(desk, each), each.value))[: _MOST if only else SHOWN]
                rows = tuple(_rows(reader.statements(first), inverse=inverse))
                yield Group(name, inverse, len(nodes), rows, len(nodes) > len(first))


def _value(desk: Desk, node: NamedNode, predicate: str) -> str:
    found = desk.store.data.quads_for_pattern(node, term(predicate), None)
    return min((quad.object.value for quad in found if isinstance(quad.object, Literal | NamedNode)), default="")


def _date(desk: Desk, statement: NamedNode) -> str:
    """By what statements are put in order: their date, else that of their document."""
    own = _value(desk, statement, "cy:earliest")
    if own:
        return own
    graphs = [quad.graph_name for quad in desk.store.data.quads_for_pattern(statement, term("rdf:type"), None)]
    return min((_value(desk, graph, "cy:earliest") for graph in graphs if isinstance(graph, NamedNode)), default="9999")


def _rows(found: Iterable[Explanation], *, inverse: bool) -> Iterator[Row]:
    """One row for what several sentences say alike."""
    rows: dict[tuple[str, str, str, str, str], list[Said]] = defaultdict(list)
    for each in found:
        claim = each.fact.claim
        other = claim.subject if inverse else claim.object
        date = each.when.iso if each.when else ""
        name, key = (each.subject if inverse else each.object), other if isinstance(other, str) else ""
        rows[name, key, "" if not key else date, claim.title or "", claim.modality].append(Said(parts(each), each))
    for (name, key, date, title, modality), said in rows.items():
        yield Row(name, key, date, title, modality, tuple(said))


def _other(desk: Desk, request: Request, reader: Reader, key: str) -> Reply:
    """A statement or its evidence with the passage, or the bare properties of anything else (membership, merge)."""
    node = iri(key, desk.store.base)
    said = reader.statements(_statements(desk, key))
    quads = {(quad.predicate.value, quad.object) for quad in desk.store.data.quads_for_pattern(node, None, None)}
    kinds = [value.value for name, value in quads if name == _TYPE and isinstance(value, NamedNode)]
    shown = sorted({(shorten(name, desk.store.base), *_shown(desk, value)) for name, value in quads})
    return desk.page(
        "statement.html",
        request,
        key=key,
        iri=node.value,
        kind=min((each.removeprefix(ONTOLOGY) for each in kinds if each.startswith(ONTOLOGY)), default=""),
        said=[Said(parts(each), each) for each in said],
        properties=[Property(*each) for each in shown],
    )


def _statements(desk: Desk, key: str) -> Iterator[NamedNode]:
    """The statement of the key, or those that rest on the evidence of the key."""
    if key.startswith("statement/"):
        yield iri(key, desk.store.base)
    elif key.startswith("evidence/"):
        evidence = iri("/".join(key.split("/")[:2]), desk.store.base)
        for quad in desk.store.data.quads_for_pattern(None, term("prov:wasDerivedFrom"), evidence):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _shown(desk: Desk, value: object) -> tuple[str, str]:
    """A value as text, and the path of its page."""
    if isinstance(value, NamedNode):
        local = desk.local(value.value)
        return (label_of(desk.store, value.value) if local else None) or shorten(value.value, desk.store.base), local
    return (value.value if isinstance(value, Literal) else str(value)), ""
