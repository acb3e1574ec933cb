"""Figures by the guidelines, and the same as those of the reference scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, serialize

from kg import rdf
from kg.evaluate import Answer, Score, extract_alone, load, normal

Run = Callable[..., Result]
TEXTS = ("000", "002", "n03", "n07", "q02", "q05")


def entity(identity: str, kind: str, name: str, *aliases: str, optional: bool = False) -> dict[str, Any]:
    return {"id": identity, "types": [kind], "name": name, "aliases": list(aliases), "optional": optional}


def gold(entities: list[dict[str, Any]], relations: list[dict[str, Any]]) -> dict[str, Any]:
    return {"doc": "t01", "published": "2021-05-03", "entities": entities, "relations": relations}


REGIONS = [entity("e1", "Region", "绵阳"), entity("e2", "Region", "北碚区", "重庆市北碚区")]
PACT = entity("e3", "Agreement", "《科技创新合作协议》")
LIN, PARK = entity("e4", "Person", "林远"), entity("e5", "Region", "嘉陵创新园")
ALL = [*REGIONS, PACT, LIN, PARK]


def score(sample: SimpleNamespace, answers: dict[str, Any]) -> Score:
    out = Score()
    out.add(answers, Answer.of(sample.extraction()))
    return out


def test_a_name_matches_by_any_label_and_one_agreement_is_complete(sample: SimpleNamespace) -> None:
    relations = [
        {"s": "e3", "p": "signatory", "o": "e1"},
        {"s": "e3", "p": "signatory", "o": "e2"},
        {"s": "e3", "p": "signedOn", "o": "2021-04-30"},
        {"s": "e4", "p": "holdsPosition", "o": "e1", "title": "副市长"},
    ]

    out = score(sample, gold(ALL, relations))

    figures = dict(out.rows())
    assert figures["entities: all"] == (1.0, 1.0, 1.0, 5, 0, 0)
    assert figures["relations: all"][3:] == (4, 0, 0)  # who signs together need not be said to cooperate
    assert out.agreements == [("t01", "《科技创新合作协议》", True)]
    assert out.errors == []


def test_what_is_missed_wrong_or_twice_is_counted_and_named(sample: SimpleNamespace) -> None:
    regions = [entity("e1", "Region", "绵阳", "北碚区"), entity("e6", "Company", "某公司")]

    out = score(sample, gold([*regions, PACT, {**LIN, "types": ["Organisation"]}], []))

    problems = {(error.problem, error.kind, error.subject) for error in out.errors}
    assert ("duplicate", "Region", "绵阳市") in problems or ("duplicate", "Region", "重庆市北碚区") in problems
    assert ("missed", "Company", "某公司") in problems
    assert ("wrong type", "Person", "林远") in problems
    assert ("spurious", "Region", "嘉陵创新园") in problems


def test_optional_answers_count_on_neither_side(sample: SimpleNamespace) -> None:
    optional = [{**each, "optional": True} for each in ALL]

    figures = dict(score(sample, gold(optional, [{"s": "e3", "p": "signatory", "o": "e1"}])).rows())

    assert figures["entities: all"][3:] == (0, 0, 0)
    assert figures["relations: all"][3:] == (0, 0, 0)


def test_cooperation_matches_either_way(sample: SimpleNamespace) -> None:
    for s, o in (("e1", "e2"), ("e2", "e1")):
        figures = dict(score(sample, gold(ALL, [{"s": s, "p": "cooperatesWith", "o": o}])).rows())
        assert figures["cooperatesWith"][3:] == (1, 0, 0)


def test_names_are_compared_without_marks_and_width() -> None:
    assert normal("《川渝　合作“协议”（第二批）》") == normal("川渝合作协议(第二批)")


@pytest.mark.shared
def test_the_figures_are_those_of_the_reference_scorer(shared: Path, tmp_path: Path, run: Run) -> None:
    pairs, own = [], Score()
    for name in TEXTS:
        answers = load(shared / "gold" / f"{name}.json")
        extraction = extract_alone(answers, [shared / "seeds", shared / "news"])
        graph = tmp_path / f"{name}.nq"
        graph.write_bytes(serialize(rdf.quads(extraction), format=RdfFormat.N_QUADS) or b"")
        own.add(answers, Answer.of(extraction))
        pairs.append(f"{shared / 'gold' / f'{name}.json'}={graph}")
    command = [sys.executable, str(shared / "gold" / "score.py"), "--errors", "--json", "figures.json", *pairs]
    told = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    theirs = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))

    from_graphs = json.loads(run("evaluate", *pairs, "-f", "json").stdout)
    texts = ("--texts", shared / "seeds", "--texts", shared / "news")
    from_texts = json.loads(
        run("evaluate", *(shared / "gold" / f"{name}.json" for name in TEXTS), *texts, "-f", "json").stdout
    )

    titles = from_graphs.pop("titles of posts right")
    from_texts.pop("titles of posts right")
    assert from_graphs == theirs
    assert from_texts == theirs
    assert f"titles of posts right    {titles['right']} of {titles['of']}" in told
    errors = sorted("\t".join(error) for error in own.errors)
    assert errors == sorted(line for line in told.splitlines() if line.count("\t") == 4)
    assert theirs["entities: all"]["tp"] > 0


def test_what_cannot_be_scored_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(json.dumps(gold(ALL, [])), encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<a> <b", encoding="utf-8")
    for arguments, message in (
        (("none.json",), "none.json: no such file"),
        (("list.json",), "list.json: no gold file"),
        (("gold.json",), "no text for document t01"),
        (("gold.json=broken.ttl",), "broken.ttl: not valid RDF"),
        (("gold.json=graph.xyz",), "graph.xyz: no RDF file"),
    ):
        result = run("evaluate", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr


def test_a_gold_file_beside_its_text_is_scored_with_its_date(run: Run, tmp_path: Path) -> None:
    answers = gold(
        [entity("e1", "Agreement", "旅游合作协议"), entity("e2", "Region", "绵阳市"), entity("e3", "Region", "广元市")],
        [
            {"s": "e1", "p": "signatory", "o": "e2"},
            {"s": "e1", "p": "signatory", "o": "e3"},
            {"s": "e1", "p": "signedOn", "o": "2021-04-01"},
        ],
    )
    (tmp_path / "gold.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "t01_page.txt").write_text("4月1日，绵阳市与广元市签署《旅游合作协议》。\n", encoding="utf-8")

    result = run("evaluate", "gold.json", "--texts", ".", "-f", "csv")

    assert result.exit_code == 0
    assert "entities: all,100.0%,100.0%,100.0%,3,0,0" in result.stdout
    assert "relations: all,100.0%,100.0%,100.0%,3,0,0" in result.stdout
