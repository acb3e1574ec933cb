"""Names that end in a head noun (公司, 大学, 产业园, 项目 …): it is the right edge, the left edge is searched.

What must stand in front of the head noun for it to name, not describe, is said by its ``need`` in ``suffixes.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import central_names, title_at
from kg.mention.candidate import Candidate
from kg.mention.edges import beginning, ends_body, leftmost
from kg.mention.lexical import named_things
from kg.mention.needs import NEEDS, Found
from kg.mention.parts import CLOSE, CUT_TYPES, OPEN, PROPER_TAGS, Content, content, heads_of, is_region, is_syllable
from kg.mention.regions import counties, region_ending_at, region_names
from kg.mention.scan import Scanner
from kg.mention.tokens import Token, Tokens, unknown

_INTO = "入"  # behind a verb: 迁入, 接入
_HEAD_FIRM = "总公司"
_FAR = 6  # tokens
_SIDE = "方"
_BOTH, _LEVEL = frozenset("原兼"), frozenset("省市县区州")
_ONE_CHARACTER = frozenset("保险贷")
_SMALL = frozenset({"prefecture", "county"})
_BANKING = frozenset({"行为", "行在", "行将", "行使"})
_AND = frozenset("同与和")
_TOWNS = frozenset("镇乡")
_INSIDE = frozenset("里内上外")
_OUTPUT = "年产"  # 年产|20万吨某某项目
_DESCRIBED = frozenset({"Project", "Platform", "Product"})
_COUNT = re.compile(r"\d+[余多]?[个条座项处]|[一二三四五六七八九十百数几多][大个条座项处余]")
_PLACES = re.compile("[两三四五六七八九十]{1,2}(?:[省市区县州地]|省市|市区|区县)")
_BEARERS = re.compile("大学|学院|公司|集团|医院|银行")
_COUNTED = re.compile(r"\d+[余多]?[个条座项处]")


def named(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Every name with a head noun in the sentence (longer and shorter readings; the overlap policy decides)."""
    words = grammar()
    done: set[int] = set()  # where names end that a longer head noun has found (科学院, and not 学院)
    for start, end in _heads().longest(text):
        if end in done:
            continue
        if not tokens.boundary(end) and not _glued(text, tokens, start, end):
            continue
        word, head = tokens[tokens.at(end) - 1].word, text[start:end]
        if (
            (word not in words.words["relative_company"] or _nationwide(tokens, end))
            and word not in words.words["no_head"]
            and not _predicate(word, head)
            and word not in region_names()
            and word not in named_things()
            and word not in central_names()
        ):
            for suffix in words.suffixes[head]:
                for found in _grow(text, tokens, start, end, suffix):
                    done.add(end)
                    yield found


def _nationwide(tokens: Tokens, end: int) -> bool:
    """Whether a 总公司 has its trade and a place before it (中国|船舶|工业|总公司), and is not that of another firm."""
    at = tokens.at(end) - 1
    if tokens[at].word != _HEAD_FIRM:
        return False
    first = at - 1
    while first > 0 and at - first < _FAR and not is_region(tokens[first]) and tokens[first].tag[0] in "nvbalj":
        first -= 1
    return 0 <= first < at - 1 and is_region(tokens[first])


@cache
def _title_words() -> frozenset[str]:
    return frozenset(lexicon().titles)


def _glued(text: str, tokens: Tokens, start: int, end: int) -> bool:
    """Whether segmentation joined a post or a conjunction to a body's name (旅游发展|局局长, 交通运输|局同)."""
    token = tokens[tokens.at(end) - 1]
    rest = text[end : token.end]
    inside = (token.tag == "s" and rest in _INSIDE) or (rest == "等" and unknown(token.word))
    if token.start > start and (inside or rest in _title_words()):
        return True  # 供销合作|社主任, 智能|岛里, 科教|城等
    if _bank(text, token, end):
        return True
    if not any(suffix.type == "GovernmentBody" for suffix in grammar().suffixes[text[start:end]]):
        return False
    if token.word in _title_words():  # 党委书记 is a post, but that of a town is of its 党委
        town = token.start == start and text[start - 1 : start] in _TOWNS
        return town and text[start - 2 : start - 1] not in grammar().words["stop_character"]
    return token.start <= start and (title_at(text, end) or (token.end == end + 1 and text[end] in _AND))


def _bank(text: str, token: Token, end: int) -> bool:
    """Whether segmentation joined the last character of a bank to what follows (某某农商|行为)."""
    return token.word in _BANKING and end == token.start + 1 and text.endswith("农商行", 0, end)


