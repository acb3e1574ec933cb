"""Organisations that the segmenter's dictionary has as one word, with the class that the end of the name shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names, world_places
from kg.mention.tokens import Tokens

_LEAST = 4  # the characters of a name; shorter ones are also words


@cache
def _kinds() -> dict[str, str]:
    return grammar().pairs("body_tail")


@cache
def _kind(word: str) -> str | None:
    """The class of what the dictionary calls an organisation, by the longest end that is listed."""
    if word in grammar().words["common_name"] or word in grammar().words["no_head"]:
        return None
    return next((kind for at in range(1, len(word)) if (kind := _kinds().get(word[at:]))), None)


@cache
def _placed(word: str) -> bool:
    """Whether the word begins with a place, so that it names one of its kind (美国有线电视新闻网, no 人民法庭)."""
    names, abroad = region_names(), world_places()
    return any(word[:width] in names or word[:width] in abroad for width in range(2, len(word) - 1))


@cache
def _national() -> re.Pattern[str]:
    return re.compile(rf"(?:中国|全国)[\u3400-\u9fff]{{1,14}}?(?:{grammar().alternation('association')})")


@cache
def _worldwide() -> re.Pattern[str]:
    kinds = grammar().alternation("association")
    return re.compile(rf"(?:国际|世界|亚洲|非洲|欧洲|海峡两岸)[\u3400-\u9fff]{{2,10}}?(?:{kinds}|委员会|理事会)")


_STATE = re.compile(r"(?:国家|全国)[\u3400-\u9fff]{2,10}?(?:委员会|总局|局|领导小组)(?:办公室)?")
_HOUSE = re.compile(
    r"国家(?!级)[\u3400-\u9fff]{3,12}?(?:中心|总站|研究院)(?=[\u3400-\u9fff]{0,4}(?:副?主任|副?总裁|副?院长|副?站长|首席|研究员|专家|有关负责)"
    r"|派员|(?:、[^，。；：、]{2,16}){0,3}等(?:单位|部门|机构)|发布的?(?:数据|报告)|数据显示|监测显示|预报|介绍)"
)
_OPENING = frozenset("xpuvdt")


def national(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Associations of the country or of more, and bodies of the state, whatever the words inside are by themselves."""
    if "会" in text:
        for match in _national().finditer(text):
            if _whole(tokens, match):
                yield Candidate(match.start(), match.end(), "Alliance", match.group(), "association")
        for match in _worldwide().finditer(text):
            if _whole(tokens, match) and _opens(tokens, match.start()) and not _general(tokens, match):
                yield Candidate(match.start(), match.end(), "Alliance", match.group(), "association")
    yield from _houses(text, tokens)
    for match in _STATE.finditer(text) if "国" in text else ():
        if not _whole(tokens, match) or not _opens(tokens, match.start()):
            continue
        if not (_general(tokens, match) or _acts(tokens, match) or match.group() in grammar().words["common_name"]):
            yield Candidate(match.start(), match.end(), "GovernmentBody", match.group(), "organ-office")


def _houses(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Centres and institutes of the state, where something tells that a body is meant and not a kind of body."""
    words = grammar().words
    for match in _HOUSE.finditer(text) if "国家" in text else ():
        if _whole(tokens, match) and _opens(tokens, match.start()) and match.group() not in words["common_name"]:
            kind = "ResearchInstitution" if match.group().endswith("院") else "PublicInstitution"
            yield Candidate(match.start(), match.end(), kind, match.group(), "organ-office")


def _whole(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether the words begin and end there, and nothing inside is a function word or what no name holds."""
    words = grammar().words
    inside = tokens[tokens.at(match.start()) + 1 : tokens.at(match.end())]
    never = words["outside"] | words["stop_character"]
    whole = tokens.boundary(match.start()) and tokens.boundary(match.end())
    return whole and all(token.tag[0] not in "pcur" and token.word not in never for token in inside)


def _opens(tokens: Tokens, offset: int) -> bool:
    """Whether no noun stands right before, which would be the front of the name (发展|国际合作委员会)."""
    index = tokens.at(offset)
    before = tokens[index - 1] if index else None
    words = grammar().words
    if before is None or before.word in words["apposition"]:
        return True
    return before.tag[0] in _OPENING and before.word not in words["determiner"]


def _general(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether only general words stand inside (国际合作委员会, 国家行政机关)."""
    words = grammar().words
    inside = tokens[tokens.at(match.start()) : tokens.at(match.end())]
    general = len(inside) > 1 and all(token.word in words["generic"] for token in inside[:-1])
    return general or inside[-1].word in words["no_head"]


def _acts(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether somebody does something inside, so that it is no name."""
    inside = tokens[tokens.at(match.start()) : tokens.at(match.end())]
    return any(token.tag == "v" and token.word not in grammar().words["inner"] for token in inside)


def dictionary(tokens: Tokens) -> Iterator[Candidate]:
    """What the dictionary calls an organisation (a guess: whatever else is found there wins)."""
    if "nt" not in tokens.tags:
        return
    for index, token in enumerate(tokens):
        if token.tag != "nt" or len(token.word) < _LEAST or not (kind := _kind(token.word)):
            continue
        counted = index > 0 and tokens[index - 1].word in grammar().words["determiner"]  # 多家|美国航空公司
        if _placed(token.word) and not counted:
            yield Candidate(token.start, token.end, kind, token.word, "dictionary", 0)
