"""The left edge of a name whose head noun is known: how far it may reach, and where in that stretch it begins."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.knowledge.places import within
from kg.mention.parts import (
    CJK,
    CLOSE,
    CUT_TYPES,
    INNER_MARKS,
    LONG_TYPES,
    OPEN,
    is_anchor,
    is_region,
    is_syllable,
    proper,
)
from kg.mention.tokens import Token, Tokens, unknown

_STOP_TAGS = frozenset("pcuryeodw")
_LEADING = frozenset({"v", "vn", "a", "ad", "d", "m", "q", "t", "f", "vd", "an", "l", "i", "s", "z"})
_ELLIPTIC = re.compile(r"(?:[\u3400-\u9fff]（[\u3400-\u9fff]{1,2}）){2,}")  # 合（川）武（胜）
_NUMBER = re.compile(r"[一二三四五六七八九十百零〇\d]+(?:号线?|[期届次]|大)?|第.+")
_NUMERAL_BRAND = re.compile(r"[一二三四五六七八九十百千万][\u3400-\u9fff]")
_ONE_OF = re.compile(r"(?:[一两二三四五六七八九十几]|第.+)[处座条所家个支项栋款名]")  # 一处, 第一所
_CALENDAR = re.compile(r"\d{4}年?|\d+月|\d+日")
_EDITION = re.compile(r"第.+|首届|(?:19|20)\d{2}年?|[一二三四五六七八九十]+届")
_YEAR_DIGITS = 4
_EVENT_TAGS = frozenset({"n", "nz", "ns", "nr", "nt", "j", "b", "vn", "x", "ng", "l"})
_AND = frozenset("与和及")
_JOINED = frozenset({"ResearchInstitution", "EducationalInstitution", "GovernmentBody"})
_PARTIES = frozenset("方商者")  # 运维方|某某公司
_WITH = frozenset("同与和")
_PLACED = frozenset("在于")
_MAX_TOKENS = 24
_MAX_BRACKET = 8


def leftmost(text: str, tokens: Tokens, head: int, suffix: Suffix) -> int:
    """The leftmost token that can belong to the name whose head noun starts at or inside token ``head``."""
    first, index = head, head - 1
    elliptic = [match.span() for match in _ELLIPTIC.finditer(text)]
    while index >= 0 and head - index < _MAX_TOKENS:
        token = tokens[index]
        whole = next((start for start, end in elliptic if start <= token.start < end), None)
        if whole is not None:
            first = tokens.at(whole)
        elif token.word in CLOSE:
            opened = _opening(tokens, index)
            if opened is None:
                break
            first = opened
        elif _double_dash(tokens, index) or not _allowed(tokens, index, head, suffix):
            break
        else:
            first = index
        index = first - 1
    while first < head and (tokens[first].word in INNER_MARKS or tokens[first].word in OPEN[:2]):
        first += 1
    return first


def beginning(tokens: Tokens, first: int, head: int, kind: str) -> int | None:
    """Where in the stretch from ``first`` the name begins; ``None`` where nothing in it makes it a name."""
    first = _cut(tokens, first, head, kind)
    if _elliptic(tokens, first, head):
        return first
    while first < head and tokens[first].word in grammar().words["connector"]:
        first += 1
    start = _begin(tokens, first, head, kind)
    if kind == "Event" and start is not None and not is_region(tokens[start]):
        start = _event_front(tokens, first, start)
    prefix = grammar().words["prestige_prefix"]
    while start is not None and start > first and kind in CUT_TYPES and tokens[start - 1].word in prefix:
        start -= 1
    return start


def _event_front(tokens: Tokens, first: int, start: int) -> int:
    """Further left over nouns; past an ordinal only where a body or meeting stands before it (理事会第三次会议)."""
    sessions = grammar().words["session_head"]
    while start > first and tokens[start - 1].tag in _EVENT_TAGS:
        if _EDITION.match(tokens[start].word) and not _session(tokens[start - 1].word, sessions):
            break
        start -= 1
    pair = tokens[start - 1].word + tokens[start].word if start > first else ""
    return start - (pair in grammar().words["prestige"])  # 中|阿


def _session(word: str, heads: frozenset[str]) -> bool:
    return any(word.endswith(head) for head in heads)


def _begin(tokens: Tokens, first: int, head: int, kind: str) -> int | None:
    """The first anchor of the stretch, or what stands before it and belongs to it; without one, its first own word."""
    inside = _bracketed(tokens, first, head)
    edition = _edition(tokens, first, head) if kind == "Event" else None
    anchors = [i for i in range(first, head) if i not in inside and is_anchor(tokens[i])]
    if kind == "Event":
        prestige = grammar().words["prestige"]
        anchors = [i for i in range(first, head) if i in anchors or tokens[i].word in prestige or i == edition]
    if not anchors:
        return _first_specific(tokens, first, head, inside)
    start = index = _innermost(tokens, anchors) if kind in CUT_TYPES else anchors[0]
    while index > first and (
        index - 1 in inside
        or (proper(tokens, index - 1, head) and tokens[index - 1].word[-1:] not in _PARTIES)
        or tokens[index - 1].word in INNER_MARKS
        or (tokens[index - 1].word in grammar().words["parent_tail"] and index - 1 > first)
    ):
        index -= 1
        whole = index not in inside or tokens[index].word in OPEN[2:]
        start = index if whole and tokens[index].word not in INNER_MARKS else start
    return start


def _edition(tokens: Tokens, first: int, head: int) -> int | None:
    """Where an ordinal or a year stands in the stretch (第五届, 2021年): no edge of an event's name is surer."""
    for index in range(first, head):
        word = tokens[index].word
        if _EDITION.match(word) and (not word.isdigit() or len(word) == _YEAR_DIGITS):
            return index
    return None


