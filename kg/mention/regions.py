"""Regions of the lexicon in a sentence: divisions by full and short name, countries, named regions, composites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.entries import WorldPlace
from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.beyond import parts_abroad
from kg.mention.candidate import Candidate
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens

_LEVEL = "省市区县州盟旗镇乡"
_LISTED = frozenset("、和与至—-·")
_SETTLED = frozenset("镇乡村")  # 金溪镇 is not 金溪
_PLACE_TAIL = frozenset(
    {"路", "河", "江", "湖", "山", "寺", "话", "菜", "籍", "街道", "人民", "们", "会议", "大桥", "跨"}
)
_GUEST = re.compile("主宾[国省市区县州]")
_COUNTY = 3  # the characters of a name that is a word of two without its level
_OPENING = frozenset("，。；：“（和与在由从向及、 ")
_OF_PLACE = frozenset("企商籍")
_COMPOSITE_TAIL = re.compile(r"^(?:两地|两省市|两省|两市|地区|两省一市|三地|三省|三市)")
_WATER = frozenset("江河湖水")
_BASIN = re.compile("[江河湖水]流域")
_BEFORE_RIVER = frozenset("就对在")
_WATERS = re.compile("^(?:[各大小两内外]|江河|河湖|湖泊|主要|重点|重要)|流域.")  # not one river, but some
_NOUNS, _SHORTEST = frozenset("nfj"), 3
# a place of two characters in a row, one that begins a row, and what is said behind such a row
_IN_ROW = re.compile(r"(?<=、)[\u3400-\u9fff]{2}(?=[、，。；和与及等两三四五六七八九十\d])")
_FIRST = re.compile(r"(?:^|(?<=[，。；：由在与从以]))[\u3400-\u9fff]{2}(?=[、和与])")
_ROW_LEVEL = re.compile(r"[^，。；]{0,20}?[两二三四五六七八九十\d][个]?[县市地区]")


@cache
def region_names() -> dict[str, str]:
    """Every name of the lexicon that denotes a region, with its finest class."""
    words = lexicon()
    names = {name: "AdministrativeRegion" for name in words.by_name if len(name) > 1}
    names |= {
        name: "AdministrativeRegion" for c in words.countries.values() for name in (c.name, *c.short) if len(name) > 1
    }
    names = {name: kind for name, kind in names.items() if name not in grammar().words["no_region"]}
    names |= {name: "EconomicRegion" for name, codes in words.abbreviations.items() if len(name) > 1 and len(codes) > 1}
    for region in (*words.economic_regions, *words.zones):
        names |= dict.fromkeys((region.name, *region.short), region.type)
    return names


@cache
def country_names() -> frozenset[str]:
    """Every name of a country."""
    return frozenset(name for each in lexicon().countries.values() for name in (each.name, *each.short))


@cache
def _foreign() -> frozenset[str]:
    return country_names() - grammar().words["no_part_abroad"]


@cache
def world_places() -> dict[str, WorldPlace]:
    """Cities and divisions outside China by each of their names."""
    return {name: place for place in lexicon().world_places for name in (place.name, *place.short) if len(name) > 1}


@cache
def _state() -> re.Pattern[str]:
    """The rest of a state's name in full behind its short name (共和国)."""
    front = grammar().alternation("state_part")
    return re.compile(f"(?:{front})*(?:共和国|王国|联邦(?=总统|总理|首相|驻|[和与，、。的])|公国|酋长国)")


@cache
def _formula() -> re.Pattern[str]:
    """What behind 中国 makes a formula of it."""
    nouns = grammar().alternation("formula_noun")
    return re.compile(rf"特色[\u3400-\u9fff]{{0,4}}?(?:{nouns})|式现代化|梦|革命|化时代化")


@cache
def _longest() -> int:
    return max(map(len, region_names()))


@cache
def _heads() -> frozenset[str]:
    """The first two characters of every region's name."""
    return frozenset(name[:2] for name in region_names())


@cache
def _beginnings() -> Scanner:
    """What a name can begin with: two characters of it, or one that abbreviates."""
    return Scanner(_heads() | {name for name in lexicon().abbreviations if len(name) == 1}, overlapping=True)


def region_ending_at(text: str, end: int) -> int | None:
    """The start of the longest lexicon region (division or country) that ends at ``end``; ``None`` if there is none."""
    names = region_names()
    for width in range(min(14, end), 1, -1):
        if names.get(text[end - width : end]) == "AdministrativeRegion":
            return end - width
    return None


