"""Places for the nodes of a picture: computed once, seeded, the same for the same graph.

Each connected part is laid out by igraph (Kamada-Kawai for small parts, Fruchterman-Reingold for large ones), spread
until no two boxes touch, and the parts are packed side by side.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Box = tuple[float, float]
"""Width and height that a node takes with its label."""

_SEED = 20211020
_SMALL = 400
_GAP = 10.0
_ASPECT = 1.6
_SCREEN = 1.35
_COLUMNS = 1 << 20
_ROOM = 2.5
_SQUEEZES = 80
_NEARLY = 1.15
_READ = np.array((1000.0, 740.0))  # what a screen shows at the size at which names are written
_STEPS = [(0.94, 0.985), (0.97, 0.97), (0.96, 1.0), (0.98, 0.99), (1.0, 0.97), (0.985, 1.0), (1.0, 0.985), (0.9, 0.97)]
_FILLED = 0.55


def positions(
    boxes: Mapping[str, Box],
    edges: Sequence[tuple[str, str]],
    *,
    fixed: Mapping[str, Point] | None = None,
    dense: bool = False,
) -> dict[str, tuple[int, int]]:
    """A place (centre, whole pixels) for every node of ``boxes``.

    ``edges`` connect nodes of ``boxes``; ``fixed`` nodes stay exactly where they are, and the others find room around
    them. ``dense`` has them move together as far as their boxes allow, for a picture that is read as a whole.
    """
    held = {key: place for key, place in (fixed or {}).items() if key in boxes}
    if not held:
        places = _packed(boxes, edges)
        if dense and places:
            places = _squeezed(places, boxes)
    else:
        places = _beside(boxes, edges, held) if len(held) < len(boxes) else dict(held)
    return {key: (round(places[key][0]), round(places[key][1])) for key in boxes}


def _squeezed(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The same picture on less ground, of the shape of a screen: drawn together until boxes take half of it."""
    order = list(places)
    sizes = np.array([boxes[key] for key in order], dtype=float)
    best = np.array([places[key] for key in order], dtype=float)
    free, area = np.zeros(len(order), dtype=bool), float(sizes.prod(axis=1).sum())
    ground = np.ptp(best, axis=0) + sizes.mean(axis=0)
    for _ in range(_SQUEEZES):
        if area / float(ground.prod()) > _FILLED or (ground < _READ).all():
            break
        # More along the side that is too long for a screen than along the other; less where that does not go.
        shape = ground[0] / ground[1] / _SCREEN
        steps = [(x, y) if shape > 1 else (y, x) for x, y in _STEPS if x <= y or max(shape, 1 / shape) < _NEARLY]
        for step in steps:
            tried = _spread(best * step, sizes, free)
            now = np.ptp(tried, axis=0) + sizes.mean(axis=0)
            if not _overlaps(tried, sizes) and float(now.prod()) < 0.998 * float(ground.prod()):
                break
        else:
            break
        best, ground = tried, now
    return _centred({key: (float(x), float(y)) for key, (x, y) in zip(order, best, strict=True)})