def _innermost(tokens: Tokens, anchors: list[int]) -> int:
    """The first place of a row of places, or the last of a row of which none lies in the other (成都重庆银行)."""
    keep = anchors[0]
    for earlier, later in pairwise(anchors):
        if later == earlier + 1 and is_region(tokens[earlier]) and not within(tokens[earlier].word, tokens[later].word):
            keep = later
    return keep


def _allowed(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a token can stand inside a name of this class (in front of its head noun)."""
    words, token = grammar().words, tokens[index]
    word = token.word
    if (token.tag == "c" and suffix.type in _JOINED) or (word in _AND and suffix.type == "ResearchInstitution"):
        return 0 < index < head - 1 and _joins(tokens[index - 1])
    if suffix.type == "Project" and word.endswith(suffix.text):
        return False  # 公路大桥|青山大桥
    if suffix.type == "Project" and word in {"至", "到"} and index > 0:
        return is_region(tokens[index - 1]) and is_region(tokens[index + 1])
    if token.tag == "nr" and len(word) > 2 and word[-1] == "以":  # 某某以|论坛组委会
        return False
    if len(word) > 1 and word[-1] in _WITH and unknown(word) and word[:-1] in grammar().suffixes:
        return False
    if word in words["stop_character"] and _registered_syllable(tokens, index, suffix):
        return True
    if word in words["determiner"] or word in words["outside"] or word in words["stop_character"] or "某" in word:
        return False
    if not CJK.search(word):
        return word in INNER_MARKS or (word.isascii() and word.isalnum())
    if is_region(token) and (token.tag in {"d", "v"} or (index and is_region(tokens[index - 1]))):
        return True  # 大足, 大同 are adverbs as well
    return word in words["inner"] or _fits(tokens, index, head, suffix)


def _registered_syllable(tokens: Tokens, index: int, suffix: Suffix) -> bool:
    """Whether a character is the second one of a brand right behind a place in a registered name (某省|铜|都|…公司)."""
    legal = suffix.text in grammar().words["legal_form"] and index > 1
    return legal and is_syllable(tokens[index - 1]) and is_region(tokens[index - 2])


def _fits(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a word that no list speaks of can stand inside a name, by its part of speech and its neighbours."""
    words, token = grammar().words, tokens[index]
    word, tag = token.word, token.tag
    syllable = is_syllable(token) and (is_syllable(tokens[index + 1]) or (index > 0 and is_syllable(tokens[index - 1])))
    if is_syllable(token) and suffix.text in words["legal_form"]:
        return True
    if (
        tag == "v"
        and len(word) == 1
        and suffix.type == "Company"
        and index == head - 2
        and is_region(tokens[index - 1])
    ):
        return True  # 重庆|送|变电|公司
    if tag == "v":
        before_head = index == head - 1 and len(word) > 1 and len(tokens[head].word) <= len(suffix.text)  # 救治联盟
        return syllable or before_head or _brand(tokens, index, suffix)
    if word in {"一", "两", "几"} and index and (is_region(tokens[index - 1]) or tokens[index - 1].tag == "ns"):
        return False  # 美国|一|工厂
    if tag in {"m", "q", "t"}:
        brand = tag == "m" and _NUMERAL_BRAND.match(word) is not None and word[-1] not in words["measure"]
        return brand or _counted(word, suffix)
    if index == head - 1 and suffix.type == "Company" and len(word) > 1 and index and is_region(tokens[index - 1]):
        return True  # 德国|通快|集团
    if tag[0] in _STOP_TAGS:
        return (tag[0] in "drzyeo" and syllable) or word in words["connector"]
    return True


def _joins(before: Token) -> bool:
    """Whether 与, 和 behind this word can stand inside a name (机械与物理研究所): neither place nor name ends there."""
    plain = before.tag in {"n", "vn"} and len(before.word) > 1  # 省和某市人民政府 is two
    return plain and not is_region(before) and before.word not in grammar().suffixes


def _counted(word: str, suffix: Suffix) -> bool:
    """Whether a number or time word can stand inside a name: an edition, a line's number, a year, 现代."""
    words = grammar().words
    long = suffix.type in LONG_TYPES
    if _ONE_OF.fullmatch(word) or (long and word == "一"):  # 一空军基地
        return False
    if word in words["numeral_name"] or word in words["generic"] or _NUMBER.fullmatch(word):
        return long or not word.isdigit()
    return long and _CALENDAR.fullmatch(word) is not None


def _brand(tokens: Tokens, index: int, suffix: Suffix) -> bool:
    """Whether a word that the dictionary calls a verb can be a brand here: unknown, behind a place, part of a name."""
    words, word = grammar().words, tokens[index].word
    if len(word) == 1:
        beside = [tokens[i] for i in (index - 1, index + 1) if i >= 0]
        return any(len(t.word) > 1 and t.tag in {"nr", "nrt", "nz"} for t in beside)
    if tokens[index + 1].word in OPEN[:2] and suffix.text in words["brand_tail"]:
        return word not in words["undertake"]  # 联想（北京）有限公司
    if unknown(word):
        return suffix.text in words["brand_tail"] or word[-1] not in words["verb_ending"]
    return (
        suffix.text in words["brand_tail"]
        and suffix.type not in LONG_TYPES
        and index > 0
        and is_region(tokens[index - 1])
        and word not in words["undertake"]
    )


def _double_dash(tokens: Tokens, index: int) -> bool:
    return tokens[index].word == "—" and "—" in {tokens[index - 1].word, tokens[index + 1].word}


def _opening(tokens: Tokens, index: int) -> int | None:
    """The token that opens the bracket closed at ``index``; ``None`` if it is far, holds a definition or a comma."""
    opening = OPEN[CLOSE.index(tokens[index].word)]
    for back in range(index - 1, max(-1, index - 1 - _MAX_BRACKET), -1):
        word = tokens[back].word
        if word == opening:
            return back
        if word in "，。；：！？、" or word in grammar().words["define"]:
            return None
    return None


def _acting(tokens: Tokens, index: int) -> bool:
    """Whether the token is what somebody named in full right before it does."""
    token, before = tokens[index], tokens[max(index - 1, 0)]
    does = token.tag in {"v", "d"} and len(token.word) > 1 and token.word not in grammar().words["inner"]
    return does and before.tag == "nr" and len(before.word) > 2 and before.word[0] in lexicon().surnames


def _elliptic(tokens: Tokens, first: int, head: int) -> bool:
    """Whether the stretch begins with an elliptic row of places: 合（川）武（胜）."""
    stretch = "".join(token.word for token in tokens[first:head])
    return _ELLIPTIC.match(stretch) is not None


def _first_specific(tokens: Tokens, first: int, head: int, inside: set[int]) -> int | None:
    """The first token that can begin a name without a place: leading verbs, counts and general words are dropped."""
    words = grammar().words
    for start in range(first, head):
        token: Token = tokens[start]
        if token.word in OPEN or start in inside:
            continue
        if proper(tokens, start, head):
            return start
        general = any(token.word in known for known in (words["generic"], words["apposition"], grammar().suffixes))
        if not (general or token.tag in _LEADING or token.word in INNER_MARKS):
            return start
    return None


def _bracketed(tokens: Tokens, first: int, head: int) -> set[int]:
    """The tokens of the stretch that stand in round brackets, the brackets included."""
    inside: set[int] = set()
    opened: int | None = None
    for index in range(first, head):
        if tokens[index].word in OPEN:
            opened = index
        elif tokens[index].word in CLOSE and opened is not None:
            inside.update(range(opened, index + 1))
            opened = None
    return inside


def _cut(tokens: Tokens, first: int, head: int, kind: str) -> int:
    """Behind the last word that no name contains: a noun in apposition, or a verb with a place right behind it."""
    words = grammar().words
    for index in range(head - 1, first - 1, -1):
        token, before = tokens[index], tokens[index - 1]
        if _breaks(tokens, index, head, kind):
            return index + 1
        sited = token.word in words["site_verb"] and 0 < first < index and tokens[first - 1].word in _PLACED
        if sited and all(t.tag == "ns" or is_region(t) for t in tokens[first:index]):
            return index + 1  # 在某市某区|建设|…中心
        if kind in LONG_TYPES and token.word in words["undertake"] and index > first and is_region(before):
            return index + 1
        joined = index > first and len(token.word) > 1 and unknown(token.word)
        if joined and token.word[0] in words["glued"]:
            if is_anchor(before) or before.word in words["company_tail"]:
                return index  # 甲乙公司|诉丙丁|物流公司
            if before.tag == "nr" and token.word[0] == "任":
                return index  # 某人|任市|行政学院
        verb = token.tag in {"v", "vn", "vd", "d"} and len(token.word) > 1
        placed = kind == "Project" and token.word not in words["inner"] and tokens[index + 1].tag in {"ns", "nt"}
        if verb and index + 1 < head and (is_region(tokens[index + 1]) or placed):
            return index + 1
    return first


def _breaks(tokens: Tokens, index: int, head: int, kind: str) -> bool:
    """Whether a name of this class can only begin behind the token."""
    words, token = grammar().words, tokens[index]
    if kind in CUT_TYPES and (token.word in words["apposition"] or token.word in words["joint_verb"]):
        return True
    if kind == "Project" and token.word in {"公司", "代表"}:  # 某某公司|系统改造一期项目
        return True
    if kind == "MediaOrganisation" and token.word == "-":
        return True
    told = kind == "Event" and token.tag == "v" and len(token.word) > 1 and token.word not in words["inner"]
    if told and index + 1 < head and tokens[index + 1].word in words["prestige"]:  # 某校首获|国际机器人大赛
        return True
    return _acting(tokens, index)  # 某人决心|学会
