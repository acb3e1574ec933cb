"""Meetings, shows and games that the sentence says are held: from the verb, the date or the mark to the head noun.

The verb shows that something takes place, so that the name may hold verbs (推动两江协同发展座谈会) or begin with one
(庆祝甲乙建交50周年音乐会), where the grammar of ``names`` stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.parts import CLOSE, INNER_MARKS, OPEN, content, is_region
from kg.mention.regions import region_ending_at, region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_OBJECT = re.compile(r"[，。；、]|$|上|期间|并|以及|和|的")
_EDITION = re.compile(r"[第首][一二三四五六七八九十百\d]*[届次]|[一二三四五六七八九十]届|(?:19|20)\d{2}|[一-龥\d]周年")
_BOTH = re.compile("([\u3400-\u9fff]{2,4})[两三四](?:省市区|省市|[省市地])$")  # 鲁甘两省|协作联席会议
_ROW = 8
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_PARTICLES = frozenset("在于上将由正已的开")
_PLACED, _WITHIN = frozenset("在于"), re.compile("上|期间")
_AND = frozenset("和与及")
_WIRE = re.compile(r"[^，。]{2,14}日电")  # 某社某地4月1日电
_WIDE = frozenset({"country", "province"})
_FAR = 22  # tokens of a name, at the most
_LEAST, _LONG = 6, 10
_WORKING = ("工作会议", "推进会", "现场会")  # many of these are only described
_PLAIN = 2  # words that only describe, of any kind


@cache
def _subject() -> re.Pattern[str]:
    """What says that the event before it takes place: when and where, and the verb."""
    words = grammar()
    when = rf"\d{{1,2}}日|{words.alternation('day_word')}|正式|也|将|拟|即将|已|就|[在于][^，。；：]{{1,14}}"
    return re.compile(rf"(?:{when})*(?:{words.alternation('held_way')})?(?:{words.alternation('held_verb')})")


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,4}}|[年月日]|{grammar().alternation('day_word')}|当地时间|将|本月|[今去]年(?:\d+月)?")


@cache
def _cause() -> re.Pattern[str]:
    words = grammar()
    return re.compile(
        rf"(?:{words.alternation('day_scope')})[\u3400-\u9fff]{{2,9}}?(?<![节假近今昔生工当每末单])日"
        rf"(?=[，。、；（》”]|$|{words.alternation('day_behind')})"
    )


@cache
def _called() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar().alternation('called_meeting')})(?![中室厅大酒展场会议精地址长])")


@cache
def _head_words() -> frozenset[str]:
    return grammar().heads("Event") | grammar().words["event_head"]


@cache
def _heads() -> Scanner:
    return Scanner(_head_words(), overlapping=True)


@cache
def _ends() -> frozenset[str]:
    return frozenset(word[-1] for word in _head_words())


@cache
def _verb() -> frozenset[str]:
    return grammar().words["hold"]


@cache
def _own() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["own_meeting"]))


def _joined(text: str, tokens: Tokens, end: int) -> bool:
    """Whether segmentation made a word of the last character of a name and the particle behind it (采摘|季在)."""
    token = tokens[tokens.at(end) - 1]
    return token.end == end + 1 and text[end] in _PARTICLES and (unknown(token.word) or token.tag == "-")


@cache
def _doing() -> frozenset[str]:
    return _verb() | grammar().words["held_verb"]  # 9月闭幕的|…会议


def held(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Events behind a verb of holding or attending, or before one, where the words say which event it is."""
    last = 0
    for start, end in _heads().longest(text) if not _ends().isdisjoint(text) else ():
        if start < last or not (tokens.boundary(end) or _joined(text, tokens, end)):
            continue
        subject = _subject().match(text, end) is not None
        if not subject and not _OBJECT.match(text, end):
            continue
        first, opened = _front(tokens, tokens.at(start + 1) - 1, subject=subject)
        several = opened in grammar().words["determiner"] and _EDITION.search(text, tokens[first].start, end)
        known = (
            subject
            or several
            or (opened in _doing() and (opened not in _PLACED or _WITHIN.match(text, end) is not None))
        )
        offset = tokens[first].start
        both = _BOTH.search(text, max(0, offset - _ROW), offset)
        if both is not None and both.group(1) in region_names() and tokens.boundary(both.start()):
            offset = both.start()
        wire = _WIRE.match(text, offset, start)
        offset = wire.end() if wire else offset
        name, head = text[offset:end], text[start:end]
        if known and offset < start and _says(name, head, tokens, first if not wire else tokens.at(offset)):
            last = end
            sure = "《" in name or name.endswith(tuple(grammar().words["meeting_or_body"]))
            yield Candidate(offset, end, "Event", name, "event-held", 1 + sure)


