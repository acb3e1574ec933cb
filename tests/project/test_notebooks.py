"""The notebooks run to their end, and are kept without outputs."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_tool", root / "tools" / "notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_is_a_notebook() -> None:
    assert [path.name for path in NOTEBOOKS][:1] == ["01-from-texts-to-questions.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_outputs(tool: ModuleType, path: Path) -> None:
    kept = nbformat.read(path, as_version=4)

    assert kept == tool.stripped(nbformat.read(path, as_version=4)), "`make notebooks` strips it"


@pytest.mark.notebook
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_to_its_end(tool: ModuleType, path: Path) -> None:
    done = tool.run(path)
    answers = [cell for cell in done.cells if cell.cell_type == "code" and cell.source.rstrip().endswith('b="重庆")')]

    assert all(cell.execution_count for cell in done.cells if cell.cell_type == "code")
    assert answers
    for cell in answers:
        assert cell.outputs[-1].data["text/markdown"].count("\n") >= 3, "a question without an answer"
