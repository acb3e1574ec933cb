"""Names of closed classes, found as they are: institutions, strategies, corridors; villages and townships."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar, strategies
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.overseas import overseas
from kg.mention.regions import region_ending_at, region_names
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_ROW = frozenset("、和与及")
_HEAD = re.compile("董事长|总经理|总裁|首席执行官|创始人|CEO")
_COMPANY = ("公司", "集团")
_TAIWAN = "台湾"
_LOCAL = ("投集团", "投公司")
_CAMPUS = re.compile(r"（([\u3400-\u9fff]{2,6})）")
_OFFICES = frozenset("省市区县州")
SEATED = "lexical-seated"  # the rule of names with their place
_CUT, _LISTED = frozenset({"新能源", "新材料"}), 4  # short names of listed firms have four characters at the most
_COUNTIES = frozenset("县区旗市")
_SETTLEMENTS = frozenset({"街道", "镇", "乡", "村"})
_TOWN = re.compile(r"(?:[镇乡]|街道)$")
_THERE = re.compile("(?:在|位于|地处|来到|走进|前往|该[县市区])$")
_CLAUSE = frozenset({"", "，", "。", "；"})
_SHORT, _RARE = 2, 3  # the characters of a county's short name; the characters of a town's name
_OPEN_TAGS = frozenset("xpcuv")
_SETTLEMENT = re.compile(r"(?:(?![和与及的在乡镇村])[\u3400-\u9fff]){1,4}(?:街道|镇|乡|村)")


@cache
def _no_settlement() -> tuple[str, ...]:
    return tuple(grammar().words["no_settlement"])


@cache
def named_things() -> dict[str, tuple[str, str]]:
    """Every name of the closed classes → (full name, finest class)."""
    names: dict[str, tuple[str, str]] = {}
    for institution in lexicon().institutions:
        for name in (institution.name, *institution.short):
            names.setdefault(name, (institution.name, institution.type))
    for company in lexicon().companies:
        for name in (company.name, *company.short):
            if not company.ambiguous or name.endswith(_COMPANY):
                names.setdefault(name, (company.name, company.type))
    return names | strategies()


@cache
def _scanner() -> Scanner:
    return Scanner(named_things())


def lexical(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Institutions and strategies at token boundaries; settlements behind the name of what they lie in."""
    sure: list[tuple[int, int]] = []
    for start, end in _scanner().spans(text):
        office = text[start - 1 : start] in _OFFICES and named_things()[text[start:end]][1] == "Company"
        if office and not text.endswith(_COMPANY, start, end):
            continue  # 广安区招商局 is an office
        if text[end : end + 1] in _SETTLEMENTS:
            continue  # 清华村
        if tokens.boundary(start) and (tokens.boundary(end) or title_at(text, end)):
            quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
            name = text[start:end]
            sure.append((start, end))
            for longer in _longer(text, start, end):
                sure.append((longer.start, longer.end))
                yield longer
            yield Candidate(start - quoted, end + quoted, named_things()[name][1], name, "lexical")
    yield from _among_companies(text, tokens, sure)
    yield from _settlements(text, tokens)
    if "区" in text:
        yield from _districts(tokens)
    yield from overseas(text, tokens)


