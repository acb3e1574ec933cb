"""Lines named by their ends (渝昆高铁), alone, with a branch (渝湘高速东延线), and in a row (渝昆、成贵高铁)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.parts import PROPER_TAGS
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, tokenize, unknown

_LEAST, _MOST = 2, 4
_JOIN = frozenset("、和与及")
_DASHES = frozenset("—-－至")


@cache
def _line() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"(?:{words.alternation('line_head')})(?:{words.alternation('line_tail')})?")


@cache
def _ends() -> frozenset[str]:
    """The characters by which the ends of a line are called: of provinces by one character, and of cities."""
    known = lexicon()
    cities = (division for division in known.divisions.values() if division.name.endswith("市"))
    edges = {name[at] for city in cities for name in (city.name[:-1],) for at in (0, -1)}
    return (
        frozenset(edges | {name for name in known.abbreviations if len(name) == 1}) - grammar().words["glued"] - _JOIN
    )


def lines(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Lines of the sentence that are called by one character a place."""
    yield from _metro(text, tokens)
    yield from _parks(text, tokens)
    for match in _line().finditer(text):
        start = _stem(text, tokens, match.start())
        if start is None or not tokens.boundary(match.end()) or _inner(tokens, match):
            continue
        if text[start : match.end()] in grammar().words["common_name"]:
            continue
        if text[start - 1 : start] in _DASHES:  # 京沪—京港通道
            start = _stem(text, tokens, start - 1) or start
        yield Candidate(start, match.end(), "Project", text[start : match.end()], "line")
        yield from _row(text, tokens, start)


@cache
def _park() -> re.Pattern[str]:
    words = grammar()
    about = words.alternation("park_about")
    return re.compile(f"(?:{about}){{0,3}}(?:{words.alternation('shared_park')})区?")


def _parks(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Parks of two places, each called by one character, that no list of such rows has (沈常产业园, 深哈科技园)."""
    for match in _park().finditer(text) if any_of("shared_park").search(text) else ():
        start = _stem(text, tokens, match.start())
        row = text[start : match.start()] if start is not None else ""
        pairs = (row[at : at + _LEAST] for at in range(len(row) - 1))
        called = _NO_PLACE.isdisjoint(row) and not any(pair in lexicon().abbreviations for pair in pairs)
        if start is not None and called and tokens.boundary(match.end()):
            yield Candidate(start, match.end(), "DevelopmentZone", text[start : match.end()], "park-row")


_NO_PLACE = frozenset("个一二三四五六七八九十百千万大小新老上下中前后内外东西南北高低多")
_METRO = re.compile(
    r"(?:地铁|轻轨|轨道交通|有轨电车)(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})号|[A-Z]\d{1,2}号?)线"
    r"(?:[一二三四]期|[东西南北]延(?:伸|长)?线?|支线|延长线)?(?:工程|项目)?"
)


def _metro(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Lines of a city that their sentence names before (在某市，地铁三号线…), with the city in front of their label."""
    for match in _METRO.finditer(text) if "线" in text else ():
        start, end = match.span()
        before = [t for t in tokens[: tokens.at(start)] if _city(t.word)]
        if before and before[-1].end == start and match.group()[-1] == "线" and "号" not in match.group():
            yield Candidate(
                before[-1].start, end, "Project", text[before[-1].start : end], "line-city"
            )  # 某市轨道交通|S11线
        elif tokens.boundary(start) and before and before[-1].end < start and len({_city(t.word) for t in before}) == 1:
            yield Candidate(start, end, "Project", f"{_city(before[-1].word)}{match.group()}", "line-city")


@cache
def _city(word: str) -> str:
    """The short name of a city, whether it is said in short or in full; empty where it is none."""
    known = lexicon()
    codes = known.by_name.get(word, ())
    city = any(
        known.divisions[code].name in {word, f"{word}市"} and known.divisions[code].name[-1] == "市" for code in codes
    )
    return (word.removesuffix("市") if len(word) > _LEAST else word) if city else ""


def _inner(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether a road between two provinces only says of which roads somebody takes care (甲乙公路|养护协会)."""
    index = tokens.at(match.end())
    if match.group() != "公路" or index >= len(tokens):
        return False
    return tokens[index].tag in {"n", "vn"} or tokens[index].word == "养护"


def _row(text: str, tokens: Tokens, start: int) -> Iterator[Candidate]:
    """The members of a row before a line, whose kind only its last member says."""
    while start and text[start - 1] in _JOIN:
        first = _stem(text, tokens, start - 1)
        if first is None:
            return
        yield Candidate(first, start - 1, "Project", text[first : start - 1], "line-row", 2)
        start = first


def _stem(text: str, tokens: Tokens, end: int) -> int | None:
    """Where a row of abbreviated places begins that ends at an offset; ``None`` where there is none."""
    ends = _ends()
    for width in range(_MOST, _LEAST - 1, -1):
        start = end - width
        name = text[start:end]
        whole = start >= 0 and (tokens.boundary(start) or text[start - 1] in _JOIN)
        if not whole or not ends.issuperset(name) or len(set(name)) < width:
            continue
        inside = tokens[tokens.at(start) : tokens.at(end)]
        pairs = grammar().words["prestige"]  # 中老
        known = (t for t in inside if len(t.word) > 1 and t.word not in pairs and t.tag not in PROPER_TAGS)
        everyday = (not unknown(t.word) for t in known)
        verb = width == _MOST and tokenize(name[:_LEAST])[0].tag[0] == "v"  # 连通|渝昆
        if verb:
            return end - _LEAST
        if not any(everyday) and not (name in region_names() and name not in lexicon().abbreviations):
            return start
    return None
