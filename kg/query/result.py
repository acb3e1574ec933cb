"""What a query gives back: rows, triples, or yes and no."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf.terms import BASE

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: each row as long as ``variables``, ``None`` where a variable is unbound.

    ``truncated`` says that there was more than the limit; ``labels`` names IRIs that occur in the rows (IRI → name);
    ``base`` is where the store's own IRIs begin.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    base: str = BASE


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: a set of triples, sorted."""

    triples: tuple[Triple, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an ASK."""

    value: bool


Result = Rows | Triples | Answer


def columns_without(rows: Rows, names: frozenset[str]) -> Rows:
    """The same rows without the columns ``names``."""
    kept = [index for index, name in enumerate(rows.variables) if name not in names]
    return Rows(
        tuple(rows.variables[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows.rows),
        rows.truncated,
        rows.labels,
        rows.base,
    )
