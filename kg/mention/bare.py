"""People whom no post announces: what segmentation takes for a name, and names that the words around them show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.grammar import grammar, leaders
from kg.mention.candidate import Candidate
from kg.mention.foreign import by_sound, sounds
from kg.mention.given import REPORT, possible, surname_at
from kg.mention.regions import region_names, world_places
from kg.mention.tokens import Token, Tokens, unknown

_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
_OPENING = frozenset("，。、；：“”） ")
_DOING = frozenset("vpd")
_DONE = frozenset("了着过")
_GIVEN = 2  # the most characters that follow a surname
_AGE = re.compile(
    r"[，（](?:男|女)[，）]|[，（]?(?:(?:今年|现年)?\d{1,3}岁|(?:19|20)\d{2}年\d{0,2}月?(?:出?生|加入|参加|入伍))|/"
)
_FORMULA = re.compile("新时代|[\u3400-\u9fff]{2,4}思想")  # 习近平新时代…思想 speaks of no person
_OLD = re.compile(r"(?:\d岁|[0-9０-９]后)的?$|年出生的$")


def unannounced(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names of people in a sentence that no post stands beside (guesses: whatever else is found there wins)."""
    for index in [index for index, tag in enumerate(tokens.tags) if tag in _PERSON_TAGS]:
        token = tokens[index]
        if len(token.word) not in {2, 3, 4}:
            continue
        if _leader(text, tokens, index):
            rank = int(len(token.word) > _GIVEN)
            yield Candidate(token.start, token.end, "Person", token.word, "person-known", rank)
            continue
        surname = surname_at(text, token.start)
        end = _end(text, token, surname) if surname else token.end
        name = text[token.start : end]
        if not surname or not 0 < len(name) - surname <= _GIVEN or not _nameable(name, surname):
            continue
        if (place := world_places().get(name)) and not place.ambiguous:  # 慕尼黑, 温哥华
            continue
        if _foreign(tokens, index, name, end) or (name[-1] == "作" and text[end : end + 1] in REPORT):
            continue
        if len(name) == _GIVEN and text[end : end + 1] in grammar().words["place_end"]:  # 巴登|村
            continue
        if _sure(token, name, surname) or _shown(text, tokens, index, end) or _opens(tokens, index, name, end):
            yield Candidate(token.start, end, "Person", name, "person-bare", 0)


def _leader(text: str, tokens: Tokens, index: int) -> bool:
    """Whether it is the name of a leader of the state, and not the front of a longer name (王勇|军) or a formula."""
    token = tokens[index]
    if token.word not in leaders() or _FORMULA.match(text, token.end):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return len(token.word) > _GIVEN or after is None or len(after.word) > 1 or after.tag[0] in "xpcuvd"


def _end(text: str, token: Token, surname: int) -> int:
    """Where the name ends: segmentation may join the word behind it (陈望舒|率, 陈望|则, 陈望|办了)."""
    done = text[token.end : token.end + 1] in _DONE and len(token.word) - surname == _GIVEN
    long = (len(token.word) - surname > _GIVEN or done) and token.word[-1] in grammar().words["after_name"]
    glued = unknown(token.word) and (long or not possible(token.word, surname))
    return token.end - glued


def _named(tokens: Tokens, mark: int, step: int) -> bool:
    """Whether a row goes on with another full name on the other side of the mark."""
    other = mark + step
    if not 0 <= other < len(tokens) or not 0 <= mark < len(tokens) or tokens[mark].word not in {"、", "和", "与", "/"}:
        return False
    token = tokens[other]
    return token.tag in _PERSON_TAGS and len(token.word) > _GIVEN and surname_at(token.word, 0) > 0


def _foreign(tokens: Tokens, index: int, name: str, end: int) -> bool:
    """Whether it is a piece of a name written by sound, of which more stands beside it (阿|卡德里|扬)."""
    if index > 1 and tokens[index - 1].end == tokens[index].start and tokens[index - 2].word in {"·", "•"}:
        return True
    if sounds(name) < len(name):
        return False
    before = tokens[index - 1] if index else None
    cut = before is not None and before.end == tokens[index].start and len(before.word) == 1 == sounds(before.word)
    return cut or (by_sound(tokens, tokens[index].start) or end) > end


def _nameable(name: str, surname: int) -> bool:
    """Whether the characters can be a name: no place, no word for a place, no row of countries (韩朝)."""
    words = grammar().words
    return (
        possible(name, surname)
        and name not in region_names()
        and name[-1] not in words["place_end"]
        and not (name[1] in words["family"] and name[-1] in words["thing_end"])  # 雷家山
        and not set(name) <= words["nation"]
    )


def _sure(token: Token, name: str, surname: int) -> bool:
    """Whether the form alone is enough: a word of no dictionary, of full length, with a surname that is no word."""
    plain = name[0] not in grammar().words["surname_word"] or surname > 1
    return plain and len(name) - surname == _GIVEN and unknown(token.word) and sounds(name) < len(name)


def _opens(tokens: Tokens, index: int, name: str, end: int) -> bool:
    """Whether a full name that the dictionary knows begins a clause and does something there (何晓川介绍了情况)."""
    words, after = grammar().words, tokens.at(end)
    plain = len(name) > _GIVEN and sounds(name) < len(name) and name[-1] not in words["thing_end"]
    if not plain or name[0] in words["surname_word"] or after >= len(tokens) or tokens[after].start != end:
        return False
    return (not index or tokens[index - 1].word in _OPENING) and tokens[after].tag[0] in _DOING


def _shown(text: str, tokens: Tokens, index: int, end: int) -> bool:
    """Whether the words beside it are those that stand beside people."""
    words, start = grammar().words, tokens[index].start
    after = tokens.at(end)
    following = tokens[after].word if after < len(tokens) and tokens[after].start == end else ""
    if following == "，" and after + 1 < len(tokens):
        following = tokens[after + 1].word
    if text[end : end + 1] == "：" and not start:
        return True
    if following in words["person_after"] or following in words["speech"] or _AGE.match(text, end):
        return True
    before = tokens[index - 1].word if index else ""
    if len(tokens[index].word) > _GIVEN and (_named(tokens, index - 1, -1) or _named(tokens, after, 1)):
        return True
    return before in words["person_before"] or _OLD.search(text, max(0, start - 5), start) is not None
