"""SPARQL 1.1 on a dataset, by pyoxigraph, under the rules that hold everywhere: read only, no file, no other host."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.knowledge import terms
from kg.query.prefixes import PREFIXES, known
from kg.query.result import Answer, Result, Rows, Term, Triples
from kg.query.standard import standard
from kg.query.syntax import diagnosed, misread, unanswerable
from kg.query.tokens import RefusedError, outline
from kg.store import Store, StoreError

Found: TypeAlias = ox.QueryBoolean | ox.QueryTriples | ox.QuerySolutions

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


class DatasetError(ValueError):
    """A path that is neither a store nor an RDF file: the message says which and why."""


def open_dataset(path: str | Path) -> Store:
    """The dataset at ``path``: a store's folder, or an RDF file of any suffix in ``FORMATS``, also with ``.gz``.

    Raises ``DatasetError`` where it is neither or cannot be read.
    """
    place = Path(path)
    suffixes = place.suffixes
    zipped = suffixes[-1:] == [".gz"]
    suffix = "".join(suffixes[-2:-1] if zipped else suffixes[-1:])
    if place.is_dir() or (suffix not in FORMATS and not place.exists()):
        try:
            return Store.open(place, read_only=True)
        except StoreError as error:
            raise DatasetError(f"{error.problem}\n{error.cure}") from error
    if suffix not in FORMATS:
        raise DatasetError(f"{place}: neither a store nor an RDF file ({', '.join(FORMATS)}, each also .gz)")
    store = Store.memory()
    try:
        data = place.read_bytes()
        store.data.load(gzip.decompress(data) if zipped else data, format=FORMATS[suffix], base_iri=store.base)
    except FileNotFoundError:
        raise DatasetError(f"{place}: there is no such file") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise DatasetError(f"{place}: cannot be read as {suffix}: {error}") from error
    return store


def evaluate(
    store: Store,
    text: str,
    *,
    bindings: Mapping[str, Term] | None = None,
    limit: int | None = None,
    labels: bool = False,
) -> Result:
    """The answer of ``store`` to the SPARQL query ``text``.

    Without FROM, the default graph is the union of all graphs. ``bindings`` gives values to variables that the SELECT
    projects; they reach the engine as terms and never become query text. ``limit`` is the most rows or triples taken.
    ``labels`` has the names of the IRIs in the rows looked up. Raises ``RefusedError``, ``QuerySyntaxError``, and
    ``UnknownFunctionError``, which the engine may find only while it answers.
    """
    prefixes = known(store.base)
    plan = outline(text, prefixes=prefixes, base=store.base)
    for graph in plan.graphs:
        if not store.data.contains_named_graph(ox.NamedNode(graph)):
            raise RefusedError(f"FROM <{graph}>: no graph of this dataset; nothing is fetched from elsewhere")
    slip = misread(text)
    if slip is not None:
        raise slip
    put = standard(text, prefixes=prefixes, base=store.base, occurs=partial(_occurs, store))
    ask = partial(
        store.data.query,
        base_iri=store.base,
        prefixes=prefixes,
        use_default_graph_as_union=not plan.graphs,
        substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()} or None,
    )
    try:
        return _result(store, _asked(ask, put, text), limit, labels=labels)
    except SyntaxError as error:
        raise diagnosed(text, error, prefixes) from error
    except RuntimeError as error:
        raise unanswerable(text, error, prefixes=prefixes, base=store.base) from error


def _asked(ask: Callable[[str], Found], put: str, text: str) -> Found:
    """The engine's answer to ``put``, and where that is no SPARQL to ``text``, so that errors speak of that."""
    try:
        return ask(put)
    except SyntaxError:
        return ask(text)


def _occurs(store: Store, iri: str) -> bool:
    """Whether a triple begins or ends there."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return True
    quads = store.data.quads_for_pattern
    return any(quads(node, None, None)) or any(quads(None, None, node))


def _result(store: Store, found: Found, limit: int | None, *, labels: bool) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Answer(bool(found))
    if isinstance(found, ox.QueryTriples):
        return _triples(found, limit)
    return _rows(store, found, limit, labels=labels)


def _triples(found: Iterable[ox.Triple], limit: int | None) -> Triples:
    """The triples as a sorted set; with a limit, of the first so many."""
    seen: dict[ox.Triple, None] = {}
    for triple in found:
        if triple not in seen and limit is not None and len(seen) == limit:
            return Triples(tuple(sorted(seen, key=str)), truncated=True)
        seen[triple] = None
    return Triples(tuple(sorted(seen, key=str)))


def _rows(store: Store, found: ox.QuerySolutions, limit: int | None, *, labels: bool) -> Rows:
    """The solutions as rows, in the order of the engine."""
    variables = tuple(variable.value for variable in found.variables)
    taken = itertools.islice(found, None if limit is None else limit + 1)
    rows = tuple(tuple(row[name] for name in variables) for row in taken)
    truncated = limit is not None and len(rows) > limit
    rows = rows[:limit] if truncated else rows
    named = {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)} if labels else set()
    names = {iri: label for iri in sorted(named) if (label := label_of(store, iri))}
    return Rows(variables, rows, truncated, names, store.base)


def label_of(store: Store, iri: str) -> str | None:
    """The name of ``iri`` in the store: preferred label, title or label, the first of several; of a term, its label."""
    for predicate in LABELS:
        quads = store.data.quads_for_pattern(ox.NamedNode(iri), predicate, None)
        found = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
        if found:
            return min(found)
    name = iri.removeprefix(terms.NAMESPACE)
    return terms.label(name) if name != iri and name in terms.terms() else None
