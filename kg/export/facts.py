"""The graph as rows: things, facts counted once, the statements and sentences behind them, documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.knowledge.terms import coarse
from kg.model import Document, Entity, When
from kg.rdf import read
from kg.rdf.terms import BASE, cy


@dataclass(frozen=True, slots=True)
class Edge:
    """One fact, however many documents state it: ``object`` is a key, or a date where ``dated``.

    ``statements`` holds all statements of it, in the order of their documents; ``confidence`` is the highest of them,
    ``earliest`` and ``latest`` (ISO dates, or empty) span their dates.
    """

    subject: str
    predicate: str
    object: str
    dated: bool
    modality: str
    statements: tuple[read.Fact, ...]

    @property
    def confidence(self) -> float:
        """How sure the surest statement is, 0 to 1."""
        return max(each.claim.confidence for each in self.statements)

    @property
    def earliest(self) -> str:
        """The first day that a statement dates the fact to."""
        return min((day.earliest.isoformat() for day in self._dates()), default="")

    @property
    def latest(self) -> str:
        """The last day."""
        return max((day.latest.isoformat() for day in self._dates()), default="")

    @property
    def title(self) -> str:
        """The titles of a post."""
        return " | ".join(sorted({each.claim.title for each in self.statements if each.claim.title}))

    @property
    def sentence(self) -> str:
        """The sentence of the first statement."""
        return self.statements[0].claim.sentence

    @property
    def documents(self) -> tuple[str, ...]:
        """The keys of the documents, sorted."""
        return tuple(sorted({each.document for each in self.statements}))

    def _dates(self) -> list[When]:
        claims = [each.claim for each in self.statements]
        return [day for claim in claims if (day := claim.object if isinstance(claim.object, When) else claim.when)]


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of a dataset, each kind sorted by key. ``mentions`` gives the documents that name an entity."""

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    facts: tuple[read.Fact, ...]
    documents: tuple[Document, ...]
    mentions: dict[str, int]


def tables(quads: Iterable[Quad], *, base: str = BASE) -> Tables:
    """The rows of the quads."""
    kept = tuple(quads)
    facts = read.facts(kept, base=base)
    grouped: dict[tuple[str, str, str, bool, str], list[read.Fact]] = defaultdict(list)
    for fact in facts:
        claim = fact.claim
        dated = isinstance(claim.object, When)
        value = claim.object.iso if isinstance(claim.object, When) else claim.object
        grouped[claim.subject, claim.predicate, value, dated, claim.modality].append(fact)
    edges = tuple(Edge(*name, tuple(group)) for name, group in sorted(grouped.items()))
    return Tables(read.entities(kept, base=base), edges, facts, _documents(kept, base), _mentions(kept, base))


def _documents(quads: tuple[Quad, ...], base: str) -> tuple[Document, ...]:
    """The documents, by id."""
    graphs: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        if quad.subject == quad.graph_name:
            graphs[quad.graph_name].append(quad)
    found = [read.document(group, base=base) for group in graphs.values()]
    return tuple(sorted(found, key=lambda document: document.id))


def _mentions(quads: tuple[Quad, ...], base: str) -> dict[str, int]:
    """How many documents name each entity."""
    wanted = cy("mentionedIn")
    pairs = {(quad.subject, quad.object) for quad in quads if quad.predicate == wanted}
    counted: dict[str, int] = defaultdict(int)
    for subject, _ in pairs:
        counted[str(subject)[1:-1].removeprefix(base)] += 1
    return dict(counted)


def coarse_of(entity: Entity) -> str:
    """The coarse class of an entity; its type where the ontology has none."""
    try:
        return coarse(entity.type)
    except KeyError:
        return entity.type
