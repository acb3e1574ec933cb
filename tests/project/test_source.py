"""What must hold for the code in ``kg/``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff]")

# How written Chinese works is mechanism and may stand in code: the parts of a page, the function words between names,
# the words that point back at a name. What the world is and how newspapers name it is data and stands in ontology/.
# Path or folder → what the literals are.
ALLOWED = {
    "kg/cli/explain.py": "an example in the help of an option",
    "kg/entity/": "words that point back at a name (该行, 两地), and the level words that a name may drop (省, 市, 县)",
    "kg/mention/": "function words and brackets that bound a name, numerals, date words",
    "kg/read/": "sentence ends, and how bylines, jump lines and date lines are written",
    "kg/relate/": "function words between names (与, 等, 的)",
}


def _docstrings(tree: ast.AST) -> set[ast.Constant]:
    found = set()
    for node in ast.walk(tree):
        for first in getattr(node, "body", [])[:1] if isinstance(getattr(node, "body", None), list) else []:
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in docstrings:
            continue
        if isinstance(node.value, str) and HAN.search(node.value):
            yield node.lineno, node.value


def test_chinese_words_are_data_not_code(root: Path) -> None:
    found = []
    for path in sorted((root / "kg").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not any(name.startswith(allowed) for allowed in ALLOWED):
            found += [f"{name}:{line}: {value[:40]}" for line, value in _literals(path)]

    assert found == []


def test_every_exception_is_still_needed(root: Path) -> None:
    for allowed in ALLOWED:
        path = root / allowed
        files = [path] if path.is_file() else sorted(path.rglob("*.py"))

        assert any(list(_literals(file)) for file in files), f"{allowed} holds no Chinese literal any more"


def test_files_are_opened_with_an_encoding(root: Path) -> None:
    found = []
    for path in sorted((root / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in {"read_text", "write_text"} and not any(k.arg == "encoding" for k in node.keywords):
                found.append(f"{path.relative_to(root)}:{node.lineno}")

    assert found == []
