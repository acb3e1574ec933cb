"""Graphs of more nodes than vis-network draws smoothly: sigma.js draws them by WebGL, where its files are there."""

from __future__ import annotations

import math
import random
from importlib.resources import files
from typing import Any, Final

import networkx as nx

from kg.views.network import pairs, radius
from kg.views.select import importance

MOST_NODES: Final = 50_000
_FILES: Final = ("graphology.js", "sigma.js")
_SEED: Final = 20211020


def there() -> bool:
    """Whether `make assets` has brought the files (a wheel may carry them too)."""
    folder = files("kg.views") / "assets"
    return all((folder / name).is_file() for name in _FILES)


def scripts() -> list[str]:
    """The libraries, in the order in which a page runs them."""
    folder = files("kg.views") / "assets"
    return [(folder / name).read_text(encoding="utf-8") for name in _FILES]


def cloud(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Places, sizes and pairs: for each node x, y and size, for each edge its two nodes, by the numbers of the page.

    Fruchterman-Reingold on a grid (igraph), seeded.
    """
    import igraph

    numbers = {key: number for number, key in enumerate(graph)}
    joined = [(numbers[a], numbers[b]) for a, b in pairs(graph)]
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - a layout, not a secret
    try:
        drawn = igraph.Graph(n=len(numbers), edges=joined)
        layout = drawn.layout_fruchterman_reingold(niter=500, grid="grid")
    finally:
        igraph.set_random_number_generator(random)
    score = importance(graph)
    room = min(1.0, math.sqrt(2000 / max(len(numbers), 1)))
    sizes = [round((radius(score[key]) - 6) / 20 * 7 * room + 0.9, 2) for key in graph]
    reach = max((math.hypot(x, y) for x, y in layout.coords), default=1.0) or 1.0
    places = [[round(x / reach * 1000, 1), round(y / reach * 1000, 1)] for x, y in layout.coords]
    return {"places": places, "sizes": sizes, "pairs": [list(pair) for pair in joined]}
