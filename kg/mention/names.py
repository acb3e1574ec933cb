"""Names that end in a head noun (公司, 大学, 产业园, 项目 …): the right edge is the head noun, the left edge is searched.

The left edge is found over the tagged tokens in front of the head noun: verbs outside a closed list, prepositions,
conjunctions and punctuation end a name; of what is left, the first region or proper word begins it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.lexical import named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Token, Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+(?:届|次|期|批)|(?:19|20)\d{2}年?|首届|[一二三四五六七八九十]届")
_PROPER_TAGS = {"ns", "nr", "nrt", "nrfg", "nt", "nz", "eng"}
_STOP_TAGS = frozenset("pcuryeodw")
_SINGLE_STOPS = frozenset("在与和的等为是有由从向对将到至于以及被把让使给说了着过个家座条名位次项批之其所但并又还也都已曾或如据经")
_INNER_MARKS = frozenset("·—-－•+/&＋")
_OPEN, _CLOSE = "（(“「", "）)”」"
_CUT_TYPES = {"Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution", "ResearchInstitution",
              "MediaOrganisation", "GovernmentBody", "PublicInstitution"}
_LONG_TYPES = {"Event", "Alliance", "DevelopmentZone", "Project", "Platform", "Programme", "EconomicRegion", "Product"}
_BRAND_TAILS = frozenset({"有限责任公司", "股份有限公司", "有限公司", "集团有限公司", "集团公司", "公司", "集团", "控股集团", "实业集团", "高速公路", "高速", "铁路", "高铁", "汽车", "基金会"})
_ELLIPTIC = re.compile(r"(?:[\u3400-\u9fff]（[\u3400-\u9fff]{1,2}）){2,}")  # 合（川）武（胜）
_GLUED = frozenset("以由与在对即为等向从暨将被使")
_MAX_TOKENS = 24


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The tokens (indices first..last inclusive) that can belong to the name, the head noun's token(s) at the end."""

    first: int
    last: int


