# ruff: noqa: INP001 - a script is no package
"""Put what pages can carry into kg/views/assets, from node_modules, with a list of licences and checksums.

Called by ``make assets`` after ``npm ci``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "kg" / "views" / "assets"
FILES = {
    "graphology": "dist/graphology.umd.min.js",
    "sigma": "dist/sigma.min.js",
}


def main() -> None:
    """Copy the files without the line that names a map file, and write NOTICES.txt."""
    notices = []
    for package, name in FILES.items():
        folder = HERE / "node_modules" / package
        described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        text = "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))
        (TARGET / f"{package}.js").write_text(text, encoding="utf-8", newline="\n")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        notices.append(f"{package} {described['version']}, {described['license']}, SHA-256 {digest}\n")
        licence = next(
            (folder / each for each in ("LICENSE.txt", "LICENSE", "LICENSE.md") if (folder / each).is_file()), None
        )
        if licence is not None:
            notices.append(licence.read_text(encoding="utf-8").strip() + "\n\n")
    (TARGET / "NOTICES.txt").write_text("".join(notices), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