@cache
def _part() -> re.Pattern[str]:
    one = "".join(sorted(name for name, kind in lexicon().abbreviation_kinds.items() if kind == "single"))
    return re.compile(rf"[{one}][东西南北中]{{1,2}}(?=地区)")


def _basins(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The land along a river or around a lake: 淮河流域, 太湖流域."""
    for match in _BASIN.finditer(text) if "流域" in text else ():
        last = tokens.at(match.start() + 1) - 1
        first = last - (last > 0 and tokens[last].word in _WATER)
        before = tokens[first - 1] if first else None
        first -= before is not None and len(before.word) == 1 and before.tag[0] in _NOUNS  # 西|辽河, 塔|西河
        start = tokens[first].start
        start += text[start] in _BEFORE_RIVER and tokens[first].end > start + 2  # 就|琼江流域
        name = text[start : match.end()]
        named = len(name) > _SHORTEST and tokens.boundary(match.end()) and name not in region_names()
        if named and _WATERS.search(name) is None and tokens[first].tag[0] in _NOUNS:
            yield Candidate(start, match.end(), "EconomicRegion", name, "region-basin")


def _parts(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A part of a province: 苏北地区; and what is none: 主|宾县."""
    for guest in _GUEST.finditer(text) if "主宾" in text else ():
        yield Candidate(*guest.span(), "", guest.group(), "region-guest")
    for match in _part().finditer(text) if "地区" in text else ():
        start, end = match.start(), match.end() + 2
        if tokens.boundary(start) and tokens.boundary(end) and match.group() not in region_names():
            yield Candidate(start, end, "EconomicRegion", text[start:end], "region-part")


@cache
def _bare() -> dict[str, str]:
    """Names of counties and cities that are words without their level (政和) → the name in full."""
    found: dict[str, set[str]] = {}
    for each in lexicon().divisions.values():
        now = each.level in {"county", "prefecture"} and each.valid_until is None and not each.short
        if now and len(each.name) == _COUNTY and each.name[:-1] not in region_names():
            found.setdefault(each.name[:-1], set()).add(each.name)
    return {name: names.pop() for name, names in found.items() if len(names) == 1}


@cache
def counties() -> frozenset[str]:
    """Names of counties and cities without their level that are words as well; before a zone they are its place."""
    names = (each.name for each in lexicon().divisions.values() if each.level == "county" and each.valid_until is None)
    small = {name[:-1] for name in names if len(name) == _COUNTY and name[-1] in "市县"}
    return frozenset(small - region_names().keys() - grammar().words["plain_county"])


def _in_rows(text: str) -> Iterator[Candidate]:
    """A place that is a word as well, where a row of places goes on with it: 松溪、政和、屏南."""
    last = -1  # where the one before ended
    for match in _IN_ROW.finditer(text):
        full, before = _bare().get(match.group()), match.start() - 1
        if full is not None and (before == last or region_ending_at(text, before) is not None):
            last = match.end()
            yield Candidate(*match.span(), "AdministrativeRegion", full, "region-lexicon")
    for match in _FIRST.finditer(text):
        full = _bare().get(match.group())
        following = match.end() + 1
        if full is not None and _ROW_LEVEL.match(text, following):
            place = any(text[following : following + width] in lexicon().by_name for width in (2, 3, 4))
            if place:
                yield Candidate(*match.span(), "AdministrativeRegion", full, "region-lexicon")


def regions(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Regions at token boundaries, the longest name first; one character only as an abbreviation behind 在, 来, 赴."""
    yield from _abbreviated(text)
    yield from _parts(text, tokens)
    yield from _basins(text, tokens)
    if "、" in text:
        yield from _in_rows(text)
    names, words = region_names(), lexicon()
    actors = grammar().words["region_actor"]
    heads = _heads()
    index = 0
    for start, _ in _beginnings().longest(text):  # at most tokens nothing begins
        if not tokens.boundary(start) or (at := tokens.at(start)) < index:
            continue
        index = at
        heading = text[start : start + 2] in heads
        best = _longest_at(text, tokens, index) if heading else None
        if best is not None and not _place_like(text, tokens, index, *best):
            best = None
        if best is None:
            token = tokens[index]
            if len(token.word) > 2 and token.word[:2] in heads:
                yield from _inside(token.word, start, names)
            if (
                len(token.word) == 1
                and token.word in words.abbreviations
                and index
                and tokens[index - 1].word in actors
            ):
                yield Candidate(start, token.end, "AdministrativeRegion", token.word, "region-abbreviation", 0)
            continue
        last, end = best
        name = text[start:end]
        kind = names[name]
        if kind == "EconomicRegion" and name in words.abbreviations:
            if text[end : end + 1] in _OF_PLACE and index and tokens[index - 1].word in actors:  # 在渝|川企
                yield Candidate(start, start + 1, "AdministrativeRegion", name[0], "region-abbreviation", 0)
                index = tokens.at(end)
                continue
            tail = _COMPOSITE_TAIL.match(text[end:])
            yield Candidate(
                start,
                end + (tail.end() if tail else 0),
                kind,
                text[start : end + (tail.end() if tail else 0)],
                "region-composite",
            )
            index = tokens.at(end + (tail.end() if tail else 0))
            continue
        state = _state().match(text, end) if name in country_names() else None
        end = state.end() if state else end
        yield Candidate(start, end, kind, name, "region-lexicon")
        yield from parts_abroad(text, tokens, end) if name in _foreign() else ()
        index = last + 1


@cache
def _row() -> re.Pattern[str]:
    """A row of abbreviations, each a place of its own: 粤、港、澳三地."""
    kinds = lexicon().abbreviation_kinds
    one = "".join(sorted(name for name in kinds if len(name) == 1))
    level = r"等?[两三四五六七八九十\d]*[地省市区方]"
    return re.compile(rf"([{one}](?:、[{one}])+(?:[和与及][{one}])?)(?={level}|[^\u3400-\u9fff、])")


def _abbreviated(text: str) -> Iterator[Candidate]:
    """The members of rows of abbreviations, at least one of which abbreviates nothing but a place."""
    kinds = lexicon().abbreviation_kinds
    for match in _row().finditer(text) if "、" in text else ():
        places = [at for at in range(*match.span(1)) if text[at] in kinds]
        opened = text[match.start() - 1 : match.start()] in _OPENING
        if (opened or not match.start()) and any(kinds[text[at]] == "single" for at in places):
            for at in places:
                yield Candidate(at, at + 1, "AdministrativeRegion", text[at], "region-abbreviation")


def _names_something_else(text: str, tokens: Tokens, end: int) -> bool:
    """Whether what follows makes another name of it: a town, a river, people, a formula (中国特色社会主义)."""
    following = tokens.at(end)
    if text.startswith("中国", end - 2) and _formula().match(text, end):
        return True
    if text[end : end + 1] in _SETTLED:
        return following >= len(tokens) or tokens[following].word not in region_names()  # 江苏省|镇江市
    tail = following < len(tokens) and tokens[following].word in _PLACE_TAIL
    return tail and text[tokens[following].end : tokens[following].end + 1] not in _SETTLED  # 合江县|大桥镇


def _longest_at(text: str, tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The last token and the end of the longest name that starts with a token."""
    names, start = region_names(), tokens[index].start
    best: tuple[int, int] | None = None
    for last in range(index, min(index + 6, len(tokens))):
        end = tokens[last].end
        if end - start > _longest():
            break
        if text[start:end] in names:
            best = (last, end)
    return best


def _place_like(text: str, tokens: Tokens, first: int, last: int, end: int) -> bool:
    """Whether a name may be read as a place here: two characters cut apart need a place beside them."""
    start = tokens[first].start
    if end - start > 2 or (first == last and tokens[first].word not in grammar().words["generic"]):
        return not _names_something_else(text, tokens, end)
    if region_ending_at(text, start) is not None:
        return not _names_something_else(text, tokens, end)
    beside = (text[start - 1 : start] in _LISTED and region_ending_at(text, start - 1) is not None) or (
        text[end : end + 1] in _LISTED and tokens.at(end + 1) < len(tokens) and tokens[tokens.at(end + 1)].tag == "ns"
    )
    return bool(beside)


def _inside(word: str, start: int, names: dict[str, str]) -> Iterator[Candidate]:
    """A region inside a word of the dictionary (重庆市委 holds 重庆市): only at its front and with its level word.

    A country also where its people are meant (尼泊尔人), which is one word for some countries.
    """
    if word[-1] == "人" and word[:-1] in country_names():
        yield Candidate(start, start + len(word) - 1, "AdministrativeRegion", word[:-1], "region-lexicon", 0)
        return
    for width in range(len(word) - 1, 1, -1):
        if names.get(word[:width]) == "AdministrativeRegion" and word[width - 1] in _LEVEL:
            yield Candidate(start, start + width, "AdministrativeRegion", word[:width], "region-lexicon", 0)
            if names.get(word[width:]) == "AdministrativeRegion":
                end = start + len(word)
                yield Candidate(start + width, end, "AdministrativeRegion", word[width:], "region-lexicon", 0)
            return
