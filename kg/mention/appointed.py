"""People in lists: at the beginning of a line and 为, 任 before a post, who resigns, before a bracket （女，回族）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.given import given_at, possible, surname_at
from kg.mention.regions import region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_NAME = r"([\u3400-\u9fff]{2,4}?)(?:同志)?(?:（[^（）]{1,8}）)?"
_GLOSS = r"（(?:[男女]|(?:[男女][、，]?)?[\u3400-\u9fff]{1,6}族)[^（）]{0,8}）"  # （女、回族）
_ANY = r"[\u3400-\u9fff]"
_GLOSSED = re.compile(rf"(?:^|(?<=[、，：；。\s]))({_ANY}{{2,4}}|{_ANY}+(?:[·•]{_ANY}+)+){_GLOSS}")
_GLOSS_BEHIND = re.compile(_GLOSS)
GLOSS_BEFORE = re.compile(f"{_GLOSS}$")
_BEHIND = frozenset("的 ")
_PAIR = 2  # names of two characters are too often words
_LINE = re.compile(rf"(?:^|[：；])\s*(?:[\d一二三四五六七八九十]+[、.．])?{_NAME}(?=为|任|不再担任|兼任|挂任)")

_CHOSEN = re.compile(r"(?:任命|选举|推选|推举|增补|补选|聘任)(?:产生)?了?([\u3400-\u9fff]{2,3})(?=为|担任)")
_ROW = re.compile(
    rf"(?:任命|免去|增补|补选|聘任)了?({_ANY}{{2,5}}(?:、{_ANY}{{2,5}})+?)(?=为|担任|的[^，。；]{{2,40}}职务)"
)
_NEXT = re.compile(r"(?:任命|选举|推选|推举|聘任|免去)[^。；！？]*?，([\u3400-\u9fff]{2,3})(?=为)")


@cache
def _takes() -> re.Pattern[str]:
    """A clause that begins with someone and says which post is taken: 甲于2006年出任."""
    takes = grammar().alternation("take_post")
    return re.compile(rf"(?:^|(?<=[，。；：\s的]))(?={_ANY}{{2,4}}[^，。；：、]{{0,16}}?(?:{takes}))")


@cache
def _leaves() -> re.Pattern[str]:
    return re.compile(rf"(?:接受|同意|批准){_NAME}(?={grammar().alternation('resign')})")


@cache
def _posts() -> Scanner:
    return Scanner(lexicon().titles)


def appointed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names of people in a sentence that says what they become, or that they leave their post."""
    if "任" in text or "为" in text:
        for match in _LINE.finditer(text):
            if not tokens.boundary(match.end(1)) or not _person(match.group(1)):
                continue
            if any(start >= match.end() for start, _ in _posts().spans(text)):
                yield Candidate(*match.span(1), "Person", match.group(1), "person-appointed", 2)
        for match in (*_CHOSEN.finditer(text), *_NEXT.finditer(text)):
            name = match.group(1)
            if _person(name, sure=unknown(name)):
                yield Candidate(*match.span(1), "Person", name, "person-appointed", 2)
        yield from _takers(text, tokens)
        yield from _rows(text, tokens)
    for match in _leaves().finditer(text) if "辞" in text else ():
        if _person(match.group(1), sure=True):
            yield Candidate(*match.span(1), "Person", match.group(1), "person-appointed", 2)


def _rows(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The people of a row who are appointed to one post or leave it, of any people: 任命甲、乙为, 免去甲、乙的…职务."""
    for match in _ROW.finditer(text) if "、" in text else ():
        start = match.start(1)
        whole = tokens.boundary(start) and not any(post < match.end(1) for post, _ in _posts().spans(match.group(1)))
        names = match.group(1).split("、")
        if not whole or not any(_person(name, sure=True) for name in names):
            continue
        for name in names:
            yield Candidate(start, start + len(name), "Person", name, "person-appointed", 3)
            start += len(name) + 1


def _takers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Those who take a post in a clause that begins with their name."""
    for match in _takes().finditer(text):
        start = match.end()
        index = tokens.at(start)
        if index >= len(tokens) or tokens[index].start != start or not tokens[index].tag.startswith("nr"):
            continue
        end = given_at(text, tokens, start)
        full = end is not None and end - start > _PAIR and text[start:end] not in region_names()
        behind = text[start - 1 : start] in _BEHIND  # 派来的|某某某|出任: then what is no clause must be a whole name
        if behind and end != tokens[index].end:
            continue
        if end and full and any(first >= end for first, _ in _posts().spans(text)):
            yield Candidate(start, end, "Person", text[start:end], "person-appointed")


def glossed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Members of a list whose sex or people stands behind the name: 卓玛（女、藏族）."""
    for match in _GLOSSED.finditer(text) if "族）" in text or "女" in text else ():
        name = match.group(1)
        first = tokens[tokens.at(match.start(1))].word if tokens.boundary(match.start(1)) else ""
        none = name in region_names() or name in world_places() or first in grammar().words["role"]
        if first and not none:
            yield Candidate(*match.span(1), "Person", name, "person-glossed", 2)


def past_gloss(text: str, end: int) -> int:
    """Where what follows a name begins, behind a bracket with the sex or people."""
    gloss = _GLOSS_BEHIND.match(text, end)
    return gloss.end() if gloss else end


def _person(name: str, *, sure: bool = False) -> bool:
    surname = surname_at(name, 0)
    plain = sure or surname > 1 or name[0] not in grammar().words["surname_word"]
    return plain and 0 < surname < len(name) <= surname + 2 and possible(name, surname) and name not in region_names()
