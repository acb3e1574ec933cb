"""The W3C tests of the SPARQL 1.1 Protocol against a running ``kg serve``: queries as they should, updates refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.serve.app import application
from kg.serve.settings import Settings
from kg.store import Store

pytestmark = pytest.mark.shared
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql" / "sparql11" / "protocol"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
DATA = "http://kasei.us/2009/09/sparql/data/data"
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("protocol") / "store"
    with Store.open(place) as store:
        for number in range(4):
            graph = ox.NamedNode(f"{DATA}{number}.rdf")
            store.data.add_graph(graph)
            path = FOLDER / f"data{number}.nt"
            if path.exists():
                found = ox.parse(path.read_bytes(), format=ox.RdfFormat.N_TRIPLES)
                store.replace(graph.value, [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found])
    app = application(Settings(place, workers=1, page_workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def _text(value: Any) -> str:
    return str(getattr(value, "value", value or ""))


def _tests(suite: ModuleType) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name → its requests with what is expected of their answers."""
    graph = suite.Graph.read(FOLDER / "manifest.ttl")
    for node in graph.of_type(suite.MF + "ProtocolTest"):
        requests = []
        for request in graph.members(graph.one(graph.one(node, suite.MF + "action"), HT + "requests")):
            body, response = (graph.one(request, HT + name) for name in ("body", "resp"))
            chars = _text(graph.one(body, CNT + "chars"))
            requests.append(
                {
                    "method": _text(graph.one(request, HT + "methodName")),
                    "path": _text(graph.one(request, HT + "absolutePath")).replace("/sparql/", "/sparql", 1),
                    "headers": {
                        _text(graph.one(each, HT + "fieldName")): _text(graph.one(each, HT + "fieldValue"))
                        for each in graph.members(graph.one(request, HT + "headers"))
                    },
                    "body": chars.encode(_text(graph.one(body, CNT + "characterEncoding")) or "utf-8"),
                    "status": {_text(each)[-3] for each in graph.all(response, suite.MF + "expectedStatus")},
                    "value": _text(graph.one(response, suite.MF + "expectedBoolean")),
                    "format": _text(graph.one(response, suite.MF + "expectedFormat")),
                }
            )
        yield _text(node).rpartition("#")[2], requests


def test_queries_are_answered_as_the_protocol_says(client: TestClient, suite: ModuleType) -> None:
    tests = dict(_tests(suite))
    assert len(tests) == 34
    for name, requests in tests.items():
        if "update" in name:
            continue
        for each in requests:
            answer = client.request(each["method"], each["path"], headers=each["headers"], content=each["body"])
            assert str(answer.status_code)[0] in each["status"], (name, answer.status_code, answer.text)
            if each["value"]:
                assert answer.json()["boolean"] is (each["value"] == "true"), name
            if each["format"]:
                assert answer.headers["content-type"].partition(";")[0] in FORMATS[each["format"]], name


def test_every_update_is_refused(client: TestClient, suite: ModuleType) -> None:
    before = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).text
    for name, requests in _tests(suite):
        if "update" in name:
            each = requests[0]
            answer = client.request(each["method"], each["path"], headers=each["headers"], content=each["body"])
            assert 400 <= answer.status_code < 500, name
    assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).text == before
