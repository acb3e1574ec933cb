"""Queries that Oxigraph would answer otherwise than SPARQL 1.1 has it, and those that are left as they are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.query.engine import evaluate
from kg.query.prefixes import known
from kg.query.result import Answer, Rows
from kg.query.standard import standard
from kg.query.syntax import QuerySyntaxError, UnknownFunctionError
from kg.store import Store

EX = "http://example.org/"
PREFIX = f"PREFIX x: <{EX}>\n"


@pytest.fixture(scope="module")
def small() -> Store:
    """Two graphs; in each an edge, and in the first one that leads to the name of its graph."""
    lines = (
        f"<{EX}a> <{EX}p> <{EX}b> <{EX}g> .\n<{EX}a> <{EX}in> <{EX}g> <{EX}g> .\n"
        f"<{EX}a> <{EX}p> <{EX}c> <{EX}h> .\n"
        f'<{EX}a> <{EX}name> "一"@zh <{EX}h> .\n<{EX}a> <{EX}name> "甲"@zh <{EX}h> .\n'
    )
    store = Store.memory(base=EX)
    store.data.load(lines.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows, sorted, IRIs without their beginning, nothing where a variable is unbound."""
    found = evaluate(store, PREFIX + query)
    assert isinstance(found, Rows)
    return sorted(tuple(str(getattr(term, "value", "")).removeprefix(EX) for term in row) for row in found.rows)


def test_truth_values_in_any_case(small: Store) -> None:
    assert evaluate(small, "ASK { FILTER(TRUE && !False) }") == Answer(value=True)
    assert rows(small, 'SELECT ("TRUE" AS ?t) (TRUE AS ?u) {}') == [("TRUE", "true")]


def test_concatenated_texts_have_no_language(small: Store) -> None:
    query = "SELECT (LANG(?all) AS ?tag) { { SELECT (group_concat(?n; separator='、') AS ?all) { x:a x:name ?n } } }"
    assert rows(small, query) == [("",)]


def test_a_path_of_no_length_needs_no_data(small: Store) -> None:
    assert rows(small, "SELECT ?o { x:nowhere x:p* ?o }") == [("nowhere",)]
    assert rows(small, "SELECT ?s { ?s (x:p/x:p)?|^x:in <http://example.org/nowhere> . }") == [("nowhere",)]
    assert rows(small, "SELECT ?s { x:nowhere (!x:q)* ?s FILTER(ISIRI(?s)) }") == [("nowhere",)]
    assert rows(small, "SELECT ?o { x:nowhere x:p+ ?o }") == []
    assert rows(small, "SELECT ?o { x:nowhere x:p*/x:p ?o }") == []
    assert rows(small, "SELECT DISTINCT ?o { x:b x:p* ?o }") == [("b",)]


def test_what_shares_no_variable_is_not_subtracted(small: Store) -> None:
    assert rows(small, "SELECT ?g { GRAPH ?g { x:a x:in ?o MINUS { ?b x:p x:b } } }") == [("g",)]
    assert rows(small, "SELECT ?g { GRAPH ?g { ?a x:in ?o . MINUS { ?a x:p x:b } . } }") == []


def test_the_graph_s_name_is_joined_after_its_group(small: Store) -> None:
    assert rows(small, "SELECT ?g ?o { GRAPH ?g { ?s x:p ?o OPTIONAL { ?s x:p ?g } } }") == []
    assert rows(small, "SELECT ?g ?o { GRAPH ?g { ?s x:p ?o OPTIONAL { ?s x:in ?g } } }") == [("g", "b"), ("h", "c")]
    assert rows(small, "SELECT * { GRAPH ?g { FILTER(BOUND(?g)) } }") == []
    assert rows(small, "SELECT * { GRAPH ?g { VALUES ?g { UNDEF x:g x:i } } }") == [("g",), ("g",), ("h",)]
    assert rows(small, "SELECT * { GRAPH ?g { x:a x:p ?o BIND(STR(?g) AS ?n) } }") == [("g", "", "b"), ("h", "", "c")]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH ?d { ?d dcterms:title ?t . OPTIONAL { ?d dcterms:issued ?when } FILTER(?d != <x:y>) } }",
        "SELECT ?x { ?x a cy:Agreement ; cy:partOf* ?y , ?z } LIMIT 3",
        "SELECT (COUNT(*) AS ?n) { ?a cy:partOf+ <region/510000> MINUS { ?a cy:partOf ?b } }",
        "SELECT ?t { ?x skos:prefLabel 'TRUE', \"GROUP_CONCAT(\" # MINUS { }\n }",
        "SELECT ?x { ?x cy:partOf* <region/510000> }",
    ],
)
def test_all_others_are_left_alone(query: str) -> None:
    assert standard(query, prefixes=known(), base=EX, occurs=lambda _: True) == query


def test_the_longest_token_counts(small: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="put a space behind") as caught:
        evaluate(small, "SELECT * {\n ?x ?y ?z FILTER(?x<?y&&?z>?x) }")
    assert (caught.value.line, caught.value.column) == (2, 20)
    assert rows(
        small, "SELECT ?s { ?s?p?o FILTER(EXISTS{?s<http://example.org/in>?o}&&?o IN(<http://example.org/g>)) }"
    )


def test_an_error_speaks_of_the_query_as_it_was_written(small: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(small, "SELECT (GROUP_CONCAT(?x) AS ?y) {\n ?x ?y }")
    assert (caught.value.line, caught.value.text.count("STR(")) == (2, 0)


def test_an_unknown_function_is_named_with_its_place(small: Store) -> None:
    with pytest.raises(UnknownFunctionError, match="line 3, column 24: there is no function x:pinyin") as caught:
        evaluate(small, PREFIX + "ASK\n{ x:a x:name ?n FILTER(x:pinyin(?n) = 'y') }")
    assert str(caught.value).splitlines()[-1].index("^") == 25
    with pytest.raises(QuerySyntaxError, match="there is no function STRLENGTH; did you mean STRLEN"):
        evaluate(small, "SELECT (STRLENGTH(?n) AS ?x) { ?s ?p ?n }")
