"""Works that the grammar of ``names`` does not see: a place and one word, a hill or a river and one word, what opens.

Segmentation cuts through many of them (宜宾|港则, 铜锣|山|隧道), so the characters are looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.edges import behind_kind
from kg.mention.parts import CLOSE, INNER_MARKS, OPEN, PROPER_TAGS, content
from kg.mention.regions import region_ending_at, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_HARBOUR = re.compile(r"(?<!临)港(?![口澳币区股元人籍府务湾独台警媒铁交商府督股龙台航闸镇乡村])")
_WIDE = "province"
_SIDES = frozenset("省市县区州镇")
_LAND = frozenset("山江河湖滩峡岭湾沟溪峰坪坝岩荡垭浦")
_WATER = frozenset("口汀潭沙原洞泉塘")  # before reservoirs and power stations only
_ON_WATER = ("水库", "水电站", "抽水蓄能电站")
_PLAIN_LAND = "平原"
_CJK = re.compile(r"[\u3400-\u9fff]+")
_NO_LANDMARK = re.compile(r"[跨过越穿沿临滨的了在和与及、座条这该各全]")
_SITE = re.compile(r"[\u3400-\u9fff]{2,4}遗址")
_NUMBERED = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:\d{1,2}|[一二三四五六七八九十]{1,2})号(?:隧洞|隧道|特大桥|大桥|斜井|竖井)"
)
_YEARLY = re.compile(
    r"年产[\d.]+[百千万亿]*(?:GWh|GW|MW|吨|套|台|件|辆|只|片|米|立方米|平方米|吉瓦时|吉瓦|兆瓦|支|瓶|颗|枚)"
    r"((?:(?![的和与及等、，。；：])[\u3400-\u9fffA-Za-z]){4,20}?(?:项目|生产线|工程)(?:[一二三]期)?)"
)
_UNIT = re.compile(
    r"(?P<plant>(?:核电站?|水电站|蓄能电站|电站|发电厂|热电厂|电厂)(?:[左右]岸(?:地下)?(?:电站|厂房)?)?)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})号(?:核电|发电|水电)?机组"
)
_PLACE_TAGS = frozenset({"ns", "nrt", "nz", "nt"})
_LINES = ("工程", "铁路", "高铁", "高速", "公路", "通道", "复线")
_FAR, _LEAST = 16, 5
_STATION = re.compile(
    r"(?<![东西南北省])站(?=[、，。；：！和与及（””至到]|正式|的?站|已|是|开|设|建|等|将|也|成为|坐落|位于|$)"
)
_COUNT = re.compile(r"\d+[余多]?[个条座项处]")


@cache
def _hint() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"港|桥|遗址|号[隧斜竖]|{words.alternation('placed_work')}|{words.alternation('crossing')}")


@cache
def _bridge() -> re.Pattern[str]:
    return re.compile(rf"[\u3400-\u9fff]{{2,3}}桥(?={grammar().alternation('bridge_behind')})")


@cache
def _no_site() -> re.Pattern[str]:
    return re.compile(f"[等和集一]|(?:{grammar().alternation('no_site')})遗址")


@cache
def _opens() -> re.Pattern[str]:
    """What says of the work before it that it is begun or opened."""
    words = grammar()
    begun = words.alternation("work_begun")
    return re.compile(
        rf"(?:[一二三]期)?(?:{words.alternation('begun_before')}|\d+[月日])*"
        rf"(?:{begun}|在[^，。；]{{2,12}}(?:{begun}|启动))"
    )


@cache
def _placed() -> re.Pattern[str]:
    return re.compile(f"{_HARBOUR.pattern}|(?:{grammar().alternation('placed_work')})")


@cache
def _heads() -> Scanner:
    return Scanner(grammar().heads("Project") | grammar().words["work_head"], overlapping=True)


def works(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Ports, canals, sites of a place; bridges and tunnels of a hill or river; works that are opened or begun."""
    if _hint().search(text):
        yield from _standing(text, tokens)
        yield from _numbered(text, tokens)
    if any_of("work_begun").search(text):
        yield from _opened(text, tokens)
    if "站" in text and any_of("rail_context").search(text):
        yield from _stations(text, tokens)
    if "年产" in text:
        yield from _yearly(text, tokens)
    if "机组" in text:
        yield from _units(text, tokens)


