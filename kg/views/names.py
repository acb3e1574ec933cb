"""Names as people type them (pinyin, initials) and as a picture shows them (short lines)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def syllables(name: str) -> tuple[str, ...]:
    """The toneless syllables of a name, word by word (重庆 → chong qing); letters and digits stay as they are.

    Readings come from pypinyin's word dictionary, which knows 长寿, 重庆 and 都江堰 as words.
    """
    return tuple(
        word.lower() for piece in lazy_pinyin(name, errors="default") for word in _WORD.findall(piece) if word
    )


def width(text: str) -> int:
    """How wide a text is in half-width columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def lines(name: str, *, columns: int = 20, most: int = 3) -> tuple[str, ...]:
    """A name in balanced lines of at most ``columns`` half-width columns; beyond ``most`` lines it ends in "…"."""
    total = width(name)
    if total <= columns:
        return (name,)
    count = -(-total // columns)
    target = columns if count > most else -(-total // count) + 1
    result, line = [], ""
    for character in name:
        if line and width(line + character) > target:
            result.append(line)
            line = ""
        line += character
    result.append(line)
    if len(result) > most:
        result = [*result[: most - 1], result[most - 1][:-1] + "…"]
    return tuple(result)
