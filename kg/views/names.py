"""Names as people type them (pinyin syllables) and as a picture shows them (short lines)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

# Brackets and marks by which no line may end or begin.
_OPENING = re.compile(r"[(\[{<\u2018\u201c\u3008\u300a\u300c\u300e\u3010\uff08\uff3b]")
_CLOSING = re.compile(
    r"[)\]}>,.:;!?\u2019\u201d\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff09\uff0c\uff1a\uff1b\uff3d\u00b7]"
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def syllables(name: str) -> tuple[str, ...]:
    """The toneless syllables of a name or of its pinyin, in lower case; ü is v, as it is typed.

    Names are read word by word (重庆 → chong qing; pypinyin's dictionary knows 长寿, 重庆 and 都江堰 as words); pinyin
    with blanks between its syllables only loses its tone marks; letters and digits stay.
    """
    return tuple(word for piece in lazy_pinyin(name, errors="default") for word in _WORD.findall(_plain(piece)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ü", "v"))
    for toned in ("u\u0308", "u\u0304\u0308"):
        decomposed = decomposed.replace(toned, "v")
    return "".join(character for character in decomposed if not unicodedata.combining(character))


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
        if line and width(line + character) > target and not _CLOSING.fullmatch(character):
            kept = line[-1] if _OPENING.fullmatch(line[-1]) and len(line) > 1 else ""
            result.append(line.removesuffix(kept))
            line = kept
        line += character
    result.append(line)
    if len(result) > most:
        result = [*result[: most - 1], result[most - 1][:-1] + "…"]
    return tuple(result)
