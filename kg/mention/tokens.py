"""Sentence → tokens: segmentation with the lexicon's names as words, by jieba's algorithm in its Rust build.

rjieba gives the same cuts as jieba and carries the same dictionary; its tagger looks tags up, it does not disambiguate.
That dictionary calls many everyday words names (弘扬, 高水平, 祝贺): ``word_tags`` says better.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import accumulate
from typing import NamedTuple, Self

import rjieba

from kg.knowledge.entries import Company, WorldPlace
from kg.knowledge.grammar import grammar, leaders, strategies, word_tags
from kg.knowledge.lexicon import Body, Division, Institution, NamedRegion, lexicon

_SURE = 200_000  # the weight of a composite: 共建成渝 must not fall into 建成 and 渝

_EDITION = re.compile(r"(第\d{1,3}[届次期批](?!性)|(?:19|20)\d{2}年(?=年会))")

_CUSTOMS = re.compile("(?<=[^上]海关)(?=于)|(?<=机关)(?=于)")  # 南宁海关|于5月, which is no 关于

_PHRASE = "-"  # the tag of what is no word and is cut apart (在京举行, 协会会长)
_SHORT = 2
_PLACE = 4  # shorter places abroad may be pieces of a person's name
_RARE = 3  # 内自 inside 国内自主 is none
AMBIGUOUS = frozenset("新青宁台海吉贵云江中")  # characters that abbreviate a province and are common words as well


class Token(NamedTuple):
    """A word: ``start`` and ``end`` in the sentence (code points, end exclusive) and its part of speech."""

    start: int
    end: int
    word: str
    tag: str


_token: Callable[[tuple[int, int, str, str]], Token] = partial(tuple.__new__, Token)  # Token(*…) without its detour


class Tokens(tuple[Token, ...]):  # noqa: SLOT001 - a tuple of variable length cannot have slots
    """The tokens of one sentence, in order, without gaps."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: list[int]
    edges: frozenset[int]

    def __new__(cls, words: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Self:
        """Keep where tokens start: the recognisers ask for it more often than for anything else."""
        ends = [*accumulate(map(len, words))]
        starts = [0, *ends[:-1]] if ends else []
        made = super().__new__(cls, map(_token, zip(starts, ends, words, tags, strict=True)))
        made.words, made.tags, made.starts, made.edges = words, tags, starts, frozenset((0, *ends))
        return made

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def after(self, offset: int) -> Token | None:
        """The first token that starts at or after ``offset``; ``None`` at the end of the sentence."""
        index = self.at(offset)
        return self[index] if index < len(self) else None

    def boundary(self, offset: int) -> bool:
        """Whether a token starts (or the sentence ends) at ``offset``."""
        return offset in self.edges


@cache
def segmenter() -> rjieba.Jieba:
    """A segmenter of our own that knows the names of the lexicon (of two characters only what jieba knows not)."""
    jieba = rjieba.Jieba()
    words = lexicon()
    for tag, least, names in _vocabulary():
        for name in names:
            if len(name) > least or (len(name) == least and not jieba.has_word(name)):
                jieba.add_word(name, None, tag)
    for name in _names(place for place in words.world_places if not place.ambiguous):
        if jieba.has_word(name):  # 首尔, 清迈 are no verbs
            jieba.add_word(name, None, "ns")
    for name, codes in words.abbreviations.items():
        if len(name) > 1 and len(codes) > 1:
            jieba.add_word(name, _SURE if _sure(name) else _RARE, "ns")
    for phrase, tag in word_tags().items():
        if tag == _PHRASE:
            jieba.add_word(phrase, 0, "n")
    return jieba


def _vocabulary() -> Iterator[tuple[str, int, Iterable[str]]]:
    """Names with their tag, and from which length on they are words (of that length if the dictionary lacks them)."""
    words = lexicon()
    yield "ns", _SHORT, (*words.by_name, *_names((*words.countries.values(), *words.economic_regions, *words.zones)))
    companies = (company for company in words.companies if not company.ambiguous)
    yield "nt", _SHORT, (*_names((*words.bodies, *words.institutions, *companies)), *strategies())
    yield "n", _SHORT, _departments()
    yield "nr", _SHORT, leaders()
    yield "j", _SHORT, (word for word in grammar().words["prestige"] if len(word) == _SHORT and word[0] == "中")
    yield "ns", _PLACE, _names(words.world_places)


def _names(known: Iterable[Body | Institution | Division | NamedRegion | Company | WorldPlace]) -> Iterator[str]:
    for item in known:
        yield item.name
        yield from item.short


def _departments() -> Iterator[str]:
    """The departments that do a ministry's work, which are not the ministry: 文旅部门 is not 文旅部 and 门."""
    return (f"{name}门" for body in lexicon().bodies for name in body.short if name.endswith("部"))


def _sure(composite: str) -> bool:
    """Whether a row of abbreviations cannot be anything else in a sentence."""
    if len(composite) > _SHORT or composite == "成渝":
        return True
    kinds = lexicon().abbreviation_kinds
    return not set(composite) & AMBIGUOUS and all(kinds.get(character) == "single" for character in composite)


def tokenize(text: str) -> Tokens:
    """Cut a sentence into tagged tokens."""
    tagged = _tagged(text)
    if not tagged:
        return Tokens()
    words, tags = zip(*tagged, strict=True)
    return Tokens(words, tuple(map(word_tags().get, words, tags)))


def _tagged(text: str) -> list[tuple[str, str]]:
    """Words and their tags; 第20届 is one word, as 第二十届 is by the dictionary, and 2021年年会 has a 年会."""
    if "关于" in text and (joint := _CUSTOMS.search(text)):
        return [*_tagged(text[: joint.start()]), *_tagged(text[joint.end() :])]
    if "第" not in text and "年年会" not in text:
        return segmenter().tag(text)
    pieces = _EDITION.split(text)
    return [
        pair
        for number, piece in enumerate(pieces)
        if piece
        for pair in ([(piece, "m")] if number % 2 else segmenter().tag(piece))
    ]


@lru_cache(1 << 16)
def unknown(word: str) -> bool:
    """Whether the dictionary does not know the word, so that it was put together from its characters: often a name."""
    return word not in word_tags() and not segmenter().has_word(word)
