"""What a page carries and what it shows first: filters, a focus, importance, and a limit with a way out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypedDict

import networkx as nx

from kg.views.names import syllables
from kg.views.things import Statement, Thing

MOST_NODES: Final = 3000
FIRST_NODES: Final = 80


class Options(TypedDict, total=False):
    """The keywords by which a caller narrows a view; see ``Choice``."""

    focus: Sequence[str]
    depth: int
    max_nodes: int
    first_nodes: int
    min_confidence: float
    types: Sequence[str]
    predicates: Sequence[str]
    documents: Sequence[str]
    near: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a view carries.

    ``focus`` names, codes or keys of entities and ``depth`` how many steps around them are shown first; ``max_nodes``
    the most entities that the page may carry, ``first_nodes`` the most that it shows at first; ``min_confidence`` 0 to
    1; ``types`` coarse or fine classes, ``predicates`` local names, ``documents`` ids: empty means all. ``near``
    carries nothing but what lies around the focus.
    """

    focus: Sequence[str] = ()
    depth: int = 1
    max_nodes: int = MOST_NODES
    first_nodes: int = FIRST_NODES
    min_confidence: float = 0.0
    types: Sequence[str] = ()
    predicates: Sequence[str] = ()
    documents: Sequence[str] = ()
    near: bool = False


class ViewError(ValueError):
    """A view that cannot be made as asked: ``problem`` and ``cure`` say why and what helps."""

    def __init__(self, problem: str, *, cure: str) -> None:
        super().__init__(f"{problem} {cure}")
        self.problem = problem
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Selection:
    """A graph cut to what the page carries, the entities shown first, and those that the focus means."""

    graph: nx.MultiDiGraph
    first: tuple[str, ...]
    focus: tuple[str, ...]


def select(graph: nx.MultiDiGraph, choice: Choice) -> Selection:
    """Cut a graph to the choice.

    Entities that nothing connects are carried (they are found by search) but not shown first. Raises ``ViewError``
    where a focus is not in the graph or stands for several, where a filter names nothing that is there, and where more
    than ``max_nodes`` entities would be carried; the cure then proposes entities to focus on.
    """
    kept = _filtered(graph, choice)
    focus = tuple(dict.fromkeys(find(kept, name) for name in choice.focus))
    if focus and (choice.near or kept.number_of_nodes() > choice.max_nodes):
        kept = _cut(kept, set(_around(kept, focus, max(choice.depth, 1))))
    if kept.number_of_nodes() > choice.max_nodes:
        raise ViewError(
            f"{kept.number_of_nodes()} entities are more than one page shows well (at most {choice.max_nodes}).",
            cure=f"Narrow it with --focus NAME, for example {', '.join(proposals(kept))}; with --type, --predicate,"
            " --document or --min-confidence; have WebGL's files fetched by `make assets`; or export GraphML for Gephi"
            " with kg export.",
        )
    return Selection(kept, shown_first(kept, focus, choice), focus)


def find(graph: nx.MultiDiGraph, name: str) -> str:
    """The key of the entity with this name, other name, code or key; ``ViewError`` for none or several."""
    things: list[Thing] = [data["thing"] for _, data in graph.nodes(data=True)]
    found = [thing.key for thing in things if name in {thing.key, thing.label, thing.code}]
    found = found or [thing.key for thing in things if name in thing.names]
    found = found or [thing.key for thing in things if name.lower() == "".join(syllables(thing.label))]
    if len(found) == 1:
        return found[0]
    if found:
        several = "; ".join(f"{graph.nodes[key]['label']} = {key}" for key in found[:10])
        raise ViewError(f"{name!r} may be any of {len(found)} entities.", cure=f"Give the key: {several}.")
    near = [thing.label for thing in things if name and (name in thing.label or thing.label in name)]
    near = near[:5] or proposals(graph)
    raise ViewError(f"Nothing here is called {name!r}.", cure=f"Try {', '.join(near)}." if near else "It is empty.")


def proposals(graph: nx.MultiDiGraph, count: int = 8) -> list[str]:
    """Names of the most important entities: good ones to focus on."""
    return [graph.nodes[key]["label"] for key in _ranked(graph)[:count]]


