"""Write the measured figures into README.md and docs/quality.md (``make quality``).

The tables stand between ``<!-- quality:NAME -->`` and ``<!-- /quality:NAME -->``. The labelled pages in ../shared are
measured where they lie beside the checkout; elsewhere their table stays as it is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGES = (ROOT / "README.md", ROOT / "docs" / "quality.md")
HEAD = "| | precision | recall | F1 | right | wrong | missed |\n|---|---:|---:|---:|---:|---:|---:|"
TOTALS = ("entities: core four", "entities: all", "relations: all")

Figures = dict[str, float]


def measure(gold: list[Path], texts: list[Path]) -> dict[str, Figures]:
    """Kind → p, r, f1, tp, fp, fn, as ``kg evaluate`` gives them."""
    folders = [argument for folder in texts for argument in ("--texts", str(folder))]
    command = [str(Path(sys.executable).parent / "kg"), "evaluate", *map(str, gold), *folders, "-f", "json"]
    out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return {kind: figures for kind, figures in json.loads(out).items() if "f1" in figures}


def table(figures: dict[str, Figures]) -> str:
    """One line for each kind that occurs."""
    lines = [HEAD]
    for kind, each in figures.items():
        if each["tp"] + each["fp"] + each["fn"]:
            shown = [f"{each[key]:.2f}" for key in ("p", "r", "f1")] + [
                str(int(each[key])) for key in ("tp", "fp", "fn")
            ]
            lines.append(f"| {kind} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def write(name: str, text: str) -> None:
    """Put a table between its marks, wherever they stand."""
    marks = re.compile(f"(<!-- quality:{name} -->\n).*?(<!-- /quality:{name} -->)", re.DOTALL)
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        page.write_text(marks.sub(lambda match: f"{match[1]}{text}\n{match[2]}", old), encoding="utf-8")


def main() -> None:
    """Measure and write."""
    gold = ROOT / "benchmarks" / "gold"
    figures = measure(sorted(gold.glob("*.json")), [ROOT / "corpus"])
    tables = {"summary": table({kind: figures[kind] for kind in TOTALS}), "corpus": table(figures)}
    if SHARED.is_dir():
        pages = sorted((SHARED / "gold").glob("*.json"))
        tables["pages"] = table(measure(pages, [SHARED / "seeds", SHARED / "news"]))
    for name, text in tables.items():
        write(name, text)
    print("written: " + ", ".join(page.name for page in PAGES))


if __name__ == "__main__":
    main()
