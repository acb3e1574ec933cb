"""The labelled texts are well-formed: labels stand in their texts, and relations fit the types they join."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import opencc
import pytest

HERE = Path(__file__).resolve().parent
SETS = {
    HERE: (16, 350, 800),
    HERE / "second": (14, 300, 1100),
    HERE / "third": (14, 500, 1200),
    HERE / "fourth": (20, 500, 1200),
    HERE / "fifth": (20, 500, 1200),
    HERE / "sixth": (112, 350, 1200),
    HERE / "seventh": (96, 350, 1200),
}
"""Folder → how many texts it has, and the least and greatest length of each without white space."""
FILES = [path for folder in SETS for path in sorted(folder.glob("?*[0-9].json"))]
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])

FINE = {
    "Region": {"AdministrativeRegion", "EconomicRegion", "DevelopmentZone"},
    "Organisation": set(
        "GovernmentBody Company FinancialInstitution EducationalInstitution MedicalInstitution "
        "ResearchInstitution MediaOrganisation PublicInstitution Alliance".split()
    ),
    "Policy": {"PolicyDocument", "Programme"},
}
COARSE = {"Region", "Organisation", "Policy", "Agreement", "Person", "Event", "Project", "Platform", "Product"}
BODY = {"Organisation", "Region"}
ENDS: dict[str, tuple[set[str], set[str]]] = {
    "signatory": ({"Agreement"}, BODY),
    "signedOn": ({"Agreement"}, {"date"}),
    "issuedBy": ({"Policy"}, BODY),
    "issuedOn": ({"Policy"}, {"date"}),
    "appliesTo": ({"Policy", "Agreement"}, {"Region"}),
    "cooperatesWith": (BODY, BODY),
    "jointlyBuilds": (BODY, {"Region", "Project", "Platform", "Product", "Organisation"}),
    "memberOf": (BODY, {"Organisation"}),
    "subOrganizationOf": ({"Organisation"}, {"Organisation"}),
    "holdsPosition": ({"Person"}, BODY),
    "locatedIn": ({"Organisation", "Project", "Region"}, {"Region"}),
    "heldIn": ({"Event"}, {"Region"}),
    "heldOn": ({"Event"}, {"date"}),
    "participatedIn": ({"Organisation", "Region", "Person"}, {"Event"}),
    "launchedBy": ({"Platform", "Product", "Project", "Organisation"}, BODY),
    "investsIn": ({"Organisation"}, {"Project", "Organisation", "Region"}),
    "finances": ({"Organisation"}, {"Organisation", "Project"}),
    "suppliesTo": ({"Organisation"}, {"Organisation"}),
}
# Forms that no letter-by-letter shortening gives, but that a reader would accept.
OFFICIAL = set(
    "投洽会 南航 国经中心 重庆一中法院 北京铁路局 昌吉州 昌吉回族自治州 海南炼化 "
    "万州区公安局 开州区公安局 厦门火炬高新区管委会 厦门火炬高新区 威海火炬高新区 威海高新区 "
    "哈尔滨工业大学威海校区 政协璧山区委员会 东湖高新区 东湖新技术开发区 一汽-大众 中共万州经开区工作委员会 "
    "重庆银保监局".split()
)


@functools.cache
def load(path: Path) -> tuple[dict[str, Any], str]:
    """The answers in ``path``, and the text they are about without white space."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold, squeeze((path.parent / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


@functools.cache
def converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.cache
def simplify(text: str) -> str:
    converted: str = converter().convert(squeeze(text))
    return converted


