"""Sources behind a URL are read as files are."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from kg.model import Document
from kg.read import ReadError, find, read

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (extra cluster)")


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A store of objects that lives in memory."""
    system = fsspec.filesystem("memory")
    system.pipe("/pages/b.txt", "德阳市与绵阳市签署《物流合作协议》。".encode())
    system.pipe("/pages/below/a.md", "# 一\n\n正文。\n".encode())
    system.pipe("/pages/README.md", b"about")
    system.pipe("/pages/.hidden.txt", b"no")
    system.pipe("/pages/picture.png", b"no")
    rows = "\n".join(json.dumps({"id": f"r{n}", "text": "乐山市与雅安市签署《茶业合作协议》。"}) for n in range(3))
    system.pipe("/lines/x.jsonl.gz", gzip.compress(rows.encode()))
    yield system
    system.rm("/pages", recursive=True)
    system.rm("/lines", recursive=True)


@pytest.mark.usefixtures("bucket")
def test_a_folder_a_pattern_and_a_file_behind_a_url() -> None:
    assert list(find("memory://pages")) == ["memory:///pages/b.txt", "memory:///pages/below/a.md"]
    assert list(find("memory://pages/*.txt")) == ["memory:///pages/b.txt"]
    [document] = read("memory://pages/b.txt")
    assert isinstance(document, Document)
    assert (document.id, document.text) == ("b", "德阳市与绵阳市签署《物流合作协议》。")
    assert [item.id for item in read(["memory://lines/x.jsonl.gz"]) if isinstance(item, Document)] == ["r0", "r1", "r2"]


@pytest.mark.usefixtures("bucket")
def test_what_is_not_there_or_not_known_is_named() -> None:
    for url in ("memory://nowhere", "memory://pages/none.txt", "nosuch://x/y.txt"):
        [error] = read(url)
        assert isinstance(error, ReadError)
        assert error.path == url
        assert error.cause