def _overlaps(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> bool:
    first, second = _near(places, sizes)
    apart = np.abs(places[second] - places[first]) - (sizes[first] + sizes[second]) / 2
    return bool((apart < 0).all(axis=1).any())


def _packed(boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """The connected parts in rows, the largest first, as long as makes the whole most like a screen."""
    parts = [_cornered(_part(part, boxes, edges), boxes) for part in _components(boxes, edges)]
    if not parts:
        return {}
    widest, total = max(wide for _, (wide, _) in parts), sum(wide * high for _, (wide, high) in parts)
    tried = [_rows(parts, max(widest, math.sqrt(total) * (0.8 + step / 10))) for step in range(16)]
    best, _ = min(tried, key=lambda each: abs(math.log(each[1][0] / each[1][1] / _ASPECT)))
    return _centred(best)


def _rows(
    parts: Sequence[tuple[Mapping[str, Point], tuple[float, float]]], limit: float
) -> tuple[dict[str, Point], tuple[float, float]]:
    result: dict[str, Point] = {}
    x = y = row = longest = 0.0
    for places, (wide, high) in parts:
        if x and x + wide > limit:
            x, y, row = 0.0, y + row + 3 * _GAP, 0.0
        result |= {key: (place[0] + x, place[1] + y) for key, place in places.items()}
        x, row = x + wide + 3 * _GAP, max(row, high)
        longest = max(longest, x)
    return result, (longest, y + row)


def _cornered(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[dict[str, Point], tuple[float, float]]:
    """The places counted from the top left corner of their boxes, and the width and height of it all."""
    low = [min(place[i] - boxes[key][i] / 2 for key, place in places.items()) for i in (0, 1)]
    high = [max(place[i] + boxes[key][i] / 2 for key, place in places.items()) for i in (0, 1)]
    return {key: (x - low[0], y - low[1]) for key, (x, y) in places.items()}, (high[0] - low[0], high[1] - low[1])


def _centred(places: dict[str, Point]) -> dict[str, Point]:
    middle = [(min(p[i] for p in places.values()) + max(p[i] for p in places.values())) / 2 for i in (0, 1)]
    return {key: (x - middle[0], y - middle[1]) for key, (x, y) in places.items()}


def _components(boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, the largest first."""
    root = {key: key for key in boxes}

    def top(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for first, second in edges:
        root[top(first)] = top(second)
    parts: dict[str, list[str]] = {}
    for key in boxes:
        parts.setdefault(top(key), []).append(key)
    return sorted(parts.values(), key=lambda part: (-len(part), part))


def _part(part: Sequence[str], boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """One connected part, wider than high, no boxes touching."""
    index = {key: number for number, key in enumerate(part)}
    inner = sorted({(index[a], index[b]) for a, b in edges if a in index and b in index and a != b})
    raw = _force(len(part), inner)
    sizes = np.array([boxes[key] for key in part], dtype=float)
    if inner:
        length = np.median([math.dist(raw[a], raw[b]) for a, b in inner]) or 1.0
        raw = raw / length * (0.9 * float(np.median(sizes.sum(axis=1))) / 2 + 40)
    raw = _stretched(_turned(raw))
    # Room for every box, or pushing them apart would tear the picture into rows.
    area = float(np.prod(np.ptp(raw, axis=0) + sizes.mean(axis=0)))
    raw = raw * max(1.0, math.sqrt(_ROOM * float(sizes.prod(axis=1).sum()) / area))
    spread = _spread(raw, sizes, np.zeros(len(part), dtype=bool))
    return {key: (float(spread[number, 0]), float(spread[number, 1])) for key, number in index.items()}


def _force(count: int, edges: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    if count <= 2:  # one node, or two side by side
        return np.array([[float(number), 0.0] for number in range(count)])
    import igraph  # takes 0.1 s, and only pictures need it

    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - a layout, not a secret
    try:
        graph = igraph.Graph(n=count, edges=list(edges))
        if count <= _SMALL:
            # Points of an even circle hold each other in balance on a line: each begins a little beside its own.
            chance = random.Random(_SEED)  # noqa: S311 - likewise
            beside = [[x + chance.uniform(-0.1, 0.1), y + chance.uniform(-0.1, 0.1)] for x, y in graph.layout_circle()]
            layout = graph.layout_kamada_kawai(seed=beside, maxiter=100 * count)
        else:
            layout = graph.layout_fruchterman_reingold(niter=500, grid="grid" if count > 2 * _SMALL else "nogrid")
    finally:
        igraph.set_random_number_generator(random)
    return np.array(layout.coords, dtype=float)


def _turned(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn the longest axis level: screens and pages are wider than high."""
    centred: NDArray[np.float64] = places - places.mean(axis=0)
    if len(places) <= 2:  # already level
        return centred
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # The sign of a singular vector is arbitrary: fix it, or two machines mirror each other's picture.
    axes *= np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
    return np.asarray(centred @ axes.T)


def _stretched(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Widen or narrow a part towards the shape of a screen, by no more than half."""
    wide, high = np.ptp(places, axis=0)
    factor = math.sqrt(min(max(_ASPECT * float(high) / max(float(wide), 1.0), 0.44), 2.25)) if high else 1.0
    return np.asarray(places * (factor, 1 / factor))


def _spread(places: NDArray[np.float64], sizes: NDArray[np.float64], held: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Push boxes apart along the axis on which they overlap least for their size; ``held`` ones stay."""
    places = places.copy()
    free = (~held).astype(float)
    for step in range(200):
        first, second = _near(places, sizes)
        delta = places[second] - places[first]
        overlap = (sizes[first] + sizes[second]) / 2 + _GAP - np.abs(delta)
        touching = (overlap > 0.5).all(axis=1)  # half a pixel is no overlap
        if not touching.any():
            break
        first, second, delta, overlap = first[touching], second[touching], delta[touching], overlap[touching]
        axis = (overlap / (sizes[first] + sizes[second])).argmin(axis=1)
        rows = np.arange(len(axis))
        side = np.where(delta[rows, axis] < 0, -1.0, 1.0)
        weight = np.maximum(free[first] + free[second], 1.0)
        push = overlap[rows, axis] * side / weight * (0.6 if step < 150 else 1.0)  # settle at the end
        np.add.at(places, (first, axis), -push * free[first])
        np.add.at(places, (second, axis), push * free[second])
    return places


def _near(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of nodes in the same or touching cells of a grid as wide as the widest box: all that can overlap."""
    cell = np.floor(places / (sizes.max(axis=0) + _GAP)).astype(np.int64)
    code = cell[:, 0] * _COLUMNS + cell[:, 1]
    order = np.argsort(code, kind="stable")
    ranked = code[order]
    pairs = []
    for right, down in ((0, 0), (1, -1), (1, 0), (1, 1), (0, 1)):
        wanted = ranked + right * _COLUMNS + down
        left, end = np.searchsorted(ranked, wanted, "left"), np.searchsorted(ranked, wanted, "right")
        if (right, down) == (0, 0):
            left = np.arange(1, len(ranked) + 1)  # in its own cell, a node meets only those after it
        count = np.maximum(end - left, 0)
        first = np.repeat(np.arange(len(ranked)), count)
        second = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(left, count)
        pairs.append((order[first], order[second]))
    return np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])


def _beside(boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]], held: Mapping[str, Point]) -> dict[str, Point]:
    """Places around nodes that stay: each new node near a placed neighbour, away from the middle, then spread."""
    neighbours: dict[str, list[str]] = {key: [] for key in boxes}
    for first, second in edges:
        neighbours[first].append(second)
        neighbours[second].append(first)
    places = dict(held)
    ring = sorted(held)
    count = 0
    while ring:
        following: list[str] = []
        for key in ring:
            for other in sorted(set(neighbours[key]) - places.keys()):
                # The golden angle puts the neighbours of one node evenly round it, whatever their number.
                angle, far = count * 2.399963, 120 + 4 * math.sqrt(count)
                places[other] = (places[key][0] + far * math.cos(angle), places[key][1] + far * math.sin(angle))
                count += 1
                following.append(other)
        ring = following
    rest = {key: box for key, box in boxes.items() if key not in places}
    bottom = max(y for _, y in places.values()) + 150
    inside = [(a, b) for a, b in edges if a in rest and b in rest]
    loose = _packed(rest, inside) if rest else {}
    top = min((y for _, y in loose.values()), default=0.0)
    places |= {key: (x, y - top + bottom) for key, (x, y) in loose.items()}
    order = list(boxes)
    spread = _spread(
        np.array([places[key] for key in order], dtype=float),
        np.array([boxes[key] for key in order], dtype=float),
        np.array([key in held for key in order]),
    )
    return {key: (float(spread[number, 0]), float(spread[number, 1])) for number, key in enumerate(order)}
