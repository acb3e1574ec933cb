"""Results as tables of a page: names instead of IRIs, links to our own pages."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Final

import pyoxigraph as ox

from kg.query.prefixes import shorten
from kg.query.result import Answer, Result, Rows, Term, Triples
from kg.serve.desk import Desk

_DATES: Final = ("date", "earliest", "signed", "issued", "held")
_NAMED: Final = "Label"
_MOST: Final = 40
_LONG: Final = 40
_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NUMBERS: Final = ("integer", "decimal", "double", "float")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the page that it leads to, the language of the text, whether it is a number."""

    text: str
    href: str = ""
    lang: str = ""
    number: bool = False

    @property
    def long(self) -> bool:
        """Whether it needs room, as a sentence does."""
        return len(self.text) > _LONG

    @property
    def date(self) -> bool:
        """Whether it is a date, which is not broken into lines."""
        return not self.number and _DATE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or for a yes or no its ``answer``; ``truncated`` where there was more."""

    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truncated: bool = False
    answer: bool | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns of names with numbers where they meet; ``top`` is the largest of them."""

    across: tuple[Cell, ...]
    rows: tuple[tuple[Cell, tuple[str, ...]], ...]
    top: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened on a day: ``parts`` are the other columns, by name, each with its different cells."""

    date: Cell
    parts: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One year of a timeline."""

    year: str
    entries: tuple[Entry, ...]


def timeline(shown: Table) -> tuple[Period, ...]:
    """The rows by year: in their order where that follows the dates, else from the earliest; nothing without dates.

    Rows that are about the same thing on the same day, one for each party, are one entry.
    """
    index = _dates(shown)
    if index is None or len(shown.head) < 2:
        return ()
    names = tuple(name for place, name in enumerate(shown.head) if place != index)
    days: dict[tuple[Cell, Cell], list[tuple[Cell, ...]]] = defaultdict(list)
    for row in _ordered(shown.rows, index):
        rest = tuple(cell for place, cell in enumerate(row) if place != index)
        days[row[index], rest[0]].append(rest)
    years: dict[str, list[Entry]] = defaultdict(list)
    for (date, _), rows in days.items():
        columns = (tuple(dict.fromkeys(cell for cell in column if cell.text)) for column in zip(*rows, strict=True))
        years[date.text[:4]].append(Entry(date, tuple(part for part in zip(names, columns, strict=True) if part[1])))
    return tuple(Period(year, tuple(entries)) for year, entries in years.items())


def _dates(shown: Table) -> int | None:
    """The column of dates: one that is called so, else the first that holds nothing else."""
    named = next((shown.head.index(name) for name in _DATES if name in shown.head), None)
    if named is not None:
        return named
    for index in range(len(shown.head)):
        texts = [row[index] for row in shown.rows if row[index].text]
        if texts and all(cell.date for cell in texts):
            return index
    return None


def _ordered(rows: tuple[tuple[Cell, ...], ...], index: int) -> tuple[tuple[Cell, ...], ...]:
    dates = [row[index].text for row in rows if row[index].text]
    if dates in (sorted(dates), sorted(dates, reverse=True)):
        return rows
    return tuple(sorted(rows, key=lambda row: (not row[index].text, row[index].text)))


def matrix(shown: Table) -> Matrix | None:
    """The first two columns against each other, with the number of the last; ``None`` where that is no picture.

    Columns ``a`` and ``b`` are sides of one thing, and a pair stands for both of its orders.
    """
    if not shown.rows or len(shown.rows[0]) < 3 or not shown.rows[0][-1].number:
        return None
    found = {(row[0], row[1]): row[-1].text for row in shown.rows}
    if shown.head[:2] == ("a", "b"):
        found |= {(b, a): number for (a, b), number in found.items()}
    names = [{pair[axis] for pair in found} for axis in (0, 1)]
    if max(map(len, names)) > _MOST:
        return None
    down, across = (tuple(sorted(names[axis], key=partial(_rank, found, axis))) for axis in (0, 1))
    rows = tuple((name, tuple(found.get((name, other), "") for other in across)) for name in down)
    return Matrix(across, rows, max(int(float(number)) for number in found.values()))


def _rank(found: dict[tuple[Cell, Cell], str], axis: int, name: Cell) -> tuple[float, str]:
    """What has most comes first."""
    return -sum(float(number) for pair, number in found.items() if pair[axis] == name), name.text


def table(desk: Desk, result: Result) -> Table:
    """Any result as a table. A column ``x`` beside ``xLabel`` is one column: the name, with its link."""
    if isinstance(result, Answer):
        return Table(answer=result.value)
    if isinstance(result, Triples):
        rows = tuple(tuple(_cell(desk, part, {}) for part in _parts(triple)) for triple in result.triples)
        return Table(("subject", "predicate", "object"), rows, result.truncated)
    shown = [name for name in result.variables if name + _NAMED not in result.variables]
    head = tuple(name.removesuffix(_NAMED) if name.removesuffix(_NAMED) in result.variables else name for name in shown)
    places = {name: index for index, name in enumerate(result.variables)}
    columns = [
        (places[name], places.get(name.removesuffix(_NAMED)) if name.endswith(_NAMED) else None) for name in shown
    ]
    return Table(head, tuple(_row(desk, result, row, columns) for row in result.rows), result.truncated)


def _row(
    desk: Desk, result: Rows, row: tuple[Term | None, ...], columns: list[tuple[int, int | None]]
) -> tuple[Cell, ...]:
    cells = []
    for index, thing in columns:
        cell = _cell(desk, row[index], result.labels)
        linked = row[thing] if thing is not None else None
        if isinstance(linked, ox.NamedNode):
            cell = Cell(cell.text, desk.local(linked.value), cell.lang, cell.number)
        cells.append(cell)
    return tuple(cells)


def _parts(triple: ox.Triple) -> tuple[Term, ...]:
    return triple.subject, triple.predicate, triple.object


def _cell(desk: Desk, term: Term | None, labels: dict[str, str]) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, ox.NamedNode):
        return Cell(labels.get(term.value) or shorten(term.value, desk.store.base), desk.local(term.value))
    if isinstance(term, ox.Literal):
        number = term.datatype.value.rpartition("#")[2] in _NUMBERS
        return Cell(term.value, lang=term.language or "", number=number)
    return Cell(str(term))