@cache
def _heads() -> Scanner:
    return Scanner(grammar().suffixes, overlapping=True)


def _predicate(word: str, head: str) -> bool:
    """Whether the head noun is only the object inside a word (主持会议, 确保): nothing is named there."""
    front = word.removesuffix(head)
    if not front or unknown(word):
        return False
    return front in grammar().words["outside"] or (len(head) == 1 and head in _ONE_CHARACTER)


def _grow(text: str, tokens: Tokens, head_start: int, end: int, suffix: Suffix) -> Iterator[Candidate]:
    """The name that ends with this head noun, if there is one."""
    last = tokens.at(end) - 1
    head = tokens.at(head_start)
    if head > last or tokens[head].start != head_start:
        head = min(head - 1, last) if head else 0
    inside = head_start - tokens[head].start  # characters of the head noun's own token that belong to the name
    start = beginning(tokens, leftmost(text, tokens, head, suffix), head, suffix.type)
    if start is None:
        if inside < 2:
            return
        start = head
    if inside == 0 and start == head:
        return
    if suffix.type in _DESCRIBED:
        start = _at_quote(tokens, start, head)
    offset = _unglued(text, tokens, start)
    offset = _whole_row(text, tokens, _whole_place(text, offset, suffix))
    reach = _bracket_behind(text, end, suffix.type)
    another = _another(tokens[start], tokens[head - 1], suffix.type)
    if offset < head_start and not another and not _described(tokens, start, head, text[offset:end], suffix):
        following = tokens.after(end)
        held = _held(tokens, start, head, inside, zone=suffix.type == "DevelopmentZone")
        found = Found(
            text[offset:end],
            held,
            tuple(tokens[start:head]),
            inside,
            following,
            text[max(0, offset - 4) : offset],
            suffix.text in grammar().words["legal_form"],
        )
        if NEEDS[suffix.need](found):
            yield Candidate(offset, reach, suffix.type, text[offset:reach], f"suffix-{suffix.need}")


def _unglued(text: str, tokens: Tokens, start: int) -> int:
    """Where a name begins once what segmentation joined to its front is off (以甲乙|公司, 运营|方云帆|公司)."""
    token, before = tokens[start], tokens[start - 1] if start else None
    offset = token.start
    if token.word[0] == _INTO and any(text[offset + 1 : offset + 1 + width] in lexicon().by_name for width in (2, 3)):
        return offset + 1  # 接|入海口|江东新区
    if not unknown(token.word):
        return offset
    if text[offset] in _AND and before is not None and len(token.word) > 1:
        alone = before.tag == "n" if text[offset] == "同" else ends_body(before)
        offset += alone  # 集团|同华立|集团, 某某大学|和丙丁|集团
    side = before is not None and before.tag[0] in "vn"
    while offset < token.end - 1 and (text[offset] in grammar().words["glued"] or (side and text[offset] == _SIDE)):
        offset += 1
    return offset


def _at_quote(tokens: Tokens, start: int, head: int) -> int:
    """Where the name begins that has a quoted word in it: at the quotation mark, or at the places before it."""
    quote = next((index for index in range(head - 1, start, -1) if tokens[index].word == "“"), start)
    while quote > start and is_region(tokens[quote - 1]):
        quote -= 1
    return quote


def _whole_place(text: str, offset: int, suffix: Suffix) -> int:
    """Where the name begins once a place that segmentation cut through, or left in front of it, is whole again.

    A project goes on to the front to 年产.
    """
    if suffix.type == "Project" and text[offset].isdigit() and text.endswith(_OUTPUT, 0, offset):
        return offset - len(_OUTPUT)
    placed = any(text[offset : offset + width] in lexicon().by_name for width in (2, 3, 4))
    for back in () if placed else (1, 2, 3):
        start = offset - back
        if start >= 0 and any(text[start : offset + ahead] in lexicon().by_name for ahead in (1, 2)):
            return start
    if suffix.text in grammar().words["legal_form"]:
        place = region_ending_at(text, offset)
        return offset if place is None else place
    return offset


def _whole_row(text: str, tokens: Tokens, offset: int) -> int:
    """Where a row of places begins whose first character segmentation left alone (广|珠澳|…走廊)."""
    cut = offset and text[offset : offset + 2] in _rows() and tokens.boundary(offset - 1)
    return offset - 1 if cut and lexicon().abbreviation_kinds.get(text[offset - 1]) else offset


@cache
def _rows() -> frozenset[str]:
    """The words that call two places by one character each (珠澳)."""
    return frozenset(word for word, codes in lexicon().abbreviations.items() if len(word) == len(codes) > 1)


