"""Where in a sentence only a firm can stand: beside what firms are, do, have and get, and those they deal with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.regions import country_names, region_names
from kg.mention.tokens import Tokens

_FIRMS = frozenset({"Company", "FinancialInstitution"})
_SIDES = frozenset("、，。；：！？“”（）和与及跟同以 \u3000")
_TO, _WITH, _BY = "为给向对", "与和跟同", "由"
_OF = frozenset({"的", "上", "里"})
_TIMES = frozenset("年月日天")
_ENDS, _ACTS = frozenset("pcuxd"), frozenset("vdtp")
_ITEM = (
    r"(?:(?![的了在是等将已与和及为给向由对也均都]|共同|先后|分别|联合|合资|[两三四五六七八九十几]家)"
    r"[\u3400-\u9fffA-Za-z]){2,12}"
)
_BEHIND = re.compile(
    rf"[、和与及]{_ITEM}(?=[、和与及的了在是等将已向为也均都，。；]|共同|先后|分别|联合|合资|[两三四五六七八九十\d])"
)
_BEFORE = re.compile(rf"(?:^|[，。；：为给向由对与和、是的])({_ITEM}[、和与及])$")
_MANY = "(?:(?:[0-9]+|[一二三四五六七八九十百]+)[余多]?家|数十家|多家|一批|知名|龙头|大型|重点|头部)"
_BECOMES = re.compile("成[了为]|每[年月天]|常年|连续")


class Position(NamedTuple):
    """The stretch of a sentence where a firm may stand."""

    text: str
    tokens: Tokens
    start: int
    end: int


class _Forms(NamedTuple):
    kind: re.Pattern[str]
    takes: re.Pattern[str]
    taken: re.Pattern[str]
    does: re.Pattern[str]
    has: re.Pattern[str]
    counted: re.Pattern[str]
    gets: re.Pattern[str]
    by: re.Pattern[str]
    meets: re.Pattern[str]


def _any(*classes: str) -> str:
    return "|".join(grammar().alternation(each) for each in classes)


@cache
def _forms() -> _Forms:
    near, makes = r"[^，。；：、]{0,6}?", f"(?:{_any('firm_makes')})"
    forms = (
        rf"(?:{_any('firm_noun', 'firm_kind')})(?:[为是系：]|包括|有)?[“]?$|{makes}[^，。；：、的]{{1,8}}的$",
        f"(?:{_any('firm_object')})了?$",
        f"(?:{_any('firm_object')})了?",
        f"(?:{_any('firm_before')}){{0,2}}(?:[在到][^，。；、的]{{2,10}}?)?(?:{_any('firm_does', 'firm_acts')})",
        f"的?(?:{_any('firm_has')})",
        rf"(?:等{_MANY}[^，。；、]{{0,8}}?|[两三四五六七八九十]家[^，。；、]{{0,4}}?)(?:{_any('firm_plural')})",
        f"{near}(?:{_any('firm_given')})",
        f"{near}(?:{_any('firm_by')})",
        f"{near}(?:{_any('firm_meets')})",
    )
    return _Forms(*map(re.compile, forms))


def ways(at: Position, found: Iterable[Candidate], *, traded: bool, sure: bool, home: bool, own: bool) -> set[str]:
    """The ways in which a position, or that of the row in which it is, shows a firm.

    ``traded``: whether what stands there ends with its trade; ``sure``: and is no everyday word; ``home``: begins with
    a place; ``own``: with a trade that ends no other words. ``found``: what else the sentence names.
    """
    text, find = at.text, _forms()
    first, last = _row(at, found)
    index = at.tokens.at(at.start)
    if index and at.tokens[index - 1].tag[0] in "mq":
        return set()  # 一千多辆|某地云帆汽车 are cars
    before, mark = text[:first], text[first - 1 : first] or "，"
    behind = at.tokens.after(last)
    ends = behind is None or behind.word[0] in _SIDES or behind.tag[0] in _ENDS
    opens = mark in _SIDES
    does = find.does.match(text, last) is not None
    follows = behind.tag[0] if behind is not None else ""
    timed = follows == "m" and behind is not None and behind.word[-1] in _TIMES  # 云帆电子|三年|前
    verb = behind is not None and (timed or follows in _ACTS)
    verb = verb and behind is not None and behind.word not in grammar().words["after_named_part"]
    acts = verb or _BECOMES.match(text, last) is not None  # 云帆智能|制造基地 is a plant
    gets = find.gets.match(text, last) is not None
    general = before.endswith("企业") and not sure
    joined = first < at.start and find.taken.match(text, first) is not None
    taken = joined or find.takes.search(before) is not None
    single = (first, last) == (at.start, at.end)
    tests = {
        "kind": not general and find.kind.search(before) is not None and (ends or does or gets or (traded and acts)),
        "count": find.counted.match(text, last) is not None,
        "gets": mark in _TO and gets,
        "by": mark == _BY and find.by.match(text, last) is not None,
        "meets": mark in _WITH and find.meets.match(text, last) is not None,
        "does": (opens or taken) and (does or (opens and acts and sure)),
        "has": (opens or mark == "的" or traded or first < at.start) and find.has.match(text, last) is not None,
        "takes": taken,
        "placed": traded and mark in _OF and (ends or acts) and _at_place(at.tokens, first),
        "home": home and sure and (ends or acts),
        "alone": own and sure and single and (ends or acts) and _cut(at.tokens, first, mark),
        "row": any(
            c.type in _FIRMS and first <= c.start < c.end <= last and not at.start <= c.start < at.end for c in found
        ),
    }
    return {way for way, holds in tests.items() if holds}


def _cut(tokens: Tokens, first: int, mark: str) -> bool:
    """Whether no noun stands right before that what stands there would belong to."""
    index = tokens.at(first)
    return mark in _SIDES | _OF or not index or tokens[index - 1].tag[0] in "pcv"


def _row(at: Position, found: Iterable[Candidate]) -> tuple[int, int]:
    """Where the row of names begins and ends in which a name stands; the name alone if it is in none."""
    start, end = at.start, at.end
    while (match := _BEHIND.match(at.text, end)) is not None:
        end = match.end()
    places = {c.end: c.start for c in found if c.type == "AdministrativeRegion"}
    known = {c.end: places.get(c.start, c.start) for c in found if c.type in _FIRMS}
    while at.text[start - 1 : start] in {"、", "和", "与", "及"}:
        match = _BEFORE.search(at.text[:start])
        if start - 1 not in known and match is None:
            break
        start = known[start - 1] if start - 1 in known else match.start(1) if match is not None else start
    return start, end


def _at_place(tokens: Tokens, start: int) -> bool:
    """Whether what stands before is a place and 的: 来自某市的, 某镇上的."""
    index = tokens.at(start) - 1
    while index >= 0 and tokens[index].word in _OF:
        index -= 1
    if index < 0 or index == tokens.at(start) - 1:
        return False
    word = tokens[index].word
    return word not in country_names() and (word in region_names() or tokens[index].tag == "ns")
