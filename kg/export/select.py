"""What of a store is exported: all, some documents, what is known about some things, only what is sure or asserted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.terms import cy, term


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements are wanted.

    ``documents`` are IRIs of documents, ``focus`` IRIs of things; empty means all. A statement counts for the focus
    within ``depth`` steps. ``min_confidence`` is from 0 to 1; ``asserted_only`` leaves out what is planned, wished,
    denied and the like.
    """

    documents: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    depth: int = 1
    min_confidence: float = 0.0
    asserted_only: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.documents or self.focus or self.min_confidence or self.asserted_only)


@dataclass(slots=True)
class _Statement:
    """The parts of a statement that decide whether it is kept."""

    node: NamedNode
    graph: NamedNode
    values: dict[str, NamedNode | Literal] = field(default_factory=dict)

    @property
    def fact(self) -> tuple[object, ...]:
        return self.values.get("subject"), self.values.get("predicate"), self.values.get("object"), self.graph

    @property
    def asserted(self) -> bool:
        modality = self.values.get("modality")
        return isinstance(modality, Literal) and modality.value == "asserted"

    @property
    def confidence(self) -> float:
        value = self.values.get("confidence")
        return float(value.value) if isinstance(value, Literal) else 1.0


def selected(quads: Iterable[Quad], selection: Selection) -> Iterator[Quad]:
    """The quads of the statements that ``selection`` wants, with their evidence and what describes their ends.

    A direct triple stays where a statement that is kept asserts it in the same document. A focus keeps the things
    that its statements name, the regions they lie in, and no others.
    """
    if selection.documents:
        quads = (quad for quad in quads if getattr(quad.graph_name, "value", None) in selection.documents)
    if not selection.focus and not selection.min_confidence and not selection.asserted_only:
        yield from quads
        return
    graph = _Graph(tuple(quads))
    kept = [each for each in graph.statements.values() if _wanted(each, selection)]
    if selection.focus:
        kept = graph.near(kept, selection)
    yield from graph.of(kept, selection)


def _wanted(statement: _Statement, selection: Selection) -> bool:
    sure = statement.confidence >= selection.min_confidence
    return sure and (statement.asserted or not selection.asserted_only)


_PARTS = {
    term("rdf:subject"): "subject",
    term("rdf:predicate"): "predicate",
    term("rdf:object"): "object",
    term("prov:wasDerivedFrom"): "evidence",
}


class _Graph:
    """The quads by subject, and the statements among them."""

    def __init__(self, quads: tuple[Quad, ...]) -> None:
        parts = {**_PARTS, cy("modality"): "modality", cy("confidence"): "confidence", cy("postTitle"): "title"}
        self.by_subject: dict[object, list[Quad]] = defaultdict(list)
        for quad in quads:
            self.by_subject[quad.subject].append(quad)
        kind, statement = term("rdf:type"), cy("Statement")
        self.statements: dict[NamedNode, _Statement] = {
            quad.subject: _Statement(quad.subject, quad.graph_name)
            for quad in quads
            if quad.predicate == kind
            and quad.object == statement
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.graph_name, NamedNode)
        }
        for node, each in self.statements.items():
            for quad in self.by_subject[node]:
                if quad.predicate in parts and isinstance(quad.object, (NamedNode, Literal)):
                    each.values[parts[quad.predicate]] = quad.object

    def near(self, statements: Collection[_Statement], selection: Selection) -> list[_Statement]:
        """The statements within ``depth`` steps of the focus."""
        reached: set[object] = {NamedNode(iri) for iri in selection.focus}
        found: dict[NamedNode, _Statement] = {}
        for _ in range(max(selection.depth, 1)):
            step = [each for each in statements if reached & {each.values.get("subject"), each.values.get("object")}]
            found.update({each.node: each for each in step})
            reached |= {each.values.get(end) for each in step for end in ("subject", "object")}
        return list(found.values())

    def of(self, kept: Collection[_Statement], selection: Selection) -> Iterator[Quad]:
        """The quads that the kept statements need."""
        facts = {each.fact for each in kept if each.asserted}
        posts = {(each.values.get("subject"), each.values.get("object"), each.values.get("title")) for each in kept}
        stated = {each.fact for each in self.statements.values()}
        nodes: set[object] = {each.node for each in kept} | {each.values.get("evidence") for each in kept}
        dropped = {each.node for each in self.statements.values()} - nodes
        dropped |= {each.values.get("evidence") for each in self.statements.values()} - nodes  # type: ignore[arg-type]
        things = self.things(kept, selection) if selection.focus else None
        for subject, quads in self.by_subject.items():
            if subject in dropped or self._selector_of(subject) & dropped:
                continue
            if things is not None and subject not in nodes and not self._about(subject, things, nodes):
                continue
            if self._membership(quads) and self._post(quads) not in posts:
                continue
            for quad in quads:
                fact = (quad.subject, quad.predicate, quad.object, quad.graph_name)
                if fact not in stated or fact in facts:
                    yield quad

    def things(self, kept: Collection[_Statement], selection: Selection) -> set[object]:
        """What the kept statements name, the focus, their documents, and the regions around all of these."""
        things: set[object] = {each.values.get(end) for each in kept for end in ("subject", "object")}
        things |= {NamedNode(iri) for iri in selection.focus} | {each.graph for each in kept}
        open_ = set(things)
        around = {cy("partOf"), cy("jurisdiction")}
        while open_:
            node = open_.pop()
            new = {quad.object for quad in self.by_subject.get(node, ()) if quad.predicate in around} - things
            things |= new
            open_ |= new
        mentions = cy("mentionedIn")
        for iri in selection.focus:
            things |= {q.object for q in self.by_subject.get(NamedNode(iri), ()) if q.predicate == mentions}
        return things

    def _about(self, subject: object, things: set[object], nodes: set[object]) -> bool:
        """Whether a node describes a thing: it is one, or a selector, membership or merge of one."""
        if subject in things or self._selector_of(subject) & nodes:
            return True
        quads = self.by_subject[subject]
        if self._membership(quads):
            return True  # the posts decide
        return any(quad.predicate == cy("of") and quad.object in things for quad in quads)

    @staticmethod
    def _selector_of(subject: object) -> set[object]:
        """The evidence that a selector belongs to."""
        if isinstance(subject, NamedNode) and subject.value.endswith(("/position", "/quote")):
            return {NamedNode(subject.value.rpartition("/")[0])}
        return set()

    @staticmethod
    def _membership(quads: list[Quad]) -> bool:
        return any(quad.object == term("org:Membership") for quad in quads)

    @staticmethod
    def _post(quads: list[Quad]) -> tuple[object, object, object]:
        values = {quad.predicate: quad.object for quad in quads}
        return values.get(term("org:member")), values.get(cy("organization")), values.get(cy("postTitle"))
