"""Whether the words before 会议, 仪式, 展 say which event it is (全国统计工作会议), not only what kind (座谈会)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import central_names
from kg.mention.lexical import named_things
from kg.mention.parts import Content, content, is_region
from kg.mention.tokens import Token, Tokens, unknown

EDITION = re.compile(r"[第首][一二三四五六七八九十百\d]*[届次]|[一二三四五六七八九十]届|(?:19|20)\d{2}|[一-龥\d]周年")
_YEAR = re.compile(r"^(?:19|20)\d{2}年?")
_LEAST, _LONG, _SCOPED = 6, 10, 7
_WORKING = ("工作会议", "推进会", "现场会")  # many of these are only described
_NAMING = frozenset("njxb")
_SESSION = re.compile("[届次]")
_VAGUE = frozenset({"活动", "仪式"})
_PLAIN = 2  # words that only describe, of any kind
_BODY_TAGS = frozenset({"nt", "nz"})


@cache
def _own() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["own_meeting"]))


def scoped(token: Token) -> bool:
    """Whether a name can begin with the word that says whose event it is: 全国, 省委, 欧盟, a body that is known."""
    word = token.word
    if word in grammar().words["meeting_scope"] or word in central_names():
        return True
    known = word in named_things() or (token.tag in _BODY_TAGS and not unknown(word))
    known = known and word not in grammar().words["outside"]  # 本报讯
    return known and len(word) > _PLAIN and not is_region(token)


def _topics(inside: Sequence[Token]) -> int:
    """How many words behind the scope say what the event is about, and not which sort of event it is."""
    sorts = grammar().words["meeting_sort"]
    return sum(len(token.word) > 1 and token.word not in sorts for token in inside[1:])


def _scope_says(name: str, head: str, inside: Sequence[Token]) -> bool:
    """Whether a name that begins with its scope says enough: 全国农村工作会议, 中老铁路通车仪式, 亚欧首脑会议."""
    words = grammar().words
    first, topics = inside[0], _topics(inside)
    wide = first.word in words["meeting_scope"]
    if len(name) < _SCOPED - (head in words["called_meeting"]) or (head == "活动" and (not wide or "期间" in name)):
        return False
    if name.endswith("工作会议"):
        return (topics > 0 and is_region(first)) or (scoped(first) and (topics > 0 or len(first.word) > _PLAIN + 1))
    if (first.word in words["prestige"] or name[:2] in words["prestige"]) and not scoped(first):  # 国际, 中|俄
        return topics >= _PLAIN and len(name) > _SCOPED + 1
    if not scoped(first) or topics == 0:
        return False
    told = topics >= _PLAIN or len(name) > _LONG or head in words["called_meeting"]
    return told or head not in words["described_event"] or (not wide and head not in words["invited_event"])


def says(name: str, head: str, tokens: Tokens, first: int, *, organised: bool) -> bool:
    """Whether the words say which event it is: a place, an edition or a year, and what it is about.

    ``organised``: it is said who organises it and that it is held, so that it has a name if it says what it is about.
    """
    words = grammar().words
    titled = name[0] == "《" and head not in words["titled_event"]  # 《某书》首发式 is one
    whole = (
        not titled and "”“" not in name and name.count("“") == name.count("”") and name.count("《") == name.count("》")
    )
    plain = _YEAR.sub("", name)
    if len(name) < _LEAST or plain in words["common_name"] or not whole or name.startswith("首次"):
        return False
    inside = tokens[first : tokens.at(tokens[first].start + len(name) - len(head))]
    edition = EDITION.search(name) is not None
    if _invited(name, inside):
        return False
    if _scope_says(name, head, inside):
        return True
    held = content(tokens, first, first + len(inside))
    if organised and sum(held) >= _PLAIN and len(name) >= _LONG - _PLAIN:
        return len(head) > 1 or edition
    if inside[0].word in words["generic"] - words["prestige"] and not edition:
        return False
    return _says(name, head, inside, held, edition=edition, organised=organised)


def _joint(token: Token) -> bool:
    """Whether the word calls two places by one character each (闽赣)."""
    kinds = lexicon().abbreviation_kinds
    return len(token.word) == _PLAIN and token.word not in lexicon().by_name and all(map(kinds.get, token.word))


def _invited(name: str, inside: Sequence[Token]) -> bool:
    """Whether only who is invited is said: 企业家座谈会."""
    talks = any(name.endswith(tail) for tail in grammar().words["invited_event"])
    return talks and inside[-1].word.endswith(tuple(grammar().words["invited"]))


def _says(name: str, head: str, inside: Sequence[Token], held: Content, *, edition: bool, organised: bool) -> bool:
    words = grammar().words
    marked = "“" in name
    if name[0] == "《":
        return name.count("《") == 1 and (name[-len(head) - 1] != "》" or head[0] == "首")
    if len(head) == 1:  # 第八届破冰船|节, and not 发|展
        own = inside[-1].tag[0] in _NAMING or not name.endswith(inside[-1].word)
        return (edition or marked) and held.specific > 1 and own
    if head in words["meeting_or_body"] & words["event_head"]:
        return edition and _SESSION.search(name) is not None  # 某学会四届二次|理事会
    if head in words["event_head"]:
        return (edition or marked or held.regions > 0) and held.specific > (marked or head in _VAGUE)
    own = name.endswith(_own()) and (not name.endswith(_WORKING) or held.specific > _PLAIN)
    if own and held.specific > _PLAIN - 1 and len(name) > _LEAST + 1:
        return True  # 召开|优化营商环境大会
    if any(name.endswith(tail) for tail in words["described_event"]):
        told = held.specific > 0 or inside[-1].tag == "nt" or len(inside) > _PLAIN
        least = _LONG - (held.proper > 0) - _PLAIN * is_region(inside[0])
        if organised and _joint(inside[0]):
            return len(name) >= _SCOPED and len(inside) > 1
        return len(name) >= least and (held.regions + held.proper > 0 or marked or edition) and told
    named = held.regions > 0 or edition or marked
    full = named and (held.specific > 0 or edition or (len(inside) > _PLAIN and len(name) >= _LONG - 1))
    return full or (inside[0].word in words["prestige"] and len(inside) > 1)
