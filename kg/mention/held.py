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
from kg.mention.bodies import central_names
from kg.mention.candidate import Candidate
from kg.mention.further import AND, FAR, YEAR, doing, is_event, row, verbs, wide, word_before, yearly
from kg.mention.parts import CLOSE, INNER_MARKS, OPEN, is_region
from kg.mention.regions import region_ending_at, region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown
from kg.mention.topics import EDITION, says

_OBJECT = re.compile(r"[，。；、]|$|上|期间|并|以及|和|的|时(?![代间尚装期光刻速])|之?后|之际|前夕")
_BOTH = re.compile("([\u3400-\u9fff]{2,4})[两三四](?:省市区|省市|[省市地])$")  # 鲁甘两省|协作联席会议
_ROW = 8
_PARTICLES = frozenset("在于上将由正已的开")
_PLACED, _WITHIN = frozenset("在于"), re.compile("上|期间")
_QUOTE, _LEAST_QUOTE = 40, 4  # characters of a name in quotation marks; of its front
_OPENING = {"》": "《", "”": "“"}
_FROM = "从"  # 从…会议上获悉
_GLOSSED = re.compile("（[^（）]{1,8}）(?:[上下]午|晚上?|凌晨)?")  # 今天（4月26日）上午|第二届…
_SEVERAL = re.compile(r"(?<![第届])(?:[两三四五六七八九十]|\d+)[场个项]")  # 某论坛五场分论坛
_WIRE = re.compile(r"[^，。]{2,14}日电")  # 某社某地4月1日电
_WIDE = frozenset({"country", "province"})


@cache
def _subject() -> re.Pattern[str]:
    """What says that the event before it takes place: when and where, and the verb."""
    words = grammar()
    # 今天（3日） has the day twice
    month = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:(?:[至到]|—+|-)(?:\d{1,2}月)?\d{1,2}日)?"
    near = rf"{words.alternation('day_word')}|正式|也|将|拟|即将|已|就"
    when = rf"{month}|（{month}）|[一二三四五六七八九十]{{1,3}}[月日]|[至到]|{near}|[在于][^，。；：]{{1,14}}"
    late = rf"，(?=\d|[在于]|{words.alternation('day_word')})"  # 某会，今天在某地召开
    return re.compile(
        rf"(?:{late})?(?:{when})*(?:{words.alternation('held_way')})?(?:{words.alternation('held_verb')})"
    )


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


def _joined(text: str, tokens: Tokens, end: int) -> bool:
    """Whether segmentation made a word of the last character of a name and the particle behind it (采摘|季在)."""
    token = tokens[tokens.at(end) - 1]
    return token.end == end + 1 and text[end] in _PARTICLES and (unknown(token.word) or token.tag == "-")


