"""Works, services and meetings that a dash announces: their kind, ——, and the name (最大的水利工程——某某枢纽)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import alternation, grammar
from kg.mention.candidate import Candidate
from kg.mention.parts import PROPER_TAGS, is_region
from kg.mention.tokens import Tokens, unknown

_STOP_TAGS = frozenset("pudtcrxmf")
_NUMBERED = re.compile(r"[一二三四五六七八九十\d]+(?:号|期|号线)?")
_LEAST, _MOST = 4, 22
_TAIL = 6
_AND = frozenset("与和")
_INNER = frozenset({"“", "”", "（", "）", "·", "与", "和", "至", "-"})


@cache
def _kinds() -> dict[str, str]:
    return grammar().pairs("dash_kind")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(f"({alternation(_kinds())})——?")


@cache
def _ends() -> dict[str, str]:
    """The words that end the name, and the class that they show."""
    words = grammar()
    heads = {suffix.text: suffix.type for found in words.suffixes.values() for suffix in found}
    return {head: kind for head, kind in heads.items() if kind in {"Project", "Platform", "Event"}} | dict.fromkeys(
        words.words["work_head"], "Project"
    )


def apposed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The names behind such dashes."""
    if "——" not in text:
        return
    for match in _kind().finditer(text):
        start = match.end()
        if not tokens.boundary(start):
            continue
        kind = _kinds()[match.group(1)]
        end = _end(text, tokens, start, kind)
        if end is not None:
            yield Candidate(start, end, kind, text[start:end], "apposed")


def _end(text: str, tokens: Tokens, start: int, kind: str) -> int | None:
    """Where the name ends: with a head noun of its class, or before a verb where a word of its own stands in it."""
    index, last, own = tokens.at(start), None, False
    while index < len(tokens) and tokens[index].end - start <= _MOST:
        token = tokens[index]
        stops = token.tag[0] in _STOP_TAGS and token.word not in _INNER and not _NUMBERED.fullmatch(token.word)
        row = last == token.start and token.word in _AND
        if stops or row or token.word in grammar().words["outside"]:
            break
        own = own or is_region(token) or (token.tag in PROPER_TAGS and len(token.word) > 1) or unknown(token.word)
        word = text[start : token.end]
        if any(_ends().get(word[-width:]) == kind for width in range(1, min(_TAIL, len(word) - 1) + 1)):
            last = token.end
        index += 1
    long = last is not None and last - start >= _LEAST
    single = last is not None and tokens.at(last) - tokens.at(start) == 1
    return last if long and (own or not single) else None
