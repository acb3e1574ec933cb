"""The checklist of what a public endpoint must not do, a test for each line."""

from __future__ import annotations

import html
import os
import re
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.folder import READERS
from kg.serve.app import application
from kg.serve.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a cy:Agreement }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
REGEX = 'SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(REGEX(CONCAT(STR(?x), STR(?y)), "(a*)*(b*)*(c|d)*z$")) }'
PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d }"
UPDATES = [
    "INSERT DATA { <a:a> <a:b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR ALL",
    "LOAD <file:///etc/passwd>",
    "CREATE GRAPH <a:a>",
    "COPY <a:a> TO <a:b>",
    "PREFIX cy: <http://example.org/> # SELECT\ninsert data { <a:a> <a:b> 1 }",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
]


def _ask(client: TestClient, query: str, **headers: str) -> tuple[int, str]:
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    return answer.status_code, answer.text


@pytest.mark.parametrize("query", UPDATES)
def test_every_update_is_refused(client: TestClient, query: str) -> None:
    before = _ask(client, COUNT)
    status, _ = _ask(client, query)
    assert status == 400
    assert client.post("/sparql", data={"update": query}).status_code == 405
    assert _ask(client, COUNT) == before


@pytest.mark.parametrize("word", ["FROM", "FROM NAMED", "from", "From\n#x\nNamed"])
def test_no_file_is_opened_for_a_query(client: TestClient, tmp_path: Path, word: str) -> None:
    pipe = tmp_path / "secret.ttl"
    os.mkfifo(pipe)
    status, text = _ask(client, f"SELECT * {word} <{pipe.as_uri()}> {{ ?s ?p ?o }}")
    assert status == 400
    assert "nothing is fetched" in text
    with pytest.raises(OSError, match="No such device"):  # it would succeed if somebody had it open for reading
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_no_graph_from_elsewhere_by_the_protocol(client: TestClient, name: str) -> None:
    for graph in ("file:///etc/passwd", "http://127.0.0.1:9/x", "no iri"):
        answer = client.get("/sparql", params={"query": COUNT, name: graph})
        assert answer.status_code == 400


@pytest.mark.parametrize("word", ["SERVICE", "service", "SERVICE SILENT", "Service/**/"[:7]])
def test_no_other_host_is_asked(client: TestClient, word: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        status, text = _ask(client, f"SELECT * {{ {word} <{place}> {{ ?s ?p ?o }} }}")
        assert status == 400
        assert "no other host" in text
        with pytest.raises(TimeoutError):
            server.accept()


def test_words_that_are_no_commands_are_let_through(client: TestClient) -> None:
    query = 'SELECT ("SERVICE <x> DROP ALL" AS ?service) { # LOAD\n }'
    assert _ask(client, query)[0] == 200


@pytest.mark.parametrize("query", [CROSS, REGEX, PATH], ids=["cross product", "regex", "path"])
def test_a_query_that_takes_too_long_is_stopped(client: TestClient, settings: Settings, query: str) -> None:
    begin = time.monotonic()
    status, text = _ask(client, query)
    assert (status, "stopped" in text) == (503, True)
    assert time.monotonic() - begin < settings.timeout + 4
    assert _ask(client, COUNT)[0] == 200


def test_a_query_that_takes_too_much_memory_is_stopped(client: TestClient) -> None:
    query = 'SELECT (GROUP_CONCAT(?x; separator="") AS ?all) { ?a ?b ?x . ?d ?e ?y . ?f ?g ?z }'
    status, text = _ask(client, query)
    assert (status, "stopped" in text) == (503, True)
    assert _ask(client, COUNT)[0] == 200


def test_the_limit_of_rows_is_said(client: TestClient, settings: Settings) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"})
    assert len(answer.json()["results"]["bindings"]) == settings.limit
    assert answer.headers["x-truncated"] == f"after {settings.limit}"
    page = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"}, headers={"Accept": "text/html"})
    assert page.headers["x-truncated"] == f"after {settings.limit}"
    assert "截断，并不完整" in page.text
    graph = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    assert graph.headers["x-truncated"] == f"after {settings.limit}"
    assert "x-truncated" not in client.get("/sparql", params={"query": COUNT}).headers


def test_a_request_that_is_too_large_is_413(client: TestClient, settings: Settings) -> None:
    query = COUNT + "#" * settings.body
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=query, headers=headers).status_code == 413
    chunks = (query[place : place + 5000].encode() for place in range(0, len(query), 5000))
    assert client.post("/sparql", content=chunks, headers=headers).status_code == 413
    many = "&".join(f"a{number}=1" for number in range(300))
    assert client.get(f"/sparql?query=x&{many}").status_code == 400