def _longer(text: str, start: int, end: int) -> Iterator[Candidate]:
    """A known name that is part of another one: a campus in brackets, a group of a place (新疆|国投集团)."""
    campus = _CAMPUS.match(text, end)
    school = named_things()[text[start:end]][1] == "EducationalInstitution"
    if campus is not None and school and campus.group(1) in region_names():
        yield Candidate(start, campus.end(), "EducationalInstitution", text[start : campus.end()], "campus")
    if text.endswith(_TAIWAN, 0, start) and school:  # 台湾|清华大学 is another one
        yield Candidate(start - len(_TAIWAN), end, "EducationalInstitution", text[start - len(_TAIWAN) : end], "campus")
    if text[end - 2 : end + 1] in _CUT and end - start == _LISTED:  # 云帆新能|源
        yield Candidate(start, end + 1, named_things()[text[start:end]][1], text[start : end + 1], SEATED)
    if text.endswith("中国", 0, start) and named_things()[text[start:end]][1] == "Company":  # 中国|三峡集团
        yield Candidate(start - 2, end, "Company", text[start:end], "lexical")
    group = text.endswith(_COMPANY, start, end)
    place = region_ending_at(text, start) if group else None
    if place is not None and text.endswith(_LOCAL, start, end) and not _seated(text[place:start], text[start:end]):
        yield Candidate(place, end, "Company", text[place:end], "company-local")
    elif place is not None and _seated(text[place:start], text[start:end]):
        yield Candidate(place, end, "Company", text[place:end], SEATED)


def _seated(place: str, name: str) -> bool:
    """Whether the full name of a known company begins with the place said before the short one (重庆|渝富控股集团)."""
    short = place.rstrip("省市")
    return named_things()[name][0].startswith(short) and not name.startswith(short)


def known_company(text: str) -> tuple[str, str]:
    """The full name and class of a known company or institution.

    It may be said with the place that it begins with, and with the last character that its listed name lacks.
    """
    found = named_things().get(text) or loose_companies().get(text)
    if found is None and text[:-1] in named_things():
        return named_things()[text[:-1]]
    if found is None:
        found = next(named_things()[text[at:]] for at in range(1, len(text)) if text[at:] in named_things())
    return found


@cache
def loose_companies() -> dict[str, tuple[str, str]]:
    """Names of companies that are everyday words or places as well (苹果) → (full name, class)."""
    names: dict[str, tuple[str, str]] = {}
    for company in lexicon().companies:
        forms = (company.name, *company.short, *company.loose) if company.ambiguous else company.loose
        for name in forms:
            if name not in named_things() and len(name) > 1:
                names.setdefault(name, (company.name, company.type))
    return names


@cache
def _loose() -> Scanner:
    return Scanner(loose_companies())


