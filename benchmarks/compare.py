"""What got slower: ``python benchmarks/compare.py OLD.json NEW.json`` (exit code 1 where something did).

Compared are ratios to jieba in the same run, which another machine changes little; seconds and memory only where both
runs are of one kind of processor.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOLERANCE = 0.1
RATIOS = frozenset((  # more is better
    "build.build_to_posseg", "build.build_to_cut", "build.build_to_lac", "store.load_to_rdflib",
    "store.question_to_rdflib", "workers.by_cpu",
))  # fmt: skip
COSTS = ("start", "again.again_cpu_s", "again.changed_page_s", "build.memory_mb", "build.disk_mb", "scale")  # less is


def flat(figures: Any, name: str = "") -> Iterator[tuple[str, float]]:  # noqa: ANN401 - as JSON has it
    """Every number in a result, with its path (``scale.5000.wall_s``)."""
    if isinstance(figures, dict):
        for key, value in figures.items():
            yield from flat(value, f"{name}.{key}" if name else key)
    elif isinstance(figures, list):
        for row in figures:
            yield from flat(row, f"{name}.{row['documents']}")
    elif isinstance(figures, int | float):
        yield name, float(figures)


def worse(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """One line for each figure that is worse by more than a tenth."""
    before, after = dict(flat(old)), dict(flat(new))
    same = old["machine"]["processor"] == new["machine"]["processor"]
    for name in before.keys() & after.keys():
        rises = name in RATIOS
        counts = same and name.startswith(COSTS) and (name.endswith(("_s", "_mb")) or ".kg " in name)
        if not (rises or counts) or not before[name]:
            continue
        change = after[name] / before[name]
        if (change < 1 / (1 + TOLERANCE)) if rises else (change > 1 + TOLERANCE):
            yield f"{name}: {before[name]:g} → {after[name]:g} ({change - 1:+.0%})"


def main() -> None:
    """Print what got worse."""
    old, new = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    lines = sorted(worse(old, new))
    print("\n".join(lines) or "Nothing is slower by more than a tenth.")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
