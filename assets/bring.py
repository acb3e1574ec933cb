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
# Package → its files and what they are called here.
FILES = {
    "graphology": {"dist/graphology.umd.min.js": "graphology.js"},
    "oxigraph": {"web.js": "oxigraph.js", "web_bg.wasm": "oxigraph.wasm"},
    "sigma": {"dist/sigma.min.js": "sigma.js"},
}
_LICENCES = ("LICENSE.txt", "LICENSE", "LICENSE.md")


def main() -> None:
    """Copy the files, scripts without the line that names a map file, and write NOTICES.txt."""
    notices = []
    for package, names in FILES.items():
        folder = HERE / "node_modules" / package
        described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        notices.append(f"{package} {described['version']}, {described['license']}\n")
        for name, here in names.items():
            data = (folder / name).read_bytes()
            if here.endswith(".js"):
                lines = data.split(b"\n")
                data = b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL"))
            (TARGET / here).write_bytes(data)
            notices.append(f"{here}: SHA-256 {hashlib.sha256(data).hexdigest()}\n")
        licence = next((folder / each for each in _LICENCES if (folder / each).is_file()), None)
        # a package without its licence's text says where its sources, and that text, are
        notices.append(
            licence.read_text(encoding="utf-8").strip() if licence else described["repository"]["url"].strip()
        )
        notices.append("\n\n")
    (TARGET / "NOTICES.txt").write_text("".join(notices), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
