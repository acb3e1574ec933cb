"""Registered names of companies: the legal form ends them, and a place begins or stands in them.

What is between is a brand, so that its words may be of any kind (某省|天工|大成|有限公司): ``names`` stops at verbs.
Firms of another country whose name holds 和, at which it stops too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.levels import RULE as LEVEL
from kg.mention.parts import is_region
from kg.mention.regions import country_names, region_names
from kg.mention.tokens import Token, Tokens, unknown

_FORM = re.compile(r"(?:集团)?(?:股份|责任)?有限(?:责任)?公司")
_GROUP = re.compile(r"[（(]集团[）)](?:总公司|股份公司|公司|股份有限公司|有限责任公司|有限公司)")
_BRACKET = re.compile(r"[（(]([\u3400-\u9fff]{2,8})[）)]")
_NUMERAL = re.compile(r"[一二三四五六七八九十][\u3400-\u9fff]")
_MOST = 12  # tokens of a name before its legal form
_LEAST = 2
_CJK = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")
_KINDS = frozenset({"集团", "控股", "股份"})
_LEVELS = frozenset("省市区县州")
_NEVER_TAGS = frozenset("pucrxy")
_COUNT_TAGS = frozenset("mq")
_NOUNS = r"(?:(?![的、，。与和])[\u3400-\u9fff]){2,6}"
_ABROAD = re.compile(rf"({_NOUNS}[和与]{_NOUNS}?)(?:公司|集团)")


def registered(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names from the last place before a legal form, or around a place in brackets before it."""
    if "）" in text:
        yield from _sited(text, tokens)
    if "集团）" in text:
        yield from _grouped(text, tokens)
    if "有限" not in text:
        return
    for match in _FORM.finditer(text):
        head, end = tokens.at(match.start()), match.end()
        if head >= len(tokens) or tokens[head].start != match.start() or not tokens.boundary(end):
            continue
        start = _placed(tokens, head) if text[match.start() - 1 : match.start()] not in "）)" else None
        start = _bracketed(text, tokens, match.start()) if start is None else start
        if start is not None:
            yield Candidate(start, end, "Company", text[start:end], "company-registered")


def _is_trade(word: str) -> bool:
    words = grammar().words
    return word in words["brand_head"] or word in words["trade"]


