"""The picture as a pyvis network: nodes with their places, one edge a pair of entities, options without physics."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.views.layout import Point, positions
from kg.views.names import lines, width
from kg.views.select import Selection, importance

_OPTIONS: Mapping[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 3600000,
        "keyboard": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}, "labelHighlightBold": False},
    "edges": {
        "smooth": False,
        "selectionWidth": 1.5,
        "hoverWidth": 1,
        "font": {"size": 0},
        "arrows": {"to": {"scaleFactor": 0.45}, "from": {"scaleFactor": 0.45}},
    },
}
_LINE = 15.5
_COLUMN = 6.4
_BOLD = 7.4  # names of the largest are written larger and bold, as `labels.js` does
_LARGE = 17
_MOST_DENSE = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """What vis-network draws, as pyvis gives it: ``nodes`` and ``edges`` as dictionaries, ``options``.

    ``pairs`` lists, in the order of ``edges``, the two entity keys that an edge joins.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    pairs: list[tuple[str, str]]


@cache
def styles() -> Mapping[str, Mapping[str, str]]:
    """Coarse class → its ``shape`` and its colour on ``light`` and on ``dark`` ground."""
    text = (files("kg.views") / "page" / "style.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["types"])


@cache
def palette() -> Sequence[Mapping[str, str]]:
    """The colours of the largest communities on ``light`` and on ``dark`` ground."""
    text = (files("kg.views") / "page" / "style.json").read_text(encoding="utf-8")
    return list(json.loads(text)["communities"])


def pairs(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """The pairs of entities that anything connects, each once, sorted."""
    return sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b})


def radius(score: float) -> float:
    """Half the height of a node, in pixels, by its importance."""
    return round(min(7 + 3.2 * math.sqrt(score), 26), 1)


def picture(selection: Selection, *, layout_from: Mapping[str, Point] | None = None) -> Picture:
    """The network of a selection, built by pyvis.

    The entities shown first are placed first, so that the first picture is compact; the others find room around them.
    ``layout_from`` gives places that nodes keep.
    """
    from pyvis.network import Network  # takes 0.6 s, and only the page needs it

    graph = selection.graph
    score = importance(graph)
    sizes = {key: radius(score[key]) for key in graph}
    labels = {key: lines(data["label"]) for key, data in graph.nodes(data=True)}
    joined = pairs(graph)
    places = _places(selection, joined, sizes, labels, layout_from or {})
    network = Network(directed=True)
    for key, data in graph.nodes(data=True):
        network.add_node(
            key,
            label="\n".join(labels[key]),
            shape=styles()[data["type"]]["shape"],
            group=data["type"],
            size=sizes[key],
            x=places[key][0],
            y=places[key][1],
        )
    for number, (first, second) in enumerate(joined):
        network.add_edge(first, second, id=f"e{number}")
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, options = network.get_network_data()
    return Picture(list(nodes), list(edges), json.loads(options) if isinstance(options, str) else options, joined)


def _places(
    selection: Selection,
    joined: list[tuple[str, str]],
    sizes: Mapping[str, float],
    labels: Mapping[str, tuple[str, ...]],
    kept: Mapping[str, Point],
) -> dict[str, Point]:
    # A name stands below its node: the box that both take has its middle lower than the node.
    low = {key: _LINE * len(labels[key]) / 2 for key in selection.graph}
    boxes = {key: _box(sizes[key], labels[key]) for key in selection.graph}
    first = {key: boxes[key] for key in selection.first}
    stated = {
        (min(a, b), max(a, b))
        for a, b, data in selection.graph.edges(data=True)
        if data["modality"] == "asserted" and data["statement"] is not None
    }
    inner = [(a, b) for a, b in joined if a in first and b in first and (a, b) in stated]
    held = {key: (x, y + low[key]) for key, (x, y) in kept.items() if key in low}
    places = positions(first, inner, fixed=held, dense=len(first) <= _MOST_DENSE)
    found = positions(boxes, joined, fixed={**places, **held})
    return {key: kept[key] if key in kept else (x, round(y - low[key])) for key, (x, y) in found.items()}


def _box(size: float, label: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of a node with its name below it."""
    column = _BOLD if size > _LARGE else _COLUMN
    return max(2 * size, column * max(map(width, label))) + 6, 2 * size + _LINE * len(label) + 4


def script() -> str:
    """vis-network's JavaScript as pyvis ships it, without the line that names a map file."""
    import pyvis

    found = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = found.read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")) + "\n"