def called(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Meetings that are called by their town and one word (遵义会议, 达沃斯论坛)."""
    for match in _called().finditer(text) if "会" in text or "论坛" in text else ():
        end = match.start()
        start = region_ending_at(text, end)
        if start is None:
            index = tokens.at(end) - 1
            start = tokens[index].start if index >= 0 and tokens[index].word in world_places() else None
        if start is not None and end - start > 1 and tokens.boundary(start) and _town(text[start:end], match.group()):
            yield Candidate(start, match.end(), "Event", text[start : match.end()], "event-called")


def days(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Days with a cause (世界环境日, 中国航天日)."""
    for match in _cause().finditer(text) if "日" in text else ():
        inside = tokens[tokens.at(match.start()) : tokens.at(match.end())]
        plain = all(t.tag[0] in "nvabjlis" and t.word not in grammar().words["outside"] for t in inside[:-1])
        if tokens.boundary(match.start()) and tokens.boundary(match.end()) and plain:
            yield Candidate(match.start(), match.end(), "Event", match.group(), "event-day")


def _town(place: str, head: str) -> bool:
    """Whether a place is no country and no province, after which so many meetings are called."""
    known = lexicon()
    if place in world_places() or (head == "论坛" and region_names().get(place) == "DevelopmentZone"):
        return True
    codes = known.by_name.get(place, ())
    return bool(codes) and all(known.divisions[code].level not in _WIDE for code in codes)


def _front(tokens: Tokens, head: int, *, subject: bool) -> tuple[int, str]:
    """The first token of the name that ends with the token ``head``, and the word before it and its date.

    That is behind a verb of holding, a date, a mark or 的, and where the name is a subject behind all other verbs too.
    """
    words, first = grammar().words, head
    while first > max(0, head - _FAR) and not _stops(tokens, first - 1, subject=subject):
        first = _title(tokens, first - 1)
    behind = first - (first > 1 and tokens[first - 1].word in {"了", "的"} and tokens[first - 2].word in _doing())
    opened = tokens[behind - 1].word if behind > 0 else ""
    while first < head and (_dated(tokens, first) or tokens[first].word in words["held_before"]):
        first += 1
    for index in range(head - 1, first, -1):  # 某使馆|2021年…活动, but 某论坛2021年年会
        before = tokens[index - 1]
        if _YEAR.fullmatch(tokens[index].word) and not is_region(before) and not _session(before.word):
            return index, opened
    return first, opened


def _title(tokens: Tokens, index: int) -> int:
    """The token itself, or where the title opens that closes with it (纪念《某宪章》签署75周年论坛)."""
    if tokens[index].word == "》":
        for back in range(index - 1, max(-1, index - _FAR), -1):
            if tokens[back].word == "《":
                return back
    return index


def _dated(tokens: Tokens, index: int) -> bool:
    """Whether the token says when it is; a year without 年 behind it belongs to the name (2023成都车展)."""
    return _date().fullmatch(tokens[index].word) is not None and not (
        _YEAR.fullmatch(tokens[index].word) and tokens[index + 1].word != "年"
    )


def _session(word: str) -> bool:
    return word.endswith((*grammar().words["session_head"], "工作组", "小组"))


def _stops(tokens: Tokens, index: int, *, subject: bool) -> bool:
    """Whether no name of an event goes across this token."""
    word, tag = tokens[index].word, tokens[index].tag
    if word in INNER_MARKS or word in OPEN or word in CLOSE or word == "》":
        return False
    words = grammar().words
    if word in _AND:
        return index == 0 or _is_event(tokens[index - 1].word)
    if (tag == "x" and not word.isalnum()) or word in _verb() or word in words["held_stop"]:
        return True
    if len(word) == 1:
        return word in words["stop_character"] or tag[0] in "pruydc"
    if subject and tag == "v" and word not in words["inner"] and word not in words["event_verb"]:
        return index == 0 or not (tokens[index - 1].word in _AND or _YEAR.fullmatch(tokens[index - 1].word))
    return word in words["determiner"] or (tag[0] in "pruc" and word not in words["inner"])


def _is_event(word: str) -> bool:
    """Whether another event's name ends with the word (甲峰会和|乙论坛)."""
    words = grammar()
    ends = words.ends(word, (3, 2))
    return word == "会晤" or word in words.words["event_head"] or any(suffix.type == "Event" for suffix in ends)


def _says(name: str, head: str, tokens: Tokens, first: int) -> bool:
    """Whether the words say which event it is: a place, an edition or a year, and what it is about."""
    words = grammar().words
    one = name[0] != "《" and "”“" not in name
    whole = one and name.count("“") == name.count("”") and name.count("《") == name.count("》")
    if len(name) < _LEAST or name in words["common_name"] or not whole or name.startswith("首次"):
        return False
    inside = tokens[first : tokens.at(tokens[first].start + len(name) - len(head))]
    edition = _EDITION.search(name) is not None
    if inside[0].word in words["generic"] - words["prestige"] and not edition:
        return False
    held = content(tokens, first, first + len(inside))
    marked = "“" in name
    if head in words["event_head"]:
        return (edition or marked) and held.specific > 1
    own = name.endswith(_own()) and (not name.endswith(_WORKING) or held.specific > _PLAIN)
    if own and held.specific > _PLAIN - 1 and len(name) > _LEAST + 1:
        return True  # 召开|优化营商环境大会
    if any(name.endswith(tail) for tail in words["described_event"]):
        if inside[-1].word.endswith(tuple(words["invited"])):  # 企业家座谈会
            return False
        told = held.specific > 0 or inside[-1].tag == "nt" or len(inside) > _PLAIN
        return len(name) >= _LONG - (held.proper > 0) and (held.regions + held.proper > 0 or marked or edition) and told
    named = held.regions > 0 or edition or marked
    full = named and (held.specific > 0 or edition or (len(inside) > _PLAIN and len(name) >= _LONG - 1))
    return full or (inside[0].word in words["prestige"] and len(inside) > 1)
