"""Institutions of the place that the text is about, named by its level alone (市第二人民医院, 省农科院, 县水务集团)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.parts import CUT_TYPES, is_region, says_more
from kg.mention.regions import region_ending_at
from kg.mention.tokens import Token, Tokens, unknown

_LEVELS = frozenset("省市县区州")
_LEVEL = re.compile("[省市县区州]")
_TYPES = CUT_TYPES | {"Alliance"}
_NEEDS = frozenset({"proper", "name", "body", "bureau"})
_MOST = 8  # tokens of such a name
_BEFORE = frozenset("xpcuvdtf")
_OURS = "我"
_INSIDE = frozenset("nvjbmagls")
_PEOPLE = frozenset({"nr", "nrt"})
_JOINS = frozenset("和与、")
_SHORT = 2
_CHAMBERS = ("人大", "政协")  # of whose committees ``extended`` knows
RULE = "level-bare"


def levels(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates that begin with a bare 省, 市, 县, 区, 州, behind which no place but a kind of institution stands."""
    yield from _steering(text, tokens)
    for match in _LEVEL.finditer(text):
        if not tokens.boundary(match.start()):
            continue
        index = tokens.at(match.start())
        token = tokens[index]
        if len(token.word) > 1 and not _holds_head(token.word):
            continue
        if not _opens(text, tokens, token.start):
            continue
        found = _longest(text, tokens, index)
        if found is not None:
            end, kind = found
            yield Candidate(token.start, end, kind, text[token.start : end], RULE)


_GROUPS = ("领导小组", "指挥部", "工作专班", "联合办公室")
_STEERING = re.compile(
    "(?:协同|共同)?(?:推进|推动|加快|落实|参与|融入|建设)(?:(?![，。；、：的])[\u3400-\u9fff“”]){2,40}?"
    f"(?:{'|'.join(_GROUPS)})(?:办公室)?"
)


_SEVERAL = re.compile("[两三四五六七八九](?:[省市县区州地]|省市|省区)$")


def _row(text: str, tokens: Tokens, end: int) -> int | None:
    """Where the area or the places begin that are then counted (长三角|三省, 川渝|两地)."""
    first = tokens[tokens.at(end) - 1] if end else None
    named = first is not None and first.end == end and (is_region(first) or first.word in lexicon().abbreviations)
    return first.start if first is not None and named else region_ending_at(text, end)


def _steering(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Groups that are called after what they shall do (省推进某某经济圈建设领导小组), of a place or of its level."""
    for match in _STEERING.finditer(text) if any(group in text for group in _GROUPS) else ():
        start, end = match.span()
        several = _SEVERAL.search(text, 0, start)
        place = region_ending_at(text, start) if several is None else _row(text, tokens, several.start())
        if not tokens.boundary(start) or not tokens.boundary(end):
            continue
        if place is not None:
            yield Candidate(place, end, "Alliance", text[place:end], "organ-office")
        elif text[start - 1 : start] in _LEVELS and tokens.boundary(start - 1) and _opens(text, tokens, start - 1):
            yield Candidate(start - 1, end, "Alliance", text[start - 1 : end], RULE)


def _opens(text: str, tokens: Tokens, start: int) -> bool:
    """Whether the level begins a name there, and is not the end or the middle of another one."""
    index = tokens.at(start)
    if region_ending_at(text, start + 1) is not None or region_ending_at(text, start) is not None:
        return False
    if not index:
        return True
    before, words = tokens[index - 1], grammar().words
    if before.word == _OURS:
        return True
    counted = before.word in words["determiner"] or before.word in words["measure"] or before.word[-1] in _LEVELS
    return not counted and (before.tag[0] in _BEFORE or before.word in words["apposition"])


@cache
def _holds_head(word: str) -> bool:
    """Whether a word is a level and an institution of it (市图书馆), or one that segmentation put together."""
    own = word[1:] in _own() or (unknown(word) and len(word) > _SHORT)
    return own and not word.endswith(_CHAMBERS)


@cache
def _own() -> frozenset[str]:
    """What a place has one of: its head noun alone names it behind the level."""
    return grammar().words["level_own"]


def _longest(text: str, tokens: Tokens, index: int) -> tuple[int, str] | None:
    """Where the longest name that begins at a token ends, and its class; ``None`` where there is none."""
    best: tuple[int, str] | None = None
    start = tokens[index].start + 1
    for at in range(index, min(len(tokens), index + _MOST)):
        token = tokens[at]
        if at > index and not _part(token, tokens, at):
            break
        if token.end == start:
            continue
        kind = _kind(text[start : token.end], tokens[index + 1 : at + 1])
        if kind is not None and _closed(text, tokens, at):
            best = token.end, kind
    return best


def _part(token: Token, tokens: Tokens, at: int) -> bool:
    """Whether a token can stand inside such a name."""
    words = grammar().words
    if token.word in words["describing"] or token.word in words["determiner"] or token.word in words["stop_character"]:
        return False
    if token.word in _JOINS:
        return token.word != "、" and at + 1 < len(tokens) and tokens[at - 1].tag[0] in "nv"
    acts = token.tag == "v" and len(token.word) > 1 and not unknown(token.word)
    if token.word in words["outside"] or (acts and token.word not in words["inner"] | words["after_named_part"]):
        return False
    return token.tag[0] in _INSIDE and token.tag not in _PEOPLE


@cache
def _heads(name: str) -> Suffix | None:
    """The longest head noun of an institution that ends a name."""
    for width in range(len(name), 0, -1):
        for suffix in grammar().suffixes.get(name[-width:], ()):
            if suffix.type in _TYPES and suffix.need in _NEEDS:
                return suffix
    return None


def _kind(name: str, inside: tuple[Token, ...]) -> str | None:
    """The class of what the words behind the level name; ``None`` where they describe or name nothing."""
    words, suffix = grammar().words, _heads(name)
    if suffix is None or name in words["common_name"] or name in words["no_head"]:
        return None
    if name in _own():
        return suffix.type
    front = name.removesuffix(suffix.text)
    last = inside[-1].word if inside else ""
    if len(front) < _SHORT or last in words["no_head"] or (last != suffix.text and last in words["common_name"]):
        return None
    plain = words["no_level"] | words["describing"]
    if any(token.word in plain for token in inside) or front[:_SHORT] in words["describing"]:
        return None
    return suffix.type


def _closed(text: str, tokens: Tokens, at: int) -> bool:
    """Whether the name can end there: no noun follows that it would only describe, other than a post or a person."""
    end = tokens[at].end
    following = tokens.after(end)
    open_end = following is None or following.tag[0] not in "nj" or following.tag in _PEOPLE or says_more(following)
    return open_end or title_at(text, end)
