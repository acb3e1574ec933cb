"""Places outside China: cities and divisions of the lexicon, and the divisions that only their sound shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.beyond import parts_abroad
from kg.mention.candidate import Candidate
from kg.mention.regions import country_names, region_ending_at, region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens

_DIVISION_END = re.compile("地区|[省州邦市镇郡]$")
_SOUNDED_ENDS = frozenset("省州邦区市镇岛地郡")
_LEVELS = frozenset("省市州邦")
_SENT = re.compile(r"(?:本报|[\u3400-\u9fff]{0,3}社)$")  # 本报|万象|10月9日电
_DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[电讯]")
_SEAT = "政府"  # 布哈拉州|政府
_ROW = frozenset("、和与及至—-")
_QUARTER = re.compile(r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})区")


def overseas(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Places of other countries: those of the lexicon, and what sounds foreign and ends in 州, 省, 区 and the like."""
    yield from _listed(text, tokens)
    yield from _divisions_abroad(text, tokens)


@cache
def _abroad() -> Scanner:
    return Scanner(world_places())


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar().alternation('before_place')})$")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(grammar().alternation("behind_place"))


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(grammar().alternation("behind_actor"))


def _listed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names of the lexicon; one that is a common word or a surname as well only where the words around it say so."""
    last = -1  # where the place before this one ended
    for start, end in _abroad().spans(text):
        name = text[start:end]
        seat = end + len(_SEAT) + 1
        if (
            text.startswith(_SEAT, end + 1)
            and text[end] in _LEVELS
            and tokens.boundary(start)
            and tokens.boundary(seat)
        ):
            yield Candidate(start, seat, "GovernmentBody", text[start:seat], "organ-abroad")
        level = text[end : end + 1] in _LEVELS and tokens.boundary(end + 1)
        if not tokens.boundary(start) or not (level or tokens.boundary(end)):
            continue
        if world_places()[name].ambiguous and not (level or last == start or _placed(text, start, end, last)):
            continue
        last = end + level
        if level and text[end] != "市" and world_places()[name].kind == "city":  # 布哈拉州 is not 布哈拉
            yield Candidate(start, last, "AdministrativeRegion", text[start:last], "settlement", 0)
        else:
            above = region_ending_at(text, start)  # 越南|北江省, which is no 北江
            sure = above is not None and name[-1] in _LEVELS and text[above:start] in country_names()
            yield Candidate(start, last, "AdministrativeRegion", name, "world-place", int(sure))
        if quarter := _QUARTER.match(text, last):  # 布达佩斯第五区
            yield Candidate(start, quarter.end(), "AdministrativeRegion", text[start : quarter.end()], "settlement", 0)
        elif text[last - 1] in _LEVELS:
            yield from parts_abroad(text, tokens, last)


def _placed(text: str, start: int, end: int, last: int) -> bool:
    """Whether a name must be a place here: behind 在 or its country, before 机场, in a row of places, in a dateline."""
    if region_ending_at(text, start) is not None or _behind().match(text, end):
        return True
    if _before().search(text, max(0, start - 6), start) and not _acting().match(text, end):
        return True  # 在开罗, but 在布朗领导下
    if text[start - 1 : start] in _ROW and (last == start - 1 or region_ending_at(text, start - 1) is not None):
        return True
    return _DAY.match(text, end) is not None and _SENT.search(text, max(0, start - 6), start) is not None


@cache
def _division() -> re.Pattern[str]:
    sounds = "".join(sorted(grammar().words["transliteration"]))
    one = f"[{sounds}]"  # a set at the front, and not in each branch, is quick to look for
    short, long = "省|邦", "州|地区|市|镇|半岛|群岛|高地|郡"
    inner = f"(?<=[省市州邦]){one}{{3,7}}区"  # 法拉省|阿布科玛区
    return re.compile(f"{one}{one}(?:{one}{{0,7}}?(?:{short})|{one}{{1,7}}?(?:{long}))|{inner}")


def _divisions_abroad(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Provinces, towns and parts of other countries by their sound: 阿富汗|法拉省."""
    for match in _division().finditer(text) if not _SOUNDED_ENDS.isdisjoint(text) else ():
        start, end = match.span()
        outer = [width for width in range(2, end - start - 2) if text[start : start + width] in region_names()]
        inner = start + max(outer, default=0)
        bare = _DIVISION_END.sub("", text[inner:end])  # 米兰市 is 米兰
        known = any(name in region_names() or name in world_places() for name in (text[inner:end], bare))
        ours = text[end - 1] == "区" and region_ending_at(text, start) is not None  # of a city of our own
        if tokens.boundary(inner) and tokens.boundary(end) and not known and not ours:
            yield Candidate(inner, end, "AdministrativeRegion", text[inner:end], "settlement", 0)
