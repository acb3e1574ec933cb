"""Firms called by the short name of the state's group or bank it belongs to: 中车|时代|电气, 农银|金融租赁."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.lexical import loose_companies, named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens

_NUMBERED = r"(?:集团)?第?[一二三四五六七八九十]{1,3}(?:[航冶建公勘]?局|[院所]|公司|研究[院所]|工程局)(?![长校级])"
_CLOSING = frozenset("pcuxdvt")
_WORD = 2  # the characters of a word between the group and the trade


@cache
def _daughter() -> re.Pattern[str]:
    """A number and 局, or trades, one word of the firm's own before them; behind the short name of the group."""
    words = grammar()
    trade = words.alternation("group_daughter")
    own = words.alternation("trade_own")
    word = r"(?![与和及的在已将为向对等]|集团|公司)[\u3400-\u9fff]"
    return re.compile(rf"{_NUMBERED}|(?:{trade}){{1,2}}(?:公司)?|{word}{{{_WORD}}}(?:{own})(?:公司)?")


@cache
def _finance() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["finance_trade"]))


def daughters(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for such firms in a sentence."""
    if any_of("state_group").search(text) is None:
        return
    for group in any_of("state_group").finditer(text):
        match = _daughter().match(text, group.end())
        if match is None or not _begins(text, tokens, group.start()) or not _ends(tokens, match.end()):
            continue
        between = text[group.end() : group.end() + _WORD]
        if between not in region_names() and between not in grammar().words["outside"]:
            name = text[group.start() : match.end()]
            if name in named_things() or name in loose_companies():
                continue  # 国机集团 is the group itself
            money = name.endswith(_finance())
            kind = "FinancialInstitution" if money else "Company"
            yield Candidate(group.start(), match.end(), kind, name, "company-daughter")


def _begins(text: str, tokens: Tokens, offset: int) -> bool:
    """Whether a word begins there, or behind a character that segmentation joined to it (为中交)."""
    return tokens.boundary(offset) or text[offset - 1] in grammar().words["glued"]


def _ends(tokens: Tokens, offset: int) -> bool:
    """Whether a word ends there, and no noun follows that all this would describe."""
    index = tokens.at(offset)
    if index >= len(tokens):
        return True
    token = tokens[index]
    own = token.tag[0] in _CLOSING or token.word in grammar().words["company_head"] | grammar().words["firm_has"]
    return token.start == offset and (own or token.word in region_names())
