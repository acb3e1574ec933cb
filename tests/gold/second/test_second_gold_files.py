"""The second set of labelled texts is well-formed: what it claims to quote stands in its texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from kg.knowledge import terms

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("h*.json"))
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
LEAST = 4  # a predicate that occurs less often says nothing about a rule
DATE = r"\d{4}(-\d\d){0,2}"
DATES = set(terms.date_predicates())
# official or customary forms that no shortening gives
OFFICIAL = {"政协璧山区委员会", "东湖高新区", "一汽-大众"}


def gold(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(path: Path) -> str:
    return squeeze((HERE / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"))


def within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def test_there_are_fourteen_texts_each_with_an_answer() -> None:
    assert [path.stem for path in FILES] == [f"h{number:02}" for number in range(1, 15)]
    assert sorted(path.stem for path in (HERE / "texts").glob("*.txt")) == [path.stem for path in FILES]


@EACH
def test_file_is_well_formed(path: Path) -> None:
    answer = gold(path)
    assert set(answer) == {"doc", "published", "entities", "relations"}
    assert answer["doc"] == path.stem
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", answer["published"])
    ids = [entity["id"] for entity in answer["entities"]]
    assert ids == [f"e{number}" for number in range(1, len(ids) + 1)]
    for entity in answer["entities"]:
        assert set(entity) - {"fine"} == {"id", "types", "name", "aliases", "optional"}
        assert entity["aliases"][0] == entity["name"]
        assert not re.search("^《|》$", entity["name"])
        assert set(entity["types"]) <= set(terms.coarse_classes())
        assert terms.coarse(entity.get("fine", entity["types"][0])) == entity["types"][0]
    for relation in answer["relations"]:
        assert set(relation) - {"title"} == {"s", "p", "o", "evidence", "optional"}
        assert (relation["p"] == "holdsPosition") == ("title" in relation)
    facts = Counter((relation["s"], relation["p"], relation["o"]) for relation in answer["relations"])
    assert max(facts.values()) == 1, "a fact is written once"


@EACH
def test_no_name_belongs_to_two_entities(path: Path) -> None:
    names = Counter(alias for entity in gold(path)["entities"] for alias in entity["aliases"])
    assert [name for name, count in names.items() if count > 1] == []


@EACH
def test_a_scored_fact_joins_scored_entities(path: Path) -> None:
    answer = gold(path)
    optional = {entity["id"]: entity["optional"] for entity in answer["entities"]}
    for relation in answer["relations"]:
        if not relation["optional"]:
            assert not optional[relation["s"]], relation
            assert not optional.get(relation["o"], False), relation


@EACH
def test_evidence_stands_in_the_text(path: Path) -> None:
    text = text_of(path)
    assert [r["evidence"] for r in gold(path)["relations"] if squeeze(r["evidence"]) not in text] == []


@EACH
def test_a_scored_name_stands_in_the_text(path: Path) -> None:
    text = text_of(path)
    assert [e["name"] for e in gold(path)["entities"] if not e["optional"] and squeeze(e["name"]) not in text] == []


@EACH
def test_an_alias_stands_in_the_text_or_shortens_or_fills_out_one_that_does(path: Path) -> None:
    simplified = OpenCC("t2s").convert
    text = simplified(text_of(path))
    for entity in gold(path)["entities"]:
        forms = [simplified(squeeze(alias)) for alias in entity["aliases"]]
        present = [form for form in forms if form in text] or forms[:1]
        for form in set(forms) - OFFICIAL:
            assert any(within(form, other) or within(other, form) for other in present), (entity["name"], form)


@EACH
def test_relations_fit_the_types_of_subject_and_object(path: Path) -> None:
    answer = gold(path)
    kinds = {e["id"]: {*e["types"], e.get("fine", e["types"][0])} for e in answer["entities"]}
    for relation in answer["relations"]:
        predicate = relation["p"]
        assert kinds[relation["s"]] & set(terms.domain(predicate)), relation
        if predicate in DATES:
            assert re.fullmatch(DATE, relation["o"]), relation
            assert relation["o"] <= answer["published"], relation
        else:
            assert kinds[relation["o"]] & set(terms.range_of(predicate)), relation


def test_every_predicate_occurs_often_enough_to_be_measured() -> None:
    scored = Counter(r["p"] for path in FILES for r in gold(path)["relations"] if not r["optional"])
    assert {name: scored[name] for name in terms.predicates() if scored[name] < LEAST} == {}
