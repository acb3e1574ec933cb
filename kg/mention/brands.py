"""Companies that no list has and no legal form shows: before the post of their head, and in a row with a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.given import surname_at
from kg.mention.regions import country_names, region_names
from kg.mention.tokens import Token, Tokens, unknown

_FIRMS = frozenset({"Company", "FinancialInstitution"})
_OWN = frozenset({"nz", "nr", "nrt", "nt", "eng", "j", "x"})
_INSIDE = frozenset({"n", "vn", "ns", "b", "a", "g", "ng", "an", "s", "zg", "vg", "ag", "f", "l"}) | _OWN
_SEATS = frozenset({"AdministrativeRegion", "DevelopmentZone"})
_BRANDS = frozenset({"nr", "nrt", "nz"})
_CLOSING = frozenset("pcuxdvil")
_LEAST, _MOST = 3, 9
_WORD = 2  # the characters of an everyday word that is a brand
_BEFORE = frozenset("xpcu")
_OPENS = frozenset("xpcuvdf")
_PLAIN_WORDS = (
    "generic", "outside", "determiner", "describing", "inner", "apposition", "sector", "firm_noun", "stop_character",
    "held_before", "product_head", "day_word",
)  # fmt: skip
_CJK = re.compile(r"[\u3400-\u9fff]+")
_MEMBER = re.compile(r"[^、]+")
_ROW = re.compile(r"[\u3400-\u9fffA-Za-z0-9]{2,10}(?:[、][\u3400-\u9fffA-Za-z0-9]{2,10})+")


def brands(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Guesses at companies in a sentence, from their heads and from the companies ``found`` beside them."""
    yield from _led(text, tokens)
    yield from _headed(text, tokens)
    yield from _worded(text, tokens)
    yield from _grouped(text, tokens)
    yield from _dealing(text, tokens)
    yield from _seated(text, tokens)
    yield from _apposed(tokens)
    if "、" in text:
        yield from _beside(text, tokens, [c for c in found if c.type in _FIRMS and c.rank])


