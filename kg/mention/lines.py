"""Lines between places by one character each, in rows of which only the last says what they are (兰渝、成渝铁路)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names

_AND = "、和与及"
_OPENING = _AND + "，。；：（"
_LEVELS = frozenset({"province", "prefecture"})


@cache
def _places() -> frozenset[str]:
    """The characters that may stand for a place: abbreviations, and those of the names of provinces and prefectures."""
    words = lexicon()
    short = (name for each in words.divisions.values() if each.level in _LEVELS for name in each.short)
    return frozenset(name for name in words.abbreviations if len(name) == 1) | frozenset("".join(short))


@cache
def _line() -> re.Pattern[str]:
    one = "".join(sorted(_places()))
    return re.compile(f"[{_AND}][{one}]{{2,4}}(?:{grammar().alternation('line_kind')})")


def lines(text: str) -> Iterator[Candidate]:
    """The members of such a row before the last, as long as they are two or three places by one character each."""
    for match in _line().finditer(text):
        end = match.start()
        while (start := _member(text, end)) is not None:
            yield Candidate(start, end, "Project", text[start:end], "line-row", 2)
            if not start or text[start - 1] not in _AND:
                break
            end = start - 1


def _member(text: str, end: int) -> int | None:
    """Where the member of the row begins that ends at an offset: behind a mark, else as two characters."""
    for width in (2, 3):
        start = end - width
        if start >= 0 and (not start or text[start - 1] in _OPENING) and _joined(text[start:end]):
            return start
    return end - 2 if end > 2 and _joined(text[end - 2 : end]) else None


def _joined(name: str) -> bool:
    """Whether each character may stand for a place, and all of them for no single one."""
    return set(name) <= _places() and region_names().get(name) != "AdministrativeRegion"
