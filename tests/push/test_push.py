"""``kg push`` to an Oxigraph server: what is sent, what is kept, what is counted."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli import kg
from kg.push.http import Client, Credentials, PushError
from kg.push.run import plan, push
from kg.push.state import Graph, Journal, bare, beside, graph
from kg.push.targets import GraphStore, Update, query_url
from kg.rdf.terms import BASE
from kg.store import Store

D1, D2, D3 = (f"{BASE}document/d{number}" for number in (1, 2, 3))
NASTY = 'a "quote" \\ line\nbreak \t } ; DROP ALL # 重庆😀'


def _kg(*arguments: str) -> Result:
    return CliRunner().invoke(kg, ["push", *arguments])


def _push(url: str, folder: Path, *arguments: str) -> Result:
    return _kg(url, "--store", str(folder), "--retries", "0", *arguments)


def _same(server: Any, folder: Path) -> bool:
    """Whether the server has exactly the triples of the store."""
    with Store.open(folder, read_only=True) as store:
        ours = {(quad.graph_name.value, str(quad.subject), quad.object.value) for quad in store.quads()}  # type: ignore[union-attr]
    rows = server.rows("SELECT ?g ?s ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    return ours == {(row["g"], f"<{row['s']}>", row["o"]) for row in rows}


@pytest.mark.parametrize("method", ["gsp", "update"])
def test_all_arrives_and_is_counted(oxigraph: Any, folder: Path, method: str) -> None:
    url = oxigraph.graphs if method == "gsp" else oxigraph.update
    done = _push(url, folder, "--method", method, "--batch", "7")

    assert done.exit_code == 0, done.output
    assert "3 graphs" in done.stderr
    assert "3 counted" in done.stderr
    assert _same(oxigraph, folder)


@pytest.mark.parametrize("method", ["gsp", "update"])
def test_only_what_changed_is_sent(oxigraph: Any, folder: Path, sample: ModuleType, method: str) -> None:
    url = oxigraph.graphs if method == "gsp" else oxigraph.update
    _push(url, folder, "--method", method)
    again = _push(url, folder, "--method", method)
    with Store.open(folder) as store:
        store.remove(D3)
        quads = [*sample.dataset("d2")][5:]
        store.replace(D2, quads)
        store.replace(
            D1, [*sample.dataset("d1"), Quad(NamedNode(D1), NamedNode("urn:x"), Literal(NASTY), NamedNode(D1))]
        )
    changed = _push(url, folder, "--method", method)

    assert "0 graphs (0 triples) sent, 0 removed, 3 unchanged" in again.stderr
    assert "2 graphs" in changed.stderr
    assert "1 removed, 0 unchanged" in changed.stderr
    assert _same(oxigraph, folder)


def test_dry_run_sends_nothing(oxigraph: Any, folder: Path) -> None:
    done = _push(oxigraph.graphs, folder, "--dry-run")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[1:] == [f"+ {D1}", f"+ {D2}", f"+ {D3}"]
    assert oxigraph.count() == 0
    assert not beside(folder).exists()


def test_a_push_that_was_cut_off_goes_on(oxigraph: Any, folder: Path) -> None:
    url = oxigraph.graphs

    class Failing(GraphStore):
        def put(self, graph: Graph) -> None:
            if graph.iri == D2:
                raise PushError("the line is cut")
            super().put(graph)

    with Store.open(folder, read_only=True) as store, Client(Credentials(), retries=0) as client:
        journal = Journal(beside(folder), url)
        with pytest.raises(PushError, match="cut"):
            push(store, Failing(client, url), journal, plan(store, journal))
        left = plan(store, Journal(beside(folder), url))

    assert left.changed == (D2, D3)
    assert left.unchanged == (D1,)
    assert "2 graphs" in _push(url, folder).stderr
    assert _same(oxigraph, folder)


def test_what_is_not_there_as_noted_is_found_and_sent_again(oxigraph: Any, folder: Path) -> None:
    url = oxigraph.graphs
    _push(url, folder)
    with Client(Credentials()) as client:
        GraphStore(client, url).drop(D2)
    found = _push(url, folder)
    mended = _push(url, folder)

    assert found.exit_code == 1
    assert f"{D2}: " in found.stderr
    assert "0 there" in found.stderr
    assert mended.exit_code == 0
    assert "1 graphs" in mended.stderr
    assert _same(oxigraph, folder)


def test_all_sends_all(oxigraph: Any, folder: Path) -> None:
    url = oxigraph.graphs
    _push(url, folder)

    assert "3 graphs" in _push(url, folder, "--all").stderr


def test_other_graphs_of_the_server_are_left_alone(oxigraph: Any, folder: Path) -> None:
    url = oxigraph.graphs
    with Client(Credentials()) as client:
        GraphStore(client, url).put(Graph("urn:theirs", (b'<urn:a> <urn:b> "c" .\n',), ""))
    _push(url, folder)
    with Store.open(folder) as store:
        for name in store.graphs():
            store.remove(name)
    done = _push(url, folder)

    assert "3 removed" in done.stderr
    assert oxigraph.rows("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }") == [{"g": "urn:theirs"}]


def test_counted_by_reading_back_where_no_query_endpoint_is_known(oxigraph: Any, folder: Path) -> None:
    url = oxigraph.graphs
    with Store.open(folder, read_only=True) as store, Client(Credentials()) as client:
        target = GraphStore(client, url)
        target.put(graph(store, D1))

        assert target.count(D1) == len(graph(store, D1).lines)
        assert target.count(D2) == 0


def test_a_graph_larger_than_a_batch_is_replaced_whole(oxigraph: Any, folder: Path) -> None:
    with Store.open(folder, read_only=True) as store, Client(Credentials()) as client:
        target = Update(client, oxigraph.update, batch=3)
        for _ in range(2):
            target.put(graph(store, D1))
        target.put(Graph(D2, (), ""))

        assert oxigraph.count() == len(graph(store, D1).lines)


def test_each_target_has_its_own_journal(folder: Path) -> None:
    one, other = Journal(beside(folder), "http://a.example/x"), Journal(beside(folder), "http://b.example/x")
    one.note(D1, "1")
    one.note(D1, "2")
    one.note(D2, "3")
    one.note(D2, None)
    other.note(D1, "4")
    with beside(folder).open("a", encoding="utf-8") as out:
        out.write('{"target": "http://a.exam')
    one.compact()

    assert dict(Journal(beside(folder), "http://a.example/x").known) == {D1: "2"}
    assert dict(Journal(beside(folder), "http://b.example/x").known) == {D1: "4"}
    assert len(beside(folder).read_text(encoding="utf-8").splitlines()) == 2


def test_nothing_secret_is_kept(folder: Path) -> None:
    journal = Journal(beside(folder), "http://user:secret@a.example/x")
    journal.note(D1, "1")

    assert "secret" not in beside(folder).read_text(encoding="utf-8")
    assert json.loads(beside(folder).read_text(encoding="utf-8"))["target"] == bare("http://user:x@a.example/x")


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("http://h:7878/store", "http://h:7878/query"),
        ("http://h:3030/ds/data", "http://h:3030/ds/query"),
        ("http://h:3030/ds/update", "http://h:3030/ds/query"),
        ("http://h/repositories/x/rdf-graphs/service", "http://h/repositories/x"),
        ("http://h/repositories/x/statements", "http://h/repositories/x"),
        ("http://h:8890/sparql-graph-crud-auth", "http://h:8890/sparql"),
        ("http://h:8890/sparql-auth", "http://h:8890/sparql"),
        ("http://h/other", None),
    ],
)
def test_known_stores_take_queries_at_known_places(url: str, query: str | None) -> None:
    assert query_url(url) == query


@pytest.mark.parametrize(
    ("url", "code", "says"),
    [
        ("store", 2, "no URL"),
        ("ftp://h/x", 2, "no URL"),
        ("http://user:pw@127.0.0.1/store", 2, "KG_PUSH_USER"),
        ("http://127.0.0.1:9/store", 1, "1 attempts"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, url: str, code: int, says: str) -> None:
    done = _push(url, folder)

    assert done.exit_code == code
    assert says in done.stderr


def test_the_wrong_url_is_told_as_such(oxigraph: Any, folder: Path) -> None:
    wrong = _push(oxigraph.graphs.replace("/store", "/nothing"), folder)
    query = _push(oxigraph.graphs, folder, "--query-url", oxigraph.graphs)

    assert wrong.exit_code == 1
    assert "right URL" in wrong.stderr
    assert query.exit_code == 1


def test_credentials_over_plain_http_are_warned_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PUSH_USER", "u")
    done = _push("http://store.example/data", folder, "--dry-run")

    assert "unencrypted" in done.stderr
    assert "unencrypted" not in _push("https://store.example/data", folder, "--dry-run").stderr
