"""The lexicon: what its tables promise, what names resolve to, how a broken table is reported."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.knowledge.lexicon import LexiconError, lexicon, load
from kg.resources import ontology

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ontology() / "lexicon"
TABLES = (
    "divisions townships countries abbreviations bodies departments economic_regions zones zone_patterns institutions "
    "companies world_places surnames titles"
).split()


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sorted_unique_and_sourced(table: str) -> None:
    text = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    assert rows, "an empty table"
    assert rows == sorted(rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert all(row[-1].strip() for row in rows)
    assert not [cell for row in rows for cell in row if cell != cell.strip()]


def test_codes_say_the_level_and_chains_of_parents_end_in_a_country() -> None:
    divisions = lexicon().divisions
    widths = {"country": 2, "province": 6, "prefecture": 6, "county": 6, "township": 9}
    for code, division in divisions.items():
        assert division.code == code
        assert len(code) == widths[division.level]
        if division.level != "country":
            assert code.isdigit()
            assert lexicon().ancestors(code)[-1] == "CN"
        if division.level == "township":
            assert code.startswith(division.parent)


def test_successors_come_after_what_they_follow() -> None:
    divisions = lexicon().divisions
    for division in divisions.values():
        if division.successor:
            assert division.valid_until is not None
            assert division.successor != division.code
        if division.valid_from and division.valid_until:
            assert division.valid_from <= division.valid_until


def test_every_division_in_force_is_found_by_each_of_its_names() -> None:
    by_name = lexicon().by_name
    for division in lexicon().divisions.values():
        if division.level != "township" and division.valid_until is None:
            for name in (division.name, *division.short):
                assert division.code in by_name[name], name


def test_sichuan_and_chongqing_are_complete() -> None:
    counts = {"50": 37, "51": 183}  # 2025 and later; Chongqing lost two districts and gained one
    for province, expected in counts.items():
        counties = [
            division
            for division in lexicon().divisions.values()
            if division.level == "county" and division.valid_until is None and division.code.startswith(province)
        ]
        assert len(counties) == expected


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("重庆市", ("500000",)),
        ("重庆", ("500000",)),
        ("渝北", ("500112",)),
        ("广安", ("511600",)),
        ("彭水", ("500243",)),
        ("阿坝州", ("513200",)),
        ("简阳市", ("510185",)),
        ("郫县", ("510124",)),
        ("襄樊市", ("420600",)),
        ("万盛区", ("500110",)),
        ("新加坡", ("SG",)),
        ("内蒙古", ("150000",)),
        ("香港", ("810000",)),
    ],
)
def test_names_resolve(name: str, codes: tuple[str, ...]) -> None:
    assert lexicon().by_name[name] == codes


def test_an_ambiguous_name_keeps_all_its_bearers() -> None:
    assert set(lexicon().by_name["江北区"]) == {"500105", "330205"}


def test_the_year_decides_between_old_and_new() -> None:
    assert lexicon().resolve("江北区", year=2026) == ("330205",)
    assert lexicon().resolve("江北区", year=2021) == ("330205", "500105")
    assert lexicon().resolve("两江新区", year=2021) == ()
    assert lexicon().resolve("郫县", year=2021) == ("510124",), "an old name may still be used"


def test_a_name_is_older_than_the_code_of_its_place() -> None:
    assert lexicon().resolve("敦煌", year=1998) == ("620982",)
    assert lexicon().resolve("香港", year=1996) == ("810000",)
    assert lexicon().resolve("临平区", year=1998) == ()


def test_the_changes_of_the_last_years_are_in() -> None:
    divisions = lexicon().divisions
    assert divisions["510118"].name == "新津区"
    assert divisions["510118"].valid_from == 2020
    assert divisions["510185"].parent == "510100"
    assert (divisions["512081"].valid_until, divisions["512081"].successor) == (2016, "510185")
    assert (divisions["510124"].valid_until, divisions["510124"].successor) == (2016, "510117")
    assert divisions["371200"].valid_until == 2019
    assert divisions["330113"].name == "临平区"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("渝", {"500000"}),
        ("川渝", {"500000", "510000"}),
        ("成渝", {"500000", "510100"}),
        ("京津冀", {"110000", "120000", "130000"}),
        ("渝广", {"500000", "511600"}),
    ],
)
def test_abbreviations(name: str, codes: set[str]) -> None:
    assert set(lexicon().abbreviations[name]) == codes


def test_single_characters_of_composites_do_not_stand_alone() -> None:
    kinds = lexicon().abbreviation_kinds
    assert (kinds["渝"], kinds["成"], kinds["广"]) == ("single", "component", "component")
    assert all(len(lexicon().abbreviations[name]) > 1 for name, kind in kinds.items() if kind == "composite")


def test_townships() -> None:
    codes = lexicon().townships("安富街道")
    assert any(lexicon().within(code, "500153") for code in codes)
    assert lexicon().townships("没有这个镇") == ()
    (before,) = lexicon().townships("观音桥街道", year=2021)
    (after,) = lexicon().townships("观音桥街道", year=2026)
    assert (lexicon().divisions[before].parent, lexicon().divisions[after].parent) == ("500105", "500157")


def test_departments_give_patterns_with_the_region_in_them() -> None:
    patterns = {department.name: department.patterns for department in lexicon().departments}
    assert "{}经信委" in patterns["经济和信息化委员会"]
    assert "{}委" in patterns["中国共产党{}委员会"]
    assert "{}证监局" in patterns["中国证券监督管理委员会{}监管局"]
    for department in lexicon().departments:
        assert set(department.kinds) <= {"province", "municipality", "prefecture", "county"}
        assert all(pattern.count("{}") == 1 for pattern in department.patterns)


def test_titles_are_longest_first() -> None:
    titles = lexicon().titles
    assert titles.index("副董事长") < titles.index("董事长")
    assert "常务副" in lexicon().prefixes
    assert {"欧阳", "王"} <= lexicon().surnames


@pytest.mark.parametrize(
    ("table", "line", "cause"),
    [
        ("divisions.tsv", "990000\t某省\tprovince\tCN\t\t\tsoon\t\t\t手工", "cell 7 is no number"),
        ("divisions.tsv", "990000\t某省\tstate\tCN\t\t\t\t\t\t手工", "not one of country"),
        ("divisions.tsv", "990101\t某区\tcounty\t990100\t\t\t\t\t\t手工", "unknown code '990100'"),
        ("townships.tsv", "某镇\t手工", "has 2 cells, not 6"),
        ("countries.tsv", "CN\t中国\t\t手工", "CN is already on line"),
        ("countries.tsv", "QQ\t\t\t手工", "cell 2 is empty"),
        ("titles.tsv", "某长\ttitle\t", "has no source"),
        ("bodies.tsv", "某部\t某|某\tGovernmentBody\t手工", "a repeated value"),
    ],
)
def test_a_malformed_row_is_named_with_file_line_and_cause(tmp_path: Path, table: str, line: str, cause: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    path = folder / table
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(folder)
    assert str(caught.value).startswith(f"{path}:{len(text.splitlines())}: ")
    assert cause in str(caught.value)


def test_a_missing_table_and_a_wrong_header_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    (folder / "titles.tsv").write_text("title\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"titles\.tsv:1: the header must be"):
        load(folder)
    (folder / "titles.tsv").unlink()
    with pytest.raises(LexiconError, match=r"titles\.tsv:0: cannot be read"):
        load(folder)