def _held(tokens: Tokens, start: int, head: int, inside: int, *, zone: bool) -> Content:
    """The content in front of the head noun, the front part of its own token included."""
    found = content(tokens, start, head)
    token = tokens[head]
    if zone and tokens[start].word in counties():
        found = Content(found.regions + 1, found.proper, max(0, found.specific - 1))
    if inside > 1 or (inside == 1 and token.tag in PROPER_TAGS):
        places = any(token.word[:width] in region_names() for width in range(2, len(token.word)))
        found = Content(found.regions + places, found.proper + (token.tag in PROPER_TAGS), found.specific)
    return found


@cache
def _tails() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["described_tail"]))


def _described(tokens: Tokens, start: int, head: int, name: str, suffix: Suffix) -> bool:
    """Whether the words describe a thing of a kind (这家公司, 上市公司, 重点工程) instead of naming one."""
    words, kind = grammar().words, suffix.type
    before = tokens[start - 1].word if start else ""
    if kind == "GovernmentBody":
        counted = any(_PLACES.fullmatch(token.word) for token in tokens[start:head])
        if counted or (suffix.text in words["party_office"] and _BEARERS.search(name)):
            return True  # 甲市、乙市|两市|人民政府; the 宣传部 of a university is no body of its own
    if tokens[head - 1].word in words["opens_branch"] and suffix.text in words["branch_tail"]:  # 去|成都|开|分行
        return True
    if before in words["determiner"] or "某" in before or name.endswith(_tails()):
        return True
    if before == "等" and kind in _DESCRIBED and not any(map(is_region, tokens[start:head])):  # 网络等云平台
        return True
    counted = is_syllable(tokens[start]) or tokens[start].word[0] in words["measure"]
    if start and tokens[start - 1].tag == "m" and counted:  # 两|国高水平合作平台, 2|场云峰会
        return True
    if any(a.word[0] == "第" and b.word == "大" for a, b in pairwise(tokens[start:head])):  # 第七大银行
        return True
    if kind in _DESCRIBED and (
        _COUNT.search(name) or _COUNTED.match("".join(t.word for t in tokens[head + 1 : head + 3]))
    ):
        return True  # 某省16个重大项目, 外商投资项目475个
    plain = kind in _DESCRIBED or suffix.need == "name"
    if plain and any(token.word in words["describing"] for token in tokens[start:head]):
        return True
    common = words["common_name"]
    return (
        name in common
        or any(
            name.removeprefix(token.word) in common
            and token.word not in named_things()
            and not (
                kind == "DevelopmentZone" and (_county(token.word) or _several(token.word, suffix))
            )  # 某市工业园区
            and not (kind in CUT_TYPES and unknown(token.word) and token.tag in PROPER_TAGS)  # 澳琴|检测中心
            and not (kind == "Company" and token.tag in {"nr", "nrt"})  # 云帆科技公司 is named, 国际科技公司 described
            for token in tokens[start:head]
        )
    )


def _another(first: Token, token: Token, kind: str) -> bool:
    """Whether other names run into it: a post (兼市|考试中心|主任), a department or branch right before the head noun.

    A zone is called after no department (某省商务厅|口岸处), and an event after no branch (某某省分行|论坛期间).
    """
    if first.word[0] in _BOTH and first.word[1:] in _LEVEL and unknown(first.word):
        return True
    if kind == "Event":
        return token.word in grammar().words["branch_tail"]
    body = kind == "DevelopmentZone" and len(token.word) > 1 and not token.word.endswith("委员会")
    return body and any(suffix.type == "GovernmentBody" for suffix in heads_of(token.word))


@cache
def _county(word: str) -> bool:
    """Whether the word names a city or county in full or not, and no province or country."""
    words = lexicon()
    return word in counties() or any(words.divisions[code].level in _SMALL for code in words.by_name.get(word, ()))


def _several(word: str, head: Suffix) -> bool:
    """Whether the word calls several places by one character each, and the park is theirs (合六|产业园)."""
    return len(lexicon().abbreviations.get(word, ())) > 1 and head.text in grammar().words["shared_park"]


def _bracket_behind(text: str, end: int, kind: str) -> int:
    """The end of a name with the place in brackets behind it (临空经济区（廊坊）), for zones."""
    if kind == "DevelopmentZone" and text[end : end + 1] in OPEN[:2]:
        close = min((i for i in (text.find(mark, end) for mark in CLOSE[:2]) if i > 0), default=-1)
        if close > 0 and text[end + 1 : close] in region_names():
            return close + 1
    return end
