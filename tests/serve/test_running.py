"""The command itself: a real server, a build beside it, and an orderly end."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from pyoxigraph import Literal, Quad
from starlette.testclient import TestClient

from kg import rdf
from kg.rdf.terms import term
from kg.serve.app import application
from kg.serve.settings import Settings
from kg.store import Store

KG = str(Path(sys.executable).with_name("kg"))
GRAPH = rdf.iri("document/new")
COUNT = {"query": "ASK { ?s skos:prefLabel 'new' }"}


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A store of the test's own, to be changed."""
    shutil.copytree(folder, tmp_path / "s", ignore=shutil.ignore_patterns("readers", "before"))
    return tmp_path / "s"


@pytest.fixture
def process(own: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``kg serve`` on a free port, and its URL."""
    arguments = [KG, "serve", "--store", str(own), "--port", "0", "--workers", "1", "--timeout", "2"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        place = re.match(r"(http://127\.0\.0\.1:\d+)/ serves ", line)
        assert place is not None, line
        yield server, place[1]
        if server.poll() is None:
            server.kill()


def test_a_server_from_start_to_end(process: tuple[subprocess.Popen[str], str], own: Path) -> None:
    server, url = process
    assert httpx.get(f"{url}/sparql", params=COUNT, timeout=60).json()["boolean"] is False
    assert httpx.get(f"{url}/", headers={"Accept": "text/html"}).status_code == 200
    long = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
    long.request("GET", "/sparql?query=" + "x" * 100_000)
    assert long.getresponse().status in (400, 414, 431)
    long.close()
    assert "server" not in httpx.get(url).headers
    with Store.open(own) as store:  # a running server keeps no build waiting
        store.replace(GRAPH.value, [Quad(GRAPH, term("skos:prefLabel"), Literal("new"), GRAPH)])
    assert httpx.get(f"{url}/sparql", params=COUNT).json()["boolean"] is True
    server.send_signal(signal.SIGINT)
    assert server.wait(15) == 130
    assert {path.name for path in own.iterdir()} - {"names.json"} == {"before", "kg-store.json", "lock", "oxigraph"}


def test_a_port_that_is_taken_is_said(process: tuple[subprocess.Popen[str], str], own: Path) -> None:
    port = process[1].rpartition(":")[2]
    second = subprocess.run([KG, "serve", "--store", own, "--port", port], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "cannot listen there" in second.stderr
    nothing = subprocess.run(
        [KG, "serve", "--store", own / "x", "--port", "0"], capture_output=True, text=True, check=False
    )
    assert "there is no store here" in nothing.stderr


def test_a_build_beside_the_server_is_neither_kept_waiting_nor_seen_half_done(own: Path, settings: Settings) -> None:
    app = application(Settings(own, timeout=settings.timeout, workers=1, page_workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        first = client.get("/sparql", params=COUNT)
        with Store.open(own) as store:
            store.replace(GRAPH.value, [Quad(GRAPH, term("skos:prefLabel"), Literal("new"), GRAPH)])
            during = client.get("/sparql", params=COUNT)
            assert (during.json()["boolean"], during.headers["etag"]) == (False, first.headers["etag"])
        after = client.get("/sparql", params=COUNT, headers={"If-None-Match": first.headers["etag"]})
        assert (after.status_code, after.json()["boolean"]) == (200, True)
        with Store.open(own, fresh=True) as store:
            assert client.get("/sparql", params=COUNT).json()["boolean"] is True
        assert client.get("/sparql", params=COUNT).json()["boolean"] is False
        assert len(list((own / "readers").iterdir())) <= 2
    assert not (own / "readers").exists()


def test_a_query_stops_when_its_client_leaves(process: tuple[subprocess.Popen[str], str]) -> None:
    _, url = process
    assert httpx.get(f"{url}/sparql", params=COUNT, timeout=60).status_code == 200
    hard = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{url}/sparql", params=hard, timeout=0.5)
    begin = time.monotonic()
    assert httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=60).status_code == 200
    assert time.monotonic() - begin < 20
