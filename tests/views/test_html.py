"""The page as a file: self-contained, strict, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from kg.cli.view import command
from kg.views.html import Page, render


class _Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self._open = tag
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open][-1] += data


@pytest.fixture(scope="module")
def text(store: Store) -> str:
    return render(store)


def test_nothing_in_the_page_is_loaded_from_anywhere(text: str) -> None:
    for tag, attributes in _Elements(text).seen:
        assert not attributes.get("src"), tag
        assert attributes.get("href") in {None, "data:,"}, tag


def test_the_policy_allows_these_scripts_and_no_others(text: str) -> None:
    page = _Elements(text)
    policy = next(a["content"] for tag, a in page.seen if a.get("http-equiv") == "Content-Security-Policy") or ""
    blocks = re.findall(r"<(script|style)(?: [^>]*)?>(.*?)</\1>", text, flags=re.DOTALL)
    run = [block for kind, block in blocks if kind == "style" or not block.startswith("{")]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(run) == 3
    for block in run:
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_hostile_names_stay_inside_the_data(hostile: Store) -> None:
    page = _Elements(render(hostile, title="</title><script>window.hacked='head'</script>"))

    tags = [tag for tag, _ in page.seen]
    assert tags.count("script") == 3
    assert "img" not in tags
    assert "svg" not in tags
    data = json.loads(page.texts["script"][0])
    assert data["nodes"][0]["label"] == "</script><script>window.hacked='agreement'</script>"


def test_the_same_data_give_the_same_bytes(store: Store, text: str, tmp_path: Path) -> None:
    dump = tmp_path / "sample.nq"
    dump.write_text("\n".join(sorted((f"{quad} ." for quad in store), reverse=True)), encoding="utf-8")
    script = (
        "import sys; from pyoxigraph import parse; from kg.views.html import render; "
        "sys.stdout.buffer.write(render(list(parse(path=sys.argv[1]))).encode())"
    )

    again = subprocess.run(
        [sys.executable, "-c", script, str(dump)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    assert again.stdout.decode() == text


def test_an_empty_store_and_a_lone_entity_make_pages_too(sample: ModuleType) -> None:
    lone = sample.Sample()
    lone.document("d1", title="t", issued="2021", source="", text="x")
    lone.entity("d1", "region/510000", {"type": "AdministrativeRegion", "name": "四川省"})

    assert '"nodes":[]' in render(Store())
    assert '"first":[0]' in render(lone.store)


def test_english_interface(store: Store) -> None:
    text = render(store, lang="en")

    assert '<html lang="en">' in text
    assert "<title>Knowledge graph</title>" in text


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(store: Store) -> None:
    page = Page.of(store, focus=["四川银行"])

    shown = page._repr_html_()

    frame = _Elements(shown).seen
    assert [tag for tag, _ in frame] == ["iframe"]
    assert frame[0][1]["srcdoc"] == page.html
    assert "allow-same-origin" not in (frame[0][1]["sandbox"] or "")


@pytest.fixture
def store_path(store: Store, tmp_path: Path) -> Path:
    from kg.store import Store as Folder

    path = tmp_path / "store"
    with Folder.open(path) as folder:
        by_graph: dict[Any, list[Any]] = {}
        for quad in store:
            by_graph.setdefault(quad.graph_name, []).append(quad)
        for name, quads in by_graph.items():
            folder.replace(name.value, quads)
    return path


def test_the_command_writes_the_page(store_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.html"

    result = CliRunner().invoke(command, ["--store", str(store_path), "-o", str(target), "--focus", "四川银行"])

    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "四川银行" in target.read_text(encoding="utf-8")


def test_the_command_writes_to_standard_output(store_path: Path) -> None:
    result = CliRunner().invoke(command, ["--store", str(store_path), "-o", "-", "--title", "两地合作"])

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert "<title>两地合作</title>" in result.stdout


def test_the_command_says_what_helps(store_path: Path) -> None:
    result = CliRunner().invoke(command, ["--store", str(store_path), "--max-nodes", "5"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "--focus NAME, for example" in result.stderr
