"""The two ways to write into a triple store over HTTP, and the way to count what is in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, Protocol
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.push.http import Client, PushError
from kg.push.state import Graph

Method = Literal["gsp", "update"]

_COUNTED_AT_ONCE: Final = 100
# Where a store takes queries, by where it takes graphs or updates.
_QUERY_AT: Final = (
    ("/rdf-graphs/service", ""),  # GraphDB, RDF4J
    ("/statements", ""),
    ("/sparql-graph-crud-auth", "/sparql"),  # Virtuoso
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql"),
    ("/store", "/query"),  # Oxigraph
    ("/data", "/query"),  # Fuseki
    ("/update", "/query"),
)


def query_url(url: str) -> str | None:
    """The query endpoint of a store that takes graphs or updates at ``url``, where its kind is known by that."""
    plain = url.partition("?")[0].rstrip("/")
    return next((plain.removesuffix(end) + query for end, query in _QUERY_AT if plain.endswith(end)), None)


class Target(Protocol):
    """A store that graphs are written to; both are safe to repeat."""

    def put(self, graph: Graph) -> None:
        """Put the graph in place of what stands under its name."""

    def drop(self, iri: str) -> None:
        """Remove a graph; one that is not there is no error."""


class GraphStore:
    """SPARQL 1.1 Graph Store HTTP Protocol: one PUT for each graph."""

    def __init__(self, client: Client, url: str) -> None:
        """``url`` is where the store takes ``?graph=``."""
        self._client, self._url = client, url

    def put(self, graph: Graph) -> None:
        """PUT the graph as N-Triples, which are Turtle as well."""
        headers = {"content-type": "text/turtle; charset=utf-8"}
        content = b"".join(graph.lines)
        self._client.send("PUT", self._url, params={"graph": graph.iri}, content=content, headers=headers)

    def drop(self, iri: str) -> None:
        """DELETE the graph."""
        self._client.send("DELETE", self._url, params={"graph": iri}, missing=True)

    def count(self, iri: str) -> int:
        """How many triples the store gives back for the graph."""
        headers = {"accept": "application/n-triples, text/turtle;q=0.9"}
        answer = self._client.send("GET", self._url, params={"graph": iri}, headers=headers, missing=True)
        if answer.status_code == 404:
            return 0
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        form = ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.TURTLE
        try:
            return len({(quad.subject, quad.predicate, quad.object) for quad in ox.parse(answer.content, format=form)})
        except SyntaxError as error:
            raise PushError(f"{self._url}: what it gives back for {iri} is not {form.name}: {error}.") from error


class Update:
    """SPARQL 1.1 Update: each graph emptied and filled in requests of at most ``batch`` triples."""

    def __init__(self, client: Client, url: str, *, batch: int) -> None:
        """``url`` is where the store takes updates."""
        self._client, self._url, self._batch = client, url, batch

    def put(self, graph: Graph) -> None:
        """Drop and insert; a graph of more than one batch is whole only after the last."""
        name = ox.NamedNode(graph.iri)
        for place, lines in enumerate(_batches(graph.lines, self._batch) or [()]):
            data = b"".join(lines).decode("utf-8")
            insert = f"INSERT DATA {{ GRAPH {name} {{\n{data}}} }}" if data else ""
            self._send(";\n".join(filter(None, [f"DROP SILENT GRAPH {name}" if place == 0 else "", insert])))

    def drop(self, iri: str) -> None:
        """Drop the graph."""
        self._send(f"DROP SILENT GRAPH {ox.NamedNode(iri)}")

    def _send(self, update: str) -> None:
        headers = {"content-type": "application/sparql-update; charset=utf-8"}
        self._client.send("POST", self._url, content=update.encode("utf-8"), headers=headers)


def _batches(lines: Sequence[bytes], size: int) -> list[Sequence[bytes]]:
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def counts(client: Client, url: str, graphs: Iterable[str]) -> Iterator[tuple[str, int]]:
    """How many triples each of the graphs has by the query endpoint ``url``."""
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/sparql-results+json",
    }
    rest = iter(graphs)
    while chunk := list(itertools.islice(rest, _COUNTED_AT_ONCE)):
        wanted = " ".join(f"{ox.NamedNode(iri)}" for iri in chunk)
        query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {wanted} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        answer = client.send("POST", url, content=urlencode({"query": query}).encode(), headers=headers)
        try:
            rows = answer.json()["results"]["bindings"]
            found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
        except (ValueError, KeyError, TypeError) as error:
            raise PushError(f"{url}: this is no SPARQL endpoint.", "Give it with --query-url.") from error
        yield from ((iri, found.get(iri, 0)) for iri in chunk)