def _led(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The words right before 董事长, 创始人 and the like, behind which a person's name stands."""
    for match in any_of("company_head").finditer(text):
        if not tokens.boundary(match.start()) or not surname_at(text, match.end()):
            continue
        start = _back(tokens, match.start())
        if _brand(tokens[tokens.at(start) : tokens.at(match.start())], text[start : match.start()]):
            yield Candidate(start, match.start(), "Company", text[start : match.start()], "company-head", 0)


def _apposed(tokens: Tokens) -> Iterator[Candidate]:
    """Words of no dictionary right behind what kind of firm it is, before what it does (跨国公司|利安德|决定)."""
    nouns = grammar().words["firm_noun"]
    if nouns.isdisjoint(tokens.words):
        return
    for index, token in enumerate(tokens):
        if token.word not in nouns:
            continue
        last = index + 1
        while last < len(tokens) and _named(tokens[last]):
            last += 1
        inside = tokens[index + 1 : last]
        name = "".join(each.word for each in inside)
        closed = last == len(tokens) or tokens[last].tag[0] in _CLOSING
        person = len(inside) == 1 and len(name) <= _LEAST and surname_at(name, 0) > 0
        if closed and not person and _LEAST <= len(name) <= _MOST and name[-1] not in grammar().words["place_end"]:
            yield Candidate(token.end, token.end + len(name), "Company", name, "company-kind", 0)


def _named(token: Token) -> bool:
    """Whether a token can be a piece of a brand: proper or unknown, no place and no verb that all know."""
    own = token.tag in {"nr", "nrt", "nz", "ns", "eng"} or (len(token.word) > 1 and unknown(token.word))
    return own and token.word not in region_names() and _CJK.fullmatch(token.word) is not None


def _headed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A word of no dictionary and a word for a trade, where nothing follows that both would describe (云帆|精密)."""
    words = grammar().words
    heads = words["brand_head"]
    if heads.isdisjoint(tokens.words):
        return
    for index, token in enumerate(tokens[1:], start=1):
        own = tokens[index - 1]
        if token.word not in heads or len(own.word) == 1:
            continue
        placed = index > 1 and tokens[index - 2].word in region_names()
        if not (own.tag in _BRANDS or placed):
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        front = int(own.word[0] in words["glued"])  # 为云帆|精密
        ends = following is None or (following.tag[0] in _CLOSING and following.word not in words["inner"])
        strange = unknown(own.word) and own.word[-1] not in words["family"] and not set(own.word) <= words["nation"]
        long = 1 < len(own.word) - front <= _LEAST + placed
        if ends and strange and own.word not in region_names() and long:
            home = placed and tokens[index - 2].word not in country_names()
            start = tokens[index - 2].start if home else own.start + front
            yield Candidate(start, token.end, "Company", text[start : token.end], "company-trade", int(home))


def _plain(word: str) -> bool:
    """Whether the word only describes or is a place, so that it is no brand."""
    return any(word in grammar().words[each] for each in _PLAIN_WORDS) or word in region_names()


def _worded(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """An everyday word, its trade and 集团 or 公司, with no noun before them (由|远景|科技|集团)."""
    words = grammar().words
    if words["company_tail"].isdisjoint(tokens.words):
        return
    trades = words["brand_head"] | words["after_named_part"] | words["trade"]
    for index in [index for index, word in enumerate(tokens.words) if word in words["company_tail"]]:
        first = index - 1
        while first > 0 and tokens[first].word in trades:
            first -= 1
        own = tokens[max(first, 0)]
        bare = first == index - 1 and not (tokens[index].word == "集团" and title_at(text, tokens[index].end))
        if first < 0 or bare or len(own.word) != _WORD or own.tag[0] not in "nfavdzts":
            continue
        place = first > 0 and tokens[index].word == "集团" and tokens[first - 1].word in region_names()
        alone = not first or place or tokens[first - 1].tag[0] in _BEFORE
        start = tokens[first - 1].start if place else own.start
        name = text[start : tokens[index].end]
        plain = _plain(own.word) or name in grammar().suffixes or name in words["common_name"]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        plain = plain or text[own.end : tokens[index].end] in words["relative_company"]
        legal = after is not None and after.word in words["legal_form"]
        if alone and not plain and (not legal or tokens[index].word == "集团"):
            end = tokens[index + legal].end  # 北方|重工|集团|有限公司
            yield Candidate(start, end, "Company", text[start:end], "company-word")


def _grouped(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A word that is no kind of group, alone before 集团 or before its trade and 集团公司 (据|云帆|集团|介绍)."""
    words = grammar().words
    if words["group_tail"].isdisjoint(tokens.words):
        return
    trades = words["brand_head"] | words["after_named_part"] | {"企业"}
    for index in [index for index, word in enumerate(tokens.words) if index and word in words["group_tail"]]:
        first = index - 1
        while first > 0 and tokens[first].word in trades:
            first -= 1
        own, before = tokens[first], tokens[first - 1] if first else None
        opened = before is None or before.tag[0] in _OPENS or before.word in words["firm_noun"] | words["apposition"]
        counted = before is not None and (before.word in words["determiner"] or "某" in before.word)
        strange = own.tag in _BRANDS or unknown(own.word)
        front = int(own.word[0] in words["glued"] and unknown(own.word))  # 与云帆|集团
        brand = _WORD <= len(own.word) - front <= _LEAST + 1 and _CJK.fullmatch(own.word) is not None
        brand = brand and (strange or (own.tag == "n" and first == index - 1))
        kind = own.word in words["group_kind"] | trades or _plain(own.word) or own.tag == "ns"
        kind = kind or (own.tag == "n" and any(own.word.endswith(each) for each in trades))  # 跨国企业
        if opened and not counted and brand and not kind:
            name = text[own.start + front : tokens[index].end]
            yield Candidate(own.start + front, tokens[index].end, "Company", name, "company-word")


def _seated(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A place that is no country before 集团, 数字 or 大 before it with it (与|江畔新区|集团|签约, 数字|江畔|集团)."""
    words = grammar().words
    if words["group_tail"].isdisjoint(tokens.words):
        return
    for index in [index for index, word in enumerate(tokens.words) if index and word in words["group_tail"]]:
        place = tokens[index - 1]
        if region_names().get(place.word) not in _SEATS or place.word in country_names() or len(place.word) == 1:
            continue
        front = tokens[index - 2] if index > 1 else None
        held = front is not None and front.word in words["place_front"]
        before = tokens[index - 3] if held and index > _WORD else None if held else front
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        opened = before is None or before.tag[0] in _OPENS or before.word in words["firm_noun"] | words["apposition"]
        counted = before is not None and (before.word in words["determiner"] or before.tag == "m")
        closed = after is None or after.tag[0] in _CLOSING or after.word in words["firm_has"] | words["alongside"]
        if opened and closed and not counted:
            start = front.start if held and front is not None else place.start
            yield Candidate(start, tokens[index].end, "Company", text[start : tokens[index].end], "company-word")


def _dealing(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """An everyday word and its trade before what only firms do (与|远景|能源|签订)."""
    words = grammar().words
    if words["firm_does"].isdisjoint(tokens.words):
        return
    for index in [index for index, word in enumerate(tokens.words[1:-1], start=1) if word in words["brand_head"]]:
        own = tokens[index - 1]
        alone = index == 1 or tokens[index - 2].tag[0] in _BEFORE
        deals = tokens[index + 1].word in words["firm_does"]
        if deals and alone and len(own.word) == _WORD and own.tag[0] in "nfaj" and not _plain(own.word):
            name = text[own.start : tokens[index].end]
            yield Candidate(own.start, tokens[index].end, "Company", name, "company-word")


def _beside(text: str, tokens: Tokens, firms: list[Candidate]) -> Iterator[Candidate]:
    """Members of a row right beside a company; the first of a row may have words before it, the last none behind."""
    for row in _ROW.finditer(text) if firms else ():
        spans = [(row.start() + at.start(), row.start() + at.end()) for at in _MEMBER.finditer(row.group())]
        sure = [any(start <= firm.start < end for firm in firms) for start, end in spans]
        for index, (start, end) in enumerate(spans):
            if sure[index] or not any(sure[max(0, index - 1) : index + 2]):
                continue
            if index == len(spans) - 1:
                end = _last(tokens, start, end)  # noqa: PLW2901 - 甲、乙|等三家, 甲、乙|在某地扩产
            first = _back(tokens, end) if index == 0 else start
            inside = tokens[tokens.at(first) : tokens.at(end)]
            edges = first >= start and tokens.boundary(first) and tokens.boundary(end)
            trade = len(inside) == _WORD and inside[-1].word in grammar().words["brand_head"]
            trade = trade and not _plain(inside[0].word)  # 华新|水泥
            if edges and all(map(_part, inside)) and (trade or _brand(inside, text[first:end])):
                yield Candidate(first, end, "Company", text[first:end], "company-row", 0)


def _last(tokens: Tokens, start: int, end: int) -> int:
    """Where the last member of a row ends: before a word that no company's name holds."""
    reach = start
    for token in tokens[tokens.at(start) : tokens.at(end)]:
        if not _part(token):
            whole = len(token.word) > 1 or token.tag[0] != "v"
            ends = whole and token.tag[0] in _CLOSING and token.word not in grammar().words["inner"]
            return reach if ends else end
        reach = token.end
    return end


def _back(tokens: Tokens, end: int) -> int:
    """Where the stretch of words begins that ends at an offset and can be a company's name."""
    first = tokens.at(end)
    while first and end - tokens[first - 1].start <= _MOST and _part(tokens[first - 1]):
        first -= 1
    return tokens[first].start if first < len(tokens) else end


def _part(token: Token) -> bool:
    """Whether a token can stand inside the name of a company."""
    words = grammar().words
    if token.tag not in _INSIDE or not (_CJK.fullmatch(token.word) or (token.word.isascii() and token.word.isalnum())):
        return False
    never = ("outside", "determiner", "apposition", "stop_character")
    return token.word not in lexicon().prefixes and not any(token.word in words[name] for name in never)


def _brand(inside: Sequence[Token], name: str) -> bool:
    """Whether the words hold one that is no common word, and are no person and no place."""
    words = grammar().words
    return bool(inside) and (
        _LEAST <= len(name) <= _MOST
        and name not in region_names()
        and name[-1] not in words["place_end"]
        and not any(token.word in words["company_tail"] for token in inside)
        and "某" not in name
        and not any(map(str.isdigit, name))
        and inside[-1].word not in words["generic"] | words["after_name"] - {"科技"}
        and not (len(inside) == 1 and inside[0].tag in {"nr", "nrt"} and surname_at(name, 0))
        and any(t.tag in _OWN or (len(t.word) > 1 and unknown(t.word)) for t in inside)
    )
