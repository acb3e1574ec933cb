"""Dates, titles and identifiers: where they come from, and which source goes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document
from kg.read import ReadError, read
from kg.read.dates import date_in, parse_date

TEXT = "川渝签约共建园区\n\n发布时间：2020年1月2日\n\n6月3日，两地签署合作协议。\n"


def one(path: Path, published: str | None = None, manifest: Path | None = None) -> Document:
    (found,) = read(path, published=published, manifest=manifest)
    assert isinstance(found, Document), found
    return found


def date(page: Document) -> str | None:
    return page.published.iso if page.published else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-06-08", "2021-06-08"),
        ("2021-06", "2021-06"),
        ("2021", "2021"),
        ("2021/6/8", "2021-06-08"),
        ("20210608", "2021-06-08"),
        ("2021年6月8日", "2021-06-08"),
        ("2021年6月", "2021-06"),
        ("2021-06-08T09:10:11+08:00", "2021-06-08"),
        ("2021-06-08 09:10", "2021-06-08"),
        ("Tue, 08 Jun 2021 09:10:11 +0800", "2021-06-08"),
    ],
)
def test_dates_of_metadata(text: str, expected: str) -> None:
    assert parse_date(text).iso == expected


@pytest.mark.parametrize("text", ["", "yesterday", "2021-13-01", "2021-02-30", "21-6-8", "六月"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|\d"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲报\n2025年4月23日 星期三\n\n两地签约。", "2025-04-23"),
        ("公告\n（2023年8月31日）\n\n近年来，两地密集发文。", "2023-08-31"),
        ("关于召开会议的通知\n\n各单位：\n请准时参加。\n\n某某办公室\n2022年3月5日", "2022-03-05"),
        ("日期: 2022-03-05 来源：某报\n两地签约。", "2022-03-05"),
        ("合作通讯 2025年第3期\n\n两地签约。", "2025"),
        ("大事记\n2020年1月2日\n签约。\n2020年2月3日\n开工。\n2020年3月4日\n投产。", None),
        ("2020年4月30日，两地签约，2021年建成。", None),
        ("两地签约。", None),
    ],
)
def test_dates_that_a_page_states_about_itself(text: str, expected: str | None) -> None:
    found = date_in(text)
    assert (found.iso if found else None) == expected


def test_the_order_of_sources(tmp_path: Path) -> None:
    path = tmp_path / "007_a1b2.txt"
    path.write_text(TEXT, encoding="utf-8")
    table = tmp_path / "manifest.csv"
    table.write_text("id,title,published,source\n007,园区签约,2021-06,某报\n", encoding="utf-8")
    assert date(one(path)) == "2020-01-02"
    assert one(path).title == "川渝签约共建园区"
    listed = one(path, manifest=table)
    assert (listed.id, listed.title, listed.source, date(listed)) == ("007", "园区签约", "某报", "2021-06")
    assert date(one(path, published="2022", manifest=table)) == "2022"


def test_front_matter_goes_before_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: 题目\npublished: 2019\n---\n{TEXT}", encoding="utf-8")
    assert (one(path).title, date(one(path))) == ("题目", "2019")


def test_a_manifest_may_name_files(tmp_path: Path) -> None:
    path = tmp_path / "某页.txt"
    path.write_text(TEXT, encoding="utf-8")
    table = tmp_path / "manifest.csv"
    table.write_text("id,file,title\np1,某页.txt,题目\n", encoding="gb18030")
    assert (one(path, manifest=table).id, one(path, manifest=table).title) == ("p1", "题目")


def test_a_wrong_date_in_the_manifest_is_told_with_its_line(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    table = tmp_path / "manifest.csv"
    table.write_text("id,title,published,source\na,甲,2021-02-30,\nb,乙,2021-03-01,\n", encoding="utf-8")
    wrong, good = read(tmp_path, manifest=table)
    assert isinstance(wrong, ReadError)
    assert (wrong.path, wrong.line) == (str(table), 2)
    assert isinstance(good, Document)


def test_a_manifest_that_cannot_be_used_stops_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (missing,) = read(tmp_path, manifest=tmp_path / "none.csv")
    assert isinstance(missing, ReadError)
    table = tmp_path / "wrong.csv"
    table.write_text("name,date\na,2021\n", encoding="utf-8")
    (wrong,) = read(tmp_path, manifest=table)
    assert isinstance(wrong, ReadError)
    assert "no column id" in wrong.cause


def test_a_wrong_publication_date_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read(tmp_path, published="soon")
