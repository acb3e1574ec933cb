"""A sound graph passes both ways; a wrong quote, form or file is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from pyoxigraph import Literal, Quad

from kg import rdf
from kg.build import build
from kg.check import form, quotes, shacl
from kg.rdf.terms import term
from kg.store import Store

Run = Callable[..., Result]


def test_a_built_store_is_sound_and_all_its_quotes_are_verified(texts: Path, run: Run) -> None:
    run("build", texts, "--store", "s", "--published", "2024-04-02")

    result = run("check", "--store", "s", "-f", "json")

    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert not [each for each in found["findings"] if each["severity"] == "Violation"]
    assert found["quotes"]["verified"] > 0
    assert (found["quotes"]["wrong"], found["quotes"]["unverified"]) == (0, 0)


def test_a_wrong_quote_is_a_violation(texts: Path, run: Run) -> None:
    run("build", texts, "--store", "s")
    with Store.open("s") as store:
        graph = rdf.iri("document/a1").value
        quads = list(store.quads(graph))
        quote = next(quad for quad in quads if quad.predicate == term("oa:exact"))
        wrong = Literal("谎" * len(quote.object.value), language="zh")  # type: ignore[union-attr]
        forged = Quad(quote.subject, quote.predicate, wrong, quote.graph_name)
        store.replace(graph, [forged if quad == quote else quad for quad in quads])

    result = run("check", "--store", "s")

    assert result.exit_code == 1
    assert "A quote is what stands at its place in the source (1)" in result.stdout
    assert "a1.txt char=" in result.stdout


def test_a_file_that_moved_or_changed_is_said_to_be_unverified(texts: Path, tmp_path: Path, run: Run) -> None:
    run("build", texts, "--store", "s")
    moved = tmp_path / "moved"
    texts.rename(moved)

    assert "0 of " in run("check", "--store", "s").stdout
    assert "Not verified" in run("check", "--store", "s").stdout
    assert "Not verified" not in run("check", "--store", "s", "--sources", moved).stdout
    (moved / "a1.txt").write_text("改动过的一篇。\n", encoding="utf-8")
    assert ": a1.txt." in run("check", "--store", "s", "--sources", moved).stdout
    assert run("check", "--store", "s", "--sources", tmp_path / "none").exit_code == 2


def test_lines_of_a_jsonl_file_are_verified_each(tmp_path: Path) -> None:
    lines = [{"id": f"j{n}", "text": f"第{n}版\n绵阳市与广元市签署《旅游合作协议》。"} for n in range(3)]
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    store = Store.memory()
    build([path], store)

    found = quotes(store, [path])

    assert found.verified >= 6
    assert (found.wrong, found.missing) == ([], [])


@pytest.mark.slow
def test_the_shapes_and_the_queries_find_the_same(sample: SimpleNamespace) -> None:
    quads = list(rdf.quads(sample.extraction()))
    sound = Store.memory(quads)
    assert [each for each in form(sound) if each.severity == "Violation"] == []
    assert [each for each in shacl(sound) if each.severity == "Violation"] == []

    unsound = Store.memory(quad for quad in quads if quad.predicate != term("skos:prefLabel"))

    def violated(found: list[object]) -> set[tuple[str, str]]:
        return {(each.message, each.focus) for each in found if each.severity == "Violation"}  # type: ignore[attr-defined]

    by_query, by_shape = violated([*form(unsound)]), violated([*shacl(unsound)])
    assert by_query
    assert by_query == by_shape
