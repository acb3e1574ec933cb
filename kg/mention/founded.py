"""Bodies and funds behind the verb by which parties found them: 甲和乙合办的江畔联合警务室揭牌.

What stands between the verb and the head noun may hold verbs of its own (协同推动发展), at which the grammar of names
stops; here the verb before it and the end of the clause or an opening behind it say where the name lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import alternation, any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.parts import content, is_region
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens

_ORGANISATIONS = frozenset({
    "Alliance", "FinancialInstitution", "ResearchInstitution", "PublicInstitution", "MedicalInstitution",
    "EducationalInstitution",
})  # fmt: skip
_NEEDS = frozenset({"proper", "fund", "name", "party"})
_REGIONS = frozenset({"AdministrativeRegion", "EconomicRegion", "DevelopmentZone"})
_OWN = frozenset({"ns", "nz"})
_LEAST = 5  # characters of a name
_LONG = 2  # words that say what it is about, where no place stands in it
_INNER = r"(?:(?![的了着过在是和与及等为将把被从向于又还已各每某该这那其此首])[\u3400-\u9fffA-Za-z0-9·—]){2,24}?"


@cache
def _heads() -> dict[str, str]:
    """The head nouns and the class that each shows."""
    words = grammar()
    suffixes = (suffix for found in words.suffixes.values() for suffix in found)
    known = {s.text: s.type for s in suffixes if s.type in _ORGANISATIONS and s.need in _NEEDS}
    return known | words.pairs("founded_head")


@cache
def _pattern() -> re.Pattern[str]:
    words = grammar()
    joint, alone = words.alternation("joint_founding"), words.alternation("founding")
    together = words.alternation("acting_together")
    whole = rf"(?:“[\u3400-\u9fff]{{2,6}}”)?{_INNER}(?P<head>{alternation(_heads())})"
    name = rf"(?:{words.alternation('praise_before')})*(?P<name>{whole})"
    opened = words.alternation("body_opens")
    time = rf"(?:{words.alternation('opens_before')}|\d+[月日]|在[^，。；：！？的]{{2,8}}?)*"
    close = rf"(?=[，。；！、（]|$|(?P<opened>{time}(?:{opened})))"
    verb = rf"(?:{together})[^，。；：、的]{{0,2}}(?:{alone})|{joint}|(?:{alone})(?=的)"
    return re.compile(rf"(?:{verb})(?P<of>的)?了?{name}{close}")


@cache
def _by_several() -> re.Pattern[str]:
    """A body at the start of a clause or behind 的, before 由甲与乙合办."""
    words = grammar()
    joint, together = words.alternation("joint_founding"), words.alternation("acting_together")
    whole = rf"(?P<name>{_INNER}(?P<head>{alternation(_heads())}))"
    return re.compile(
        rf"(?:^|(?<=[，。；：的])){whole}(?P<opened>)"
        rf"(?=(?P<of>[^，。；：“”]{{0,4}}，?由)[^。；：，“”]{{3,40}}?(?:{joint}|{words.alternation('made_joint')}|{together}))"
    )


def founded(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Bodies behind such verbs, or before 由 with them, where none of ``found`` is the same body already."""
    for match in _by_several().finditer(text) if _passive(text) else ():
        start, end = match.span("name")
        acts = any(c.start == match.end("of") and c.type for c in found)
        if acts and tokens.boundary(end) and _whole(text, start, end, found) and _says(match, tokens, placed=False):
            yield Candidate(start, end, _heads()[match["head"]], match["name"], "body-founded")
    if not any_of("founding").search(text) and not any_of("joint_founding").search(text):
        return
    for match in _pattern().finditer(text):
        start, end = match.span("name")
        if len(match["name"]) < _LEAST or not tokens.boundary(end) or not _whole(text, start, end, found):
            continue
        placed = any(c.start == start and c.end < end and c.type in _REGIONS for c in found)
        if _says(match, tokens, placed=placed):
            yield Candidate(start, end, _heads()[match["head"]], match["name"], "body-founded")


def _passive(text: str) -> bool:
    names = ("joint_founding", "made_joint", "acting_together")
    return "由" in text and any(any_of(name).search(text) for name in names)


def _whole(text: str, start: int, end: int, found: Sequence[Candidate]) -> bool:
    """Whether no other name ends there, or only one before which a place stands that belongs to it (临江|江畔基金)."""
    inner = [c for c in found if c.end == end and c.rank and c.type and c.type not in _REGIONS]
    places = {c.end for c in found if c.start == start and c.type in _REGIONS}
    return all(c.start > start and (c.start in places or text[start : c.start] in region_names()) for c in inner)


def _says(match: re.Match[str], tokens: Tokens, *, placed: bool) -> bool:
    """Whether a place begins the name, or what was founded is opened and more than its kind is said."""
    first, head = tokens.at(match.start("name")), tokens.at(match.start("head"))
    inside = tokens[first:head]
    words = grammar().words
    if not inside or any(t.word in words["determiner"] or t.tag in {"r", "nr"} for t in inside):
        return False
    names = lexicon().abbreviations
    lettered = len(match["name"]) > _LEAST and all(names.get(letter) for letter in match["name"][:2])
    own = inside[0].tag in _OWN and len(inside[0].word) > 1  # 北仑河
    if placed or is_region(inside[0]) or lettered or own or any(match["name"].startswith(n) for n in words["own_area"]):
        return len(inside) > 1 or lettered
    held = content(tokens, first, head)
    specific = held.proper + held.specific
    return bool(match["of"]) and match["opened"] is not None and (specific >= _LONG or len(match["name"]) > _LEAST + 1)
