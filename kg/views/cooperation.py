"""Who works with whom, as the matrix and the map count it, and the places that parties stand for.

Two parties are tied by a sentence that says so (``cooperatesWith``), by an agreement that both signed, or by an
undertaking that both build; the last two follow from two statements each (the same rule as the question
``cooperation`` of the catalogue). Only asserted statements count.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import networkx as nx

from kg.knowledge.lexicon import lexicon
from kg.views.things import Statement

_SEED = 20211020


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two parties (keys, ``a`` before ``b``) and why: ``via`` an agreement or undertaking, or None where it is said.

    ``statements`` are the keys of the statements that it rests on.
    """

    a: str
    b: str
    via: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the map: its code, name and short name, and where its tile stands (in tiles from the top left)."""

    code: str
    name: str
    short: str
    column: float
    row: float


def ties(graph: nx.MultiDiGraph) -> list[Tie]:
    """Every tie of a graph, sorted; ``via`` is empty for what a sentence states directly."""
    stated: dict[tuple[str, str], list[str]] = defaultdict(list)
    shared: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, target, data in graph.edges(data=True):
        statement: Statement | None = data["statement"]
        if statement is None or statement.modality != "asserted" or subject == target:
            continue
        if data["predicate"] == "cooperatesWith":
            stated[min(subject, target), max(subject, target)].append(statement.key)
        elif data["predicate"] == "signatory":
            shared[subject][target].append(statement.key)
        elif data["predicate"] == "jointlyBuilds":
            shared[target][subject].append(statement.key)
    found = [Tie(a, b, "", tuple(sorted(keys))) for (a, b), keys in stated.items()]
    for via, parties in shared.items():
        for a, b in itertools.combinations(sorted(parties), 2):
            found.append(Tie(a, b, via, tuple(sorted({*parties[a], *parties[b]}))))
    return sorted(found)


def places(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Entity → the region that it stands for: a region itself, a body the region that it governs."""
    found = {key: key for key, data in graph.nodes(data=True) if data["type"] == "Region"}
    for subject, target, data in graph.edges(data=True):
        if data["predicate"] == "jurisdiction" and target in found:
            found.setdefault(subject, target)
    return found


def home(code: str) -> str:
    """The code under which the map shows a place: its own tile, the tile or the province that it lies in.

    A code that is nowhere in Sichuan or Chongqing stays itself.
    """
    shown = {tile.code for tile in tiles()} | {"500000", "510000"}
    chain = (code, *lexicon().ancestors(code)) if code in lexicon().divisions else (code,)
    return next((each for each in chain if each in shown), code)


@cache
def tiles() -> tuple[Tile, ...]:
    """The 21 prefectures of Sichuan and the 38 districts and counties of Chongqing, each at its place."""
    text = (files("kg.views") / "page" / "tiles.tsv").read_text(encoding="utf-8")
    found = []
    for line in csv.DictReader(io.StringIO(text), delimiter="\t"):
        division = lexicon().divisions[line["code"]]
        short = division.short[0] if division.short else division.name
        found.append(Tile(line["code"], division.name, short, float(line["column"]), float(line["row"])))
    return tuple(found)


def communities(weights: dict[tuple[str, str], int]) -> list[list[str]]:
    """Groups of keys that are tied more closely among themselves (Louvain, seeded), the largest first.

    ``weights`` are the ties between pairs. The same pairs give the same groups.
    """
    graph = nx.Graph()
    for (a, b), weight in sorted(weights.items()):
        graph.add_edge(a, b, weight=weight)
    if not graph:
        return []
    groups = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
