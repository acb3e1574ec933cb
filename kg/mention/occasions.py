"""Sessions that are called by their number, the yearly congresses of a place, and festivals of a place's goods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.parts import is_region
from kg.mention.regions import region_ending_at, region_names
from kg.mention.tokens import Tokens

_PLENUM = re.compile(
    r"(?:中国共产党|中共|党的)?第?([一二三四五六七八九十]{1,3})届(?:中央委员会|中央)?第?([一二三四五六七八九])"
    r"(?:次全体会议|中全会)"
)
_SAT = re.compile(
    r"(?:\d{1,2}日|[今昨][天日]|近日|日前)?(?:[上下]午)?(?:胜利|隆重|圆满|在[^，。]{1,10}?|\d+月\d+日至\d+日)*"
    r"(?:召开|举行|开幕|闭幕)|上[的，]|期间"
)
_ATTENDED = re.compile(r"(?:出席|参加|列席)[了的]?$|(?:召开|举行)了?$")
_OURS = frozenset({"十八", "十九", "二十", "二十一"})  # other parties count their congresses as well
_OTHERS = frozenset({"团", "联", "会", "盟"})
_NUMBER = re.compile(r"(?:第[一二三四五六七八九十百\d]{1,4}|首)届$")
_BOTH = "两会"
_MOST = 6  # words between the place and 节
_TAGS = frozenset("nvabjlg")


def occasions(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Plenary sessions of which something is told, the two congresses of a place, festivals that begin with it."""
    if "届" in text:
        for match in _PLENUM.finditer(text):
            whole, ours = match.group(), match.group()[0] in "中党" or match.group(1) in _OURS
            if text[match.start() - 1 : match.start()] in _OTHERS:
                continue
            name = f"党的{match.group(1)}届{match.group(2)}中全会" if ours else whole
            # what is only invoked (学习贯彻…全会精神) is no meeting of which anything is told
            told = _SAT.match(text, match.end()) or _ATTENDED.search(text, 0, match.start())
            if told and tokens.boundary(match.end()) and (ours or whole.endswith("中全会")):
                yield Candidate(match.start(), match.end(), "Event", name, "event-plenum")
    if _BOTH in text:
        yield from _congresses(text, tokens)
    if "节" in text:
        yield from _feasts(text, tokens)


def numbered(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Events with their edition, where it stands right before the name that was found: 第二届|“某某”摄影大赛."""
    for event in found:
        edition = _NUMBER.search(text, 0, event.start) if event.type == "Event" and "届" in text else None
        if edition is not None:
            yield Candidate(edition.start(), event.end, "Event", edition.group() + event.text, event.rule, event.rank)


def _congresses(text: str, tokens: Tokens) -> Iterator[Candidate]:
    position = text.find(_BOTH)
    while position > 0:
        end = position + len(_BOTH)
        start = position - 2 if text.endswith("全国", 0, position) else region_ending_at(text, position)
        if start is not None and tokens.boundary(start) and tokens.boundary(end):
            yield Candidate(start, end, "Event", text[start:end], "event-congresses")
        position = text.find(_BOTH, end)


@cache
def _ordinary() -> tuple[str, ...]:
    return tuple(grammar().words["ordinary_day"])


def _feasts(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Festivals from their place on (某州某市葡萄节), and none of those that everybody keeps."""
    for match in _feast_end().finditer(text):
        end = match.end()
        last = tokens.at(end) - 1
        if not tokens.boundary(end) or tokens[last].word.endswith(_ordinary()) or is_region(tokens[last]):
            continue
        first = last
        while first > max(0, last - _MOST) and not is_region(tokens[first]) and _part(tokens, first - 1):
            first -= 1
        if not is_region(tokens[first]) or (first == last - 1 and len(tokens[last].word) == 1):
            continue
        while first > 0 and _joined(tokens, first):
            first -= 1 + (tokens[first - 1].word == "·")
        start = tokens[first].start
        yield Candidate(start, end, "Event", text[start:end], "event-feast")


@cache
def _feast_end() -> re.Pattern[str]:
    return re.compile(rf"节(?=[，。；、：）》”]|$|\d|{grammar().alternation('feast_behind')})")


def _part(tokens: Tokens, index: int) -> bool:
    token, words = tokens[index], grammar().words
    never = ("outside", "determiner", "stop_character", "hold")
    return token.tag[0] in _TAGS and not any(token.word in words[name] for name in never)


def _joined(tokens: Tokens, first: int) -> bool:
    """Whether another place stands before the one that the name begins with (某市某区, 某市·某县)."""
    before = tokens[first - 1]
    if before.word == "·":
        return first > 1 and is_region(tokens[first - 2])
    return before.word in region_names() and len(before.word) > 1