def _stations(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Railway stations that are called by their town alone (石城站), where railways are spoken of and no tour."""
    if any_of("tour").search(text):
        return
    for match in _STATION.finditer(text):
        start = region_ending_at(text, match.start())
        if start is None or not tokens.boundary(start) or not tokens.boundary(match.end()):
            continue
        if not _wide(text[start : match.start()]):
            yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-station")


def _yearly(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Plants that are called by what they make a year (年产10万吨负极材料一体化项目)."""
    for match in _YEARLY.finditer(text):
        start, end = match.span()
        inside = tokens[tokens.at(match.start(1)) : tokens.at(end)]
        nouns = all(token.tag[0] in "nvbjlxeagz" or token.word in grammar().words["inner"] for token in inside)
        if tokens.boundary(start) and tokens.boundary(end) and nouns:
            yield Candidate(start, end, "Project", text[start:end], "work-yearly")


def _units(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The units of a power station by their number, behind its name or its place (阳江核电站5号机组)."""
    for match in _UNIT.finditer(text):
        index = tokens.at(match.start())
        if not index or not tokens.boundary(match.end()) or not tokens.boundary(match.start()):
            continue
        start = region_ending_at(text, match.start())
        before = tokens[index - 1]
        if start is None or not tokens.boundary(start):
            proper = before.tag in _PLACE_TAGS or unknown(before.word) or before.word in _LAND | world_places().keys()
            if not proper or not _CJK.fullmatch(before.word) or not (match["plant"] or before.word in world_places()):
                continue
            start = before.start
            if before.word in _LAND and index > 1:  # 白鹤|滩
                start = tokens[index - 2].start
        glued = tokens[tokens.at(start) - 1] if start else None  # 红|沿河, 徐|大堡
        if glued is not None and len(glued.word) == 1 and glued.tag[0] in "na" and glued.word not in _SIDES:
            start = glued.start
        yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-unit")


def _standing(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """What is called by its place, its hill or its river."""
    for match in _placed().finditer(text):
        start = region_ending_at(text, match.start())
        if start is None and match.group() == "港":
            start = _harbour(tokens, match.start())
        elif start is not None and (not tokens.boundary(start) or _wide(text[start : match.start()])):
            start = None
        if start is not None:
            yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-placed")
    for match in any_of("crossing").finditer(text):
        start = _begin(text, tokens, *match.span()) if _on_land(text, match) else None
        if start is not None:
            yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-landmark")
    for match in (*_bridge().finditer(text), *_SITE.finditer(text)):
        start = _strange(tokens, *match.span())
        if start is not None and not _no_site().search(text, start, match.end()):
            yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-landmark")


def _on_land(text: str, match: re.Match[str]) -> bool:
    """Whether a work stands behind a word for a hill or a river, a reservoir also behind 口, 潭 and the like."""
    before = text[match.start() - 1 : match.start()]
    plain = text.endswith(_PLAIN_LAND, 0, match.start())
    return before in _LAND or (before in _WATER and match.group() in _ON_WATER and not plain)


def _harbour(tokens: Tokens, end: int) -> int | None:
    """Where the name of a harbour begins that the dictionary knows, or whose place it knows (洋山港, 瓜达尔|港)."""
    token = tokens[tokens.at(end + 1) - 1]
    if token.start == end:
        before = tokens[max(0, tokens.at(end) - 1)]
        row = all(map(lexicon().abbreviations.get, before.word)) or f"{before.word}港" in world_places()  # 广深|港
        return before.start if before.tag in _PLACE_TAGS and len(before.word) > 1 and not row else None
    whole = (
        token.end == end + 1
        and token.tag == "ns"
        and token.word not in grammar().words["common_name"]
        and len(token.word) > 2
    )
    return token.start if whole and not any(map(lexicon().abbreviations.get, token.word[:2])) else None


def _wide(place: str) -> bool:
    """Whether a port or site of a place like this would be only described: a country, a province."""
    codes = lexicon().by_name.get(place, ())
    return not codes or any(lexicon().divisions[code].level == _WIDE for code in codes)


def _begin(text: str, tokens: Tokens, head: int, end: int) -> int | None:
    """Where the name of the hill or river before a head begins: at a token, with no function word behind it."""
    for first in range(max(0, head - 5), head - 1):
        if (
            tokens.boundary(first)
            and tokens[tokens.at(first)].word not in grammar().words["work_kind"]
            and _CJK.fullmatch(text, first, end)
            and not _NO_LANDMARK.search(text, first, end)
        ):
            token = tokens[tokens.at(first)]
            if token.tag[0] not in "vdpcurmt" or unknown(token.word):
                return first
    return None


def _numbered(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Tunnels and shafts with a number, behind the line or the work that they are part of."""
    for match in _NUMBERED.finditer(text) if "号" in text else ():
        start = _behind_line(text, tokens, match.start(), match.end())
        if start is not None:
            yield Candidate(start, match.end(), "Project", text[start : match.end()], "work-numbered")


def _behind_line(text: str, tokens: Tokens, start: int, end: int) -> int | None:
    """Where the name of a numbered tunnel begins: behind the work that it is part of, a mark or 的."""
    for offset in range(start, end - _LEAST + 1):
        front = text[:offset]
        opened = not front or front[-1] in "，。、；：的在" or front.endswith(_LINES)
        if opened and tokens.boundary(offset) and text[offset] not in "第的":
            return offset
    return None


def _strange(tokens: Tokens, start: int, end: int) -> int | None:
    """Where a word begins in the stretch that is a name or that the dictionary lacks, and runs to the last word."""
    for token in tokens[tokens.at(start) : tokens.at(end)]:
        proper = token.tag in PROPER_TAGS or (token.tag == "m" and len(token.word) > _LEAST // 2)
        named = (proper or unknown(token.word)) and token.word not in grammar().words["determiner"]  # 这座|大桥
        if len(token.word) > 1 and named:
            return token.start
    return None


def _opened(text: str, tokens: Tokens) -> Iterator[Candidate]:
    for start, end in _heads().longest(text):
        if not tokens.boundary(end) or not _opens().match(text, end):
            continue
        head = tokens.at(start + 1) - 1
        first = head
        while first > max(0, head - _FAR) and not _stops(tokens, first - 1):
            first -= 1
        general = grammar().words["generic"] - grammar().words["prestige"]
        apposed = first > 1 and tokens[first - 1].word == tokens[first - 2].word == "—"
        while first < head and (tokens[first].tag[0] in "vdtmf" or (tokens[first].word in general and not apposed)):
            first += 1
        first = behind_kind(tokens, first, head)
        offset = tokens[first].start
        offset -= 2 * (text[offset - 2 : offset] == "年产" and text[offset].isdigit())
        offset += text[offset] in grammar().words["glued"] and unknown(tokens[first].word)
        if (
            end - offset >= _LEAST
            and offset < start
            and (_says(text[offset:end], tokens, first, head) or (apposed and head - first > 1))
        ):
            yield Candidate(offset, end, "Project", text[offset:end], "work-opened")


def _stops(tokens: Tokens, index: int) -> bool:
    word, tag = tokens[index].word, tokens[index].tag
    if word == "—" and "—" in {tokens[index - 1].word, tokens[index + 1].word}:
        return True
    if word in INNER_MARKS or word in OPEN or word in CLOSE:
        return False
    words = grammar().words
    if (tag == "x" and not word.isalnum()) or word in words["determiner"] or word in words["outside"]:
        return True
    return tag[0] in "pruycd" or (tag == "v" and word not in words["inner"])


def _says(name: str, tokens: Tokens, first: int, head: int) -> bool:
    words = grammar().words
    inside = tokens[first:head]
    if (
        _COUNT.search(name)
        or name in words["common_name"]
        or _NO_LANDMARK.match(name)
        or name.count("“") != name.count("”")
    ):
        return False
    if any(t.word in words["describing"] or t.word in words["determiner"] for t in inside):
        return False
    held = content(tokens, first, head)
    own = held.regions + held.proper > 0 or (bool(inside) and inside[0].word in words["prestige"])
    return own and (held.specific + held.proper > 0 or len(inside) > 1)
