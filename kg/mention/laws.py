"""Laws by name without 《》: 商标法, 长江保护法, in a sentence that speaks of making, changing or keeping laws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar, strategies
from kg.mention.candidate import Candidate
from kg.mention.parts import is_region
from kg.mention.tokens import Tokens

_TAGS = frozenset({"n", "vn", "v", "b", "j", "ns", "nz", "a", "an", "l", "g", "ng", "vg", "ag", "i", "s", "z", "t"})
_NO_LAW = re.compile("(?:执|司|立|守|办|做|方|违|合|非|依|用|书|看|说|想|修|普|国内|国际|之以)法$|第[一二三首]部")
_ADOPTS, _ABOUT = "通过了", "关于"
_NUMBERED = re.compile("修正案（[一二三四五六七八九十]{1,3}）(?!草案)")
_SHORT, _LEAST, _MOST, _FAR = 2, 3, 18, 9


@cache
def _end() -> re.Pattern[str]:
    return re.compile(f"法(?=[，。、；》”）的（和与及等中]|{grammar().alternation('law_behind')}|$)")


@cache
def _decision() -> re.Pattern[str]:
    kinds = grammar().alternation("adopted_kind")
    return re.compile(f"[^，。；：《》、了“”]{{0,16}}?{_ABOUT}[^，。；《》了]{{4,50}}?的(?:{kinds})(?=[，。；、和]|$)")


def decisions(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """What an assembly adopts, by its whole title without 《》: 会议通过了某常委会关于…的决定、关于…的决议."""
    position = text.find(_ADOPTS) if _ABOUT in text else -1
    while position >= 0:
        start = position + len(_ADOPTS)
        while match := _decision().match(text, start):
            if tokens.boundary(start) and tokens.boundary(match.end()):
                yield Candidate(start, match.end(), "PolicyDocument", match.group(), "untitled", 2)
            start = match.end() + 1
        position = text.find(_ADOPTS, start)


def laws(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names of laws that end in 法, from the noun that begins them."""
    for match in _end().finditer(text) if "法" in text and any_of("law_context").search(text) else ():
        end = match.end()
        if not tokens.boundary(end):
            continue
        last = tokens.at(end) - 1
        amended = _NUMBERED.match(text, end)
        if len(tokens[last].word) == _SHORT and not amended:  # 做法, 方法
            continue
        first = _first(tokens, last)
        offset = tokens[first].start
        offset -= next((len(front) for front in ("反不", "反") if text.endswith(front, 0, offset)), 0)  # 反不正当竞争法
        name = text[offset:end]
        counted = any(token.tag in {"m", "q"} for token in tokens[max(0, first - 2) : first])  # 两部新数字法
        draft = any_of("draft").match(text, end) or amended
        end = draft.end() if draft else end
        if (
            not counted
            and (len(name) >= _LEAST or amended)
            and len(name) <= _MOST
            and not _NO_LAW.search(name)
            and name not in grammar().words["no_law"]
        ):
            yield Candidate(offset, end, "PolicyDocument", text[offset:end], "law", int(is_region(tokens[first])))


def _first(tokens: Tokens, last: int) -> int:
    words, first = grammar().words, last
    while first and last - first < _FAR:
        token = tokens[first - 1]
        stops = token.word in words["law_before"] or token.word in words["outside"] or token.word in words["determiner"]
        plain = token.tag not in _TAGS and token.word not in strategies()  # 乡村振兴|促进法
        if stops or plain or token.word in words["stop_character"]:
            break
        first -= 1
    return first
