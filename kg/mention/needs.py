"""What must stand in front of a head noun for it to name and not to describe: the ``need`` of ``suffixes.tsv``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.lexical import loose_companies, named_things
from kg.mention.parts import CJK, Content, is_region, is_syllable, says_more
from kg.mention.regions import counties, country_names, region_names, world_places
from kg.mention.tokens import Token, unknown

_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+(?:届|次|期|批)|(?:19|20)\d{2}年?|首届|[一二三四五六七八九十]届")
_LEVEL = "省市区县州盟旗"
_FIRM = "公司"
_LONG_TITLE, _SHORT, _OFFICE, _PAIR = 9, 8, 7, 2
_ZONE_ENDS = frozenset("园岛城港谷区岸")
_JOINT = re.compile("一体化|同城化|协同|协作|合作|大湾区|经济圈|都市圈|经济带|领导小组|共同体")
_OWN_TAGS = frozenset({"ns", "nr", "nrt", "nz", "j"})
_KNOWN_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz"})


class Found(NamedTuple):
    """A name that may be one: its text, what it holds in front of the head noun, its tokens and what follows."""

    name: str
    content: Content
    tokens: tuple[Token, ...]
    inside: int
    following: Token | None
    before: str
    legal: bool


def _sure(found: Found) -> bool:
    """Whether a place or a known name stands inside; a word that the dictionary lacks is no proof of a name."""
    return found.content.regions > 0 or any(
        token.word in named_things()
        or token.word in loose_companies()
        or (token.tag == "j" and token.word in grammar().words["prestige"] and not found.name.endswith("走廊"))  # 中老
        or (token.tag in _KNOWN_TAGS and len(token.word) > 1 and CJK.search(token.word) and not unknown(token.word))
        for token in found.tokens
    )


def _abroad(found: Found) -> bool:
    """Whether nothing but a country stands inside (法国口岸, 美国公司): that describes."""
    chamber = found.name.endswith(("工商会", "奥委会", "商会"))  # 塔吉克斯坦工商会 is the only one
    return found.inside < 2 and not chamber and all(token.word in country_names() for token in found.tokens)


def _closed(found: Found) -> bool:
    """Whether the name can end here: no noun follows that it would modify, other than what a firm has (车间)."""
    if found.following is not None and found.following.word in grammar().words["site_noun"]:
        return True
    following = found.following
    return following is None or following.tag[0] in "pcurxdvmtz" or following.tag in {"ad", "a"} or says_more(following)


@cache
def _societies() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["association"]))


def _division(word: str, end: str) -> bool:
    """Whether the word is a place that makes a name of what follows: a division, or a zone before another zone."""
    zone = end in _ZONE_ENDS and region_names().get(word) == "DevelopmentZone"
    school = end == "学" and word in world_places() and word not in country_names()  # 首尔大学
    return zone or school or word in lexicon().by_name or word in counties()


def _proper(found: Found) -> bool:
    held = found.content
    if found.legal and len(found.name) > 6:
        return True
    division = found.inside > 1 or any(_division(token.word, found.name[-1]) for token in found.tokens)
    joint = found.name.endswith("联盟") and len(found.name) >= _SHORT
    joint = joint or (found.name.endswith(_societies()) and len(found.tokens) > 1)  # 长三角港口协会
    joint = joint or _shared(found)
    placed = held.regions > 0 and (division or held.specific > 0 or joint or len(found.name) >= _LONG_TITLE)
    return placed or (held.proper > 0 and len(found.name) > 3)


@cache
def _shared_heads() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = grammar()
    return tuple(sorted(words.words["shared_park"])), re.compile(words.alternation("shared_word"))


def _shared(found: Found) -> bool:
    """Whether two places or more have a park in common that is called by one character each (绵德|科技产业园).

    An area is theirs only where a word says that they share it: the 高新区 of 川渝 are many.
    """
    if not any(is_region(t) and len(lexicon().abbreviations.get(t.word, ())) > 1 for t in found.tokens):
        return False
    parks, word = _shared_heads()
    if found.name.endswith("公司"):
        return len(found.tokens) > _PAIR  # 绵德|港口|物流|公司
    return found.name.endswith(parks) or (found.name[-1] in "区园带" and word.search(found.name) is not None)


def _village(found: Found) -> bool:
    """Whether a tourist village or the like is named, and nobody says something of some village (某地人说小镇|大街)."""
    told = any(token.tag in {"v", "d"} and is_syllable(token) for token in found.tokens)
    opens = found.following is not None and found.following.word in grammar().words["opens_doors"]
    return _proper(found) and (opens or _closed(found)) and not _abroad(found) and not told


def _first_known(found: Found) -> bool:
    """Whether the name begins with a place or a proper name (叙利亚政府军, 库尔德武装), not with a description."""
    return bool(found.tokens) and (is_region(found.tokens[0]) or found.tokens[0].tag in _KNOWN_TAGS)


def _central(found: Found) -> bool:
    """Whether the head noun is the name's and not the front of another word (东盟中心|地位)."""
    return found.following is None or found.following.word not in grammar().words["behind_center"]


