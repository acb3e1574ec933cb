"""SPARQL: what is answered, what is refused, and what is said about errors."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.engine import DatasetError, evaluate, open_dataset
from kg.query.result import Answer, Rows, Triples
from kg.query.syntax import QuerySyntaxError
from kg.query.tokens import RefusedError, outline
from kg.query.worker import QueryTimeoutError, run
from kg.rdf.terms import BASE, PREFIXES
from kg.store import Store

CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _values(result: object) -> list[list[str]]:
    assert isinstance(result, Rows)
    return [[getattr(term, "value", "") for term in row] for row in result.rows]


def test_sees_all_documents_with_known_prefixes_and_base(store: Store) -> None:
    found = evaluate(store, "SELECT DISTINCT ?name WHERE { <region/510000> skos:prefLabel ?name }")

    assert _values(found) == [["四川省"]]


def test_graph_asks_for_one_document(store: Store) -> None:
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s cy:signedOn ?date } } ORDER BY ?g"

    assert _values(evaluate(store, text)) == [[f"{BASE}document/d1"], [f"{BASE}document/d2"]]


def test_own_prefixes_win(store: Store) -> None:
    text = "PREFIX skos: <http://example.org/> SELECT ?x WHERE { ?x skos:prefLabel ?name }"

    assert _values(evaluate(store, text)) == []


def test_ask_construct_and_describe(store: Store) -> None:
    assert evaluate(store, "ASK { ?x a cy:Agreement }") == Answer(value=True)
    built = evaluate(store, "CONSTRUCT { ?x a cy:Agreement } WHERE { ?x a cy:Agreement }")
    assert isinstance(built, Triples)
    assert len(built.triples) == 2  # one of them stands in two documents
    described = evaluate(store, "DESCRIBE <region/510000>")
    assert isinstance(described, Triples)
    assert any(triple.object == ox.Literal("510000") for triple in described.triples)


def test_limit_says_that_there_is_more(store: Store) -> None:
    text = "SELECT ?x WHERE { ?x a cy:Statement }"
    some = evaluate(store, text, limit=3)

    assert isinstance(some, Rows)
    assert (len(some.rows), some.truncated) == (3, True)
    all_of_them = evaluate(store, text, limit=10_000)
    assert isinstance(all_of_them, Rows)
    assert not all_of_them.truncated


def test_limit_holds_for_graphs(store: Store) -> None:
    some = evaluate(store, "CONSTRUCT WHERE { ?x a cy:Statement }", limit=3)

    assert isinstance(some, Triples)
    assert (len(some.triples), some.truncated) == (3, True)


def test_from_a_graph_of_the_store(store: Store) -> None:
    text = "SELECT DISTINCT ?x FROM <document/d2> WHERE { ?x a cy:Agreement }"
    one = evaluate(store, text.replace("d2", "d1"))
    both = evaluate(store, text)

    assert (len(_values(one)), len(_values(both))) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/x> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:hostname WHERE { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <hostname> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o .service silent<http://127.0.0.1:9/x>{ ?s ?p ?o } }",
        "# ASK {}\nSELECT * WHERE { { SELECT * WHERE { SERVICE ?x { ?s ?p ?o } } } }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX x: <http://example.org/> delete where { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "DROP ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_refuses_files_hosts_and_updates(store: Store, text: str) -> None:
    before = len(store)

    with pytest.raises(RefusedError):
        evaluate(store, text)
    assert len(store) == before


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?x WHERE { ?x skos:prefLabel "SERVICE <http://a>"@zh } # SERVICE\n',
        "SELECT ?service WHERE { ?service a <http://example.org/LOAD#SERVICE> }",
        "SELECT ?x WHERE { ?x a cy:SERVICE , _:SERVICE }",
        "SELECT ?x WHERE { ?x skos:prefLabel '''a ' SERVICE \\'''' }",
        'SELECT ?x WHERE { ?x skos:prefLabel "a \\" SERVICE"@en-service FILTER(?x < ?y&&?y>?x) }',
    ],
)
def test_words_in_strings_names_and_comments_are_no_keywords(store: Store, text: str) -> None:
    assert _values(evaluate(store, text)) == []


def test_escaped_hash_hides_nothing() -> None:
    with pytest.raises(RefusedError):
        outline("SELECT * { ?s ex:a\\#b ?o . SERVICE <http://a> {} }", prefixes=PREFIXES, base=BASE)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELEC ?x WHERE { ?x ?y ?z }", 1, 1, "begins no query"),
        ("", 1, 1, "empty"),
        ("SELECT ?x WHERE {\n  ?x a cx:Agreement }", 2, 8, "unknown prefix cx:"),
        ('SELECT ?x WHERE {\n  ?x skos:prefLabel "四川省 }', 2, 21, "quotation mark"),
        ("SELECT ?x WHERE {\n  ?x ?y ?z", 1, 17, "not closed"),
        ("SELECT ?x WHERE { ?x ?y ?z }}", 1, 29, "closes nothing"),
        ("SELECT ?x WHERE { ?x ?y ?z } GROUP BY ?z", 1, 41, "GROUP BY"),
        ("SELECT ?x WHERE { ?x ?y ?z } LIMIT ten", 1, 36, "expected"),
        ("SELECT ?x WHERE {\n  ?x a cy:Agreement ; signatory ?y }", 2, 23, r"\(cy:signatory\)"),
        ("SELECT ?x WHERE { ?x a cy:Agreement ; nope }", 1, 39, r"\(cy:nope\)"),
        ("SELECT x WHERE { ?x a cy:Agreement }", 1, 8, "a variable a [?]"),
        ("SELECT ?x WHERE { ?x a Agreement }", 1, 24, r"\(cy:Agreement\)"),
    ],
)
def test_syntax_error_points_at_the_slip(store: Store, text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(QuerySyntaxError, match=reason) as caught:
        evaluate(store, text)

    assert (caught.value.line, caught.value.column) == (line, column)


def test_caret_stands_under_the_slip_behind_chinese(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(store, 'SELECT ?x WHERE { ?x skos:prefLabel "四川省"@zh ; cx:y ?z }')

    shown, caret = str(caught.value).splitlines()[-2:]
    # each of the three Chinese characters takes two cells
    assert caret.index("^") == shown.index("cx:y") + 3


def test_stops_at_the_time_limit(folder: Path) -> None:
    with pytest.raises(QueryTimeoutError, match=r"0\.8 s"):
        run(folder, CROSS, timeout=0.8)


def test_answers_and_errors_come_back_from_the_worker(folder: Path) -> None:
    assert run(folder, "ASK { ?x a cy:Agreement }", timeout=30) == Answer(value=True)
    with pytest.raises(QuerySyntaxError) as caught:
        run(folder, "ASK { ?x a }", timeout=30)
    assert caught.value.line == 1


def test_asks_a_file_of_any_format(store: Store, tmp_path: Path) -> None:
    plain, zipped = tmp_path / "x.trig", tmp_path / "x.nq.gz"
    store.data.dump(plain, format=ox.RdfFormat.TRIG)
    import gzip

    zipped.write_bytes(gzip.compress(store.data.dump(format=ox.RdfFormat.N_QUADS) or b"", mtime=0))
    for path in (plain, zipped):
        assert len(open_dataset(path)) == len(store)


def test_says_what_is_wrong_with_a_source(tmp_path: Path) -> None:
    broken, other = tmp_path / "broken.ttl", tmp_path / "other.txt"
    broken.write_text("<a> <b>", encoding="utf-8")
    other.write_text("x", encoding="utf-8")

    for path in (broken, other, tmp_path / "no.ttl", tmp_path / "none", tmp_path):
        with pytest.raises(DatasetError, match=str(path)):
            open_dataset(path)
