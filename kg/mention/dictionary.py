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
    return re.compile(rf"(?:中国|全国)[\u3400-\u9fff]{{2,14}}?(?:{grammar().alternation('association')})")


def national(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Associations of the whole country, whatever the words between 中国 and the kind are by themselves."""
    for match in _national().finditer(text) if "会" in text else ():
        start, end = match.span()
        inside = tokens[tokens.at(start) + 1 : tokens.at(end)]
        never = grammar().words["outside"] | grammar().words["stop_character"]
        whole = tokens.boundary(start) and tokens.boundary(end)
        if whole and all(t.tag[0] not in "pcur" and t.word not in never for t in inside):
            yield Candidate(start, end, "Alliance", match.group(), "association")


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
