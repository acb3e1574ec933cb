"""A document's text with every name and every statement marked in it: what a reviewer works in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.model import Sentence
from kg.views.payload import facts
from kg.views.select import ViewError
from kg.views.things import Source, Statement

_SHORTEST = 2  # 渝 alone stands in too many other words


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a document: ``text`` as it is written, ``plain`` as it was read (simplified characters).

    Both are equally long; ``origin[i]`` is the offset of their character i in the decoded original, in code points.
    ``kind`` says what it is (headline, body …); ``article`` and ``paragraph`` number what it stands in.
    """

    kind: str
    article: int
    paragraph: int
    text: str
    plain: str
    origin: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str, sentence: Sentence) -> Line:
        """A sentence of the decoded original ``text``, as it is written there."""
        # In HTML an offset may stand for a character reference (&ldquo;): then the character that was read is shown.
        shown = "".join(
            text[place] if text[place] != "&" and not text[place].isspace() else character
            for place, character in zip(sentence.origin, sentence.text, strict=True)
        )
        return cls(sentence.kind, sentence.article, sentence.paragraph, shown, sentence.text, sentence.origin)

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Which characters of the line lie in a span of the original: start and end, None where none does."""
        first, last = bisect_left(self.origin, start), bisect_left(self.origin, end)
        return (first, last) if first < last else None


def named(graph: nx.MultiDiGraph, name: str) -> Source:
    """The document with this id, file name or title; ``ViewError`` where there is none or several."""
    sources: Mapping[str, Source] = graph.graph["documents"]
    if found := sources.get(f"document/{name}") or sources.get(name):
        return found
    same = [each for each in sources.values() if name in {each.title, each.path}]
    same = same or [each for each in sources.values() if name in each.title]
    if len(same) == 1:
        return same[0]
    listed = "; ".join(f"{each.key.removeprefix('document/')} = {each.title}" for each in (same or sources.values()))
    problem = f"{name!r} may be any of {len(same)} documents." if same else f"There is no document {name!r}."
    raise ViewError(problem, cure=f"Give one of {listed[:600]}." if listed else "The store is empty.")


def marked_lines(graph: nx.MultiDiGraph, document: str, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines with their marks, in code points of the line.

    For each line its kind ``k``, article ``a``, paragraph ``p``, text ``t``; names ``m`` as start, end and the entities
    meant; marks of statements ``s`` as start, end, statement and role; ``on``: the statements that rest on it.
    Names come from the marks of statements and, where no statement has one, from the names of the document's entities.
    """
    numbers = {key: number for number, key in enumerate(graph)}
    stated = [
        (number, each, passage)
        for number, (*_, each) in enumerate(facts(graph))
        if each is not None
        for passage in each.passages
        if passage.document == document
    ]
    names = _names(graph, document)
    found = []
    for line in lines:
        spots: list[tuple[int, int, int, str]] = []
        meant: dict[tuple[int, int], set[int]] = defaultdict(set)
        on = []
        for number, statement, passage in stated:
            if line.within(passage.start, passage.end):
                on.append(number)
            for role, start, end in passage.marks:
                if place := line.within(start, end):
                    spots.append((*place, number, role))
                    if key := _meant(statement, role):
                        meant[place].add(numbers[key])
        _match(line, names, numbers, meant)
        marks = [[start, end, sorted(nodes)] for (start, end), nodes in sorted(meant.items())]
        spots_ = [list(spot) for spot in sorted(set(spots))]
        shown = {"k": line.kind, "a": line.article, "p": line.paragraph, "t": line.text}
        found.append({**shown, "m": marks, "s": spots_, "on": on})
    return found


def _meant(statement: Statement, role: str) -> str | None:
    if role == "s":
        return statement.subject
    return statement.object if role == "o" and not statement.literal else None


def _names(graph: nx.MultiDiGraph, document: str) -> dict[str, list[str]]:
    """Name → the entities of the document that bear it."""
    names: dict[str, list[str]] = defaultdict(list)
    for key, data in graph.nodes(data=True):
        thing = data["thing"]
        if document in thing.documents:
            for name in {thing.label, *thing.names}:
                if len(name) >= _SHORTEST:
                    names[name].append(key)
    return names


def _match(
    line: Line, names: Mapping[str, list[str]], numbers: Mapping[str, int], meant: dict[tuple[int, int], set[int]]
) -> None:
    """Add the names that stand in the line outside of what is marked already, the longest first."""
    taken = [False] * len(line.text)
    for start, end in meant:
        taken[start:end] = [True] * (end - start)
    there = [name for name in names if name in line.text or name in line.plain]
    for name in sorted(there, key=lambda each: (-len(each), each)):
        for text in {line.text, line.plain}:
            for match in re.finditer(re.escape(name), text):
                if not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = [True] * len(name)
                    meant[match.span()] |= {numbers[key] for key in names[name]}