def shortens(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` with characters left out."""
    rest = iter(full)
    return all(character in rest for character in short)


@pytest.mark.parametrize("folder", SETS, ids=[folder.name for folder in SETS])
def test_every_text_has_its_answers(folder: Path) -> None:
    files = {path.stem for path in FILES if path.parent == folder}
    assert len(files) == SETS[folder][0]
    assert files == {path.stem for path in (folder / "texts").iterdir()}


@EACH
def test_text_is_of_the_length_of_a_page(path: Path) -> None:
    _, least, most = SETS[path.parent]
    assert least <= len(load(path)[1]) <= most


@EACH
def test_entities_are_well_formed(path: Path) -> None:
    gold, text = load(path)
    assert gold["doc"] == path.stem
    assert gold["published"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", gold["published"])
    assert [e["id"] for e in gold["entities"]] == [f"e{n + 1}" for n in range(len(gold["entities"]))]
    for entity in gold["entities"]:
        assert set(entity["types"]) <= COARSE
        assert len(entity["types"]) == len(set(entity["types"]))
        assert isinstance(entity["optional"], bool)
        named = any(squeeze(name) in text for name in (entity["name"], *entity["aliases"]))
        assert named or entity["optional"], entity["name"]  # a member of a composite form is not named itself
        assert entity["name"] in entity["aliases"]
        kind = entity["types"][0]
        assert entity.get("fine") in FINE.get(kind, {None}), entity["name"]


@EACH
def test_aliases_stand_in_the_text_or_are_official(path: Path) -> None:
    gold, text = load(path)
    for entity in gold["entities"]:
        known = [simplify(alias) for alias in entity["aliases"] if squeeze(alias) in text]
        for alias in entity["aliases"]:
            plain = simplify(alias)
            fits = any(shortens(plain, name) or shortens(name, plain) for name in known)
            stated = squeeze(alias) in text or fits or alias in OFFICIAL
            assert stated or (entity["optional"] and not known), (entity["name"], alias)


@EACH
def test_no_label_means_two_scored_things(path: Path) -> None:
    gold, _ = load(path)
    labels = Counter(
        label
        for entity in gold["entities"]
        if not entity["optional"]
        for label in {re.sub(r"[“”]", "", squeeze(alias)) for alias in entity["aliases"]}
    )
    assert [label for label, count in labels.items() if count > 1] == []


@EACH
def test_evidence_stands_in_the_text(path: Path) -> None:
    gold, text = load(path)
    missing = [r["evidence"] for r in gold["relations"] if squeeze(r["evidence"]) not in text]
    assert missing == []


@EACH
def test_relations_fit_the_types_they_join(path: Path) -> None:
    gold, _ = load(path)
    types = {entity["id"]: set(entity["types"]) for entity in gold["entities"]}
    for relation in gold["relations"]:
        subjects, objects = ENDS[relation["p"]]
        assert types[relation["s"]] & subjects, relation
        if objects == {"date"}:
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", relation["o"]), relation
        else:
            assert types[relation["o"]] & objects, relation
            assert relation["s"] != relation["o"], relation
        assert ("title" in relation) == (relation["p"] == "holdsPosition"), relation
        assert "title" not in relation or relation["title"] in relation["evidence"], relation


@EACH
def test_no_fact_is_written_twice(path: Path) -> None:
    gold, _ = load(path)
    facts = Counter(
        (*sorted((r["s"], r["o"])), r["p"]) if r["p"] == "cooperatesWith" else (r["s"], r["o"], r["p"])
        for r in gold["relations"]
    )
    assert [fact for fact, count in facts.items() if count > 1] == []


def test_every_predicate_is_scored_often_enough() -> None:
    counts: Counter[str] = Counter()
    for path in FILES:
        gold, _ = load(path)
        optional = {entity["id"] for entity in gold["entities"] if entity["optional"]}
        counts.update(r["p"] for r in gold["relations"] if not r.get("optional") and not {r["s"], r["o"]} & optional)
    assert {predicate for predicate in ENDS if counts[predicate] < 5} == set()


def test_every_type_is_scored() -> None:
    found = {e["types"][0] for path in FILES for e in load(path)[0]["entities"] if not e["optional"]}
    assert found == COARSE
