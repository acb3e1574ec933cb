"""Organs of other states and of their provinces and cities (匈牙利某某促进局, 某某州某某厅), and missions abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.regions import country_names, region_ending_at, region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_ORGAN = re.compile(
    r"(?:联邦|国家)?(?:国家杜马|联邦委员会|国民议会|国民大会|国会(?:众议院|参议院)?|众议院|参议院|议会(?:上院|下院)?|最高法院|宪法法院|总统府|总理府"
    r"|(?:[\u3400-\u9fff]{2,5}(?<![部院局署厅])、){1,2}[\u3400-\u9fff]{2,5}(?<![部院局署厅])[和与及][\u3400-\u9fff]{2,5}?部(?![门队])"
    r"|[\u3400-\u9fff]{1,7}(?<![东西南北中全总内外局各乐])部(?![分门长队落署位件级委份族下将属内外])"
    r"|[\u3400-\u9fff]{2,9}?(?:局|(?<!部)署|(?<!公)司(?![\u3400-\u9fff]?[令机仪法职])))"
)
_OFFICE = re.compile(
    r"对外[\u3400-\u9fff]{2,4}部|(?:(?![的与、，。；：])[\u3400-\u9fff]){2,10}?(?:局|(?<![乐餐展客大舞歌报台])厅|(?<!部)署|(?<!公)司(?![\u3400-\u9fff]?[令机仪法职]))"
)
_MARKS = frozenset("局厅署司部会院府马")  # what every such name has in it
_AND = frozenset("和与及、")
_BEHIND = frozenset("将也已曾还则会")  # segmentation may join them to what is before (局将|组织)


@cache
def _abroad() -> Scanner:
    """The names of countries but China, and of the cities and divisions there that are nothing else."""
    states = (name for each in lexicon().countries.values() if each.code != "CN" for name in (each.name, *each.short))
    places = (name for name, place in world_places().items() if not place.ambiguous and name not in region_names())
    return Scanner({*states, *places})


def organs(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for organs of other states, and for the missions of countries."""
    yield from _missions(text)
    if _MARKS.isdisjoint(text):
        return
    for start, end in _abroad().spans(text):
        state = text[start:end] in country_names()
        match = (_ORGAN if state else _OFFICE).match(text, end)
        if match is None or not tokens.boundary(start) or not _plain(tokens, end, match.end()):
            continue
        if not (tokens.boundary(match.end()) or title_at(text, match.end()) or _joined(text, tokens, match.end())):
            continue
        country = None if state else region_ending_at(text, start)
        first = start if country is None or text[country:start] not in country_names() else country
        yield Candidate(first, match.end(), "GovernmentBody", text[first : match.end()], "organ-abroad")


def _joined(text: str, tokens: Tokens, end: int) -> bool:
    """Whether segmentation joined what an organ does to its last character (局将|组织)."""
    token = tokens[max(tokens.at(end) - 1, 0)]
    return token.start < end == token.end - 1 and text[end] in _BEHIND and unknown(token.word)


def _plain(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing stands there but what an organ can be called by."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    never, tails = grammar().words["outside"] | grammar().words["no_head"], grammar().words["bureau_tail"]
    row = any(token.word == "、" for token in inside)  # 投资、贸易及工业部: what is done is what the ministry is for
    return all(
        token.end > end
        or (
            (token.tag[0] not in "pcudrm" or token.word in _AND)
            and (row or token.word not in never or (token.end == end - 1 and f"{token.word}局" in tails))
        )
        for token in inside
    )


_MISSION = re.compile(r"(?:大使馆|使馆|总领事馆|总领馆|领事馆|使团)")
_HOST = 12  # the characters of the place where a mission is, and the word before it
_OURS = "华"  # 某国驻华大使馆
_DELEGATION = re.compile(r"常?驻[\u3400-\u9fff]{2,12}?代表团")


def _host(name: str) -> bool:
    """Whether it is a place where a mission can be: 美国, 华, 沪, 重庆."""
    place = name in region_names() or name in world_places()
    return place or name == _OURS or lexicon().abbreviation_kinds.get(name) == "single"


def _missions(text: str) -> Iterator[Candidate]:
    """The mission of one country to another, or to an organisation: 中国驻美国大使馆, 中国常驻联合国代表团."""
    if "驻" not in text:
        return
    for match in _DELEGATION.finditer(text):
        sender = region_ending_at(text, match.start())
        if sender is not None:
            yield Candidate(sender, match.end(), "GovernmentBody", text[sender : match.end()], "organ-abroad")
    for match in _MISSION.finditer(text):
        at = text.rfind("驻", max(0, match.start() - _HOST), match.start())
        sender = region_ending_at(text, at) if at > 0 and _host(text[at + 1 : match.start()]) else None
        if sender is not None:
            yield Candidate(sender, match.end(), "GovernmentBody", text[sender : match.end()], "organ-abroad")