def test_an_answer_that_is_too_large_is_not_sent(settings: Settings) -> None:
    app = application(replace(settings, answer=10_000, limit=1000, workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as small:
        status, text = _ask(small, "SELECT * { ?s ?p ?o }")
        assert (status, "too large" in text) == (503, True)


def test_more_requests_than_can_wait_are_sent_away(settings: Settings) -> None:
    from concurrent.futures import ThreadPoolExecutor

    app = application(replace(settings, workers=1, queue=2, timeout=3, wait=1))
    with TestClient(app, base_url="http://127.0.0.1") as small, ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: small.get("/sparql", params={"query": f"{CROSS}#{number}"}), range(8)))
        assert {answer.status_code for answer in found} == {503}
        busy = [answer for answer in found if "retry-after" in answer.headers]
        assert len(busy) >= 5
        # Pages have a worker of their own.
        assert small.get("/search", params={"q": "四川省"}).status_code in (200, 303)


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK%7B%7D", "/nothing", "/chuanyu-kg/id/region/510000", "/static/style.css"]
)
def test_every_answer_has_safe_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers


def test_the_picture_of_the_graph_allows_its_own_scripts_only(settings: Settings) -> None:
    patient = application(replace(settings, timeout=90, workers=1))  # laying out a graph may wait for a busy machine
    with TestClient(patient, base_url="http://127.0.0.1") as client:
        answer = client.get("/view")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert re.search(r"script-src 'sha256-[^']+' 'sha256-", policy)
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_other_origins_may_read_only_where_that_was_allowed(client: TestClient, settings: Settings) -> None:
    origin = {"Origin": "https://example.org"}
    ask = {"Access-Control-Request-Method": "POST", **origin}
    assert "access-control-allow-origin" not in client.get("/sparql", params={"query": COUNT}, headers=origin).headers
    assert client.options("/sparql", headers=ask).status_code == 405
    app = application(replace(settings, cors=("https://example.org",), workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as open_:
        answer = open_.get("/sparql", params={"query": COUNT}, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "https://example.org"
        other = open_.get("/sparql", params={"query": COUNT}, headers={"Origin": "https://example.com"})
        assert "access-control-allow-origin" not in other.headers
        before = open_.options("/sparql", headers=ask)
        assert (before.status_code, before.headers["access-control-allow-methods"]) == (204, "GET, HEAD, POST")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_a_name_that_is_not_the_server_s_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_what_a_user_writes_never_becomes_query_or_markup(client: TestClient) -> None:
    hostile = "'} DROP ALL # <script>alert(1)</script> \" ?x {{7*7}}"
    for link, name in (("/search", "q"), ("/questions/agreements-of", "party"), ("/sparql", "query")):
        answer = client.get(link, params={name: hostile}, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 400, 404)
        assert "<script>" not in answer.text
        assert "alert(1)</" not in answer.text
        assert "{{7*7}}" in html.unescape(answer.text)
    assert client.get("/chuanyu-kg/id/%3Cscript%3E", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/questions/..%2f..%2fetc", headers={"Accept": "text/html"}).status_code == 404


def test_no_page_loads_anything_from_elsewhere(client: TestClient) -> None:
    pages = [
        "/",
        "/questions",
        "/questions/agreements-of?party=510000",
        "/sparql",
        "/chuanyu-kg/id/document/c03",
        "/view",
    ]
    for page in pages:
        text = client.get(page, headers={"Accept": "text/html"}).text
        assert not re.search(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"']?(?:https?:)?//", text), page
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", text), page


def test_errors_say_nothing_of_the_machine(client: TestClient, settings: Settings) -> None:
    for link in ("/nothing", "/sparql?query=x", "/chuanyu-kg/id/region/999999", "/questions/none"):
        text = client.get(link).text
        assert "Traceback" not in text
        assert str(settings.store) not in text


def test_the_server_s_own_process_never_opens_the_data(client: TestClient, settings: Settings) -> None:
    assert client.get("/").status_code == 200
    fds = Path("/proc/self/fd")
    if not fds.is_dir():
        pytest.skip("no /proc here")
    opened = {str(each.readlink()) for each in fds.iterdir() if each.is_symlink() and each.exists()}
    assert not [name for name in opened if name.startswith(str(settings.store / READERS)) and "oxigraph" in name]