def _sited(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A firm by its brand and trade with its place in brackets behind it (与|云帆|光电|（某市）|合作)."""
    words = grammar().words
    for match in _BRACKET.finditer(text):
        head, behind = tokens.at(match.start()) - 1, tokens.after(match.end())
        if match.group(1) not in region_names() or head < 1 or not _is_trade(tokens[head].word):
            continue
        own, before = tokens[head - 1], tokens[head - 2] if head > 1 else None
        opens = before is None or before.tag[0] in "pcxv"
        closes = behind is None or (behind.tag[0] in "pcuxvdl" and behind.word not in words["legal_form"])
        plain = any(own.word in words[each] for each in ("generic", "describing", "outside", "determiner", "inner"))
        if opens and closes and not plain and _CJK.fullmatch(own.word) and own.tag[0] in "njaztsvb":
            yield Candidate(own.start, match.end(), "Company", text[own.start : match.end()], "company-registered")


def _grouped(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names with 集团 in brackets before 公司, from their place or their first word (中国|云帆|（集团）|总公司)."""
    for match in _GROUP.finditer(text):
        first = last = tokens.at(match.start())
        while first and last - first < _MOST // 2 and _brand(tokens[first - 1]):
            if tokens[first - 1].tag[0] in _COUNT_TAGS | {"d", "s"} or tokens[first - 1].word in _plain():
                break
            first -= 1
        places = [index for index in range(first, last) if is_region(tokens[index])]
        first = min(places, default=first)
        verb = first < last and tokens[first].tag[0] in "vp" and first + 1 < last and not places
        start = tokens[first + verb].start if first < last else match.start()
        whole = tokens.boundary(match.end()) and tokens.boundary(match.start())
        strange = places or match.start() - start > _LEAST or any(map(unknown, tokens.words[first:last]))
        if whole and strange and first and tokens[first - 1].word in _LEVELS and not places:
            start = tokens[first - 1].start
            yield Candidate(start, match.end(), "Company", text[start : match.end()], LEVEL)
        elif whole and strange and match.start() - start >= _LEAST:
            yield Candidate(start, match.end(), "Company", text[start : match.end()], "company-registered")


@cache
def _plain() -> frozenset[str]:
    words = grammar().words
    return words["apposition"] | words["firm_noun"]


@cache
def _trades() -> frozenset[str]:
    words = grammar().words
    return words["after_named_part"] | words["brand_head"] | words["generic"]


def joined(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Firms of another country whose name holds 和 (某国|国际电力和水务公司): nouns alone, and no second place."""
    if ("和" not in text and "与" not in text) or country_names().isdisjoint(tokens.words):
        return
    for token in tokens:
        match = _ABROAD.match(text, token.end) if token.word in country_names() else None
        if match is None or not tokens.boundary(match.end()):
            continue
        inside = tokens[tokens.at(token.end) : tokens.at(match.end(1))]
        if all(each.word in _trades() or each.tag == "c" for each in inside):
            yield Candidate(token.start, match.end(), "Company", text[token.start : match.end()], "company-registered")


def _placed(tokens: Tokens, head: int) -> int | None:
    """Where the last place before the legal form begins, if a brand stands between."""
    for index in range(head - 1, max(-1, head - _MOST), -1):
        token = tokens[index]
        if token.word in _LEVELS and head - index > 1 and (not index or tokens[index - 1].tag[0] in "xpc"):
            return token.start  # 省|融资担保|有限责任公司
        if is_region(token):
            plain = tokens[index + 1].word in grammar().words["apposition"]  # 台湾|地区
            return token.start if head - index > 1 and not plain else None
        if not _brand(token):
            return None
    return None


@cache
def _never() -> frozenset[str]:
    words = grammar().words
    return words["founds"] | words["determiner"] | words["company_tail"] | words["relative_company"]


def _brand(token: Token) -> bool:
    """Whether a word can stand between the place and the legal form."""
    if token.word in grammar().words["outside"]:
        return len(token.word) == 1 and token.tag[0] in "dv" and token.word not in grammar().words["stop_character"]
    plain = _CJK.fullmatch(token.word) is not None and token.word not in _never()
    return plain and token.tag[0] not in _NEVER_TAGS


def _bracketed(text: str, tokens: Tokens, offset: int) -> int | None:
    """Where a name begins whose place stands in brackets before the legal form (云帆智造（某地）有限公司)."""
    opened = text.rfind("（", 0, offset)
    if opened < 0 or (match := _BRACKET.match(text, opened)) is None or match.group(1) in _KINDS:
        return None
    first = last = tokens.at(opened)
    behind = tokens[tokens.at(match.end()) : tokens.at(offset)]
    if not all(map(_brand, behind)) or tokens[last].start != opened:
        return None
    number = tokens[last - 1] if last else None
    if number is not None and _NUMERAL.fullmatch(number.word) and number.word[-1] not in grammar().words["measure"]:
        first -= 1  # 二重（某地）
    while first and last - first < _MOST // 2 and _front(tokens[first - 1]):
        first -= 1
        if tokens[first].tag[0] == "v" and len(tokens[first].word) > 1 and not unknown(tokens[first].word):
            first += first + 1 < last  # 签约|落地|某某
            break
    while first < last and tokens[first].word in grammar().words["generic"]:
        first += 1
    start = tokens[first].start
    start += text[start] in grammar().words["glued"] and unknown(tokens[first].word)  # 向琴澳|药业
    return start if opened - start >= _LEAST else None


def _front(token: Token) -> bool:
    words = grammar().words
    if token.word in words["apposition"] or token.word in words["glued"] or token.tag[0] in _COUNT_TAGS | {"d", "s"}:
        return False
    return _brand(token)
