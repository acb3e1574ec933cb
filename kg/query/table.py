"""Rows for people: names instead of IRIs, and a table whose columns stand straight with Chinese in them."""

from __future__ import annotations

import io
from typing import Final

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.query.prefixes import PREFIXES, shorten
from kg.query.result import Rows, Term

_NUMBERS: Final = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_NAMED = "Label"


def cells(result: Rows) -> tuple[list[str], list[list[str]]]:
    """Head and body of the table as text.

    A column ``x`` beside a column ``xLabel`` is left out: the name stands for the thing. Other IRIs are shortened, and
    followed by the name where the result knows it.
    """
    hidden = {name for name in result.variables if name + _NAMED in result.variables}
    kept = [index for index, name in enumerate(result.variables) if name not in hidden]
    head = [result.variables[index] for index in kept]
    head = [name.removesuffix(_NAMED) if name.removesuffix(_NAMED) in hidden else name for name in head]
    return head, [[text(row[index], result) for index in kept] for row in result.rows]


def text(term: Term | None, result: Rows) -> str:
    """One cell: the value of a literal, a short IRI with its name, nothing for what is unbound."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        short, label = shorten(term.value, result.base), result.labels.get(term.value)
        return f"{short} {label}" if label else short
    return term.value if isinstance(term, ox.Literal) else str(term)


def table(result: Rows, *, width: int, titles: dict[str, str] | None = None) -> str:
    """The rows as a table of at most ``width`` cells (a Chinese character takes two); long texts are folded.

    ``titles`` gives column heads for variables. Numbers stand to the right.
    """
    head, body = cells(result)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        right = bool(body) and all(_numeric(result, name, row) for row in range(len(body)))
        drawn.add_column((titles or {}).get(name, name), justify="right" if right else "left", overflow="fold")
    for row in body:
        drawn.add_row(*(Text(cell) for cell in row))
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, legacy_windows=False, markup=False, emoji=False)
    console.print(drawn)
    lines = [line.removeprefix(" ").rstrip() for line in buffer.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def _numeric(result: Rows, name: str, row: int) -> bool:
    """Whether a cell holds a number, or nothing."""
    if name not in result.variables:
        return False
    term = result.rows[row][result.variables.index(name)]
    return term is None or (isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS)
