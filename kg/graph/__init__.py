"""The graph for Python programs: things by their names, statements with their sentences, SPARQL, rdflib, networkx.

>>> from kg import Graph
>>> g = Graph.open("kg-store")
>>> g.about("川渝能源运行保障合作协议").type
'Agreement'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from kg.graph.types import NameLookupError, Reference, Statement, Thing
from kg.graph.values import Value, rdflib_node, term_of, value_of
from kg.knowledge.terms import coarse
from kg.model import Modality, Span, When
from kg.names import candidate, find, nearest
from kg.query.engine import evaluate, label_of, open_dataset
from kg.query.prefixes import expand
from kg.query.result import Answer, Rows, Triples
from kg.rdf import read
from kg.rdf.terms import cy, iri, key, term
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.query.spoken import Reply

Row = dict[str, Value]

__all__ = ["Graph", "NameLookupError", "Reference", "Row", "Statement", "Thing", "Value"]

# A passage, where it stands, and what it says: three nodes.
_PARTS: Final = ("", "/position", "/quote")


class Graph:
    """A graph that is open for reading; a context manager that closes it.

    >>> with Graph.open("kg-store") as g:
    ...     len(g.documents())
    20
    """

    def __init__(self, store: Store) -> None:
        """Read from an open store; ``open`` takes a path."""
        self._store = store
        self._names: dict[str, str] = {}

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The graph of a store's folder, or of an RDF file (ttl, nt, nq, trig, jsonld, rdf; each also .gz).

        Raises ``kg.query.engine.DatasetError`` where it is neither.
        """
        return cls(open_dataset(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; closing twice is no error."""
        self._store.close()

    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, sorted."""
        return tuple(key(ox.NamedNode(graph), self._store.base).removeprefix("document/") for graph in self._graphs())

    def find(self, name: str) -> list[Reference]:
        """The things that a name stands for: a full, short or other name, pinyin, a code, a key or an IRI.

        >>> Graph.open("kg-store").find("sichuansheng")
        [Reference(key='region/510000', name='四川省')]
        """
        found = find(self._store, expand(name, self._store.base))
        return [Reference(each.key, each.name) for each in found]

    def about(self, name: str) -> Thing:
        """The thing that a name (see ``find``) stands for, with everything that is stated of it.

        Raises ``NameLookupError`` where it stands for none or for several.

        >>> agreement = Graph.open("kg-store").about("川渝能源运行保障合作协议")
        >>> sorted(str(fact) for fact in agreement.facts if fact.predicate == "signedOn")
        ['川渝能源运行保障合作协议 signedOn 2020-07-06']
        """
        node = self._node(name)
        known = candidate(self._store, node)
        facts = self._facts(self._stating(node, "rdf:subject") | self._stating(node, "rdf:object"))
        named = {quad.object for quad in self._store.data.quads_for_pattern(node, cy("mentionedIn"), None)}
        codes = self._texts(node, "skos:notation")
        return Thing(
            key=known.key,
            iri=known.iri,
            name=known.name,
            type=known.type,
            kind=coarse(known.type),
            names=tuple(name for name in self._texts(node, "skos:altLabel") if name != known.name),
            code=codes[0] if codes else None,
            documents=tuple(sorted(self._document(each) for each in named if isinstance(each, ox.NamedNode))),
            facts=tuple(facts),
        )

    def statements(
        self,
        *,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,  # noqa: A002 - what it is called
        document: str | None = None,
        modality: Modality | None = None,
        min_confidence: float = 0.0,
    ) -> Iterator[Statement]:
        """The statements, document by document, in the order of their passages.

        ``subject`` and ``object`` are names (see ``find``), ``predicate`` a local name, ``document`` an id.

        >>> g = Graph.open("kg-store")
        >>> [str(each.subject) for each in g.statements(predicate="holdsPosition", object="西南交通大学")]
        ['杨丹']
        """
        nodes: set[ox.NamedNode] | None = None
        for role, name in (("rdf:subject", subject), ("rdf:object", object)):
            if name is not None:
                found = self._stating(self._node(name), role)
                nodes = found if nodes is None else nodes & found
        facts = self._all(document) if nodes is None else self._facts(nodes)
        for each in facts:
            fitting = predicate in {None, each.predicate} and modality in {None, each.modality}
            if fitting and each.confidence >= min_confidence and document in {None, each.document}:
                yield each

    def query(self, sparql: str, **bindings: str | int | dt.date) -> list[Row]:
        """The rows of a SELECT, each a dictionary: IRIs and texts as ``str``, numbers and full dates as such.

        Prefixes are known (``cy:``, ``skos:`` …); the default graph is the union of all documents. ``bindings`` give
        variables that the SELECT names their values, a ``str`` that begins with ``http`` as an IRI; they never become
        query text. Raises ``kg.query.syntax.QuerySyntaxError``, ``kg.query.tokens.RefusedError`` for an update or
        SERVICE, ``TypeError`` for another form of query, ``ValueError`` for a binding that the SELECT does not name.

        >>> g = Graph.open("kg-store")
        >>> g.query("SELECT ?n WHERE { { SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a cy:Document } } }")
        [{'n': 20}]
        >>> rows = g.query("SELECT DISTINCT ?code ?name WHERE { ?x skos:notation ?code ; skos:prefLabel ?name }",
        ...                code="510000")
        >>> rows[0]["name"]
        '四川省'
        """
        given = {name: term_of(value) for name, value in bindings.items()}
        try:
            found = evaluate(self._store, sparql, bindings=given)
        except RuntimeError as error:  # the engine's word for a binding that the SELECT does not name
            raise ValueError(str(error)) from error
        if not isinstance(found, Rows):
            raise TypeError("query takes a SELECT; there are holds for ASK and construct for CONSTRUCT and DESCRIBE")
        return [{name: value_of(cell) for name, cell in zip(found.variables, row, strict=True)} for row in found.rows]

    def holds(self, sparql: str) -> bool:
        """The answer to a SPARQL ASK.

        >>> Graph.open("kg-store").holds("ASK { ?someone cy:holdsPosition <region/510000> }")
        True
        """
        found = evaluate(self._store, sparql)
        if not isinstance(found, Answer):
            raise TypeError("holds takes an ASK")
        return found.value

    def construct(self, sparql: str) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        import rdflib

        found = evaluate(self._store, sparql)
        if not isinstance(found, Triples):
            raise TypeError("construct takes a CONSTRUCT or DESCRIBE")
        data = ox.serialize(found.triples, format=ox.RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=data, format="nt")

    def ask(self, question: str, *, today: dt.date | None = None) -> Reply:
        """The answer to a question in Chinese, by rules; ``today`` is what 去年 counts from.

        Raises ``kg.query.spoken.NotUnderstoodError`` and ``AmbiguousError``.

        >>> Graph.open("kg-store").ask("谁担任重庆大学校长？").values
        ('张宗益',)
        """
        from kg import model
        from kg.query import spoken

        day = today or model.today()
        return spoken.replied(self._store, spoken.understand(question, self._store, today=day))

    def catalogue(self, question: str, **values: str) -> list[Row]:
        """The rows that answer a question of the catalogue (docs/queries.md) with these values of its parameters.

        Raises ``kg.query.ask.AskError``.

        >>> rows = Graph.open("kg-store").catalogue("signatories", agreement="川渝能源运行保障合作协议")
        >>> [row["partyLabel"] for row in rows]
        ['四川省', '重庆市']
        """
        from kg.query import ask

        asked = ask.question(question)
        found = evaluate(self._store, asked.bound(ask.bind(asked, values, self._store)))
        if not isinstance(found, Rows):
            raise TypeError(f"{question} is no SELECT")
        return [{name: value_of(cell) for name, cell in zip(found.variables, row, strict=True)} for row in found.rows]

    def to_rdflib(self) -> rdflib.Dataset:
        """All quads as an rdflib dataset whose default graph is the union of the documents' graphs.

        >>> dataset = Graph.open("kg-store").to_rdflib()
        >>> len(list(dataset.graphs())) > 20
        True
        """
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        for quad in self._store.quads():
            name = quad.graph_name
            graph = (
                dataset.graph(rdflib.URIRef(name.value)) if isinstance(name, ox.NamedNode) else dataset.default_graph
            )
            graph.add(tuple(rdflib_node(each) for each in (quad.subject, quad.predicate, quad.object)))  # type: ignore[arg-type]
        return dataset

    def to_networkx(self) -> nx.MultiDiGraph:
        """The things as nodes and the facts between two of them as edges, each fact once (see ``kg.export.network``).

        >>> network = Graph.open("kg-store").to_networkx()
        >>> network.nodes["region/510000"]["label"]
        '四川省'
        """
        from kg.export.facts import tables
        from kg.export.network import network

        return network(tables(self._store.quads(), base=self._store.base))

    def _graphs(self) -> tuple[str, ...]:
        prefix = self._store.base + "document/"
        return tuple(graph for graph in self._store.graphs() if graph.startswith(prefix))

    def _node(self, name: str) -> ox.NamedNode:
        found = self.find(name)
        if len(found) == 1:
            return iri(found[0].key, self._store.base)
        raise NameLookupError(name, tuple(found), () if found else tuple(nearest(self._store, name)))

    def _stating(self, node: ox.NamedNode, role: str) -> set[ox.NamedNode]:
        """The statements in which the node has this role."""
        quads = self._store.data.quads_for_pattern(None, term(role), node)
        return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def _facts(self, nodes: Iterable[ox.NamedNode]) -> Iterator[Statement]:
        """The statements of these nodes, read with their evidence."""
        quads: list[ox.Quad] = []
        for node in nodes:
            own = list(self._store.data.quads_for_pattern(node, None, None))
            quads += own
            for quad in own:
                if quad.predicate == term("prov:wasDerivedFrom") and isinstance(quad.object, ox.NamedNode):
                    for part in _PARTS:
                        place = ox.NamedNode(quad.object.value + part)
                        quads += self._store.data.quads_for_pattern(place, None, None)
        yield from self._read(quads)

    def _all(self, document: str | None) -> Iterator[Statement]:
        for graph in self._graphs():
            if document is None or self._document(ox.NamedNode(graph)) == document:
                yield from self._read(self._store.quads(graph))

    def _read(self, quads: Iterable[ox.Quad]) -> Iterator[Statement]:
        for fact in read.facts(quads, base=self._store.base):
            claim = fact.claim
            span: Span = claim.evidence
            value = claim.object if isinstance(claim.object, When) else self._reference(claim.object)
            yield Statement(
                key=fact.key,
                subject=self._reference(claim.subject),
                predicate=claim.predicate,
                object=value,
                modality=claim.modality,
                confidence=claim.confidence,
                rule=claim.rule,
                when=claim.when,
                title=claim.title,
                document=fact.document.removeprefix("document/"),
                sentence=claim.sentence,
                quote=fact.quote,
                start=span.start,
                end=span.end,
            )

    def _reference(self, name: str) -> Reference:
        if name not in self._names:
            self._names[name] = label_of(self._store, iri(name, self._store.base).value) or name
        return Reference(name, self._names[name])

    def _document(self, node: ox.NamedNode) -> str:
        return key(node, self._store.base).removeprefix("document/")

    def _texts(self, node: ox.NamedNode, predicate: str) -> tuple[str, ...]:
        quads = self._store.data.quads_for_pattern(node, term(predicate), None)
        return tuple(sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}))
