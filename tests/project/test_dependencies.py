"""What the package runs on: all that it imports, and nothing else."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import jieba
import pytest
import rjieba

# Distribution → why it is asked for although no module imports it.
NOT_IMPORTED = {
    "jieba": "the reference whose cuts and dictionary rjieba carries, for whoever wants to compare or replace it"
}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def declared(root: Path) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_normal(re.split(r"[<>=~!;\[ ]", each)[0]) for each in project["dependencies"]}


@pytest.fixture(scope="module")
def imported(root: Path) -> set[str]:
    modules = set()
    for path in (root / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    known = packages_distributions()
    return {_normal(known[name][0]) for name in modules - set(sys.stdlib_module_names) - {"kg"}}


def test_every_import_is_declared(declared: set[str], imported: set[str]) -> None:
    assert imported - declared == set()


def test_every_dependency_is_used(declared: set[str], imported: set[str]) -> None:
    assert declared - imported - NOT_IMPORTED.keys() == set()


def test_dependencies_are_sorted(root: Path) -> None:
    listed = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert listed == sorted(listed, key=str.lower)


def test_fast_segmenter_cuts_like_jieba(root: Path) -> None:
    reference, fast = jieba.Tokenizer(), rjieba.Jieba()
    text = (root / "corpus" / "c12.txt").read_text(encoding="utf-8")

    for line in filter(None, text.splitlines()):
        assert fast.cut(line) == list(reference.cut(line))
