"""The comparison of two benchmark runs names what got worse, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

OLD = {
    "machine": {"processor": "X"},
    "build": {"build_to_posseg": 1.0, "build_mb_s": 0.2, "memory_mb": 200.0},
    "scale": [{"documents": 1000, "wall_s": 10.0}],
}


def compare(root: Path, tmp_path: Path, new: object) -> tuple[int, str]:
    for name, figures in (("old", OLD), ("new", new)):
        (tmp_path / f"{name}.json").write_text(json.dumps(figures), encoding="utf-8")
    command = [sys.executable, str(root / "benchmarks" / "compare.py"), "old.json", "new.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_what_is_slower_by_more_than_a_tenth_is_named(root: Path, tmp_path: Path) -> None:
    new = json.loads(json.dumps(OLD))
    new["build"] |= {"build_to_posseg": 0.85, "build_mb_s": 0.1, "memory_mb": 215.0}
    new["scale"][0]["wall_s"] = 11.5

    code, told = compare(root, tmp_path, new)

    assert code == 1
    assert told.splitlines() == ["build.build_to_posseg: 1 → 0.85 (-15%)", "scale.1000.wall_s: 10 → 11.5 (+15%)"]


def test_on_another_machine_only_ratios_count(root: Path, tmp_path: Path) -> None:
    new = json.loads(json.dumps(OLD)) | {"machine": {"processor": "Y"}}
    new["scale"][0]["wall_s"] = 99.0

    assert compare(root, tmp_path, new) == (0, "Nothing is slower by more than a tenth.\n")
