"""The W3C test suite as Python objects: manifests, datasets, and results that can be compared."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.query.prefixes import known
from kg.query.tokens import RefusedError, outline
from kg.store import Store

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Case:
    """One test: ``name`` is folder and local name; ``kind`` the class of the manifest; files by path."""

    name: str
    kind: str
    query: Path
    default: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """A result: rows (in ``ordered`` sequence or not), a truth value, a graph, or a CSV file."""

    rows: list[Row] | None = None
    value: bool | None = None
    graph: set[ox.Triple] | None = None
    csv: str | None = None
    ordered: bool = False


@dataclass(slots=True)
class Graph:
    """The triples of a file, by subject and predicate."""

    triples: list[ox.Triple] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Graph:
        """Parse a file."""
        return cls([quad.triple for quad in parsed(path)])

    def all(self, subject: object, predicate: str) -> list[Term]:
        """The objects."""
        node = ox.NamedNode(predicate)
        return [each.object for each in self.triples if each.subject == subject and each.predicate == node]

    def one(self, subject: object, predicate: str) -> Term | None:
        """The one object, if there is one."""
        return next(iter(self.all(subject, predicate)), None)

    def members(self, head: object) -> Iterator[Term]:
        """The members of a collection."""
        while head is not None and head != ox.NamedNode(RDF + "nil"):
            yield from self.all(head, RDF + "first")
            head = self.one(head, RDF + "rest")

    def of_type(self, kind: str) -> list[object]:
        """The nodes of a class."""
        node = ox.NamedNode(kind)
        return [e.subject for e in self.triples if e.predicate.value == RDF + "type" and e.object == node]


def parsed(path: Path) -> list[ox.Quad]:
    """The quads of a file, its own IRI the base."""
    return list(
        ox.parse(path.read_bytes(), format=FORMATS[path.suffix], base_iri=path.as_uri(), rename_blank_nodes=True)
    )


def cases(folder: Path) -> Iterator[Case]:
    """The tests of one folder's manifest, as far as they are about queries or updates in files."""
    path = folder / "manifest.ttl"
    graph = Graph.read(path)
    for manifest in graph.of_type(MF + "Manifest"):
        for entry in graph.members(graph.one(manifest, MF + "entries")):
            assert isinstance(entry, ox.NamedNode)
            kind = str(getattr(graph.one(entry, RDF + "type"), "value", "")).removeprefix(MF)
            name = f"{folder.parent.name}/{folder.name}/{entry.value.rpartition('#')[2]}"
            action = graph.one(entry, MF + "action")
            query = graph.one(action, QT + "query") or action
            if isinstance(query, ox.NamedNode):
                yield Case(
                    name,
                    kind,
                    _file(query),
                    tuple(map(_file, graph.all(action, QT + "data"))),
                    tuple(map(_file, graph.all(action, QT + "graphData"))),
                    _file(result) if (result := graph.one(entry, MF + "result")) else None,
                    lax=graph.one(entry, MF + "resultCardinality") is not None,
                )


def _file(node: object) -> Path:
    return Path(str(getattr(node, "value", "")).removeprefix("file://"))


def dataset(case: Case) -> tuple[Store, tuple[str, ...], tuple[str, ...]]:
    """A store with each file as a graph named by its IRI, and which graphs are the default and the named ones.

    Where neither is said, the query says it with FROM.
    """
    base = case.query.as_uri()
    store = Store.memory(base=base)
    own: list[str] = []
    with contextlib.suppress(RefusedError):
        text = case.query.read_text(encoding="utf-8")
        own = list(outline(text, prefixes=known(base), base=base).graphs)
    files = [path.as_uri() for path in (*case.default, *case.named)]
    for name in dict.fromkeys([*files, *own]):
        graph, path = ox.NamedNode(name), _file(ox.NamedNode(name))
        store.data.add_graph(graph)
        if path.exists():
            store.data.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed(path))
    if own:
        return store, (), ()
    return store, tuple(path.as_uri() for path in case.default), tuple(path.as_uri() for path in case.named)


