"""Where in a sentence the name of a company may stand that no list has: a brand, its trade, its place or group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.lexical import loose_companies, named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Token, Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]+")
_OWN = frozenset({"nz", "nr", "nrt"})
_EVERYDAY = frozenset({"n", "nt", "t", "s", "f", "j", "z", "a", "b", "i"})
_PIECES = frozenset({"nr", "nrt", "nz", "ng", "g", "zg", "j", "a", "n", "b"})
LEAST, _MOST = 2, 4  # characters of a brand
_NEVER_TAGS = frozenset("pcuymrdeo")
_LAST = frozenset("方后前内外中间们等者")  # of words that are no brands
_FUNCTION = frozenset("pcuxdmqrft")
_THIS = frozenset("这那各每该此本某所")
LIQUOR = "酒"  # 云酒 is a brand, other words with such an end are places and things
_STRANGE, _UNPLACED, _COMMON, _PIECE, _VERB = 1, 2, 3, 4, 5
PERSON = 3  # characters of most names
_OF = "的"
_EVERYDAY_FIRM = frozenset({"n", "v", "a", "t", "vn", "j"})
_GROUP = ("集团", "公司", "集团公司", "集团有限公司")
_NUMERALS = frozenset("一二三四五六七八九十百千万")
_TIMES = frozenset("年月日天时分岁点周")
_BEFORE = frozenset("xpcv")
_NEVER = (
    "generic", "outside", "determiner", "describing", "apposition", "firm_noun", "sector", "stop_character",
    "held_before", "product_head", "day_word", "nation", "family", "common_name", "no_head", "trade", "brand_head",
    "after_named_part", "trade_wide",
)  # fmt: skip


class Spot(NamedTuple):
    """A possible firm in a sentence: its offsets, whether its trade ends it, whether a place or group begins it.

    ``loose``: whether its words may be everyday ones; ``wide``: whether its trade is a word of many other uses;
    ``sited``: whether it is what a firm has in a place; ``full``: whether its brand has three characters; ``own``:
    whether only a firm's name ends with such a trade; ``known``: whether it is a listed firm, by a word of other uses.
    """

    start: int
    end: int
    traded: bool
    placed: bool
    loose: bool
    wide: bool
    sited: bool = False
    full: bool = False
    own: bool = False
    known: bool = False

    @property
    def rank(self) -> int:
        """Not before other names, unless it holds a place, which is one."""
        return int(self.placed or self.sited)


@cache
def _plain(word: str) -> bool:
    """Whether a word only describes, is a place or is known for something else."""
    words = grammar()
    known = word in region_names() or word in words.suffixes or word in named_things()
    return known or any(word in words.words[each] for each in _NEVER)


@cache
def _brands() -> frozenset[str]:
    """The brands of known groups (浪潮 of 浪潮集团), words of other uses among them."""
    names = (name for company in lexicon().companies for name in (company.name, *company.short))
    brands = (name.removesuffix(tail) for name in names for tail in _GROUP if name.endswith(tail))
    return frozenset(brand for brand in brands if LEAST <= len(brand) < _MOST)


@lru_cache(1 << 16)
def _may_begin(word: str, tag: str) -> int:
    """How a word may begin a brand, or 0 where it cannot; asked of each word of each document.

    ``_STRANGE``: by itself. Before a trade only: ``_UNPLACED``, which the dictionary has for a place and no list of
    ours has (天原|锂电), and ``_COMMON``, which all know (春秋|旅游). ``_PIECE``: one character that was
    cut off.
    """
    if _strange(word, tag):
        return _STRANGE
    if (
        not LEAST <= len(word) <= (_MOST if tag == "ns" else LEAST)
        or not (tag == "ns" or tag in _EVERYDAY)
        or _plain(word)
    ):
        return _PIECE if _piece(word, tag) else 0
    return _UNPLACED if tag == "ns" else _COMMON if _CJK.fullmatch(word) else 0


def _behind(word: str, tag: str) -> int:
    """How a word begins a brand that no part of speech lets begin one: by its place (某市|飞驰|轴承), by its end."""
    if len(word) != LEAST or _CJK.fullmatch(word) is None or _plain(word):
        return 0
    if tag in {"v", "vn", "vd"}:
        return _VERB
    number = tag == "m" and unknown(word) and word[0] in _NUMERALS
    return _UNPLACED if number and word[1] not in _NUMERALS | _TIMES | grammar().words["measure"] else 0


def _strange(word: str, tag: str) -> bool:
    """Whether a word can be a brand: of no dictionary, or a proper name that is no place."""
    own = tag in _OWN or unknown(word) or word in _brands()
    if len(word) < LEAST or not own or tag[0] in _NEVER_TAGS:
        return False
    ends = word[-1] in _LAST or (word[-1] in grammar().words["place_end"] and word[-1] != LIQUOR)
    return not ends and _CJK.fullmatch(word) is not None and not _plain(word)


@cache
def _trades() -> tuple[frozenset[str], frozenset[str]]:
    """The words for trades that end a brand, and those with the ones of many other uses."""
    words = grammar().words
    own = frozenset(words["brand_head"] | words["trade"])
    return own, own | words["trade_wide"]


def _begun(tokens: Tokens) -> Iterator[tuple[int, int, bool]]:
    """Where a brand may begin, in which way, and whether a trade follows right behind that word."""
    sure, trades = _trades()
    begun = [(index, how) for index, how in enumerate(map(_may_begin, tokens.words, tokens.tags)) if how]
    for index, how in begun:
        trade = index + 1 < len(tokens) and tokens.words[index + 1] in trades
        if trade or how in {_STRANGE, _PIECE}:
            yield index, how, trade
    if sure.isdisjoint(tokens.words):
        return
    for index in [index for index, word in enumerate(tokens.words[1:]) if word in sure]:
        word, tag = tokens.words[index], tokens.tags[index]
        how = 0 if _may_begin(word, tag) else _behind(word, tag)
        if how == _UNPLACED or (how == _VERB and _behind_place(tokens, index)):
            yield index, how, True


def spots(tokens: Tokens) -> Iterator[Spot]:
    """Brands with their place and trade."""
    yield from _worded(tokens)
    yield from _cut(tokens)


def _cut(tokens: Tokens) -> Iterator[Spot]:
    """Brands that segmentation cut into single characters, before a trade that ends firms only (与|辰|致|光电)."""
    own = grammar().words["trade_own"]
    if own.isdisjoint(tokens.words):
        return
    for index in [index for index, word in enumerate(tokens.words) if word in own]:
        first = index
        while first and index - first < _MOST and _loose(tokens[first - 1]):
            first -= 1
        if index - first < LEAST:
            continue
        before = tokens[first - 1] if first else None
        placed = _behind_place(tokens, first)
        if before is None or placed or before.tag[0] in _BEFORE or before.word == _OF:
            start = before.start if before is not None and placed else tokens[first].start
            yield Spot(start, tokens[index].end, traded=True, placed=placed, loose=False, wide=False, own=True)


def _worded(tokens: Tokens) -> Iterator[Spot]:
    """Brands that are one word, with their place and trade, in text order."""
    words = grammar().words
    trades, trade_words = _trades()
    for index, how, trade in _begun(tokens):
        token, strange = tokens[index], how in {_STRANGE, _UNPLACED}
        last = _brand_end(tokens, index, how, trade=trade)
        if last == index:
            continue
        loose, wide = not strange, False
        front = token.word[0] in words["glued"] or token.word[0] == _OF  # 与云帆, 的云帆
        glued = strange and len(token.word) > LEAST and front and unknown(token.word)
        start, own = token.start + glued, last
        for each in tokens[own : own + LEAST]:
            if each.word not in (trades if last > own else trade_words):
                break
            wide = wide or each.word not in trades
            last += 1
        if strange and own == index + 1 and not glued:
            index = _front(tokens, index, traded=last > own)  # noqa: PLW2901
            start = tokens[index].start
        before = tokens[index - 1] if index and not glued else None
        fits = LEAST <= tokens[own - 1].end - start <= _MOST
        placed = before is not None and _opens(before)
        if before is not None and (placed or (last > own and _sure_brand(before))):
            start = before.start  # 海云|联帆|五金
        traded = last > own or (len(token.word) == _MOST and token.word[2:] in trades)
        known = "".join(tokens.words[index:last]) in loose_companies()  # behind its place too
        if known and last == own == index + 1 and how == _STRANGE and not glued:
            yield Spot(
                start, token.end, traded=False, placed=placed, loose=token.tag in _EVERYDAY_FIRM, wide=False, known=True
            )
        elif fits and not known and token.word[0] not in _THIS:
            full = tokens[own - 1].end - tokens[index].start - glued == PERSON
            acts = (token.tag[0] == "v" or _acting(token.word)) and not placed  # 停满|汽车
            sole = last > own and strange and not acts and tokens[last - 1].word in words["trade_own"]
            yield Spot(start, tokens[last - 1].end, traded, placed, loose, wide, full=full, own=sole)
            site = _site(tokens, last) if traded else last
            if site > last:
                yield Spot(start, tokens[site - 1].end, traded, placed, loose, wide, sited=True)


def _acting(word: str) -> bool:
    """Whether segmentation made a word of a verb and what follows it (插上, 开发新)."""
    words = grammar().words
    return word[-1] in words["verb_result"] or any(word[:LEAST] in words[each] for each in ("inner", "outside"))


def _sure_brand(token: Token) -> bool:
    """Whether two characters by themselves can be a brand."""
    return len(token.word) == LEAST and _may_begin(token.word, token.tag) == _STRANGE


def _brand_end(tokens: Tokens, index: int, how: int, *, trade: bool) -> int:
    """Behind the brand that begins there, whatever segmentation made of it; ``index`` itself where none does."""
    last = index + 1
    if how in {_COMMON, _PIECE}:
        return last + 1 if _pieces(tokens, index) else last if how == _COMMON else index
    following = tokens[last] if last < len(tokens) and not trade else None
    whole = following is not None and (
        _piece(following.word, following.tag) or (_behind_place(tokens, index) and _loose(following))
    )
    return last + whole  # 家家|悦, 某市|绮帆|达


def _site(tokens: Tokens, last: int) -> int:
    """Behind what a firm has in a place that follows it (云帆新材|某市|基地); ``last`` itself where it has none."""
    if last >= len(tokens) or len(tokens[last].word) == 1 or tokens[last].word not in region_names():
        return last
    sites = grammar().words["firm_site"]
    return next((at + 1 for at in range(last + 1, min(last + 3, len(tokens))) if tokens[at].word in sites), last)


def _opens(token: Token) -> bool:
    """Whether a word can begin the name of a firm before its brand: a place, or the group that it belongs to."""
    group = token.tag == "j" or token.word in loose_companies()
    return len(token.word) > 1 and (token.word in region_names() or (group and not _plain(token.word)))


def _piece(word: str, tag: str) -> bool:
    """Whether one character can be a piece of a brand that segmentation cut."""
    return len(word) == 1 and tag in _OWN


def _loose(token: Token) -> bool:
    """Whether one character is no function word, so that it belongs to the brand beside it."""
    words = grammar().words
    plain = token.tag[0] in _FUNCTION or any(token.word in words[each] for each in ("after_name", "glued", "outside"))
    return len(token.word) == 1 and _CJK.fullmatch(token.word) is not None and not plain


def _front(tokens: Tokens, index: int, *, traded: bool) -> int:
    """Where a brand begins from which segmentation cut the first character (某市|绮|帆达, 的|睿|帆达|生物)."""
    if index < LEAST or not _loose(tokens[index - 1]):
        return index
    before, cut = tokens[index - LEAST], tokens[index - 1]
    opened = traded and cut.tag in _PIECES - {"n", "a", "b"} and (before.tag[0] in _BEFORE or before.word == _OF)
    return index - (opened or _behind_place(tokens, index - 1))


def _behind_place(tokens: Tokens, index: int) -> bool:
    """Whether a place stands right before."""
    return index > 0 and len(tokens[index - 1].word) > 1 and tokens[index - 1].word in region_names()


def _pieces(tokens: Tokens, index: int) -> bool:
    """Whether segmentation cut a brand behind a place into a character and a word (某国|恒|天然)."""
    if not index or index + 1 >= len(tokens) or tokens[index - 1].word not in region_names():
        return False
    first, second = tokens[index], tokens[index + 1]
    word = second.word
    return _piece(first.word, first.tag) and len(word) == LEAST and second.tag in _PIECES and not _plain(word)
