"""A story: views in an order, each with a title and a text, from a TOML file.

::

    title = "…"
    lead = "…"            # optional, stands before the first view

    [[view]]
    title = "…"
    text = "…"            # paragraphs are parted by empty lines
    kind = "graph"        # or timeline, matrix, map
    focus = ["四川省"]     # graph: what the picture shows, with depth steps around it
    depth = 1
    select = ["A", "B"]   # what is open: one entity, or the two ends of an edge, a cell, a link
    address = "…"         # or: what stands behind # in the address of such a page
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args
from urllib.parse import quote

import networkx as nx

from kg.views.cooperation import home
from kg.views.scenes import Kind
from kg.views.select import Choice, ViewError, find, shown_first

_KINDS: Final = ("graph", "timeline", "matrix", "map")
_KEYS: Final = {"title", "text", "kind", "focus", "depth", "select", "address"}


@dataclass(frozen=True, slots=True)
class Step:
    """One view of a story; ``focus`` and ``select`` are names of entities, ``address`` the state of the page."""

    title: str
    text: str = ""
    kind: Kind = "graph"
    focus: tuple[str, ...] = ()
    depth: int = 1
    select: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A title, a lead, and views in their order."""

    title: str
    steps: tuple[Step, ...]
    lead: str = ""


def load(path: str | Path) -> Story:
    """The story of a file; ``ViewError`` names the place and what helps."""
    try:
        spec = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ViewError(f"{path}: cannot be read: {error.strerror}.", cure="Give the file of a story.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ViewError(f"{path}: not valid TOML: {error}.", cure="Mend it; docs/views.md shows a story.") from error
    views = spec.get("view")
    if not isinstance(views, list) or not views:
        raise ViewError(f"{path}: it has no [[view]].", cure="Add at least one; docs/views.md shows a story.")
    steps = tuple(_step(view, f"{path}: view {number}") for number, view in enumerate(views, 1))
    return Story(str(spec.get("title", "")), steps, str(spec.get("lead", "")))


def _step(view: Mapping[str, Any], place: str) -> Step:
    if unknown := sorted(set(view) - _KEYS):
        raise ViewError(f"{place}: unknown key {unknown[0]!r}.", cure=f"There are: {', '.join(sorted(_KEYS))}.")
    kind = view.get("kind", "graph")
    if kind not in _KINDS:
        raise ViewError(f"{place}: no kind {kind!r}.", cure=f"There are: {', '.join(_KINDS)}.")
    title, depth = view.get("title"), view.get("depth", 1)
    if not isinstance(title, str) or not title:
        raise ViewError(f"{place}: it has no title.", cure='Write title = "…".')
    if not isinstance(depth, int) or not 0 <= depth <= len(get_args(Kind)):
        raise ViewError(f"{place}: depth is {depth!r}.", cure="Write a number from 0 to 6.")
    select = _names(view.get("select", []), f"{place}: select")
    if len(select) > 2:
        raise ViewError(f"{place}: select names {len(select)}.", cure="Name one entity, or the two ends of an edge.")
    address = str(view.get("address", "")).removeprefix("#")
    focus = _names(view.get("focus", []), f"{place}: focus")
    return Step(title, str(view.get("text", "")), kind, focus, depth, select, address)


def _names(value: object, place: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ViewError(f"{place} is no name and no list of names.", cure='Write "NAME" or ["NAME", "NAME"].')
    return tuple(names)


def told(graph: nx.MultiDiGraph, story: Story, choice: Choice) -> tuple[list[dict[str, Any]], set[str]]:
    """The steps as the page reads them, and all entities that any of them shows.

    ``ViewError`` names the view whose focus or selection is not in the graph.
    """
    numbers = {key: number for number, key in enumerate(graph)}
    steps, shown = [], set()
    for count, step in enumerate(story.steps, 1):
        try:
            focus = tuple(find(graph, name) for name in step.focus)
            chosen = [find(graph, name) for name in step.select]
        except ViewError as error:
            raise ViewError(f"View {count} ({step.title}): {error.problem}", cure=error.cure) from error
        first = shown_first(graph, focus, choice, depth=step.depth)
        first = tuple(sorted({*first, *(chosen if step.kind == "graph" and step.focus else ())}))
        shown |= set(first) if step.kind == "graph" else set()
        address = "&".join(part for part in (step.address, _selected(graph, step.kind, chosen)) if part)
        steps.append(
            {
                "title": step.title,
                "text": step.text.strip(),
                "kind": step.kind,
                "first": [numbers[key] for key in first],
                "address": address,
            }
        )
    return steps, shown


def _selected(graph: nx.MultiDiGraph, kind: Kind, chosen: list[str]) -> str:
    """What is open, as the page's address says it."""
    if not chosen:
        return ""
    if kind == "map":
        codes = [home(graph.nodes[key]["thing"].code or "") or key for key in chosen]
        return f"sel=k:{codes[0]}" if len(codes) == 1 else f"sel=t:{','.join(sorted(codes))}"
    mark = "n" if len(chosen) == 1 else "t" if kind == "matrix" else "e"
    return f"sel={mark}:{quote(','.join(chosen), safe='/,:')}"
