"""Results on their way out, and the two commands."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from rich.cells import cell_len

from kg.cli import kg
from kg.query import formats
from kg.query.engine import evaluate
from kg.query.result import Answer, Rows, Triples
from kg.query.table import table
from kg.store import Store

NASTY = Rows(
    ("name", "n"),
    (
        (ox.Literal('甲,乙 "丙"\n丁', language="zh"), ox.Literal(3)),
        (ox.NamedNode("http://example.org/x"), None),
        (ox.BlankNode("b"), ox.Literal("a|b\\c\t<d>")),
    ),
)


def _kg(*arguments: str, text: str | None = None, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(kg, arguments, input=text, prog_name="kg")


def test_csv_quotes_what_has_to_be_quoted() -> None:
    rows = list(csv.reader(io.StringIO(formats.dump(NASTY, "csv").decode(), newline="")))

    assert rows[:2] == [["name", "n"], ['甲,乙 "丙"\n丁', "3"]]
    assert rows[3][1] == "a|b\\c\t<d>"


def test_byte_order_mark_only_where_excel_reads() -> None:
    assert formats.dump(NASTY, "csv", bom=True).startswith(b"\xef\xbb\xbfname")
    assert formats.dump(NASTY, "json", bom=True).startswith(b"{")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib_reads_every_standard_format(form: str) -> None:
    read = rdflib.query.Result.parse(io.BytesIO(formats.dump(NASTY, form)), format=form)
    values = [[str(row.get(name) or "") for name in read.vars or ()] for row in read.bindings]

    assert [str(name) for name in read.vars or ()] == ["name", "n"]
    assert values[0] == ['甲,乙 "丙"\n丁', "3"]
    assert values[1] == ["http://example.org/x", ""]


def test_yes_and_no() -> None:
    assert json.loads(formats.dump(Answer(value=True), "json")) == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in formats.dump(Answer(value=False), "xml")
    assert formats.dump(Answer(value=True), "csv") == b"true\n"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_graphs_are_read_back(store: Store, form: str) -> None:
    built = evaluate(store, "DESCRIBE <region/510000> <agreement/00000000000000d1>")
    assert isinstance(built, Triples)
    data = formats.dump(built, form)
    read = rdflib.Graph().parse(data=data, format={"jsonld": "json-ld"}.get(form, form))

    assert len(read) == len(built.triples)
    assert data == formats.dump(built, form)


def test_rows_are_no_graph_and_graphs_no_rows() -> None:
    for result, form in ((NASTY, "ttl"), (Triples(()), "csv"), (Answer(value=True), "nt")):
        with pytest.raises(formats.FormatError):
            formats.dump(result, form)


def test_markdown_keeps_one_row_a_line() -> None:
    lines = formats.dump(NASTY, "md").decode().splitlines()

    assert len(lines) == 5
    assert lines[-1] == "| _:b | a\\|b\\\\c\t&lt;d> |"


def test_columns_stand_straight_with_chinese() -> None:
    rows = [(ox.Literal(name), ox.Literal(number)) for name, number in (("四川省", 2), ("abc", 10), ("成渝ab", 300))]
    lines = table(Rows(("name", "number"), tuple(rows)), width=60).splitlines()

    assert {cell_len(line) for line in lines if line[-1:].isdigit()} == {cell_len(lines[0])}
    assert lines[0].split() == ["name", "number"]


def test_long_text_is_folded_and_never_cut() -> None:
    text = "四川与重庆" * 20
    drawn = table(Rows(("x",), ((ox.Literal(text),),)), width=30)

    assert "".join(drawn.split()).endswith(text)
    assert all(cell_len(line) <= 30 for line in drawn.splitlines())


def test_a_label_column_stands_for_its_iri() -> None:
    row = (ox.NamedNode("http://example.org/x"), ox.Literal("名", language="zh"))
    drawn = table(Rows(("x", "xLabel"), (row,)), width=60)

    assert drawn.split()[0] == "x"
    assert "example.org" not in drawn


def test_query_from_argument_file_and_stdin(folder: Path, tmp_path: Path) -> None:
    text = "SELECT DISTINCT ?name WHERE { <region/510000> skos:prefLabel ?name }"
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    outputs = [
        _kg("query", text, "--store", str(folder), "-f", "csv"),
        _kg("query", str(file), "--store", str(folder), "-f", "csv"),
        _kg("query", "-", "--store", str(folder), "-f", "csv", text=text),
    ]

    assert {done.exit_code for done in outputs} == {0}
    assert {done.stdout.replace("\r", "") for done in outputs} == {"name\n四川省\n"}
    assert "1 row in" in outputs[0].stderr


def test_query_writes_by_the_suffix(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.json"
    done = _kg("query", "ASK { ?x a cy:Agreement }", "--store", str(folder), "-o", str(out))

    assert done.exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["boolean"] is True
    assert done.stdout == ""


def test_query_shows_names_beside_iris(folder: Path) -> None:
    done = _kg("query", "SELECT DISTINCT ?x WHERE { ?x cy:partOf ?y } ORDER BY ?x", "--store", str(folder))

    assert "id:region/510100 成都市" in done.stdout


def test_graph_is_turtle_unless_said_otherwise(folder: Path) -> None:
    done = _kg("query", "CONSTRUCT WHERE { ?x cy:partOf ?y }", "--store", str(folder))

    assert "cy:partOf" in done.stdout
    assert rdflib.Graph().parse(data=done.stdout, format="turtle")


def test_query_limit_is_said(folder: Path) -> None:
    done = _kg("query", "SELECT * WHERE { ?x a cy:Statement }", "--store", str(folder), "--limit", "2")

    assert re.fullmatch(r"2 rows \(there are more\) in \d+ ms\n", done.stderr)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("query", "SELEC ?x"), 2, "line 1, column 1"),
        (("query", "DROP ALL"), 2, "update"),
        (("query", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> {} }"), 2, "no other host"),
        (("query", "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }"), 2, "file:///etc/hostname"),
        (
            ("query", "SELECT (cy:pinyin(?n) AS ?p)\n{ ?x skos:prefLabel ?n }"),
            2,
            "line 1, column 9: there is no function cy:pinyin",
        ),
        (("query", "SELECT (cy:pinyin(?n) AS ?p)\n{ ?x skos:prefLabel ?n }", "--timeout", "60"), 2, "cy:pinyin"),
        (("query", "missing.rq"), 2, "missing.rq"),
        (("query", "ASK {}", "-f", "ttl"), 2, "yes or no"),
        (("query",), 2, "Missing argument"),
        (("query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", "--timeout", "0.7"), 1, "0.7 s"),
        (("ask", "partners", "-p", "region", "贵阳"), 1, "No answer"),
        (("ask", "facts", "-p", "thing", "鼓楼区"), 1, "region/320106"),
        (("ask", "facts", "-p", "thing", "'} DROP ALL #"), 1, "DROP ALL"),
        (("ask", "fact"), 2, "facts"),
        (("ask", "partners"), 2, "Example: kg ask partners"),
    ],
)
def test_exit_codes(folder: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = _kg(*arguments, "--store", str(folder))

    assert done.exit_code == code
    assert says in done.stderr
    assert done.stdout == ""


def test_ask_lists_all_questions(folder: Path) -> None:
    done = _kg("ask", "-f", "json", "--store", str(folder))
    listed = {each["question"] for each in json.loads(done.stdout)}

    assert {"agreements-between", "signatories", "plans", "facts"} <= listed
    assert len(listed) >= 25


def test_ask_shows_the_sentences_below_the_answer(folder: Path) -> None:
    done = _kg("ask", "agreements-between", "-p", "a", "四川", "-p", "b", "重庆", "--store", str(folder))

    assert done.exit_code == 0
    assert "[1] 2020年4月30日，四川省经济和信息化厅与" in done.stdout
    assert done.stdout.index("双城联动协议") < done.stdout.index("[1] 2020年")


def test_ask_for_programs_has_document_and_sentence(folder: Path) -> None:
    done = _kg("ask", "posts", "-p", "person", "李明", "-f", "json", "--store", str(folder))
    (row,) = json.loads(done.stdout)["results"]["bindings"]

    assert row["post"]["value"] == "厅长"
    assert row["document"]["value"].endswith("/document/d1")
    assert "李明" in row["sentence"]["value"]


def test_ask_prints_a_query_that_any_engine_runs(folder: Path) -> None:
    done = _kg("ask", "posts", "-p", "person", "李明", "--sparql", "--store", str(folder))
    again = _kg("query", "-", "-f", "csv", "--store", str(folder), text=done.stdout)

    assert "VALUES (?person)" in done.stdout
    assert "厅长" in again.stdout


def test_ask_explains_a_question(folder: Path) -> None:
    done = _kg("ask", "agreements-between", "--help-question", "--store", str(folder))

    assert "甲方 / first party (party, required)" in done.stdout
    assert "kg ask agreements-between -p a" in done.stdout


def test_ask_a_file_instead_of_a_store(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "x.trig"
    store.data.dump(file, format=ox.RdfFormat.TRIG)
    done = _kg("ask", "posts", "-p", "person", "李明", "-f", "csv", "--data", str(file))

    assert "厅长" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("options", [(), ("--timeout", "60")])
def test_ctrl_c_ends_a_query_at_once(folder: Path, options: tuple[str, ...]) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", text, "--store", str(folder), *options]
    # a group of its own, as a terminal gives it: Ctrl-C reaches every process in it
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(2)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)

    process.communicate(timeout=5)
    # a shell says 130 for a program that the signal ended
    assert process.returncode in {-signal.SIGINT, 130}