def _among_companies(text: str, tokens: Tokens, sure: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Ambiguous company names: in a row with a sure one, or in front of a company's post."""
    if not sure and _HEAD.search(text) is None:
        return
    starts, ends = {start for start, _ in sure}, {end for _, end in sure}
    for start, end in _loose().spans(text):
        if not tokens.boundary(start) or not tokens.boundary(end):
            continue
        row = (text[start - 1 : start] in _ROW and start - 1 in ends) or (
            text[end : end + 1] in _ROW and end + 1 in starts
        )
        if row or _HEAD.match(text, end):
            starts.add(start)
            ends.add(end)
            name = text[start:end]
            yield Candidate(start, end, loose_companies()[name][1], name, "lexical", 0)


def _settlements(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Towns and villages: in Sichuan and Chongqing by name, elsewhere right behind their county or town."""
    if not ("村" in text or "镇" in text or "乡" in text or "街道" in text):
        return
    towns = lexicon()
    last = -1  # where the one before ended: segmentation may have joined its last character to the next name
    for match in _SETTLEMENT.finditer(text):
        end = match.end()
        if text.endswith(_no_settlement(), 0, end):
            continue
        for start in range(match.start(), end - 1):
            name = text[start:end]
            above = region_ending_at(text, start)
            known = bool(towns.townships(name))
            if not tokens.boundary(end) and not (known and above is not None):
                continue
            begins = known or _in_county(text, above, start) or _can_begin(tokens, start, end)
            if not (tokens.boundary(start) or start == last) or not begins:
                continue
            first = tokens[tokens.at(start)]
            alone = first.word == name and first.tag in {"nr", "ns"} and text[start - 1 : start] in _CLAUSE
            behind = (
                above is not None
                or (alone and name[-1] in "镇乡")
                or _strange(text, tokens, start, end)
                or _governed(text, tokens, start, end)
                or _TOWN.search(text[:start])
                or _THERE.search(text, max(0, start - 3), start)
                or _behind_county(tokens, start, end)
            )
            whole = text[start - 1] in _OFFICES or (first.word == name and first.tag == "ns")
            named = len(name) > 2 or (above is not None and whole)  # 安吉县余村, 浙江乌镇
            if known or (behind and named):
                yield Candidate(start, end, "AdministrativeRegion", name, "settlement")
                last = end
                break


def _districts(tokens: Tokens) -> Iterator[Candidate]:
    """A district that no list has, right behind its city in full (某市|伊滨区): a word of no dictionary."""
    for index in [index for index, word in enumerate(tokens.words[1:], start=1) if word[-1] == "区"]:
        token, city = tokens[index], tokens[index - 1]
        strange = len(token.word) == _RARE and token.tag == "ns" and unknown(token.word)
        if strange and city.word[-1] == "市" and city.word in lexicon().by_name and token.word not in region_names():
            yield Candidate(token.start, token.end, "AdministrativeRegion", token.word, "settlement")


def _strange(text: str, tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words show a town: a word that the dictionary lacks, a proper one, what is a region's by 的."""
    index = tokens.at(start)
    first, before = tokens[index], tokens[index - 1] if index else None
    if before is not None and before.tag[0] not in _OPEN_TAGS:
        return False
    if first.end == end:
        return first.tag in {"nr", "ns"} and unknown(first.word)
    pieces = tokens[index : tokens.at(end)]
    rare = text[start] not in grammar().words["glued"] and end - start >= _RARE
    rare = rare and all(len(piece.word) == 1 or unknown(piece.word) for piece in pieces)
    if (text[end - 1] == "乡" and (text[end - 2] == "族" or rare)) or (text[end - 1] == "镇" and rare):
        return True
    if first.end != end - 1 or first.word in region_names() or first.word in named_things():
        return False
    proper = first.tag in {"nr", "ns", "nz"} and (text[end - 1] in "镇乡" or unknown(first.word))
    return proper or (text[start - 1 : start] == "的" and region_ending_at(text, start - 1) is not None)


def _governed(text: str, tokens: Tokens, start: int, end: int) -> bool:
    """Whether the village has what every village has right behind it (大营村|党总支书记)."""
    before = tokens[tokens.at(start) - 1] if start else None
    opened = before is None or before.tag[0] in _OPEN_TAGS
    return opened and end - start == _RARE and text.startswith(_village(), end)


@cache
def _village() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["village_has"]))


def _in_county(text: str, above: int | None, start: int) -> bool:
    """Whether the county is named in full right before, so that what follows is one of its towns (某县|坡头镇)."""
    known = lexicon()
    codes = known.by_name.get(text[above:start], ()) if above is not None and text[start - 1] in _COUNTIES else ()
    return bool(codes) and all(known.divisions[code].level == "county" for code in codes)


def _can_begin(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the name of a town can begin with this token: no function word, no place that the town lies in."""
    token, words = tokens[tokens.at(start)], grammar().words
    plain = any(token.word in words[name] for name in ("after_name", "determiner", "generic", "outside"))
    counted = token.tag == "m" and token.word[-1] in words["measure"]
    leads = token.tag in {"v", "vn"} and len(token.word) > 1 and end - token.end > 2  # 通往泽当镇
    if plain or counted or leads or token.tag[0] in "pcur" or token.word in _SETTLEMENTS:
        return False
    outer = any(token.word[:width] in region_names() for width in range(2, len(token.word) + 1) if width < end - start)
    return not outer and not (end - token.end >= _RARE and _county(token.word))  # 高明|更合镇


def _county(word: str) -> bool:
    """Whether it is the short name of a county, a district or a town of that rank."""
    return len(word) == _SHORT and any(word + level in lexicon().by_name for level in _COUNTIES)


def _behind_county(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a county's short name that is a word as well stands right before a town of three characters or more."""
    index = tokens.at(start)
    return index > 0 and end - start >= _RARE and _county(tokens[index - 1].word)