def _named(found: Found) -> bool:
    held = found.content
    return held.proper > 0 or (held.regions > 0 and held.specific > 0)


def _between(found: Found) -> bool:
    """Whether a line is named by its ends: two places, or their abbreviations (渝昆高铁)."""
    places = [token.word for token in found.tokens if is_region(token)]
    return len(places) > 1 or any(word in lexicon().abbreviations for word in places)


def _joint(found: Found) -> bool:
    """Whether several places are called by one word each (港珠澳大桥): that is a name and no description."""
    return any(is_region(token) and token.word in lexicon().abbreviations for token in found.tokens)


def _landmark(found: Found) -> bool:
    """Whether a city, a county or a town is all that a bridge, a tunnel or an oil field is called by (海沧隧道)."""
    head = found.name[sum(len(token.word) for token in found.tokens) :]
    if head not in grammar().words["landmark"] or len(found.tokens) != 1:
        return False
    codes = lexicon().by_name.get(found.tokens[0].word, ())
    return bool(codes) and all(lexicon().divisions[code].level != "province" for code in codes)


def _registered(found: Found) -> bool:
    """Whether a registered name stands inside already, so that what follows is no part of it (甲有限公司担保)."""
    legal = grammar().words["legal_form"]
    return any(token.word in legal or token.word == _FIRM for token in found.tokens)


def _row_of_two(found: Found) -> bool:
    """Whether a corridor is called by its places, one character each, and by what it is for (巴蜀|文化|旅游|走廊)."""
    return found.name.endswith("走廊") and len(found.tokens) > _PAIR and _joint(found)


def _placed(found: Found) -> bool:
    return found.content.regions + found.content.proper > 0


def _several(found: Found) -> bool:
    """Whether several places are named, or all along a river, whose bodies are meant (沪苏浙皖|海关)."""
    words = lexicon().abbreviations
    row = any(len(token.word) > _PAIR and len(words.get(token.word, ())) > _PAIR for token in found.tokens)
    return row or any(token.word in grammar().words["along"] for token in found.tokens)


def _holding(found: Found) -> bool:
    """Whether a place or a word of its own and the word for its trade are all there is (绵阳交投)."""
    return _placed(found) and len(found.name) <= _SHORT and _closed(found) and not _registered(found)


def _port(found: Found) -> bool:
    """Whether a place that is no mere country is called a port (中国特色自由贸易港), and no row of places (广深港)."""
    if found.following is not None and found.following.word == "公社":
        return False  # 某某国际机场|公社
    harbour = found.name.endswith("港")
    airport = found.name.endswith("机场") and all(token.tag[0] in "njbaxefs" for token in found.tokens)
    tags = _OWN_TAGS - {"j"} if airport else {"ns"} if harbour else set()
    placed = [t.word for t in found.tokens if is_region(t) or (t.tag in tags and len(t.word) > 1)]
    named = found.content.proper > 0 and found.content.regions > 0
    own = named or any(word not in country_names() for word in placed)
    inner = found.inside > 1 and found.content.regions > 0
    return (own or inner) and not all(map(lexicon().abbreviations.get, found.name))


def _fund(found: Found) -> bool:
    """Whether a place stands inside, or a word of its own before what the fund is for (天府|概念|验证|基金)."""
    own = _first_known(found) and found.content.specific > 1 and found.tokens[0].word[-1] != "方"
    return found.content.regions > 0 or own


def _provincial(found: Found) -> bool:
    """Whether a province, city or county by its full name begins it and two words say what it is for."""
    own = len(found.tokens) > _PAIR and is_region(found.tokens[0]) and found.tokens[0].word[-1] in _LEVEL
    return own and not any(is_region(token) for token in found.tokens[1:])  # 某省|工业|投资|基金


def _weak(found: Found) -> bool:
    """Whether it is named, does not begin with what somebody does (做回|实业), and no state body holds it."""
    acting = bool(found.tokens) and found.tokens[0].tag == "v" and len(found.tokens[0].word) > 1
    return _named(found) and not acting and not _owned(found)


def _owned(found: Found) -> bool:
    """Whether a body that has a name stands right before 控股 (由某市国资办|控股, 由某某集团|控股)."""
    return found.name.endswith("控股") and found.name[:-2].endswith(("办", "局", "委", "厅", "政府", "集团", "公司"))


@cache
def _bureaus() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["bureau_tail"]))


