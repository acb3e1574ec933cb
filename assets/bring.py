# ruff: noqa: INP001 - a script is no package
"""Put what pages can carry into kg/views/assets and kg/serve/assets, from node_modules, with licences and checksums.

Called by ``make assets`` after ``npm ci``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
# Part of kg → package → its files and what they are called there.
FILES = {
    "views": {
        "graphology": {"dist/graphology.umd.min.js": "graphology.js"},
        "oxigraph": {"web.js": "oxigraph.js", "web_bg.wasm": "oxigraph.wasm"},
        "sigma": {"dist/sigma.min.js": "sigma.js"},
    },
    "serve": {
        "@zazuko/yasqe": {"build/yasqe.min.js": "yasqe.js", "build/yasqe.min.css": "yasqe.css"},
    },
}
_LICENCES = ("LICENSE.txt", "LICENSE", "LICENSE.md", "license")


def main() -> None:
    """Copy the files, scripts without the line that names a map file, and write NOTICES.txt beside them."""
    for part, packages in FILES.items():
        target = HERE.parent / "kg" / part / "assets"
        notices = []
        for package, names in packages.items():
            notices.append(_title(package))
            for name, here in names.items():
                data = (MODULES / package / name).read_bytes()
                if here.endswith(".js"):
                    lines = data.split(b"\n")
                    data = b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL"))
                (target / here).write_bytes(data)
                notices.append(f"{here}: SHA-256 {hashlib.sha256(data).hexdigest()}\n")
            notices.append(_licence(package))
            inside = sorted(set(_bundled(package)) - {package})
            notices += [f"in {package}: {_title(each)}{_licence(each)}" for each in inside]
        (target / "NOTICES.txt").write_text("".join(notices), encoding="utf-8", newline="\n")


def _described(package: str) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))
    return described


def _title(package: str) -> str:
    described = _described(package)
    return f"{package} {described['version']}, {described['license']}\n"


def _licence(package: str) -> str:
    """The licence's text; of a package without it, where its sources, and that text, are."""
    folder = MODULES / package
    path = next((folder / each for each in _LICENCES if (folder / each).is_file()), None)
    if path is not None:
        return path.read_text(encoding="utf-8").strip() + "\n\n"
    where = _described(package).get("repository", "")
    return (where if isinstance(where, str) else where["url"]).strip() + "\n\n"


def _bundled(package: str) -> Iterator[str]:
    """The packages that a package's file may hold: what it depends on, and what those do."""
    for name in _described(package).get("dependencies", {}):
        if not name.startswith("@types/") and (MODULES / name).is_dir():
            yield name
            yield from _bundled(name)


if __name__ == "__main__":
    main()
