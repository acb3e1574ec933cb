"""Run the notebooks to their end and write them back without outputs (``make notebooks``).

The notebooks are kept without outputs, so that a change shows as a change of the text.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"


def stripped(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without outputs, counters and traces of the machine that ran it."""
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def run(path: Path) -> nbformat.NotebookNode:
    """The executed notebook; ``CellExecutionError`` where a cell fails."""
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    return notebook


def main() -> None:
    """Run and strip all notebooks."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        run(path)
        nbformat.write(stripped(nbformat.read(path, as_version=4)), path)
        print(f"{path.name}: ran to its end")


if __name__ == "__main__":
    main()