def _bureau(found: Found) -> bool:
    first = found.tokens[0] if found.tokens else None
    if first is None or not is_region(first):
        return False
    if found.name.endswith(_bureaus()):  # 广西|国际博览|事务局
        return len(found.tokens) > 1 or len(found.name) >= _OFFICE
    if found.name.endswith("办公室") and _JOINT.search(found.name):  # 长株潭|一体化|发展|办公室
        return True
    return first.word[-1] in _LEVEL or (first.word in country_names() and found.content.specific > 0)


def _event(found: Found) -> bool:
    held = found.content
    ordinal = _ORDINAL.search(found.before + found.name) is not None
    placed = held.regions + held.proper > 0
    if "”“" in found.name or any(token.word in grammar().words["held_stop"] for token in found.tokens):
        return False  # two names in a row; 某人|宣布|大会|开幕
    if found.name.endswith("展览") and found.following is not None and found.following.tag[0] == "n":
        return False  # 某博会|展览|面积
    if any(found.name.endswith(tail) for tail in grammar().words["described_event"]):
        full = placed and held.specific > 1 and len(found.name) > _LONG_TITLE
        return full or (ordinal and sum(held) > 0)
    prestige = any(token.word in grammar().words["prestige"] for token in found.tokens)
    return placed or ((ordinal or prestige) and held.specific > 0) or (ordinal and len(found.name) > _LONG_TITLE)


@cache
def _device() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"{words.alternation('system_word')}|{words.alternation('digital_word')}|[A-Za-z]")


@cache
def _digital() -> re.Pattern[str]:
    return re.compile(grammar().alternation("digital_word"))


def _sector(found: Found) -> bool:
    """Whether 系统 is no device: an adverb (系统治理), a trade and its people (某市纺织系统), a weapon (防空系统).

    A trade is what no word for something technical calls a device, or what a body right before it runs.
    """
    words = grammar().words
    if not found.name.endswith("系统") or not found.tokens:
        return False
    last = found.tokens[-1]
    adverb = found.following is not None and found.following.word in words["adverb_verb"]
    people = last.tag == "nt" or last.word in words["sector"] or last.word[-1] == "制"
    people = people or (_device().search(found.name) is None and not any(map(_abbreviated, found.tokens)))
    people = people or found.name.endswith("行政管理系统")
    return adverb or people or any(weapon in found.name for weapon in words["weapon"])


def _platform(found: Found) -> bool:
    held = found.content
    if _sector(found):
        return False
    brands = held.proper - sum(token.word.isascii() for token in found.tokens)
    sure = _sure(found) or _device().search(found.name) or any(map(_abbreviated, found.tokens))
    own = held.regions > 0 or (brands > 0 and bool(sure))
    digital = held.regions > 0 and len(found.tokens) > _PAIR and _digital().search(found.name) is not None
    return own and (held.specific + held.proper > 0 or digital)


def _abbreviated(token: Token) -> bool:
    """Whether the token begins with the one character by which a province is called (渝|快政, 渝企|贷)."""
    return lexicon().abbreviation_kinds.get(token.word[0]) == "single"


NEEDS: dict[str, Callable[[Found], bool]] = {
    "proper": lambda found: _proper(found) and not _abroad(found),
    "village": _village,
    "name": lambda found: (_named(found) or _row_of_two(found)) and _sure(found) and _central(found),
    "works": lambda found: _named(found) and _sure(found) and len(found.name) > 3,
    "standing": lambda found: _proper(found) and _ORDINAL.search(found.name) is None,
    "body": lambda found: _placed(found) and not _several(found),
    "placed": lambda found: found.content.regions > 0 and not _several(found),
    "party": lambda found: found.content.regions + found.content.proper > 0 and _first_known(found),
    "own": lambda found: found.content.proper > 0 and all(is_region(t) or t.tag in _OWN_TAGS for t in found.tokens),
    "army": lambda found: (
        _first_known(found) and all(is_region(token) or token.tag[0] in "nj" for token in found.tokens)
    ),
    "bureau": _bureau,
    "line": lambda found: _named(found) or _between(found),
    "port": _port,
    "industry": lambda found: found.content.regions > 0 and found.content.proper > 0 and _closed(found),
    "weak": lambda found: _weak(found) and _closed(found) and not _registered(found),
    "holding": _holding,
    "fund": lambda found: ((_fund(found) and _named(found)) or _provincial(found)) and _closed(found),
    "event": _event,
    "project": lambda found: (_named(found) or _joint(found) or _landmark(found)) and len(found.name) > 3,
    "platform": _platform,
    "product": lambda found: found.content.proper > 1 and all(token.tag[0] not in "dfpcur" for token in found.tokens),
    "quoted": lambda _: False,
    "programme": lambda _: False,  # only in quotation marks, or behind a verb (lists.untitled)
}
