"""What the views beside the explorer need on top of the common data: ties, places, groups, tiles."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, Literal, get_args

import networkx as nx

from kg.knowledge.lexicon import lexicon
from kg.views.cooperation import communities, home, places, ties, tiles
from kg.views.payload import facts
from kg.views.select import importance

Kind = Literal["graph", "timeline", "matrix", "map", "document", "story"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def scene(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The data of timeline, matrix and map, by the numbers that pages give to entities and statements.

    ``place`` is the region of an entity or null, ``ties`` are lists of a, b, via (or null) and statements, ``home`` is
    the code under which the map shows a region, ``groups`` the communities of the regions and of the bodies.
    """
    numbers = {key: number for number, key in enumerate(graph)}
    rank = {each.key: number for number, (*_, each) in enumerate(facts(graph)) if each is not None}
    region = places(graph)
    found = ties(graph)
    between: dict[str, Counter[tuple[str, str]]] = {"regions": Counter(), "bodies": Counter()}
    for tie in found:
        a, b = region.get(tie.a), region.get(tie.b)
        if a and b and a != b:
            between["regions"][min(a, b), max(a, b)] += 1
        if graph.nodes[tie.a]["type"] == graph.nodes[tie.b]["type"] == "Organisation":
            between["bodies"][tie.a, tie.b] += 1
    return {
        "place": [numbers[region[key]] if key in region else None for key in graph],
        "ties": [
            [
                numbers[each.a],
                numbers[each.b],
                numbers[each.via] if each.via else None,
                [rank[k] for k in each.statements],
            ]
            for each in found
        ],
        "home": {
            str(numbers[key]): home(data["thing"].code)
            for key, data in graph.nodes(data=True)
            if data["type"] == "Region" and data["thing"].code
        },
        "groups": {
            name: [[numbers[key] for key in group] for group in communities(dict(weights))]
            for name, weights in between.items()
        },
    }


def grouping(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The region of each entity (or null), the community of each (or null), and of each community its head and size."""
    numbers = {key: number for number, key in enumerate(graph)}
    region, score = places(graph), importance(graph)
    weights: Counter[tuple[str, str]] = Counter()
    for subject, target, data in graph.edges(data=True):
        if data["statement"] is not None and data["modality"] == "asserted" and subject != target:
            weights[min(subject, target), max(subject, target)] += 1
    groups = communities(dict(weights))
    of = {key: number for number, group in enumerate(groups) for key in group}
    return {
        "place": [numbers[region[key]] if key in region else None for key in graph],
        "com": [of.get(key) for key in graph],
        "communities": [[numbers[max(group, key=lambda each: (score[each], each))], len(group)] for group in groups],
    }


def chart() -> dict[str, Any]:
    """The tiles of the map and the two provinces that they belong to."""
    return {
        "tiles": [[each.code, each.name, each.short, each.column, each.row] for each in tiles()],
        "provinces": [[code, lexicon().divisions[code].name] for code in ("510000", "500000")],
    }
