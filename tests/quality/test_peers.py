"""The comparison with public taggers: the count is generous to them, and a tagger that does not run is named."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

TEXT = "万州区与开州区签署协议。万州区政府和开州区在会上发言。"
GOLD = {
    "doc": "t",
    "published": "2024-05-01",
    "entities": [
        {"id": "e1", "types": ["Region"], "name": "万州区", "aliases": ["万州"]},
        {"id": "e2", "types": ["Region"], "name": "开州区", "aliases": ["开州"]},
        {"id": "e3", "types": ["Organisation"], "name": "万州区政府", "aliases": []},
        {"id": "e4", "types": ["Region"], "name": "重庆", "aliases": [], "optional": True},
    ],
    "relations": [],
}


@pytest.fixture(scope="module")
def peers(root: Path) -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("peers", root / "benchmarks" / "quality" / "peers.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "t.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_two_spellings_of_one_thing_cost_a_tagger_nothing_and_a_wrong_kind_does(peers: ModuleType, files: Path) -> None:
    given: list[Sequence[str]] = []

    def tagger(texts: Sequence[Sequence[str]]) -> list[set[tuple[str, str]]]:
        given.extend(texts)
        regions = {("Region", name) for name in ("万州", "万州区", "重庆", "会上")}
        return [regions | {("Organisation", "开州区"), ("Organisation", "万州区政府")}]

    (_, row), remarks = peers.compare([GOLD], [files], {"tagger": tagger})

    assert given == [["万州区与开州区签署协议。", "万州区政府和开州区在会上发言。"]]
    assert not remarks
    region, body = (row.score.entities.figures([kind]) for kind in ("Region", "Organisation"))
    assert (region.right, region.wrong, region.missed) == (1, 1, 1)
    assert (body.right, body.wrong, body.missed) == (1, 1, 0)


def test_a_tagger_that_does_not_run_is_named_and_we_are_measured(peers: ModuleType, files: Path) -> None:
    python = files / "lac" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho no paddle for this machine >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)

    rows, remarks = peers.compare([GOLD], [files], {"LAC": lambda texts: peers.lac_names(texts, files / "lac")})

    assert remarks == ["LAC is left out: no paddle for this machine"]
    assert peers.table(rows).splitlines()[2].startswith("| chuanyu-kg")