def named(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Every name with a head noun in the sentence (longer and shorter readings; the overlap policy decides)."""
    words = grammar()
    position = 0
    while match := words.pattern.search(text, position):
        position = match.start() + 1
        end = match.end()
        if not tokens.boundary(end):
            continue
        last = tokens.at(end) - 1
        head_start = match.start()
        if tokens[last].word in region_names() or tokens[last].word in named_things():
            continue
        for suffix in words.suffixes[match.group()]:
            yield from _grow(text, tokens, last, head_start, end, suffix)
        position = max(position, match.start() + 1)


def _brand(word: str, before: Token | None, after: Token) -> bool:
    """Whether a word that the dictionary calls a verb can be a brand here: right behind a place, or a syllable of a name."""
    words = grammar().words
    if len(word) == 1:
        return any(t is not None and len(t.word) > 1 and t.tag in {"nr", "nrt", "nz"} for t in (before, after))
    return before is not None and _is_region(before) and word not in words["undertake"]


def _allowed(token: Token, previous_single: bool, suffix: Suffix, before: Token | None, after: Token) -> bool:  # noqa: FBT001
    """Whether a token can stand inside a name of this class (in front of its head noun)."""
    words, kind, tail = grammar().words, suffix.type, suffix.text
    word, tag = token.word, token.tag
    if word in words["determiner"] or word in words["outside"] or word in _SINGLE_STOPS or "某" in word:
        return False
    if tag == "x" or not _CJK.search(word):
        return bool(_CJK.search(word)) or word in _INNER_MARKS or word.isascii() and word.isalnum()
    if tag == "v":
        return word in words["inner"] or (len(word) == 1 and previous_single) or (tail in _BRAND_TAILS and (unknown(word) or _brand(word, before, after)))
    if tag in {"m", "q"}:
        return bool(re.fullmatch(r"[一二三四五六七八九十百零〇\d]+(?:号线?|[期届次]|大)?|第.+|三峡|四方|一带|两江|两岸|双[城圈]?", word)) and (kind in _LONG_TYPES or not word.isdigit())
    if tag == "t":
        return kind in _LONG_TYPES and bool(re.fullmatch(r"\d{4}年?|\d+月|\d+日", word)) or word in words["generic"]
    if tag[0] in _STOP_TAGS:
        return (tag == "d" and (word in words["inner"] or (len(word) == 1 and previous_single))) or word in {"暨", "和谐", "共建"}
    return True


def _span_of_brackets(text: str, tokens: Tokens, index: int) -> int | None:
    """The index of the token that opens the bracket closed at ``index``, where the content is short."""
    close = tokens[index].word
    opening = _OPEN[_CLOSE.index(close)]
    for back in range(index - 1, max(-1, index - 9), -1):
        if tokens[back].word == opening:
            return back
        if tokens[back].word in grammar().words["define"]:
            return None
        if tokens[back].word in "，。；：！？、":
            return None
    return None


def _left(text: str, tokens: Tokens, head: int, suffix: Suffix) -> int:
    """The leftmost token that can belong to the name whose head noun starts at or inside token ``head``."""
    first, index = head, head - 1
    elliptic = [match.span() for match in _ELLIPTIC.finditer(text)]
    while index >= 0 and head - index < _MAX_TOKENS:
        token = tokens[index]
        whole = next((start for start, end in elliptic if start <= token.start < end), None)
        if whole is not None:
            first = tokens.at(whole)
            index = first - 1
            continue
        if token.word in _CLOSE:
            opened = _span_of_brackets(text, tokens, index)
            if opened is None:
                break
            first, index = opened, opened - 1
            continue
        if token.word == "—" and (tokens[index - 1].word == "—" or tokens[index + 1].word == "—"):
            break
        single = len(tokens[index + 1].word) == 1 and bool(_CJK.match(tokens[index + 1].word))
        if not _allowed(token, single or len(token.word) == 1 and index > 0 and len(tokens[index - 1].word) == 1, suffix, tokens[index - 1] if index else None, tokens[index + 1]):
            break
        first, index = index, index - 1
    while first < head and tokens[first].word in _INNER_MARKS | {"（", "("}:
        first += 1
    return first


def _is_region(token: Token) -> bool:
    return len(token.word) > 1 and (token.word in region_names() or token.word in {"中国", "中华"})


def _is_anchor(token: Token) -> bool:
    """A region, or an institution or strategy of the lexicon: where names of branches and joint bodies begin."""
    return _is_region(token) or (len(token.word) > 2 and token.word in named_things())  # noqa: PLR2004


def _proper(tokens: Tokens, index: int, head: int) -> bool:
    """Whether the token is a proper word: a place, person, brand, foreign word, or a piece of an unknown word."""
    token = tokens[index]
    if token.tag in _PROPER_TAGS or (token.tag == "x" and _CJK.search(token.word)) or (token.word.isascii() and token.word.isalpha()):
        return True
    if len(token.word) > 1 and token.tag in {"v", "a", "n", "b"} and unknown(token.word):
        return True
    if len(token.word) == 1 and _CJK.match(token.word) and token.tag not in {"b", "m", "q"}:
        neighbours = [tokens[i] for i in (index - 1, index + 1) if 0 <= i <= head]
        return any(len(n.word) == 1 and _CJK.match(n.word) for n in neighbours) or token.tag in {"j", "ng", "vg", "ag", "zg", "tg"}
    return token.tag == "j"


def _trim(tokens: Tokens, first: int, head: int, kind: str) -> int | None:
    """Where the name begins inside the chunk; ``None`` where nothing in it makes it a name."""
    first = _cut(tokens, first, head, kind)
    if first + 1 < head and tokens[first + 1].word in "（(" and len(tokens[first].word) == 1 and first + 4 < head and tokens[first + 4].word in _OPEN + _CLOSE + "（(":
        return first
    inside = _bracketed(tokens, first, head)
    anchors = [i for i in range(first, head) if i not in inside and _is_anchor(tokens[i])]
    if kind in _CUT_TYPES and anchors:
        keep = anchors[0]
        for earlier, later in zip(anchors, anchors[1:], strict=False):
            if later == earlier + 1 and _is_region(tokens[earlier]) and not _nested(tokens[earlier].word, tokens[later].word):
                keep = later
        anchors = [a for a in anchors if a >= keep]
    if anchors:
        start = index = anchors[0]
        while index > first and (index - 1 in inside or _proper(tokens, index - 1, head) or tokens[index - 1].word in _INNER_MARKS):
            index -= 1
            start = index if index not in inside and tokens[index].word not in _INNER_MARKS else start
        return start
    return _first_specific(tokens, first, head, inside)


def _first_specific(tokens: Tokens, first: int, head: int, inside: set[int]) -> int | None:
    """The first token that can begin a name without a place in it: leading verbs, counts and general words are dropped."""
    words = grammar().words
    for start in range(first, head):
        token = tokens[start]
        if token.word in _OPEN or start in inside:
            continue
        if _proper(tokens, start, head):
            return start
        if token.tag in _LEADING or token.word in words["generic"] or token.word in words["apposition"] or token.word in _INNER_MARKS:
            continue
        return start
    return None


_LEADING = frozenset({"v", "vn", "a", "ad", "d", "m", "q", "t", "f", "vd", "an", "l", "i", "s", "z"})


def _bracketed(tokens: Tokens, first: int, head: int) -> set[int]:
    """The tokens of the chunk that stand in round brackets, the brackets included."""
    inside: set[int] = set()
    opened: int | None = None
    for index in range(first, head):
        if tokens[index].word in "（(":
            opened = index
        elif tokens[index].word in "）)" and opened is not None:
            inside.update(range(opened, index + 1))
            opened = None
    return inside


def _cut(tokens: Tokens, first: int, head: int, kind: str) -> int:
    """Behind the last word that no name contains: a noun in apposition, or a verb with a place right behind it."""
    words = grammar().words
    for index in range(head - 1, first - 1, -1):
        token = tokens[index]
        if kind in _CUT_TYPES and (token.word in words["apposition"] or token.word == "-"):
            return index + 1
        if kind in _LONG_TYPES and token.word in words["undertake"] and index > first and _is_region(tokens[index - 1]):
            return index + 1
        if token.tag in {"v", "vn", "vd", "d"} and index + 1 < head and len(token.word) > 1 and _is_region(tokens[index + 1]):
            return index + 1
    return first


def _nested(outer: str, inner: str) -> bool:
    from kg.entity.places import within  # noqa: PLC0415 - place knowledge lives with the linker

    return within(outer, inner)


def _content(tokens: Tokens, start: int, head: int) -> tuple[int, int]:
    """How many proper words (regions aside) and how many specific common words stand before the head noun."""
    words = grammar().words
    proper = specific = 0
    for index in range(start, head):
        token = tokens[index]
        if _is_region(token) or token.word in _OPEN + _CLOSE or token.word in _INNER_MARKS:
            continue
        if _proper(tokens, index, head):
            proper += 1
        elif token.word not in words["generic"]:
            specific += 1
    return proper, specific


def _grow(text: str, tokens: Tokens, last: int, head_start: int, end: int, suffix: Suffix) -> Iterator[Candidate]:
    head = tokens.at(head_start)
    if head > last or tokens[head].start != head_start:
        head = min(head - 1, last) if head else 0
    first = _left(text, tokens, head, suffix)
    inside = head_start - tokens[head].start          # characters of the head token that belong to the name
    start = _trim(tokens, first, head, suffix.type)
    if start is None:
        if inside < 2:  # noqa: PLR2004
            return
        start = head
    offset = tokens[start].start
    while text[offset] in _GLUED and unknown(tokens[start].word) and offset < tokens[start].end - 1:
        offset += 1                                # 以蓝保建材公司: segmentation may glue a preposition to an unknown name
    end = _bracket_behind(text, end, suffix.type)
    name = text[offset:end]
    if head_start <= offset or not _enough(text, tokens, start, head, inside, end, suffix):
        return
    yield Candidate(offset, end, suffix.type, name, f"suffix-{suffix.need}", 1)


def _bracket_behind(text: str, end: int, kind: str) -> int:
    """The end of a name with the place in brackets behind it (临空经济区（廊坊）), for zones."""
    if kind == "DevelopmentZone" and text[end : end + 1] in _OPEN[:2]:
        close = min((i for i in (text.find(mark, end) for mark in _CLOSE[:2]) if i > 0), default=-1)
        if close > 0 and text[end + 1 : close] in region_names():
            return close + 1
    return end


def _enough(text: str, tokens: Tokens, start: int, head: int, inside: int, end: int, suffix: Suffix) -> bool:
    """Whether what stands before the head noun makes a name of it, by the suffix's need."""
    regions = sum(_is_region(tokens[i]) for i in range(start, head))
    proper, specific = _content(tokens, start, head)
    if inside >= 2 or inside == 1 and tokens[head].tag in _PROPER_TAGS:  # noqa: PLR2004 - 四川大学 is one word of the dictionary
        token = tokens[head]
        regions += any(token.word.startswith(name) for name in _prefixes(token.word))
        proper += token.tag in _PROPER_TAGS
    name = text[tokens[start].start : end]
    before = tokens[start - 1] if start else None
    following = tokens[tokens.at(end)] if tokens.at(end) < len(tokens) else None
    words = grammar().words
    if before is not None and (before.word in words["determiner"] or "某" in before.word):
        return False
    if name in words["common_name"] or any(name.removeprefix(t.word) in words["common_name"] for t in tokens[start:head]):
        return False
    match suffix.need:
        case "proper":
            plain = lexicon().by_name.keys() & {tokens[i].word for i in range(start, head)} or inside >= 2  # noqa: PLR2004
            return (regions > 0 and (bool(plain) or specific > 0)) or (proper > 0 and len(name) > 3)  # noqa: PLR2004 - 渝银行 names no bank
        case "body":
            return regions > 0 or proper > 0
        case "bureau":
            return regions > 0 and _is_region(tokens[start]) and tokens[start].word[-1] in "省市区县州盟旗"
        case "port":
            return regions > 0
        case "name":
            return proper > 0 or (regions > 0 and specific > 0)
        case "industry":
            return regions > 0 and proper > 0 and _closed(following)
        case "weak":
            return (proper > 0 or regions > 0 and specific > 0) and _closed(following)
        case "fund":
            return regions > 0 and specific + proper > 0 and _closed(following)
        case "event":
            return _event(name, regions, proper, specific)
        case "project":
            return (proper > 0 or (regions > 0 and specific > 0)) and len(name) > 3  # noqa: PLR2004
        case "platform":
            brand = proper > sum(tokens[i].word.isascii() for i in range(start, head))
            return (brand or regions > 0) and specific + proper > 0
        case "product":
            return proper > 1 and suffix.text != "贷款"
        case "programme":
            return False
    return False


def _prefixes(word: str) -> list[str]:
    return [word[:n] for n in range(2, len(word)) if word[:n] in region_names()]


def _closed(following: Token | None) -> bool:
    """Whether the name can end here: no noun follows that it would modify."""
    return following is None or following.tag[0] in "pcurxdvmt" or following.word in {"等"}


def _event(name: str, regions: int, proper: int, specific: int) -> bool:
    ordinal = bool(_ORDINAL.search(name))
    if re.search(r"(?:座谈会|签约仪式|研讨会|发布会|对接会|会议|仪式|竞赛|招聘会|双选会|交流会|协商会)$", name):
        return (ordinal and regions + proper + specific > 0) or (regions + proper > 0 and specific > 1 and len(name) > 9)  # noqa: PLR2004
    return regions + proper > 0 or (ordinal and specific > 0)
