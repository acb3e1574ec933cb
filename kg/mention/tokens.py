"""Sentence → tokens: segmentation with the lexicon's names as words, by jieba's algorithm in its Rust build.

rjieba gives the same cuts as jieba and carries the same dictionary; its tagger looks tags up, it does not disambiguate.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

import rjieba

from kg.knowledge.lexicon import lexicon


_SURE = 200_000  # the weight of a composite: 共建成渝 must not fall into 建成 and 渝

_RARE = 3  # 内自 inside 国内自主 is none
_AMBIGUOUS = frozenset("新青宁台海吉贵云江中")  # characters that abbreviate a province and are common words as well


class Token(NamedTuple):
    """A word: ``start`` and ``end`` in the sentence (code points, end exclusive) and its part of speech."""

    start: int
    end: int
    word: str
    tag: str


class Tokens(tuple[Token, ...]):
    """The tokens of one sentence, in order, without gaps."""

    __slots__ = ()

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after ``offset``."""
        return bisect_left(self, offset, key=lambda token: token.start)

    def boundary(self, offset: int) -> bool:
        """Whether a token starts (or the sentence ends) at ``offset``."""
        index = self.at(offset)
        return index == len(self) or self[index].start == offset


@cache
def segmenter() -> rjieba.Jieba:
    """A segmenter of our own with the full names of the lexicon added (short names only where jieba knows no word)."""
    jieba = rjieba.Jieba()
    words = lexicon()
    for name in words.by_name:
        if len(name) > 2 or not jieba.has_word(name):  # noqa: PLR2004 - two characters: 和平, 新建 are words as well
            jieba.add_word(name, None, "ns")
    for name, codes in words.abbreviations.items():
        if len(name) > 1 and len(codes) > 1:
            sure = len(name) > 2 or not set(name) & _AMBIGUOUS and all(words.abbreviation_kinds.get(c) == "single" for c in name)  # noqa: PLR2004
            jieba.add_word(name, _SURE if sure or name == "成渝" else _RARE, "ns")
    for country in words.countries.values():
        for name in (country.name, *country.short):
            if len(name) > 1:
                jieba.add_word(name, None, "ns")
    for known in (*words.bodies, *words.institutions, *words.economic_regions, *words.zones):
        for name in (known.name, *known.short):
            if len(name) > 2 or (len(name) > 1 and not jieba.has_word(name)):  # noqa: PLR2004
                jieba.add_word(name, None, "nt" if known in words.bodies or known in words.institutions else "ns")
    return jieba


def tokenize(text: str) -> Tokens:
    """Cut a sentence into tagged tokens."""
    found, start = [], 0
    for word, tag in segmenter().tag(text):
        end = start + len(word)
        found.append(Token(start, end, word, tag))
        start = end
    return Tokens(found)


@cache
def unknown(word: str) -> bool:
    """Whether the dictionary does not know the word, so that it was put together from its characters: often a name."""
    return not segmenter().has_word(word)
