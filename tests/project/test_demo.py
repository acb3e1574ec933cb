"""What `make demo` shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_demo_answers_and_draws(root: Path, tmp_path: Path) -> None:
    settings = {"KG": str(Path(sys.executable).parent / "kg"), "OUT": str(tmp_path)}
    done = subprocess.run(
        ["bash", str(root / "tools" / "demo.sh")],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "推进遂宁潼南一体化发展合作协议" in done.stdout
    assert "广安—合川医药大健康产业园" in done.stdout
    assert done.stdout.count("────") >= 3
    assert f"Open {tmp_path}/graph.html" in done.stdout
    assert "<script" in (tmp_path / "graph.html").read_text(encoding="utf-8")
