"""What a token can be inside a name: a place, a proper word, an anchor that names begin with, a word that ends them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.knowledge.grammar import Suffix, grammar
from kg.mention.lexical import named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Token, Tokens, unknown

CJK = re.compile(r"[\u3400-\u9fff]")
INNER_MARKS = frozenset("·—-－•+/&＋±")
OPEN, CLOSE = "（(“「", "）)”」"
CUT_TYPES = frozenset({
    "Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution", "ResearchInstitution",
    "MediaOrganisation", "GovernmentBody", "PublicInstitution",
})  # fmt: skip
LONG_TYPES = frozenset({
    "Event", "Alliance", "DevelopmentZone", "Project", "Platform", "Programme", "EconomicRegion", "Product",
})  # fmt: skip
PROPER_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz", "eng"})
_VERB_OBJECT, _NAME = 3, 4
_LAND = frozenset("口坝湾峡沟滩岭坪垭嘴渡")
_STRANGE_TAGS = frozenset(
    {"v", "a", "n", "b", "q", "ag", "ng", "vg", "g", "zg"}
)  # of words that segmentation put together
_SYLLABLE_TAGS = frozenset({"j", "ng", "vg", "ag", "zg", "tg"})


def is_region(token: Token) -> bool:
    """Whether the token is a place of the lexicon (one character abbreviates and does not count)."""
    return len(token.word) > 1 and token.word in region_names()


def is_anchor(token: Token) -> bool:
    """A region, or an institution or strategy of the lexicon: where names of branches and joint bodies begin."""
    return is_region(token) or (len(token.word) > 2 and token.word in named_things())


@lru_cache(1 << 16)
def heads_of(word: str) -> tuple[Suffix, ...]:
    """The head nouns of names that the end of a word is, the shortest first."""
    return tuple(grammar().ends(word, range(1, len(word) + 1)))


def is_syllable(token: Token) -> bool:
    """Whether the token is one Chinese character."""
    return len(token.word) == 1 and CJK.match(token.word) is not None


def proper(tokens: Tokens, index: int, head: int) -> bool:
    """Whether the token is a proper word: a place, person, brand, foreign word, or a piece of an unknown word."""
    token = tokens[index]
    word, tag = token.word, token.tag
    if (
        tag in PROPER_TAGS
        or tag == "j"
        or _whole(word, tag)
        or (tag == "x" and CJK.search(word))
        or (word.isascii() and word.isalpha())
    ):
        return True
    if len(word) > 1:
        return tag in _STRANGE_TAGS and unknown(word) and CJK.fullmatch(word[0]) is not None
    if word in _LAND and index and tokens[index - 1].tag == "n" and len(tokens[index - 1].word) > 1:
        return True  # 亭子|口
    if not CJK.match(word) or tag in {"b", "m", "q"}:
        return False
    neighbours = (tokens[i] for i in (index - 1, index + 1) if 0 <= i <= head)
    return tag in _SYLLABLE_TAGS or any(map(is_syllable, neighbours))


@lru_cache(1 << 14)
def _whole(word: str, tag: str) -> bool:
    """Whether the dictionary has the whole name of a body of some place as one noun (香港某某大学)."""
    if tag != "n" or len(word) <= _NAME or not any(head.type in CUT_TYPES for head in heads_of(word)):
        return False
    return any(word[:width] in region_names() for width in (2, 3, 4))


def says_more(token: Token) -> bool:
    """Whether what the dictionary has as one noun says what somebody does (发布公告), so that a name ends before it."""
    return len(token.word) > _VERB_OBJECT and token.word[:2] in grammar().words["outside"]


class Content(NamedTuple):
    """What stands in front of a head noun: how many places, proper words besides, and specific common words."""

    regions: int
    proper: int
    specific: int


def content(tokens: Tokens, start: int, head: int) -> Content:
    """Count what the tokens from ``start`` up to the head noun at ``head`` are."""
    generic = grammar().words["generic"]
    counts = [0, 0, 0]
    for index in range(start, head):
        token = tokens[index]
        if is_region(token):
            counts[0] += 1
        elif token.word in OPEN or token.word in CLOSE or token.word in INNER_MARKS:
            continue
        elif proper(tokens, index, head):
            counts[1] += 1
        else:
            counts[2] += token.word not in generic
    return Content(*counts)
