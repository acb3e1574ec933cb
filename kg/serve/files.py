"""The files that pages ask for: our own style and script, and the query editor where `make assets` has brought it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_STATIC: Final = {"style.css": "text/css", "editor.css": "text/css", "editor.js": "text/javascript"}
_ASSETS: Final = {"yasqe.css": "text/css", "yasqe.js": "text/javascript"}
SCRIPTED: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of a page with the editor: scripts of this server only, none within the page."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent; ``mark`` is its ETag."""

    data: bytes
    media: str
    mark: str


@cache
def served() -> dict[str, File]:
    """The files by name."""
    found = {}
    for folder, names in (("static", _STATIC), ("assets", _ASSETS)):
        for name, media in names.items():
            path = files("kg.serve") / folder / name
            if path.is_file():
                data = path.read_bytes()
                found[name] = File(data, f"{media}; charset=utf-8", f'"{hashlib.sha256(data).hexdigest()[:24]}"')
    return found


def editor() -> bool:
    """Whether pages can have the query editor."""
    return served().keys() >= _ASSETS.keys()
