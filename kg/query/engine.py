"""SPARQL 1.1 on a dataset, by pyoxigraph, under the rules that hold everywhere: read only, no file, no other host."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.query.prefixes import BASE, PREFIXES
from kg.query.result import Answer, Result, Rows, Term, Triples
from kg.query.syntax import diagnosed
from kg.query.tokens import Refused, outline

LABELS: Final = (
    ox.NamedNode(PREFIXES["skos"] + "prefLabel"),
    ox.NamedNode(PREFIXES["dcterms"] + "title"),
    ox.NamedNode(PREFIXES["rdfs"] + "label"),
)
FORMATS: Final[dict[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


class NotADataset(ValueError):
    """A path that is neither a store nor an RDF file: the message says which and why."""


def open_dataset(path: str | Path) -> ox.Store:
    """The dataset at ``path``: a store folder (opened read-only), or an RDF file of any suffix in ``FORMATS``, also gzipped.

    Raises ``NotADataset`` where there is none or it cannot be read.
    """
    place = Path(path)
    if place.is_dir():
        folder = place / "oxigraph"
        if not folder.is_dir():
            raise NotADataset(f"{place}: no store here; make one with: kg build SOURCE --store {place}")
        try:
            return ox.Store.read_only(str(folder))
        except OSError as error:
            raise NotADataset(f"{place}: the store cannot be opened: {error}") from error
    return _load(place)


def _load(place: Path) -> ox.Store:
    """A dataset in memory from an RDF file."""
    suffixes = place.suffixes
    zipped = bool(suffixes) and suffixes[-1] == ".gz"
    suffix = "".join(suffixes[-2:-1] if zipped else suffixes[-1:])
    if suffix not in FORMATS:
        raise NotADataset(f"{place}: neither a store nor an RDF file ({', '.join(FORMATS)}, each also .gz)")
    dataset = ox.Store()
    try:
        data = place.read_bytes()
        dataset.load(gzip.decompress(data) if zipped else data, format=FORMATS[suffix], base_iri=BASE)
    except FileNotFoundError:
        raise NotADataset(f"{place}: no such file or store") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotADataset(f"{place}: cannot be read as {suffix}: {error}") from error
    return dataset


def evaluate(
    dataset: ox.Store,
    text: str,
    *,
    bindings: Mapping[str, Term] | None = None,
    limit: int | None = None,
    labels: bool = False,
) -> Result:
    """The answer to the SPARQL query ``text``.

    Without FROM, the default graph is the union of all graphs. ``bindings`` gives values to variables that the SELECT
    projects; they reach the engine as terms and never become query text. ``limit`` is the most rows or triples taken.
    ``labels`` has the names of the IRIs in the rows looked up. Raises ``Refused`` and ``QuerySyntaxError``.
    """
    plan = outline(text, prefixes=PREFIXES, base=BASE)
    for graph in plan.graphs:
        if not dataset.contains_named_graph(ox.NamedNode(graph)):
            raise Refused(f"FROM <{graph}>: no graph of this dataset; nothing is fetched from elsewhere")
    try:
        found = dataset.query(
            text,
            base_iri=BASE,
            prefixes=PREFIXES,
            use_default_graph_as_union=not plan.graphs,
            substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()} or None,
        )
    except SyntaxError as error:
        raise diagnosed(text, error, PREFIXES) from error
    if isinstance(found, ox.QueryBoolean):
        return Answer(bool(found))
    if isinstance(found, ox.QueryTriples):
        return _triples(found, limit)
    return _rows(dataset, found, limit, labels=labels)


def _triples(found: Iterable[ox.Triple], limit: int | None) -> Triples:
    """The triples as a sorted set; with a limit, of the first so many."""
    seen: dict[ox.Triple, None] = {}
    for triple in found:
        if triple not in seen and limit is not None and len(seen) == limit:
            return Triples(tuple(sorted(seen, key=str)), truncated=True)
        seen[triple] = None
    return Triples(tuple(sorted(seen, key=str)))


def _rows(dataset: ox.Store, found: ox.QuerySolutions, limit: int | None, *, labels: bool) -> Rows:
    """The solutions as rows, in the order of the engine."""
    variables = tuple(variable.value for variable in found.variables)
    taken = itertools.islice(found, None if limit is None else limit + 1)
    rows = tuple(tuple(row[name] for name in variables) for row in taken)
    truncated = limit is not None and len(rows) > limit
    rows = rows[:limit] if truncated else rows
    named = {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)} if labels else set()
    names = {iri: label for iri in sorted(named) if (label := label_of(dataset, iri))}
    return Rows(variables, rows, truncated, names)


def label_of(dataset: ox.Store, iri: str) -> str | None:
    """The name of the thing ``iri`` in the dataset: its preferred label, title or label; the first in code-point order."""
    for predicate in LABELS:
        found = {quad.object.value for quad in dataset.quads_for_pattern(ox.NamedNode(iri), predicate, None)}
        if found:
            return min(found)
    return None
