"""What a refusal says, in the language of the page.

The parts that refuse speak English, for programs and logs; ``messages.json`` has each sentence of theirs with its
Chinese. What it does not have (an engine's own words) is shown as it is.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final

_HOLE: Final = re.compile(r"\\\{(\w+)\\\}")
_REST: Final = "rest"


def told(text: str, lang: str) -> str:
    """The text in ``lang``, line by line."""
    return text if lang == "en" else "\n".join(_line(line) for line in text.split("\n"))


def known(line: str) -> bool:
    """Whether a line has a translation."""
    return any(pattern.fullmatch(line) for pattern, _ in _patterns())


def _line(line: str) -> str:
    for pattern, put in _patterns():
        match = pattern.fullmatch(line)
        if match:
            parts = match.groupdict()
            if _REST in parts:
                parts[_REST] = _line(parts[_REST])
            return put.format(**parts)
    return line


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs: list[tuple[str, str]] = json.loads((files("kg.serve") / "messages.json").read_text(encoding="utf-8"))
    return tuple((re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(en))), zh) for en, zh in pairs)
