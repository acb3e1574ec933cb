"""Head nouns and word classes: well-formed data that the recognisers know how to use, and that they do use."""

from __future__ import annotations

import re
from collections import Counter
from inspect import unwrap
from pathlib import Path

import pytest

from kg.knowledge import grammar as module
from kg.knowledge.grammar import alternation, grammar, rows
from kg.knowledge.terms import classes
from kg.mention.needs import NEEDS

TABLES = {"suffixes.tsv": 4, "words.tsv": 3, "word_tags.tsv": 3, "strategies.tsv": 4, "leaders.tsv": 2}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_rows_are_sorted_unique_and_sourced(table: str) -> None:
    found = rows(table, TABLES[table])
    assert found, "an empty table"
    assert list(found) == sorted(found)
    # a suffix may have two classes, a word stand in two word classes
    assert not [row for row, count in Counter(tuple(row[:2]) for row in found).items() if count > 1]
    assert all(row[-1].strip() for row in found)
    assert not [cell for row in found for cell in row if cell != cell.strip()]


def test_suffixes_and_strategies_have_classes_of_the_ontology() -> None:
    assert {kind for _, kind, _, _ in rows("suffixes.tsv", 4)} <= set(classes())
    assert {kind for _, _, kind, _ in rows("strategies.tsv", 4)} <= set(classes())


def test_every_need_is_known_and_every_known_need_has_a_suffix() -> None:
    assert {suffix.need for found in grammar().suffixes.values() for suffix in found} == set(NEEDS)


def test_no_word_class_is_dead(root: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "kg").rglob("*.py")))
    unused = {name for name in grammar().words if not re.search(rf"[\"']{name}[\"']", code)}
    assert not unused


def test_the_recognisers_ask_for_no_word_class_that_is_missing(root: Path) -> None:
    folders = (root / "kg" / "mention", root / "kg" / "entity")
    code = "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.py")))
    asked = set(re.findall(r"""(?:words\[|alternation\()["']([a-z_]+)["'][\])]""", code))
    assert len(asked) > 20
    assert asked <= set(grammar().words)


def test_class_nouns_of_lists_give_classes_of_the_ontology() -> None:
    pairs = [pair.split("=") for pair in grammar().words["list_head"]]
    assert all(len(pair) == 2 and pair[0] for pair in pairs)
    assert {kind for _, kind in pairs} <= set(classes())
    assert len({noun for noun, _ in pairs}) == len(pairs), "one noun with two classes"


def test_the_longest_head_noun_is_found() -> None:
    for text, longest in (("股份有限公司", "股份有限公司"), ("融资担保公司", "融资担保公司"), ("产业园区", "产业园区")):
        match = re.match(alternation(grammar().suffixes), text)
        assert match is not None
        assert match.group() == longest


def test_an_alternation_prefers_the_longer_word_and_takes_signs_literally() -> None:
    match = re.match(grammar().alternation("speech"), "介绍说，")
    assert match is not None
    assert match.group() == "介绍说"
    for name, words in grammar().words.items():
        pattern = re.compile(grammar().alternation(name))
        assert all(pattern.fullmatch(word) for word in words)


def test_names_of_strategies_do_not_collide() -> None:
    names = Counter(
        form for name, shorts, _, _ in rows("strategies.tsv", 4) for form in {name, *filter(None, shorts.split("|"))}
    )
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize(
    "line", ["只有一格", "\tProject\tproject\tours", "路\tProject\tproject\tours\t多"], ids=["short", "empty", "long"]
)
def test_a_malformed_row_is_reported_with_file_and_line(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "suffixes.tsv").write_text(
        f"suffix\ttype\tneed\tsource\n桥\tProject\tproject\tours\n{line}\n", encoding="utf-8"
    )
    monkeypatch.setattr(module, "ontology", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"suffixes\.tsv:3: 4 tab-separated columns expected"):
        unwrap(rows)("suffixes.tsv", 4)
