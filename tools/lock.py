"""Pin what the tests and the demo run on: ``make lock`` writes requirements/test.txt and requirements/run.txt.

Only names and versions are written, no address of a registry and no hash: they are installed from whatever registry
pip is set up with.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"test.txt": ("test", "lint", "docs"), "run.txt": ("build",)}
EXTRAS = {"test.txt": "[cluster]"}


def resolve(groups: tuple[str, ...], extras: str, constraints: Path | None) -> list[str]:
    """The exact versions, one line each, of the dependencies of the package with ``extras`` and of ``groups``."""
    wanted = [argument for group in groups for argument in ("--group", f"{ROOT / 'pyproject.toml'}:{group}")]
    limits = ["--constraint", str(constraints)] if constraints else []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*command, "--report", str(report), *wanted, *limits, f"{ROOT}{extras}"], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = {item["metadata"]["name"].lower(): item["metadata"]["version"] for item in found}
    return [f"{name}=={pins[name]}" for name in sorted(pins) if name != "chuanyu-kg"]


def main() -> None:
    """Write the locks; the second is limited to the versions of the first."""
    constraints = None
    for name, groups in LOCKS.items():
        lines = resolve(groups, EXTRAS.get(name, ""), constraints)
        path = ROOT / "requirements" / name
        head = f"# Written by `make lock` from pyproject.toml (groups: {', '.join(groups)}); do not edit.\n"
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(lines)} packages")
        constraints = constraints or path


if __name__ == "__main__":
    main()