def expected(case: Case) -> Expected:
    """What the query should give."""
    path = case.result
    assert path is not None
    if path.suffix == ".csv":
        return Expected(csv=path.read_text(encoding="utf-8"))
    if path.suffix in RESULTS:
        return results(path.read_bytes(), RESULTS[path.suffix])
    graph = Graph.read(path)
    sets = graph.of_type(RS + "ResultSet")
    if not sets:
        return Expected(graph=set(graph.triples))
    value = graph.one(sets[0], RS + "boolean")
    if isinstance(value, ox.Literal):
        return Expected(value=value.value == "true")
    found = []
    for solution in graph.all(sets[0], RS + "solution"):
        index = graph.one(solution, RS + "index")
        row: Row = {}
        for binding in graph.all(solution, RS + "binding"):
            name, term = graph.one(binding, RS + "variable"), graph.one(binding, RS + "value")
            assert isinstance(name, ox.Literal)
            assert term is not None
            row[name.value] = term
        found.append((int(index.value) if isinstance(index, ox.Literal) else 0, row))
    found.sort(key=lambda pair: pair[0])
    return Expected(rows=[row for _, row in found], ordered=bool(found) and found[0][0] > 0)


def results(data: bytes, form: ox.QueryResultsFormat) -> Expected:
    """A result in one of the standard formats."""
    parsed = ox.parse_query_results(data, format=form)
    if isinstance(parsed, ox.QueryBoolean):
        return Expected(value=bool(parsed))
    names = [variable.value for variable in parsed.variables]
    return Expected(rows=[{n: row[n] for n in names if row[n] is not None} for row in parsed])


def by_value(term: Term) -> Term:
    """A number, date or truth value as the engine writes it: it keeps the value, not the lexical form."""
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(XSD):
        store, node = ox.Store(), ox.NamedNode("urn:x")
        store.add(ox.Quad(node, node, term))
        value: Term = next(iter(store)).object
        return value
    return term


def cells(text: str) -> list[list[str]]:
    """A CSV file without the order of its rows and columns, blank nodes without their labels, numbers by value."""
    head, *body = list(csv.reader(io.StringIO(text)))
    order = sorted(range(len(head)), key=head.__getitem__)
    return [[head[i] for i in order], *sorted([_cell(row[i]) for i in order] for row in body)]


def _cell(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    try:
        return str(float(cell))
    except ValueError:
        return cell


def same_rows(found: list[Row], wanted: list[Row], *, ordered: bool) -> bool:
    """Whether the rows are the same, as a sequence or a multiset, under some renaming of blank nodes."""
    if len(found) != len(wanted):
        return False
    if ordered:
        return _matches([(row, [other]) for row, other in zip(wanted, found, strict=True)], {}, {}, set())
    return _matches([(row, found) for row in sorted(wanted, key=_blanks)], {}, {}, set())


def same_graph(found: set[ox.Triple], wanted: set[ox.Triple]) -> bool:
    """Whether two graphs are isomorphic."""
    rows = [[{"s": t.subject, "p": t.predicate, "o": t.object} for t in graph] for graph in (found, wanted)]
    return same_rows(rows[0], rows[1], ordered=False)


def _blanks(row: Row) -> int:
    return sum(isinstance(term, ox.BlankNode) for term in row.values())


def _matches(
    wanted: list[tuple[Row, list[Row]]],
    there: dict[ox.BlankNode, ox.BlankNode],
    back: dict[ox.BlankNode, ox.BlankNode],
    used: set[int],
) -> bool:
    """Find a partner for each row, trying again where a choice of blank nodes leads nowhere."""
    if not wanted:
        return True
    row, candidates = wanted[0]
    for candidate in candidates:
        if id(candidate) in used:
            continue
        names = _paired(row, candidate, there, back)
        if names is None:
            continue
        onward = {**there, **names}
        if _matches(wanted[1:], onward, {v: k for k, v in onward.items()}, used | {id(candidate)}):
            return True
        if not names:
            return False  # any other equal row would lead to the same end
    return False


def _paired(
    row: Row, other: Row, there: dict[ox.BlankNode, ox.BlankNode], back: dict[ox.BlankNode, ox.BlankNode]
) -> dict[ox.BlankNode, ox.BlankNode] | None:
    """The pairs of blank nodes by which two rows are equal; ``None`` where they are not."""
    if row.keys() != other.keys():
        return None
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    for name, term in row.items():
        value = other[name]
        if isinstance(term, ox.BlankNode) and isinstance(value, ox.BlankNode):
            if {**there, **names}.get(term, value) != value or back.get(value, term) != term:
                return None
            names[term] = value
        elif term != value:
            return None
    return {term: value for term, value in names.items() if term not in there}