def importance(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Entity key → distinct neighbours by asserted statements, plus the logarithm of the documents that name it."""
    neighbours: dict[str, set[str]] = {key: set() for key in graph}
    for subject, target, data in graph.edges(data=True):
        if data["statement"] is not None and data["modality"] == "asserted":
            neighbours[subject].add(target)
            neighbours[target].add(subject)
    return {key: len(found) + math.log1p(len(graph.nodes[key]["thing"].documents)) for key, found in neighbours.items()}


def _ranked(graph: nx.MultiDiGraph, among: Iterable[str] | None = None) -> list[str]:
    score = importance(graph)
    return sorted(graph if among is None else among, key=lambda key: (-score[key], key))


def _filtered(graph: nx.MultiDiGraph, choice: Choice) -> nx.MultiDiGraph:
    documents = {each if each.startswith("document/") else f"document/{each}" for each in choice.documents}
    _known("document", documents, set(graph.graph["documents"]))
    classes = {name for _, data in graph.nodes(data=True) for name in (data["thing"].type, data["thing"].fine)}
    _known("type", choice.types, classes)
    dated: list[Statement] = graph.graph["dated"]
    used = {data["predicate"] for *_, data in graph.edges(data=True)} | {each.predicate for each in dated}
    _known("predicate", choice.predicates, used)

    def stated(predicate: str, statement: Statement | None) -> bool:
        return (
            (not choice.predicates or predicate in choice.predicates)
            and (statement is None or statement.confidence >= choice.min_confidence)
            and (statement is None or not documents or any(each.document in documents for each in statement.passages))
        )

    wanted = [key for key, data in graph.nodes(data=True) if _wanted(data["thing"], documents, choice)]
    kept = nx.MultiDiGraph(
        documents={key: each for key, each in graph.graph["documents"].items() if not documents or key in documents},
        dated=[each for each in dated if each.subject in set(wanted) and stated(each.predicate, each)],
    )
    kept.add_nodes_from((key, graph.nodes[key]) for key in wanted)
    kept.add_edges_from(
        (subject, target, key, data)
        for subject, target, key, data in graph.edges(keys=True, data=True)
        if subject in kept and target in kept and stated(data["predicate"], data["statement"])
    )
    return kept


def _wanted(thing: Thing, documents: set[str], choice: Choice) -> bool:
    return (not choice.types or thing.type in choice.types or thing.fine in choice.types) and (
        not documents or not documents.isdisjoint(thing.documents)
    )


def _known(what: str, asked: Iterable[str], there: set[str]) -> None:
    for name in sorted(set(asked) - there):
        known = ", ".join(sorted(each.removeprefix("document/") for each in there)[:30])
        raise ViewError(f"No {what} {name.removeprefix('document/')!r} in this graph.", cure=f"There is: {known}.")


def _cut(graph: nx.MultiDiGraph, keys: set[str]) -> nx.MultiDiGraph:
    """The part of a graph between these entities, in the old order."""
    cut = nx.MultiDiGraph(
        documents=graph.graph["documents"], dated=[each for each in graph.graph["dated"] if each.subject in keys]
    )
    cut.add_nodes_from((key, data) for key, data in graph.nodes(data=True) if key in keys)
    cut.add_edges_from(
        (subject, target, key, data)
        for subject, target, key, data in graph.edges(keys=True, data=True)
        if subject in keys and target in keys
    )
    return cut


def _stated(graph: nx.MultiDiGraph) -> nx.Graph:
    """Who is connected to whom by an asserted statement."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from(
        (subject, target)
        for subject, target, data in graph.edges(data=True)
        if data["statement"] is not None and data["modality"] == "asserted"
    )
    return simple


def _around(graph: nx.MultiDiGraph, focus: Iterable[str], depth: int) -> list[str]:
    """The focus and what lies within ``depth`` steps, nearest first, the more important first."""
    simple = _stated(graph)
    found = dict.fromkeys(focus)
    ring = list(found)
    for _ in range(depth):
        ring = _ranked(graph, {other for key in ring for other in simple[key]} - found.keys())
        found |= dict.fromkeys(ring)
    return list(found)


def shown_first(
    graph: nx.MultiDiGraph, focus: tuple[str, ...], choice: Choice, *, depth: int | None = None
) -> tuple[str, ...]:
    """The keys of what is shown at first: around the focus, or the most important; sorted."""
    if focus:
        return tuple(sorted(_around(graph, focus, choice.depth if depth is None else depth)[: choice.first_nodes]))
    simple = _stated(graph)
    ranked = [key for key in _ranked(graph) if simple.degree(key)]
    chosen = set(ranked[: choice.first_nodes])
    # An entity whose neighbours all fell below the line would stand alone: the next in rank takes its place.
    chosen = {key for key in chosen if not chosen.isdisjoint(simple[key])}
    for key in ranked[choice.first_nodes :]:
        if len(chosen) >= choice.first_nodes:
            break
        if not chosen.isdisjoint(simple[key]):
            chosen.add(key)
    return tuple(sorted(chosen)) or tuple(sorted(_ranked(graph)[: choice.first_nodes]))
