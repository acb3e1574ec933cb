"""The places of nodes in a page that was written before, so that a new page leaves them where readers know them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from kg.views.layout import Point
from kg.views.select import ViewError

_DATA: Final = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def places(path: str | Path) -> dict[str, Point]:
    """Entity key → its place (centre, in pixels) in the graph page of a file; ``ViewError`` for any other file."""
    try:
        found = _DATA.search(Path(path).read_text(encoding="utf-8"))
        nodes = json.loads(found[1])["network"]["nodes"] if found else []
        kept = {str(node["id"]): (float(node["x"]), float(node["y"])) for node in nodes}
    except OSError as error:
        raise ViewError(f"{path}: cannot be read: {error.strerror}.", cure="Give a page of kg view.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ViewError(f"{path}: no graph page of kg view ({error}).", cure="Give a page of kg view.") from error
    if not kept:
        raise ViewError(f"{path}: no graph page of kg view.", cure="Give a page that kg view has written.")
    return kept
