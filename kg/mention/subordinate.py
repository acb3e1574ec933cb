"""What bodies of government run or send out: their institutes, offices and groups, and the cooperatives of villages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.knowledge.grammar import alternation, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.parts import CUT_TYPES, heads_of, is_region, says_more
from kg.mention.regions import region_ending_at
from kg.mention.tokens import Token, Tokens, unknown

_STATE = "GovernmentBody"
_BASES = frozenset({"body-central", "body-local", "body-branch"})
_TYPES = frozenset({"PublicInstitution", "ResearchInstitution", "EducationalInstitution", "MedicalInstitution"})
_NEEDS = frozenset({"proper", "name"})
_SHORT = 2
_FIELD = r"(?:(?![的等、，。；：（）“”在对将已由为把被从向了])[\u3400-\u9fff])"
_TAGS = frozenset("nvbjasmz")
_PEOPLE = frozenset({"nr", "nrt"})
_CLOSING = frozenset("pcuxdvmtrbf")
_AND = frozenset("和与及")
_GOVERNMENT = "政府"
_DESK = re.compile(rf"{_FIELD}{{2,10}}?(?:办公室|研究室|参事室|办事处|采购中心|发展研究中心|办(?![公理事学法好案])|局)")


@cache
def _institute() -> re.Pattern[str]:
    suffixes = (suffix for found in grammar().suffixes.values() for suffix in found)
    heads = {s.text for s in suffixes if s.type in _TYPES and s.need in _NEEDS and len(s.text) >= _SHORT}
    return re.compile(rf"{_FIELD}{{2,16}}?(?P<head>{alternation(heads)})")


def subordinate(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates that go on behind the bodies among ``found``: 某部|某某发展中心, 某区政府|口岸和物流办公室."""
    for base in found:
        if base.type != _STATE or base.rule not in _BASES or not tokens.boundary(base.end):
            continue
        if text.endswith(_GOVERNMENT, 0, base.end):
            match = _DESK.match(text, base.end)
            if match is not None and _nouns(tokens, base.end, match.end()) and _ends(text, tokens, match.end()):
                yield Candidate(base.start, match.end(), _STATE, text[base.start : match.end()], "organ-office")
            continue
        match = _institute().match(text, base.end)
        while match is not None:
            end = match.end()
            if _nouns(tokens, base.end, end) and _ends(text, tokens, end) and _own(text[base.end : end]):
                kind = next(s.type for s in grammar().suffixes[match["head"]] if s.type in _TYPES)
                yield Candidate(base.start, end, kind, text[base.start : end], "organ-institute")
                break
            longer = _institute().match(text, end)
            match = longer if longer is not None and _nouns(tokens, base.end, longer.end()) else None


def _own(name: str) -> bool:
    """Whether it is the name of one of its institutes, and not the kind of which the body has many."""
    words = grammar().words
    kinds = tuple(sorted(words["owned_kind"]))
    if name.startswith(kinds):
        return False
    return name not in words["common_name"] and name not in words["institute_kind"] and name not in grammar().suffixes


def _nouns(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing stands there but what an institute can be called by."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    joined = any(one.word in _AND and is_region(other) for one, other in pairwise(inside))
    bodies = any(head.type in CUT_TYPES for token in inside[:-2] for head in heads_of(token.word))
    whole = bool(inside) and inside[0].word not in _AND and not joined and not bodies
    return whole and all(_part(token, words) for token in inside)


def _part(token: Token, words: dict[str, frozenset[str]]) -> bool:
    if token.word in _AND or is_region(token):
        return True
    never = token.word in words["outside"] or token.word in words["determiner"] or token.word in lexicon().titles
    acts = token.tag == "v" and len(token.word) > 1 and token.word not in words["inner"] and not unknown(token.word)
    return token.tag[0] in _TAGS and token.tag not in _PEOPLE and not never and not acts


def _ends(text: str, tokens: Tokens, end: int) -> bool:
    """Whether a word ends there, and no noun follows that the words would only describe."""
    if not tokens.boundary(end):
        return False
    behind = tokens.after(end)
    return behind is None or behind.tag[0] in _CLOSING or says_more(behind) or title_at(text, end)


_AID = re.compile(
    r"(?:(?:东西部|对口|结对|定点|组团式)?(?:支援|帮扶|协作|合作|援建|扶贫|帮扶协作|扶贫协作)|援(?=[藏疆青川]))"
    r"(?:(?![，。；、：的与和])[\u3400-\u9fff]){0,12}?(?:指挥部|工作[组队]|工作总队|工作专班|工作站|联络组|领导小组)(?:办公室)?"
)
_COOPERATIVE = re.compile(
    r"(?P<town>[\u3400-\u9fff]{2,3}[镇乡])?(?P<village>[\u3400-\u9fff]{2,3}?(?:村|社区))"
    r"(?:股份|集体){0,2}经济(?:股份)?(?:合作社|联合社|合作联社|联合总社|合作总社|总社)"
)
_LEAST = 2  # the characters of a town's or village's name before the word for it


def groups(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Groups that a place sends out to aid another (甲市|对口支援|乙地|指挥部), and cooperatives of whole villages."""
    aiding = "援" in text or "扶" in text or "对口" in text or "东西部" in text
    for match in _AID.finditer(text) if aiding else ():
        start, end = match.span()
        place = region_ending_at(text, start)
        if place is not None and tokens.boundary(place) and tokens.boundary(start) and tokens.boundary(end):
            yield Candidate(place, end, "Alliance", text[place:end], "organ-office")
    for match in _COOPERATIVE.finditer(text) if "经济" in text and "社" in text else ():
        first = _village(tokens, match)
        if first is not None:
            yield Candidate(first, match.end(), "Company", text[first : match.end()], "village-firm")


def _village(tokens: Tokens, match: re.Match[str]) -> int | None:
    """Where the name of the town begins, or that of the village without one; ``None`` if that is not to be seen."""
    start, end = match.span("town" if match["town"] else "village")
    cuts = (at for at in range(start, end - _LEAST) if tokens.boundary(at))
    return next((at for at in cuts if tokens[tokens.at(at)].tag[0] not in "pcudrm"), None)
