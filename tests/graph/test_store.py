"""The store keeps one graph a document, replaces it whole, and says what is wrong with a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.folder import Snapshot, sweep
from kg.store import Store, StoreError

GRAPH = rdf.iri("document/t01").value


def quad(value: str, graph: str = GRAPH) -> Quad:
    return Quad(NamedNode("http://example.org/a"), NamedNode("http://example.org/b"), Literal(value), NamedNode(graph))


def test_what_is_written_is_there_when_opened_again(tmp_path: Path, sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())
    with Store.open(tmp_path / "s") as store:
        assert store.replace(GRAPH, quads)
        assert not store.replace(GRAPH, quads)
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert set(store.quads(GRAPH)) == set(quads)
        assert store.graphs() == (GRAPH,)


def test_a_graph_is_replaced_and_its_neighbours_stay() -> None:
    store = Store.memory()
    other = rdf.iri("document/t02").value
    store.replace(other, [quad("other", other)])
    store.replace(GRAPH, [quad("old"), quad('a "quoted"\nline \\ and 汉字')])

    store.replace(GRAPH, [quad("new"), quad('another "quoted"\nline \\ and 汉字')])

    values = {each.object.value for each in store.quads(GRAPH) if isinstance(each.object, Literal)}
    assert values == {"new", 'another "quoted"\nline \\ and 汉字'}
    assert list(store.quads(other)) == [quad("other", other)]
    store.remove(GRAPH)
    assert store.graphs() == (other,)


def test_a_replacement_that_fails_leaves_the_old_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.memory()
    store.replace(GRAPH, [quad("old")])
    monkeypatch.setattr("kg.store._triple", lambda each: "not SPARQL" if "bad" in str(each) else f"{each.subject}")

    with pytest.raises(SyntaxError):
        store.replace(GRAPH, [quad("bad")])

    assert list(store.quads(GRAPH)) == [quad("old")]


def test_a_quad_of_another_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="another graph"):
        Store.memory().replace(GRAPH, [quad("x", "http://example.org/g")])


def test_questions_see_all_graphs_as_one_and_take_values(sample: SimpleNamespace) -> None:
    store = Store.memory(rdf.quads(sample.extraction()))

    rows = store.select(
        "SELECT ?pact ?body ?no WHERE { ?pact cy:signatory ?body OPTIONAL { ?pact cy:issuedBy ?no } } ORDER BY ?body",
        pact=rdf.iri(sample.pact.key),
    )

    pact = rdf.iri(sample.pact.key)
    assert rows == [{"pact": pact, "body": rdf.iri(f"region/{code}")} for code in (500109, 510700)]
    with pytest.raises(SyntaxError):
        store.select("SELECT ?x WHERE {")


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    with pytest.raises(StoreError, match="no store and is not empty"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="is no store"):
        Store.open(tmp_path, read_only=True)
    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "letter.txt")
    with pytest.raises(StoreError, match="there is no store here"):
        Store.open(tmp_path / "nothing", read_only=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_fresh_never_empties_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    with pytest.raises(StoreError):
        Store.open(tmp_path, fresh=True)

    assert (tmp_path / "letter.txt").exists()


def test_readers_share_and_a_writer_is_told_to_wait(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    one, two = (Store.open(tmp_path / "s", read_only=True) for _ in range(2))
    with one, two, pytest.raises(StoreError, match="busy"):
        Store.open(tmp_path / "s")
    with Store.open(tmp_path / "s"), pytest.raises(StoreError, match="busy"):
        Store.open(tmp_path / "s")
    Store.open(tmp_path / "s").close()


def test_a_first_build_keeps_readers_waiting(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s"), pytest.raises(StoreError, match="a build is writing"):
        Store.open(tmp_path / "s", read_only=True)


def test_while_a_build_writes_readers_see_what_was_there_before(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("old")])
    with Store.open(tmp_path / "s") as writer:
        writer.replace(GRAPH, [quad("new")])
        writer.flush()
        with Store.open(tmp_path / "s", read_only=True) as reader:
            assert list(reader.quads()) == [quad("old")]
    with Store.open(tmp_path / "s", read_only=True) as reader:
        assert list(reader.quads()) == [quad("new")]


def test_the_store_stays_readable_while_it_is_built_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("old")])
    with Store.open(tmp_path / "s", fresh=True), Store.open(tmp_path / "s", read_only=True) as reader:
        assert list(reader.quads()) == [quad("old")]
    with Store.open(tmp_path / "s", read_only=True) as reader:
        assert list(reader.quads()) == []


def test_a_writer_that_was_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pyoxigraph import NamedNode, Quad; from kg.store import Store;"
        "s = Store.open(sys.argv[1]); n = NamedNode('http://example.org/b');"
        "s.replace(n.value, [Quad(n, n, n, n)]); s.flush(); os._exit(9)"
    )
    for _ in range(2):
        assert subprocess.run([sys.executable, "-c", code, tmp_path / "s"], check=False).returncode == 9
    with Store.open(tmp_path / "s", read_only=True) as reader:
        assert len(reader) == 1


def test_a_snapshot_stands_in_no_build_s_way(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("old")])
    snapshot = Snapshot.taken(tmp_path / "s")
    with Store.open(snapshot.path, read_only=True) as reader:
        with Store.open(tmp_path / "s") as writer:
            writer.replace(GRAPH, [quad("new")])
        sweep(tmp_path / "s")
        assert list(reader.quads()) == [quad("old")]
    snapshot.remove()
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == ["before", "kg-store.json", "lock", "oxigraph"]
    assert not (tmp_path / "s" / "before" / "oxigraph").exists()


def test_copies_of_readers_that_are_no_more_are_swept_away(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    snapshot = Snapshot.taken(tmp_path / "s")
    assert snapshot._held is not None
    snapshot._held.close()  # as the system does when a process ends

    sweep(tmp_path / "s")

    assert not snapshot.path.exists()


def test_the_revision_changes_with_the_content_only(tmp_path: Path) -> None:
    def revision() -> str:
        with Store.open(tmp_path / "s", read_only=True) as reader:
            return reader.revision

    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("old")])
    first = revision()
    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("old")])
    assert revision() == first
    with Store.open(tmp_path / "s") as store:
        store.replace(GRAPH, [quad("new")])
    second = revision()
    with Store.open(tmp_path / "s", fresh=True) as store:
        store.replace(GRAPH, [quad("old")])
    assert len({first, second, revision()}) == 3


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    Store.open(tmp_path / "s", base="https://example.org/id/").close()

    with Store.open(tmp_path / "s", read_only=True) as store:
        assert store.base == "https://example.org/id/"
    with pytest.raises(StoreError, match=r"https://example\.org/id/"):
        Store.open(tmp_path / "s", base="https://example.org/other/")
    with Store.open(tmp_path / "s", base="https://example.org/other/", fresh=True) as store:
        assert store.base == "https://example.org/other/"


def test_a_damaged_store_says_what_helps(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    (tmp_path / "s" / "kg-store.json").write_text("{", encoding="utf-8")

    with pytest.raises(StoreError, match="damaged") as caught:
        Store.open(tmp_path / "s", read_only=True)
    assert "--fresh" in caught.value.cure
