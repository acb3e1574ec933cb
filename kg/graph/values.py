"""RDF terms as Python values, and back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.query.prefixes import PREFIXES
from kg.query.result import Term

if TYPE_CHECKING:
    import rdflib

Value = str | int | float | Decimal | bool | dt.date | None

_XSD: Final = PREFIXES["xsd"]
_WHOLE: Final = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
_REAL: Final = frozenset(_XSD + name for name in ("double", "float"))


def term_of(value: str | int | dt.date) -> Term:
    """A Python value as an RDF term."""
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date"))
    if isinstance(value, int):
        return ox.Literal(value)
    return ox.NamedNode(value) if value.startswith(("http://", "https://")) else ox.Literal(value)


def value_of(cell: Term | None) -> Value:
    """An RDF term as a Python value; what has none of its own (a year, a triple) as text."""
    if cell is None or not isinstance(cell, ox.Literal):
        return None if cell is None else cell.value if isinstance(cell, ox.NamedNode) else str(cell)
    kind = cell.datatype.value
    try:
        if kind in _WHOLE:
            return int(cell.value)
        if kind in _REAL:
            return float(cell.value)
        if kind == _XSD + "decimal":
            return Decimal(cell.value)
        if kind == _XSD + "date":
            return dt.date.fromisoformat(cell.value)
    except (ValueError, ArithmeticError):
        return cell.value
    return cell.value in {"true", "1"} if kind == _XSD + "boolean" else cell.value


def rdflib_node(node: object) -> rdflib.term.Node:
    """A term of pyoxigraph as one of rdflib, as it is written."""
    import rdflib

    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if not isinstance(node, ox.Literal):
        raise TypeError(f"rdflib has no {type(node).__name__}")
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    kind = None if node.datatype.value == _XSD + "string" else rdflib.URIRef(node.datatype.value)
    return rdflib.Literal(node.value, datatype=kind, normalize=False)
