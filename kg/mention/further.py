"""Where the name of an event begins further in front than its grammar allows: 全国|统计工作会议."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.parts import INNER_MARKS, is_region
from kg.mention.tokens import Tokens
from kg.mention.topics import scoped

FAR = 22  # tokens of a name, at the most
YEAR = re.compile(r"(?:19|20)\d{2}年?")
AND = frozenset("和与及")
_EDITION = re.compile(r"第.+[届次]|首届")


@cache
def verbs() -> frozenset[str]:
    """Verbs of holding and attending, and the prepositions before what is held."""
    return grammar().words["hold"]


@cache
def doing() -> frozenset[str]:
    """The same, and the verbs behind an event that takes place."""
    return verbs() | grammar().words["held_verb"]  # 9月闭幕的|…会议


def wide(tokens: Tokens, first: int, head: int) -> tuple[int, str]:
    """Where the name begins if a verb or 和 may stand in it, behind the place or body whose event it is; -1: nowhere.

    Behind 全国 it may be any verb (全国统计工作会议), behind a place only one that serves as a noun.
    """
    found, acts = -1, False
    for index in range(first - 1, max(-1, head - FAR), -1):
        token = tokens[index]
        if not _inner(tokens, index):
            break
        year = YEAR.fullmatch(token.word) is not None and tokens[index + 1].word != "年"
        placed = scoped(token) or is_region(token) or token.word in grammar().words["prestige"]
        if token.word in grammar().words["meeting_scope"] or year or (placed and not acts):
            found = index
        acts = acts or _acts(tokens, index, head)
    return (found, word_before(tokens, found)) if found >= 0 else (-1, "")


def yearly(tokens: Tokens, first: int, head: int) -> tuple[int, str]:
    """Where the name begins if its year belongs to it (2024年春节团拜会); -1: no year stands before it."""
    own = tokens[head].word.endswith(tuple(grammar().words["event_head"]))  # 2022年冬奥会 is called without it
    if own and first > 1 and tokens[first - 1].word == "年" and YEAR.fullmatch(tokens[first - 2].word):
        return first - 2, word_before(tokens, first - 2)
    return -1, ""


def word_before(tokens: Tokens, first: int) -> str:
    """The word before a name, and before 了 or 的 behind a verb of holding."""
    behind = first - (first > 1 and tokens[first - 1].word in {"了", "的"} and tokens[first - 2].word in doing())
    return tokens[behind - 1].word if behind > 0 else ""


def _acts(tokens: Tokens, index: int, head: int) -> bool:
    """Whether the token is a verb that may have the place before it as subject (通车仪式 has none)."""
    token, words = tokens[index], grammar().words
    if token.tag != "v" or token.word in words["inner"]:
        return False
    last = all(between.word in words["generic"] for between in tokens[index + 1 : head])
    return not last or token.word in words["outside"]


def _inner(tokens: Tokens, index: int) -> bool:
    """Whether the token can stand inside a name that begins further in front."""
    word, tag = tokens[index].word, tokens[index].tag
    words = grammar().words
    if word in INNER_MARKS or word in words["meeting_scope"]:
        return True
    if word in AND or word == "同":  # 甲同乙首次对话会
        left = tokens[max(0, index - 1)]
        return left.tag[0] in "njvba" and len(left.word) > 1 and not is_event(left.word)
    if word in words["outside"] and tag != "v":  # 本报讯
        return False
    never = ("held_stop", "determiner", "stop_character", "day_word", "held_verb")
    if any(word in words[name] for name in never) or word in verbs():
        return False
    return tag[0] in "nvabjlizst" or word.isalnum()


def is_event(word: str) -> bool:
    """Whether another event's name ends with the word (甲峰会和|乙论坛)."""
    words = grammar()
    ends = words.ends(word, (3, 2))
    return word == "会晤" or word in words.words["event_head"] or any(suffix.type == "Event" for suffix in ends)


def row(tokens: Tokens, first: int, head: int) -> tuple[int, str]:
    """Where the name begins if 、 joins goods of one show (第七届某地汽车、|机械博览会); -1: no edition there."""
    if not first or tokens[first - 1].word != "、":
        return -1, ""
    for index in range(first - 1, max(-1, head - FAR), -1):
        token = tokens[index]
        if _EDITION.fullmatch(token.word):
            return index, word_before(tokens, index)
        if token.word not in "、（）" and (not _inner(tokens, index) or is_event(token.word)):
            break
    return -1, ""
