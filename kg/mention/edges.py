"""The left edge of a name whose head noun is known: how far it may reach, and where in that stretch it begins."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.knowledge.places import within
from kg.mention.inside import allowed
from kg.mention.lexical import loose_companies, named_things
from kg.mention.parts import (
    CLOSE,
    CUT_TYPES,
    INNER_MARKS,
    LONG_TYPES,
    OPEN,
    PROPER_TAGS,
    heads_of,
    is_anchor,
    is_region,
    proper,
)
from kg.mention.tokens import Token, Tokens, unknown

_LEADING = frozenset({"v", "vn", "a", "ad", "d", "m", "q", "t", "f", "vd", "an", "l", "i", "s", "z"})
_ELLIPTIC = re.compile(r"(?:[\u3400-\u9fff]（[\u3400-\u9fff]{1,2}）){2,}")  # 合（川）武（胜）
_EDITION = re.compile(r"第.+|首届|(?:19|20)\d{2}年?|[一二三四五六七八九十]+届")
_YEAR_DIGITS = 4
_FOR = "代表"
_AND = frozenset("和同及")
_LEVEL = frozenset("省市区县州盟旗")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+[大长高座条个]?|首[座条个]")
_EVENT_TAGS = frozenset({"n", "nz", "ns", "nr", "nt", "j", "b", "vn", "x", "ng", "l"})
_PARTIES = frozenset("方商者")  # 运维方|某某公司
_DEPARTMENT = frozenset("局厅委")
_LEADS = frozenset("由是获原")
_BODIES = CUT_TYPES | {"Alliance"}
_PERSON = "人"
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
        elif _double_dash(tokens, index) or not allowed(tokens, index, head, suffix):
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
    if kind == "Alliance":
        prefix = grammar().words["alliance_front"]  # 全国|动力电池|联盟, 中部|科创|联盟
    while start is not None and start > first and kind in CUT_TYPES | {"Alliance"} and tokens[start - 1].word in prefix:
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
        or (proper(tokens, index - 1, head) and not _party_word(tokens[index - 1].word))
        or (kind == "Company" and tokens[index - 1].word in loose_companies())  # 空客|某地|公司
        or tokens[index - 1].word in INNER_MARKS
        or (tokens[index - 1].word in grammar().words["parent_tail"] and index - 1 > first)
    ):
        index -= 1
        whole = index not in inside or tokens[index].word in OPEN[2:]
        start = index if whole and tokens[index].word not in INNER_MARKS else start
    return start


def _party_word(word: str) -> bool:
    """Whether the word only says what role the body behind it has (运维方|某公司, 供货|方为|某公司)."""
    return word[-1:] in _PARTIES or _role(word)


def _role(word: str) -> bool:
    """Whether segmentation made one word of the end of a role and of what follows (供货|方为|某公司)."""
    return word[0] in _PARTIES and word[1:] in grammar().words["glued"]


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
        if token.word in OPEN or start in inside or _role(token.word):
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
    if kind == "Project":
        first = behind_kind(tokens, first, head)
    for index in range(head - 1, first - 1, -1):
        token, before = tokens[index], tokens[index - 1]
        if _breaks(tokens, index, head, kind) or (kind in _BODIES and _introduces(tokens, index)):
            return index + 1
        sited = token.word in words["site_verb"] and 0 < first < index and tokens[first - 1].word in _PLACED
        if sited and all(t.tag == "ns" or is_region(t) for t in tokens[first:index]):
            return index + 1  # 在某市某区|建设|…中心
        whole = is_region(before) or before.word in words["whole_place"]  # 海南全岛|建设|…试验区
        undertakes = token.word in words["undertake"] or (kind == "Project" and token.word in words["takes_on"])
        if kind in LONG_TYPES and undertakes and index > first and whole:
            return index + 1  # 某市|签约|某某项目
        if index > first and _joined(token, before):
            return index
        if len(token.word) > 1 and token.word[-1] in _LEADS and index + 1 < head and unknown(token.word):
            return index + 1  # 运维由|某市某某公司, 采购方是|某国某某集团
        verb = token.tag in {"v", "vn", "vd", "d"} and len(token.word) > 1
        placed = kind == "Project" and token.word not in words["inner"] and tokens[index + 1].tag in {"ns", "nt"}
        if verb and index + 1 < head and (is_region(tokens[index + 1]) or placed):
            return index + 1
    return first


def behind_kind(tokens: Tokens, first: int, head: int) -> int:
    """Behind what only says of a work what kind it is (水源地|某某水库, 全省最大跨度悬索桥|某某大桥)."""
    kinds = grammar().words["work_kind"]
    reach = range(max(first - 1, 0), head)
    most = next((i for i in reach if tokens[i].word[0] == "最" or _ORDINAL.fullmatch(tokens[i].word)), head)
    for index in range(head - 1, first - 1, -1):
        if tokens[index].word in kinds and (index == first or index > most):
            return index + (tokens[index + 1].word not in kinds)
    return first


def _joined(token: Token, before: Token) -> bool:
    """Whether segmentation joined a particle to what begins behind a name (甲公司|诉丙丁, 某电台|和丙丁, 某人|任市)."""
    words = grammar().words
    if len(token.word) == 1 or not unknown(token.word):
        return False
    if token.word[0] in _AND:
        return ends_body(before)
    if token.word[0] not in words["glued"]:
        return False
    if before.tag == "nr" and token.word[0] == "任":
        return True
    return is_anchor(before) or before.word in words["company_tail"] or ends_body(before)


def ends_body(token: Token) -> bool:
    """Whether a word ends like the name of a body or firm, so that what is joined behind it begins another one."""
    return any(suffix.type in CUT_TYPES for suffix in heads_of(token.word))


def _party(tokens: Tokens, index: int) -> bool:
    """Whether a division by its full name stands before a verb that several share, and acts."""
    words = grammar().words
    verbs = words["together_verb"] | words["together"] | words["built_verb"] | words["build_before"]
    while index and tokens[index].word in verbs:
        index -= 1
    token = tokens[index]
    if token.word in _LEVEL and index:  # 南塔|省
        return tokens[index - 1].tag in PROPER_TAGS
    division = len(token.word) > 1 and token.word[-1] in _LEVEL and (token.tag == "ns" or is_region(token))
    firm = token.word in loose_companies() or token.word in named_things()
    return division or firm or token.word.endswith(("集团", "公司"))


def _introduces(tokens: Tokens, index: int) -> bool:
    """Whether a word says whom the next one names (供货|方为|某某公司, 经营|人|某地某某公司)."""
    if tokens[index].word == _PERSON and index and (is_region(tokens[index + 1]) or tokens[index + 1].tag == "ns"):
        return tokens[index - 1].tag[0] == "v"
    return tokens[index].word in grammar().words["party_is"]


def _breaks(tokens: Tokens, index: int, head: int, kind: str) -> bool:
    """Whether a name of this class can only begin behind the token."""
    words, token = grammar().words, tokens[index]
    grouped = (
        index + 1 < len(tokens) and tokens[index + 1].word in words["group_behind"]
    )  # 某某|企业|集团, 某某|联合|公司
    if token.word == "政府" and tokens[index - 1].word == "数字":
        return False  # 数字|政府|建设|运营|中心
    if kind in CUT_TYPES and (token.word in words["apposition"] or token.word in words["joint_verb"]):
        return not (grouped and token.word in words["group_inside"])
    if kind == "Alliance" and token.word == _FOR and tokens[index + 1].word not in grammar().suffixes:
        return True  # 某人在某地代表|中国…基金会
    built = kind in {"Project", "DevelopmentZone"} and token.word in words["site_verb"]
    if built and tokens[index - 1].word in words["build_before"]:
        return index > 0  # 某公司签约|建设|某某项目
    whose = kind in LONG_TYPES and token.word in words["joint_verb"] and index > 0  # 某某管委会|共建|…联盟
    if whose and any(suffix.type == "GovernmentBody" for suffix in heads_of(tokens[index - 1].word)):
        return True
    shared = token.word in words["together_verb"] or (
        token.word in words["built_verb"] and index > 0 and tokens[index - 1].word in words["together"]
    )
    if kind in LONG_TYPES and shared and _party(tokens, index):  # 甲市合作共建|乙丙产业园
        return True
    if kind == "Project" and token.word in {"公司", "代表", "框架", "框架内"}:  # 某某公司|系统改造一期项目
        return True
    if kind == "MediaOrganisation" and token.word == "-":
        return True
    told = kind == "Event" and token.tag == "v" and len(token.word) > 1 and token.word not in words["inner"]
    won = told and index + 1 < head and tokens[index + 1].word in words["prestige"]  # 某校首获|国际机器人大赛
    return won or _acting(tokens, index) or _department(tokens, index, head, kind)  # 某人决心|学会


def _department(tokens: Tokens, index: int, head: int, kind: str) -> bool:
    """Whether a department ends there, so that a zone begins behind it (某区行政审批局|长三角示范区)."""
    ends = kind == "DevelopmentZone" and tokens[index].word in _DEPARTMENT and index + 1 < head
    return ends and is_region(tokens[index + 1])
