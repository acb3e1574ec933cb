"""Names lead to entities; entities, statements and sentences are shown with their reasons."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from rich.cells import cell_len

from kg import rdf
from kg.names import documents, find, nearest
from kg.rdf.terms import iri
from kg.store import Store

Run = Callable[..., Result]


@pytest.fixture
def store(sample: SimpleNamespace) -> Store:
    return Store.memory(rdf.quads(sample.extraction()))


@pytest.fixture
def shown(run: Run, sample: SimpleNamespace) -> Run:
    """`kg` in a folder where the sample is the default store."""
    with Store.open("kg-store") as store:
        store.replace(iri("document/t01").value, rdf.quads(sample.extraction()))
    return run


@pytest.mark.parametrize(
    "name",
    ["绵阳市", "绵阳", "綿陽", " 绵 阳 市 ", "mianyangshi", "mián yáng shì", "MYS", "510700", "region/510700"],
)
def test_a_region_is_found_by_every_name(store: Store, name: str) -> None:
    assert [each.key for each in find(store, name)] == ["region/510700"]


def test_marks_around_a_title_do_not_matter(store: Store) -> None:
    [found] = find(store, "《科技创新合作协议》")
    assert (found.name, found.type) == ("科技创新合作协议", "Agreement")
    assert find(store, found.iri) == [found]


def test_a_fine_type_is_told(store: Store) -> None:
    assert find(store, "嘉陵创新园")[0].type == "DevelopmentZone"


def test_an_unknown_name_has_near_ones(store: Store) -> None:
    assert find(store, "绵羊市") == []
    assert find(store, "") == []
    assert nearest(store, "绵羊市")[0] in {"绵阳市", "绵阳"}
    assert "嘉陵创新园" in nearest(store, "创新园")


def test_documents_are_found_by_id_and_title(store: Store) -> None:
    for name in ("t01", "document/t01", iri("document/t01").value, "绵阳市与北碚区携手"):
        assert documents(store, name) == ["document/t01"]
    assert documents(store, "t02") == []


def test_show_gives_each_fact_with_its_sentence(shown: Run) -> None:
    result = shown("show", "绵阳")

    assert result.exit_code == 0
    for words in (
        "绵阳市  行政区划",
        "綿陽市",
        "510700",
        "四川省",
        "签署的协议",
        "科技创新合作协议",
        "2021-04-30",
        "t01",
    ):
        assert words in result.stdout
    assert "[planned]" in result.stdout


def test_tables_line_up_with_chinese_in_them(shown: Run) -> None:
    lines = shown("show", "林远").stdout.splitlines()
    [row] = [line for line in lines if "绵阳市  " in line and "副市长" in line]
    head = next(line for line in lines if line.lstrip().startswith("relation"))

    assert cell_len(row[: row.index("绵阳市")]) == cell_len(head[: head.index("with")])


def test_show_as_data(shown: Run) -> None:
    data = json.loads(shown("show", "绵阳", "-f", "json").stdout)
    assert data["types"] == ["AdministrativeRegion", "Region"]
    [post] = [fact for fact in data["facts"] if fact["relation"] == "holdsPosition"]
    assert (post["direction"], post["with"], post["title"]) == ("in", "林远", "副市长")
    assert shown("show", "绵阳", "-f", "csv").stdout.startswith("relation,direction,with")
    assert "| 签署的协议 | 科技创新合作协议 |" in shown("show", "绵阳", "-f", "md").stdout
    turtle = shown("show", "绵阳", "-f", "ttl").stdout
    assert "oa:exact" in turtle
    assert "cy:partOf" in turtle


def test_less_sure_statements_can_be_left_out(shown: Run) -> None:
    facts = json.loads(shown("show", "绵阳", "-f", "json", "--min-confidence", "0.9").stdout)["facts"]
    assert {fact["relation"] for fact in facts} == {"signatory", "holdsPosition"}


def test_an_unknown_or_ambiguous_name_is_a_negative_answer(shown: Run, sample: SimpleNamespace) -> None:
    result = shown("show", "绵羊市")
    assert result.exit_code == 1
    assert "绵阳市" in result.stderr

    twin = sample.park.__class__("company/00000000000000d1", "Company", "嘉陵创新园")
    extraction = sample.extraction("t02")
    both = type(extraction)(extraction.document, (*extraction.entities, twin), extraction.claims)
    with Store.open("kg-store") as store:
        store.replace(iri("document/t02").value, rdf.quads(both))
    result = shown("show", "嘉陵创新园")
    assert result.exit_code == 1
    assert "company/00000000000000d1" in result.stderr
    assert shown("show", "company/00000000000000d1").exit_code == 0


def test_explain_names_passage_rule_and_confidence(shown: Run) -> None:
    result = shown("explain", "绵阳", "signatory", "科技创新合作协议")

    assert result.exit_code == 0
    assert result.stdout.count("statement/") == 1
    for words in ("sign-01", "0.93, asserted", "t01.txt char=10,50", "trigger     签署  char="):
        assert words in result.stdout


def test_explain_takes_a_statement_a_document_and_a_relation_in_chinese(shown: Run) -> None:
    data = json.loads(shown("explain", "绵阳", "共建", "-f", "json").stdout)
    [planned] = data["statements"]
    assert (planned["modality"], planned["object"]["name"]) == ("planned", "嘉陵创新园")
    again = json.loads(shown("explain", planned["statement"], "-f", "json").stdout)
    assert again["statements"] == [planned]
    assert len(json.loads(shown("explain", "t01", "-f", "json").stdout)["statements"]) == 6


def test_explain_says_which_rule_merged_what(shown: Run) -> None:
    result = shown("explain", "科技创新合作协议")
    assert "协议 = 科技创新合作协议  rule defined  document/t01 char=44,50" in result.stdout


def test_explain_has_a_negative_answer_and_refuses_nonsense(shown: Run) -> None:
    assert shown("explain", "四川省").exit_code == 1
    assert shown("explain", "绵阳", "likes", "北碚区").exit_code == 2
    assert shown("explain").exit_code == 2
    assert shown("explain", "statement/0000000000000000").exit_code == 1


def test_a_sentence_is_explained_without_a_store(run: Run) -> None:
    result = run("explain", "--text", "4月1日，绵阳市与广元市签署《旅游合作协议》。", "--published", "2024-04-02")

    assert result.exit_code == 0
    for words in ("旅游合作协议", "AdministrativeRegion", "signatory", "2024-04-01"):
        assert words in result.stdout
    data = json.loads(run("explain", "--text", "绵阳市与广元市签署《旅游合作协议》。", "-f", "json").stdout)
    assert {claim["predicate"] for claim in data["claims"]} == {"signatory"}


def test_stats_count_entities_once_and_statements_by_document(shown: Run, sample: SimpleNamespace) -> None:
    with Store.open("kg-store") as store:
        store.replace(iri("document/t02").value, rdf.quads(sample.extraction("t02")))

    data = json.loads(shown("stats", "-f", "json").stdout)

    assert (data["documents"], data["entities"], data["statements"], data["facts"]) == (2, 6, 12, 5)
    assert data["modality"] == {"asserted": 10, "planned": 2}
    assert data["type"]["AdministrativeRegion"] == 3
    assert data["confidence"] == {"0.9+": 8, "0.6+": 2, "0.5+": 2}
    assert "行政区划" in shown("stats").stdout


def test_the_store_may_come_from_the_environment_or_kg_toml(
    shown: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg-store").rename(tmp_path / "elsewhere")
    assert shown("stats").exit_code == 1
    (tmp_path / "kg.toml").write_text('store = "elsewhere"\n', encoding="utf-8")
    assert shown("stats").exit_code == 0
    monkeypatch.setenv("KG_STORE", "none")
    assert shown("stats").exit_code == 1
    assert shown("stats", "--store", "elsewhere").exit_code == 0


def test_a_misspelt_command_is_guessed(run: Run) -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert "Did you mean build?" in result.stderr


def test_help_is_quick_and_loads_no_library() -> None:
    slow = ("rdflib", "networkx", "jieba", "pyoxigraph", "rich")
    script = f"import sys, kg.cli; print([name for name in {slow} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8").stdout
    assert out.strip() == "[]"
    best = min(_seconds() for _ in range(3))
    assert best < 0.3


def _seconds() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", "--help"], check=True, capture_output=True)
    return time.perf_counter() - started
