"""Bodies that only the post of their head shows: a place, what kind of body it is, a title and a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import alternation, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.parts import CUT_TYPES
from kg.mention.regions import region_ending_at
from kg.mention.tokens import Tokens

RULE = "body-headed"
_TYPES = CUT_TYPES | {"Alliance", "GovernmentBody", "FinancialInstitution", "MediaOrganisation"}
_INSIDE = frozenset("nvjblags")
_BEFORE = frozenset("xpcuvdtmr")  # what the place may follow: else the name begins earlier
_CHIEF = ("国务", "部长会议")  # titles of states, not bodies of theirs
_FORMER = "原"
_STOPS = "，。；：！？"
_OUTSIDE = frozenset({"nr", "nrt", "vshi", "vyou"})
_JOINS = frozenset("和与")
_MOST = 9  # tokens of such a name behind its place
_LEAST = 3  # characters of it
_REACH = 40  # characters before a name in which its posts stand
_WIDTHS = range(6, 0, -1)
_BUREAU = "局"  # segmentation joins it to the title: 局局长
_LEVEL = "省市区县州"


@cache
def _chain() -> re.Pattern[str]:
    """One or more titles that a name follows."""
    words = lexicon()
    one = f"(?:{alternation(words.prefixes)})*(?:{alternation(words.titles)})"
    return re.compile(rf"(?<![\u3400-\u9fff][、和])(?:原|前)?(?:{one}[、兼]{{1,2}})*{one}$")


_GROUP = re.compile(
    r"(?:^|(?<=[，。；：、]))(?![该其各])[^，。；：、！？由任为是的在了将等]{4,30}(?:领导|协调)小组"
    r"(?=(?:原|前|常务)?(?:第一)?副?组长)"
)


def headed(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Groups before 组长; bodies before the titles of people among ``found``, where no other name ends there."""
    for match in _GROUP.finditer(text) if "小组" in text else ():
        yield Candidate(*match.span(), "Alliance", match.group(), RULE)
    people = {c.start for c in found if c.rule in {"person-post", "person-dotted"}}
    ends = {c.end for c in found if c.type and c.type != "Person" and c.rank}
    for start in sorted(people):
        front = text[max(0, start - _REACH) : start]
        titles = _chain().search(front, max(map(front.rfind, _STOPS)) + 1)
        if titles is None:
            continue
        end = start - len(front) + titles.start()
        if end in ends or not (tokens.boundary(end) or text[end - 1] == _BUREAU):
            continue
        candidate = _body(text, tokens, end)
        if candidate is not None:
            yield candidate


def _body(text: str, tokens: Tokens, end: int) -> Candidate | None:
    """The body that ends there: nouns and the like back to the name of a place, the last of them a head noun."""
    words = grammar().words
    index = tokens.at(end)
    for back in range(index - 1, max(-1, index - 1 - _MOST), -1):
        token = tokens[back]
        joins = token.word in _JOINS and back < index - 1
        place = region_ending_at(text, token.end)
        if place is not None and token.end < end:
            return _named(text, tokens, place, token.end, end)
        if not joins and (token.tag[0] not in _INSIDE or token.tag in _OUTSIDE or token.word in words["determiner"]):
            return None
        if token.word in words["outside"] or token.word in words["role"] or token.word in lexicon().titles:
            return None
    return None


def _named(text: str, tokens: Tokens, place: int, front: int, end: int) -> Candidate | None:
    """The body from the place at ``place``–``front`` to ``end``, if its last word is one for a body."""
    own = text[front:end]
    if "有限" in own and not own.endswith("公司"):
        return None  # 某某有限公司|物流|总监
    kind = next((s.type for s in grammar().ends(own, _WIDTHS) if s.type in _TYPES and s.text != own), None)
    kind = kind or grammar().pairs("headed_tail").get(own[-1])
    if kind is None or len(own) < _LEAST or not tokens.boundary(place) or _FORMER in own or own.startswith(_CHIEF):
        return None
    wider = region_ending_at(text, place)
    first = wider if wider is not None and text[place - 1] in _LEVEL else place
    before = tokens[tokens.at(first) - 1] if first else None
    if before is not None and before.tag[0] not in _BEFORE and before.word not in grammar().words["role"]:
        return None
    return Candidate(first, end, kind, text[first:end], RULE)
