"""The W3C tests of SPARQL 1.0 and 1.1 on our own paths: the library, the endpoint's answers, ``kg query``.

``known.toml`` lists those that fail, each with its reason; one that fails beyond it, or passes although it is listed,
fails here. Federation is refused, so those tests only have to be refused; so have all updates.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.query.formats import dump
from kg.query.result import Answer, Result, Rows, Triples
from kg.query.syntax import QuerySyntaxError
from kg.query.tokens import RefusedError
from kg.serve.desk import Desk
from kg.serve.protocol import checked, posted
from kg.serve.settings import Refusal, Request, Settings
from kg.serve.sparql import answer, evaluated

pytestmark = pytest.mark.shared
ROOT = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/*/manifest.ttl"))
KNOWN: dict[str, str] = {
    name: group["reason"]
    for group in tomllib.loads(Path(__file__).with_name("known.toml").read_text(encoding="utf-8"))["group"]
    for name in group["tests"]
}
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
POSITIVE = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
NEGATIVE = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}
FEDERATED = ("sparql11/service/", "sparql11/syntax-fed/")
# What a graph cannot be written in as RDF/XML: a predicate without a local name.
GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
TABLES = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


def _query_tests(suite: ModuleType) -> Iterator[Any]:
    for folder in FOLDERS:
        for case in suite.cases(folder):
            if case.kind in EVALUATION | POSITIVE | NEGATIVE and not case.name.startswith(FEDERATED):
                yield case


def _passes(suite: ModuleType, case: Any) -> bool:
    """Whether the library gives what the test wants."""
    text = case.query.read_bytes().decode("utf-8")
    store, default, named = suite.dataset(case)
    try:
        result = evaluated(store, text, default, named)
    except (QuerySyntaxError, RefusedError):
        return case.kind in NEGATIVE
    except RuntimeError:  # an unknown function: well-formed all the same
        return case.kind in POSITIVE
    if case.kind not in EVALUATION:
        return case.kind in POSITIVE
    return _agrees(suite, result, suite.expected(case), lax=case.lax)


def _agrees(suite: ModuleType, result: Result, wanted: Any, *, lax: bool = False) -> bool:
    if wanted.csv is not None:
        return bool(suite.cells(dump(result, "csv").decode()) == suite.cells(wanted.csv))
    if isinstance(result, Answer):
        return bool(result.value == wanted.value)
    if isinstance(result, Triples):
        return wanted.graph is not None and bool(
            suite.same_graph(_valued(suite, result.triples), _valued(suite, wanted.graph))
        )
    found, rows = ([_by_value(suite, row) for row in each] for each in (_bound(result), wanted.rows or []))
    if lax:  # SELECT REDUCED: every solution at least once, and no more often than without it
        return len(found) <= len(rows) and {str(sorted(row.items())) for row in found} == {
            str(sorted(row.items())) for row in rows
        }
    return bool(suite.same_rows(found, rows, ordered=wanted.ordered))


def _bound(result: Rows) -> list[dict[str, Any]]:
    return [{n: t for n, t in zip(result.variables, row, strict=True) if t is not None} for row in result.rows]


def _by_value(suite: ModuleType, row: dict[str, Any]) -> dict[str, Any]:
    return {name: suite.by_value(term) for name, term in row.items()}


def _valued(suite: ModuleType, graph: Any) -> set[ox.Triple]:
    return {ox.Triple(each.subject, each.predicate, suite.by_value(each.object)) for each in graph}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_library_answers_as_it_should(suite: ModuleType, folder: Path) -> None:
    cases = [case for case in _query_tests(suite) if case.query.parent == folder]
    failing = {case.name for case in cases if not _passes(suite, case)}
    assert failing == {case.name for case in cases if case.name in KNOWN}


def test_few_fail(suite: ModuleType) -> None:
    tests = {case.name for case in _query_tests(suite)}
    assert len(tests) > 800
    assert set(KNOWN) <= tests
    assert len(KNOWN) / len(tests) <= 0.02


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_endpoint_says_the_same_in_every_format(suite: ModuleType, folder: Path) -> None:
    desk = Desk(Settings(folder, limit=1_000_000))
    for case in suite.cases(folder):
        text = case.query.read_bytes().decode("utf-8")
        if (case.kind in NEGATIVE and case.name not in KNOWN) or case.name.startswith("sparql11/service/"):
            desk._store = suite.dataset(case)[0]
            with pytest.raises(Refusal) as caught:
                answer(desk, Request("sparql", values=(("query", text),)))
            assert caught.value.status == 400
        elif case.kind in EVALUATION and case.name not in KNOWN:
            desk._store, default, named = suite.dataset(case)
            graphs = (
                (("default-graph-uri", graph) for graph in default),
                (("named-graph-uri", graph) for graph in named),
            )
            values = (("query", text), *graphs[0], *graphs[1])
            _same_everywhere(suite, desk, values, case)


def _same_everywhere(suite: ModuleType, desk: Desk, values: tuple[tuple[str, str], ...], case: Any) -> None:
    wanted = suite.expected(case)
    if wanted.graph is not None:
        for name, form in GRAPHS.items():
            reply = answer(desk, Request("sparql", values=values, suffix=name))
            quads = ox.parse(reply.body, format=form, rename_blank_nodes=True)
            found = _valued(suite, {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads})
            assert suite.same_graph(found, _valued(suite, wanted.graph)), (case.name, name)
        return
    if wanted.csv is not None:
        reply = answer(desk, Request("sparql", values=values, suffix="csv"))
        assert suite.cells(reply.body.decode()) == suite.cells(wanted.csv), case.name
        return
    for name, table in TABLES.items():
        if wanted.value is not None and name == "tsv":
            continue
        got = suite.results(answer(desk, Request("sparql", values=values, suffix=name)).body, table)
        if got.value is not None:
            assert got.value == wanted.value, (case.name, name)
        elif not case.lax:
            rows = [[_by_value(suite, row) for row in each.rows] for each in (got, wanted)]
            assert suite.same_rows(*rows, ordered=wanted.ordered), (case.name, name)


def test_every_update_of_the_suite_is_refused(suite: ModuleType) -> None:
    desk = Desk(Settings(ROOT))
    updates = sorted(ROOT.glob("sparql11/*/*.ru"))
    assert len(updates) > 100
    for path in updates:
        data = path.read_bytes()
        with pytest.raises(Refusal) as caught:
            posted("application/sparql-update", data, ())
        assert caught.value.status == 405
        text = data.decode("utf-8", errors="replace")
        with pytest.raises(Refusal) as caught:
            checked((("update", text),))
        assert caught.value.status == 405
        desk._store = suite.Store.memory([_QUAD])
        with pytest.raises(Refusal) as caught:
            answer(desk, Request("sparql", values=(("query", text),)))
        assert caught.value.status == 400, path
        assert list(desk.store.quads()) == [_QUAD]


_QUAD = ox.Quad(*[ox.NamedNode("http://example.org/a")] * 4)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_command_says_the_same(suite: ModuleType, folder: Path) -> None:
    """Where there is one data file and nothing depends on where it lies."""
    runner = CliRunner()
    for case in suite.cases(folder):
        if case.kind not in EVALUATION or case.name in KNOWN or len(case.default) != 1 or case.named or case.lax:
            continue
        wanted = suite.expected(case)
        if wanted.csv is not None or folder.name == "service" or "file:" in repr(wanted):
            continue
        form = "json" if wanted.graph is None else "nt"
        data = case.default[0]
        if data.suffix == ".ttl" and not data.read_bytes().strip():
            continue
        found = runner.invoke(kg, ["query", str(case.query), "--data", str(data), "-f", form, "-q"])
        if found.exit_code == 1 and isinstance(found.exception, SystemExit) and wanted.rows == []:
            continue
        assert found.exit_code in (0, 1), (case.name, found.output)
        if wanted.graph is not None:
            quads = ox.parse(found.stdout_bytes, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True)
            graph = _valued(suite, {ox.Triple(q.subject, q.predicate, q.object) for q in quads})
            assert suite.same_graph(graph, _valued(suite, wanted.graph)), case.name
            continue
        got = suite.results(found.stdout_bytes, ox.QueryResultsFormat.JSON)
        if wanted.value is not None:
            assert got.value == wanted.value, case.name
            continue
        rows = [[_by_value(suite, row) for row in each.rows] for each in (got, wanted)]
        assert suite.same_rows(*rows, ordered=wanted.ordered), case.name