def held(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Events behind a verb of holding or attending, or before one, where the words say which event it is."""
    last = 0
    for start, end in _heads().longest(text) if not _ends().isdisjoint(text) else ():
        if start < last or not (tokens.boundary(end) or _joined(text, tokens, end)):
            continue
        if text[end : end + 1] == "”":
            last = end
            yield from _marked(text, tokens, start, end)
            continue
        subject = _subject().match(text, end) is not None
        if not subject and not _OBJECT.match(text, end):
            continue
        head = tokens.at(start + 1) - 1
        first, opened = _front(tokens, head, subject=subject)
        found = None
        for at, behind in _fronts(tokens, first, opened, head):
            found = _event(text, tokens, (start, end), at, behind, subject=subject) if at >= 0 else None
            if found is not None:
                break
        if found is not None:
            last = end
            yield found


def _fronts(tokens: Tokens, first: int, opened: str, head: int) -> Iterator[tuple[int, str]]:
    """Where the name may begin, with the word before it, the likeliest first; -1 for nowhere."""
    yield row(tokens, first, head)
    if first > 1 and tokens[first - 1].word == "同":
        further = wide(tokens, first, head)
        joint = further[0] == first - 2  # 甲同|乙首次对话会
        yield from (further, (first, opened)) if joint else ((first, opened), further)
    else:
        yield first, opened
        yield wide(tokens, first, head)
    yield yearly(tokens, first, head)


def _event(
    text: str, tokens: Tokens, head: tuple[int, int], first: int, opened: str, *, subject: bool
) -> Candidate | None:
    """The event whose name begins with the token ``first`` and ends with the head noun at ``head``."""
    start, end = head
    several = opened in grammar().words["determiner"] and EDITION.search(text, tokens[first].start, end)
    within = _WITHIN.match(text, end) is not None
    known = subject or several or (opened in doing() and (opened not in _PLACED or within))
    offset = tokens[first].start
    both = _BOTH.search(text, max(0, offset - _ROW), offset)
    if both is not None and both.group(1) in region_names() and tokens.boundary(both.start()):
        offset = both.start()
    wire = _WIRE.match(text, offset, start) or _GLOSSED.match(text, offset, start)
    offset = wire.end() if wire else offset
    name, word = text[offset:end], text[start:end]
    if not (known or (opened == _FROM and within)) or offset >= start or _SEVERAL.search(name):
        return None
    organised = (subject or within) and opened in grammar().words["organiser_verb"]
    if not says(name, word, tokens, first if not wire else tokens.at(offset), organised=organised):
        return None
    sure = "《" in name or name.endswith(tuple(grammar().words["meeting_or_body"]))
    return Candidate(offset, end, "Event", name, "event-held", 1 + sure)


def _marked(text: str, tokens: Tokens, start: int, end: int) -> Iterator[Candidate]:
    """An event whose whole name stands in quotation marks, where it is held or attended (举行“某国经验通报会”)."""
    opening = text.rfind("“", max(0, start - _QUOTE), start)
    if opening < 0 or text.find("”", opening, end) >= 0 or start - opening <= _LEAST_QUOTE:
        return
    before = word_before(tokens, tokens.at(opening))
    if _subject().match(text, end + 1) or (_OBJECT.match(text, end + 1) and before in doing() - _PLACED):
        yield Candidate(opening, end + 1, "Event", text[opening + 1 : end], "event-held", 1)


def called(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Meetings that are called by their town and one word (遵义会议, 达沃斯论坛)."""
    for match in _called().finditer(text) if "会" in text or "论坛" in text else ():
        end = match.start()
        start = region_ending_at(text, end)
        if start is None:
            index = tokens.at(end) - 1
            known = index >= 0 and (tokens[index].word in world_places() or tokens[index].word in central_names())
            start = tokens[index].start if known else None
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
    if place in central_names():
        return head == "峰会"  # 欧盟峰会
    if place in world_places() or (head == "论坛" and region_names().get(place) == "DevelopmentZone"):
        return True
    codes = known.by_name.get(place, ())
    return bool(codes) and all(known.divisions[code].level not in _WIDE for code in codes)


def _front(tokens: Tokens, head: int, *, subject: bool) -> tuple[int, str]:
    """The first token of the name that ends with the token ``head``, and the word before it and its date.

    That is behind a verb of holding, a date, a mark or 的, and where the name is a subject behind all other verbs too.
    """
    words, first = grammar().words, head
    while first > max(0, head - FAR) and not _stops(tokens, first - 1, subject=subject):
        first = _title(tokens, first - 1)
    first -= first > 0 and tokens[first - 1].word in words["meeting_scope"]  # 全省
    opened = word_before(tokens, first)
    while first < head and (_dated(tokens, first) or tokens[first].word in words["held_before"]):
        first += 1
    for index in range(head - 1, first, -1):  # 某使馆|2021年…活动, but 某论坛2021年年会
        before = tokens[index - 1]
        if YEAR.fullmatch(tokens[index].word) and not is_region(before) and not _session(before.word):
            return index, opened
    return first, opened


def _title(tokens: Tokens, index: int) -> int:
    """The token itself, or where the title or quotation opens that closes with it (纪念《某宪章》签署75周年论坛)."""
    opening = _OPENING.get(tokens[index].word)
    if opening:
        for back in range(index - 1, max(-1, index - FAR), -1):
            if tokens[back].word == opening:
                return back
    return index


def _dated(tokens: Tokens, index: int) -> bool:
    """Whether the token says when it is; a year without 年 behind it belongs to the name (2023成都车展)."""
    return _date().fullmatch(tokens[index].word) is not None and not (
        YEAR.fullmatch(tokens[index].word) and tokens[index + 1].word != "年"
    )


def _session(word: str) -> bool:
    return word.endswith((*grammar().words["session_head"], "工作组", "小组"))


def _stops(tokens: Tokens, index: int, *, subject: bool) -> bool:
    """Whether no name of an event goes across this token."""
    word, tag = tokens[index].word, tokens[index].tag
    if word in INNER_MARKS or word in OPEN or word in CLOSE or word == "》":
        return False
    words = grammar().words
    if word in AND:
        return index == 0 or is_event(tokens[index - 1].word)
    if (tag == "x" and not word.isalnum()) or word in verbs() or word in words["held_stop"]:
        return True
    if len(word) == 1:
        return word in words["stop_character"] or tag[0] in "pruydc"
    if subject and tag == "v" and word not in words["inner"] and word not in words["event_verb"]:
        return index == 0 or not (tokens[index - 1].word in AND or YEAR.fullmatch(tokens[index - 1].word))
    return word in words["determiner"] or (tag[0] in "pruc" and word not in words["inner"])
