"""Files of JSON lines are read a line at a time, and give what they would give as a whole."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from kg.model import Document
from kg.read import ReadError, read
from kg.read.decode import decode
from kg.read.formats import digest


def lines(count: int, text: str = "泸州市与宜宾市签署《白酒产业合作协议》。") -> list[str]:
    rows = ({"id": f"d{n}", "title": f"第{n}条", "published": "2024-04-02", "text": text} for n in range(count))
    return [json.dumps(row, ensure_ascii=False) for row in rows]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_line_is_a_document_whatever_the_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    data = "\n".join([*lines(3), "", "{", *lines(4)[3:]]).encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)

    found = list(read(tmp_path / name))

    documents = [item for item in found if isinstance(item, Document)]
    assert [document.id for document in documents] == ["d0", "d1", "d2", "d3"]
    assert [document.digest for document in documents] == [digest(line.encode()) for line in lines(4)]
    assert [item.line for item in found if isinstance(item, ReadError)] == [5]
    assert decode(data).split("\n")[0] == lines(1)[0]


def test_one_line_that_is_not_utf_8_stops_no_other(tmp_path: Path) -> None:
    first, second, third = (line.encode() for line in lines(3))
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([first] * 600 + [second[:40] + b"\xff" + second[40:], third]))

    found = [item for item in read(tmp_path / "a.jsonl") if isinstance(item, ReadError) or item.id != "d0"]

    assert [item.line if isinstance(item, ReadError) else item.id for item in found] == [601, "d2"]


def test_a_file_without_a_document_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n \n")

    [error] = read(tmp_path / "a.jsonl")

    assert isinstance(error, ReadError)
    assert "empty" in error.cause


def test_memory_does_not_grow_with_the_file_and_the_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines(4000, "雅安市与乐山市签署协议。" * 40)), encoding="utf-8")
    places: list[int] = []

    tracemalloc.start()
    try:
        count = sum(1 for _ in read(path, at=places.append))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 4000
    assert most < path.stat().st_size / 4
    assert places == sorted(places)
    assert 0 < places[-1] <= path.stat().st_size
