"""SPARQL 1.1 Protocol, the query half: ways to ask, formats to be had, what is said where something is wrong."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from lxml import etree
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

SELECT = "SELECT ?a ?label { ?a a cy:Agreement ; skos:prefLabel ?label } ORDER BY ?label"
ASK = "ASK { ?a a cy:Agreement }"
CONSTRUCT = "CONSTRUCT { ?a skos:prefLabel ?label } WHERE { ?a a cy:Agreement ; skos:prefLabel ?label }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/markdown": "md",
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


def test_three_ways_to_ask_have_one_answer(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": f"{QUERY}; charset=utf-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.text for answer in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) >= 5


def test_head_is_get_without_a_body(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": SELECT})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == client.get("/sparql", params={"query": SELECT}).headers["etag"]


@pytest.mark.parametrize("media", RESULTS)
def test_rows_in_every_format(client: TestClient, media: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": media})
    assert answer.headers["content-type"] == f"{media}; charset=utf-8"
    expected = client.get("/sparql", params={"query": SELECT}).json()["results"]["bindings"]
    assert _count(RESULTS[media], answer.text) == len(expected)
    assert client.get(f"/sparql.{RESULTS[media]}", params={"query": SELECT}).text == answer.text


def _count(form: str, text: str) -> int:
    if form == "json":
        return len(json.loads(text)["results"]["bindings"])
    if form == "xml":
        return len(etree.fromstring(text.encode()).findall(".//{*}result"))
    if form == "csv":
        return len(list(csv.reader(io.StringIO(text)))) - 1
    return len(text.splitlines()) - (1 if form == "tsv" else 2)


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_in_every_format(client: TestClient, media: str) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media})
    assert answer.headers["content-type"] == f"{media}; charset=utf-8"
    labels = set(parse(answer.content, format=GRAPHS[media]))
    assert len(labels) == len(client.get("/sparql", params={"query": SELECT}).json()["results"]["bindings"])


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), (SELECT, "image/png"), (CONSTRUCT, "text/csv"), (ASK, "text/csv")],
)
def test_a_format_that_does_not_fit_is_406(client: TestClient, query: str, accept: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "can be had as" in answer.text


def test_yes_and_no(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": ASK}).json() == {"head": {}, "boolean": True}
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": "application/sparql-results+xml"})
    assert "<boolean>true</boolean>" in answer.text


def test_a_syntax_error_has_its_place(client: TestClient) -> None:
    query = "SELECT ?a\nWHERE { ?a a cy:Agreement "
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert answer.text.startswith("line 2, column 7: ")
    told = client.get("/sparql", params={"query": query}, headers={"Accept": "application/json"})
    assert told.headers["content-type"].startswith("application/problem+json")
    assert (told.json()["status"], told.json()["line"], told.json()["column"]) == (400, 2, 7)


@pytest.mark.parametrize(
    ("params", "word"),
    [({"query": [SELECT, SELECT]}, "more than one"), ({"query": ""}, "line 1"), ({"query": "\ud800"}, "UTF-8")],
)
def test_a_request_that_is_none_is_400(client: TestClient, params: dict[str, object], word: str) -> None:
    link = "/sparql?query=%ff" if params["query"] == "\ud800" else "/sparql"
    answer = client.get(link) if "?" in link else client.get(link, params=params)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert word in answer.text


def test_a_post_without_a_query_is_400_and_of_another_kind_415(client: TestClient) -> None:
    assert client.post("/sparql", data={"other": "x"}).status_code == 400
    assert client.post("/sparql", content=b"\xff", headers={"Content-Type": QUERY}).status_code == 400
    assert client.post("/sparql", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415


def test_updates_are_405(client: TestClient) -> None:
    update = "INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }"
    answers = [
        client.get("/sparql", params={"update": update}),
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
        client.put("/sparql", content=update),
        client.delete("/sparql"),
        client.patch("/sparql"),
    ]
    assert [answer.status_code for answer in answers] == [405] * 6
    assert all("GET" in answer.headers["allow"] for answer in answers)


def test_the_graphs_of_a_request_are_those_that_are_asked(client: TestClient) -> None:
    base = "https://w3id.org/chuanyu-kg/id/document/"
    counted = "SELECT (COUNT(*) AS ?n) { ?s a cy:Statement }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a cy:Statement } }"

    def count(query: str, **params: str | list[str]) -> int:
        answer = client.get("/sparql", params={"query": query, **params})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    one, two = ({"default-graph-uri": base + name} for name in ("c03", "c04"))
    both = count(counted, **{"default-graph-uri": [base + "c03", base + "c04"]})
    assert 0 < count(counted, **one) < both < count(counted)
    assert both == count(counted, **one) + count(counted, **two)
    assert count(named, **one) == 0
    assert count(counted, **{"named-graph-uri": base + "c03"}) == 0
    assert count(named, **{"named-graph-uri": base + "c03"}) == count(counted, **one)
    # The request's dataset takes the place of the query's.
    assert count(counted.replace("{", f"FROM <{base}c04> {{", 1), **one) == count(counted, **one)
    strange = client.get("/sparql", params={"query": counted, "default-graph-uri": "http://example.org/g"})
    assert strange.status_code == 400


def test_the_bare_endpoint_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    endpoint = rdflib.URIRef("http://127.0.0.1:8000/sparql")
    assert (endpoint, SD.endpoint, endpoint) in graph
    assert set(graph.objects(endpoint, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.BasicFederatedQuery not in set(graph.objects(endpoint, SD.feature))
    formats = {str(value).rpartition("/")[2] for value in graph.objects(endpoint, SD.resultFormat)}
    assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "Turtle", "JSON-LD"}
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_the_dataset_is_described_with_its_counts(client: TestClient) -> None:
    answer = client.get("/.well-known/void")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    dataset = graph.value(None, rdflib.RDF.type, VOID.Dataset)
    assert int(str(graph.value(dataset, VOID.documents))) == 4
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a cy:Agreement }"}).json()
    kinds = {
        str(graph.value(part, VOID["class"])): int(str(graph.value(part, VOID.entities)))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    agreements = kinds["https://w3id.org/chuanyu-kg/ontology#Agreement"]
    assert agreements == int(counted["results"]["bindings"][0]["n"]["value"])


def test_an_answer_that_the_client_has_is_not_made_again(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    assert first.headers["cache-control"] == "no-cache"
    assert "Accept" in first.headers["vary"]
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    # What a browser has kept it shows under the policy that came with it.
    assert "content-security-policy" not in again.headers
    other = client.get(
        "/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"}
    )
    assert other.status_code == 200


def test_the_usual_prefixes_are_known_and_others_may_be_declared(client: TestClient) -> None:
    query = "PREFIX x: <http://www.w3.org/2004/02/skos/core#> SELECT ?l { id:region\\/510000 x:prefLabel ?l } LIMIT 1"
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["l"]["value"] == "四川省"
